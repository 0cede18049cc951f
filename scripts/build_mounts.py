"""Writes the pip settings of this machine for a build in a container, and prints what the build must mount.

``python scripts/build_mounts.py FILE CA`` writes FILE, a pip.conf with the indexes, wheel folders and certificates that
pip uses here, and prints one ``SOURCE:TARGET:ro`` a line. The certificates appear in the build as CA, because the
package ca-certificates writes to their usual place. A machine without settings of its own prints nothing.
"""

import subprocess
import sys
from configparser import RawConfigParser
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlparse

KEPT = ("cert", "index-url", "extra-index-url", "find-links", "trusted-host", "timeout", "default-timeout", "proxy")


def pip_settings() -> dict[str, str]:
    """Return the settings that pip would use, by name; the environment goes before the files, as in pip."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    ).stdout
    found: dict[str, str] = {}
    for section in ("global.", "install.", ":env:."):
        for line in listed.splitlines():
            name, _, value = line.partition("=")
            if name.startswith(section) and name.removeprefix(section) in KEPT:
                found[name.removeprefix(section)] = value.strip("'")
    return found


def local_folder(place: str) -> Path | None:
    """Return the folder that an index or a wheel folder on this machine lies in, or None if it is elsewhere."""
    if place.startswith("file:"):
        return Path(unquote(urlparse(place).path))
    return Path(place) if place.startswith("/") else None


def main(target: Path, ca: str) -> None:
    """Write ``target`` and print the mounts."""
    settings = pip_settings()
    if not settings:
        return
    mounts = set()
    if "cert" in settings:
        mounts.add(f"{settings['cert']}:{ca}:ro")
        settings["cert"] = ca
    for name in ("index-url", "extra-index-url", "find-links"):
        for place in settings.get(name, "").split():
            folder = local_folder(place)
            if folder and name != "find-links":
                folder = folder.parent  # an index's pages point to files beside it
            if folder and folder.is_dir():
                mounts.add(f"{folder}:{folder}:ro")
    written = RawConfigParser()
    written["global"] = {"timeout" if name == "default-timeout" else name: value for name, value in settings.items()}
    buffer = StringIO()
    written.write(buffer)
    target.write_text(buffer.getvalue(), "utf-8")
    sys.stdout.writelines(f"{mount}\n" for mount in (f"{target}:/etc/pip.conf:ro", *sorted(mounts)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
