"""The city study and what it must answer are as they are made: both by counting, without lcgraph."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
DATA = HERE.parent / "data"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], ModuleType]:
    """Read a Python file that is in no package; it is known by its name while the test runs."""

    def read(path: Path) -> ModuleType:
        spec = spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        monkeypatch.setitem(sys.modules, path.stem, module)
        spec.loader.exec_module(module)
        return module

    return read


def test_the_interviews_of_the_city_study_are_made_from_a_table(script: Callable[[Path], ModuleType]) -> None:
    made = script(DATA / "make_city.py").files()
    assert [*made] == ["respondents.csv", "mentions.csv"]
    assert made == {name: (DATA / "city" / name).read_bytes() for name in made}


def test_what_the_city_study_must_answer_is_what_counting_gives(
    script: Callable[[Path], ModuleType],
) -> None:
    oracle = script(HERE / "oracle.py")
    counted = {f"{name}.csv": oracle.text(table) for name, table in oracle.tables().items()}
    committed = {path.name: path.read_text(encoding="utf-8") for path in (HERE / "expected").iterdir()}
    assert len(committed) == 16
    assert counted == committed
