"""Scans: what is listed is there, ink lands in its box, and a scanner does what its profile says."""

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from training.parsing.gold import FOLDER, GOLD
from training.parsing.ink import mark, signature, stamp
from training.parsing.renderings import Rendering, renderings
from training.parsing.scans import FAX_150, LAYERS, OFFICE_200, PHONE_200, Profile, file_of, papers, room, scanned, worn

SCANS = [one for one in renderings(FOLDER) if one.scanned]


def test_every_scan_is_listed_and_there() -> None:
    assert [one.file for one in SCANS] == [file_of(paper) for paper in papers()]
    assert all(one.path.exists() and (GOLD / f"{one.gold}.json").exists() for one in SCANS)
    assert not {file_of(paper) for paper in papers()} & {file_of(paper) for paper in worn()}


@pytest.mark.parametrize("one", [one for one in SCANS if one.format == "pdf"][::8], ids=lambda one: one.file)
def test_a_scanned_pdf_has_no_text_unless_it_is_searchable(one: Rendering) -> None:
    with pypdfium2.PdfDocument(one.path) as pdf:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert "synthetic: true" in pdf.get_metadata_dict()["Keywords"]
    assert bool(text.strip()) is one.layout.startswith("searchable")


@pytest.mark.parametrize("seed", range(12))
def test_ink_lands_in_its_box(seed: int) -> None:
    image = Image.new("L", (200, 200), 255)
    mark(image, (80, 80), 38, 300, np.random.default_rng(seed))
    grey = np.asarray(image)
    dark = grey < 140
    assert dark[80:118, 80:118].sum() > 30
    assert not dark[:40].any()
    assert not dark[:, :40].any()
    assert not dark[160:].any()


def test_signature_and_stamp_leave_ink_and_stay_in_place() -> None:
    image = Image.new("L", (900, 400), 255)
    random = np.random.default_rng(1)
    signature(image, (50, 50), 300, 80, random)
    stamp(image, (500, 50), ("INKOM", "2024-03-12", "Dnr 12/24"), 150, random)
    dark = np.asarray(image) < 140
    assert dark[50:130, 50:350].sum() > 300
    assert dark[50:220, 500:].sum() > 1000
    assert not dark[:, 380:490].any()


def test_room_covers_nothing() -> None:
    taken = [(40.0, 20.0, 560.0, 500.0), (100.0, 600.0, 200.0, 640.0)]
    for seed in range(5):
        found = room(taken, 150, 50, np.random.default_rng(seed))
        assert found is not None
        left, top = found
        assert top > 500
        assert not (left < 200 and left + 150 > 100 and top < 640 and top + 50 > 600)
    assert room([(0.0, 0.0, 600.0, 842.0)], 150, 50, np.random.default_rng(0)) is None


@pytest.mark.parametrize("profile", [FAX_150, OFFICE_200, PHONE_200], ids=lambda one: one.name)
def test_a_scanner_keeps_the_ink_and_the_mode_of_its_profile(profile: Profile) -> None:
    sheet = Image.new("L", (600, 800), 255)
    sheet.paste(0, (200, 300, 400, 500))
    seen = scanned(sheet, profile, np.random.default_rng(3))
    assert seen.mode == ("1" if profile.quality is None else "L")
    grey = np.asarray(seen.convert("L"))
    assert grey[360:440, 260:340].mean() < 60
    assert grey[50:200, 50:150].mean() > 140


def test_layers() -> None:
    assert LAYERS["good"]("Åtgärd") == "Åtgärd"
    assert "Å" not in LAYERS["mojibake"]("Gård")
    assert LAYERS["mojibake"]("Gård") != "Gård"
    assert LAYERS["shifted"]("rapport") != "rapport"
