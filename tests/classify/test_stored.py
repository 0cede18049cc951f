import json
import shutil
import subprocess
import sys

import pytest
import skops.io

from lexsarah.classify.stored import MANIFEST_FILE, MODEL_FILE, TRUSTED_TYPES
from lexsarah.classify.types import load
from lexsarah.errors import ModelError
from lexsarah.resources import folder

SHIPPED = folder("models") / "types"


@pytest.fixture
def copy(tmp_path):
    for name in (MODEL_FILE, MANIFEST_FILE):
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


def change(folder, **changes):
    path = folder / MANIFEST_FILE
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def test_the_trusted_types_are_those_of_the_file():
    assert tuple(skops.io.get_untrusted_types(file=SHIPPED / MODEL_FILE)) == TRUSTED_TYPES


def test_it_is_small_enough_to_ship():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 10 * 1024 * 1024


@pytest.mark.parametrize("name", [MODEL_FILE, MANIFEST_FILE])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name):
        load(copy)


@pytest.mark.parametrize("name", [MODEL_FILE, MANIFEST_FILE])
def test_a_damaged_file_is_named(copy, name):
    path = copy / name
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ModelError, match=name):
        load(copy)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 0}, "format"),
        ({"versions": {"scikit-learn": "1.2.3"}}, r"scikit-learn 1\.2\.3"),
        ({"labels": {"event_types": [], "threats": []}}, "labels"),
        ({"concepts_sha256": "0" * 64}, "concepts"),
    ],
)
def test_another_manifest_is_refused_by_name(copy, changes, message):
    change(copy, **changes)
    with pytest.raises(ModelError, match=message) as refused:
        load(copy)
    assert MANIFEST_FILE in refused.value.message


def test_a_file_that_holds_something_else_is_refused(copy):
    import hashlib

    other = skops.io.dumps({"features": 1})
    (copy / MODEL_FILE).write_bytes(other)
    change(copy, model_sha256=hashlib.sha256(other).hexdigest())
    with pytest.raises(ModelError, match=MODEL_FILE):
        load(copy)


def test_importing_is_light_and_loading_leaves_torch_alone():
    program = (
        "import sys, lexsarah.classify.types as c\n"
        "assert not {'sklearn', 'skops', 'numpy', 'spacy'} & set(sys.modules), 'import'\n"
        "from lexsarah.resources import folder\n"
        "c.load(folder('models') / 'types')\n"
        "assert 'torch' not in sys.modules, 'load'\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
