"""From a page as it was turned to be read back to the page as it is."""

from dataclasses import dataclass
from math import cos, radians, sin

from lexsarah.records import Box


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was turned to be read: ``rotation`` degrees clockwise (0, 90, 180, 270), then ``skew`` the other way.

    ``width`` and ``height`` are those of the page as it is, in points.
    """

    rotation: int
    skew: float
    width: float
    height: float

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height of the page as it was read."""
        return (self.height, self.width) if self.rotation in {90, 270} else (self.width, self.height)

    def back(self, box: Box) -> Box:
        """Return the rectangle on the page as it is that holds one of the page as it was read."""
        corners = [self._point(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return Box(round(min(across), 2), round(min(down), 2), round(max(across), 2), round(max(down), 2))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.upright
        turn = radians(self.skew)
        from_x, from_y = x - width / 2, y - height / 2
        x = width / 2 + from_x * cos(turn) - from_y * sin(turn)
        y = height / 2 + from_x * sin(turn) + from_y * cos(turn)
        match self.rotation:
            case 90:
                x, y = y, width - x
            case 180:
                x, y = width - x, height - y
            case 270:
                x, y = height - y, x
        return x, y
