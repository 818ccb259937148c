"""What a command that broke off leaves beside a store or in a folder, and what the next one makes of it.

Whole commands are killed in `tests/cli/test_killed.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

import lcgraph
from lcgraph import disk, store
from lcgraph.graph import read_studies
from lcgraph.store import EmbeddedStore
from lcgraph.vocab import LCG


def said(folder: Path) -> list[str]:
    """All that a store says of studies, in one order."""
    return [str(quad) for quad in lcgraph.open(store=str(folder)).quads()]


def test_an_error_while_deriving_changes_nothing(
    tmp_path: Path, tiny: Path, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data without their cells are seen by nobody, whether much is loaded or a little."""
    folder = tmp_path / "graph.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    before = said(folder)

    def full(_: object) -> list[object]:
        raise OSError("No space left on device")

    for little in (store._LITTLE, 0):
        monkeypatch.setattr(store, "_LITTLE", little)
        with pytest.raises(lcgraph.errors.StoreError, match="cannot be written: No space left on device"):
            EmbeddedStore(folder).replace(read_studies([city]), then=full)  # type: ignore[arg-type]
        assert said(folder) == before
        assert [path.name for path in tmp_path.iterdir()] == ["graph.db"]


def test_the_rights_of_a_store_are_those_that_the_user_gives(tmp_path: Path, tiny: Path) -> None:
    mask = os.umask(0o027)
    try:
        lcgraph.open(store=str(tmp_path / "new.db")).load(read_studies([tiny]))
        assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o750
        (tmp_path / "new.db").chmod(0o700)
        lcgraph.open(store=str(tmp_path / "new.db")).load(read_studies([tiny]))
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o700


def test_what_a_killed_command_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    abandoned, theirs = tmp_path / ".lcgraph-abandoned", tmp_path / ".lcgraph-notes"
    abandoned.mkdir()
    (abandoned / ".held").touch()
    (abandoned / "mentions.csv").write_text("what somebody said")
    theirs.mkdir()
    with disk.beside(tmp_path / "x") as held:
        disk.sweep(tmp_path)
        assert {path.name for path in tmp_path.iterdir()} == {theirs.name, held.name}
    assert [path.name for path in tmp_path.iterdir()] == [theirs.name]


def test_a_folder_in_which_nothing_is_yet_is_removed_too(tmp_path: Path) -> None:
    for name in (".lcgraph-abcd1234", ".lcgraph-mine", ".lcgraph-efgh5678"):
        (tmp_path / name).mkdir()
    (tmp_path / ".lcgraph-efgh5678" / "theirs").touch()
    disk.sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".lcgraph-mine", ".lcgraph-efgh5678"}


def test_what_says_whose_a_folder_is_goes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is killed while it cleans up leaves a folder that the next one knows."""
    with disk.beside(tmp_path / "x") as held:
        (held / "a.csv").write_text("what somebody said")
        (held / "zz").mkdir()
        monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    assert sorted(path.name for path in held.iterdir()) == [".held", "zz"]


def left(folder: Path, names: dict[str, str]) -> Path:
    """What an import leaves that is killed when its files are ready."""
    abandoned = folder / ".lcgraph-abcd1234"
    abandoned.mkdir()
    (abandoned / ".held").touch()
    for name in names:
        (abandoned / name).write_text("new")
    (abandoned / ".ready").write_text(json.dumps(names))
    return abandoned


def test_files_that_were_ready_take_their_place(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text("old")
    left(tmp_path, {"codes.csv": "codes.csv", "mentions.csv": "mentions.csv"})
    disk.sweep(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "codes.csv": "new",
        "mentions.csv": "new",
    }


def test_what_somebody_changed_since_then_stays(tmp_path: Path) -> None:
    abandoned = left(tmp_path, {"codes.csv": "codes.csv"})
    os.utime(abandoned / ".ready", (1, 1))
    (tmp_path / "codes.csv").write_text("ours")
    disk.sweep(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"codes.csv": "ours"}


def test_a_folder_that_somebody_made_up_reaches_no_other(tmp_path: Path) -> None:
    study = tmp_path / "study"
    study.mkdir()
    left(study, {"a": "../a", "b": "../../b"})
    disk.sweep(study)
    assert [path.name for path in tmp_path.rglob("*")] == ["study"]


def test_a_store_whose_place_was_empty_when_its_program_was_killed_is_there_again(
    tmp_path: Path, tiny: Path
) -> None:
    """Where two folders cannot change names in one step, the old one is gone for a moment."""
    lcgraph.open(store=str(tmp_path / "graph.db")).load(read_studies([tiny]))
    before = said(tmp_path / "graph.db")
    abandoned = left(tmp_path, {"new": "graph.db"})
    (abandoned / "new").unlink()
    (tmp_path / "graph.db").rename(abandoned / "new")
    disk.sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.db"]
    assert said(tmp_path / "graph.db") == before


@pytest.mark.parametrize("name", ["a b", 'it\'s "quoted"', "\N{GRINNING FACE}", "é"])
def test_a_store_may_have_any_name(tmp_path: Path, tiny: Path, name: str) -> None:
    for _ in range(2):
        lcgraph.open(store=str(tmp_path / name)).load(read_studies([tiny]))
    assert lcgraph.open(store=str(tmp_path / name)).codes("study") == ["tiny-synthetic"]
    assert any(LCG.DerivedFinding == quad.object for quad in lcgraph.open(store=str(tmp_path / name)).quads())


def test_where_folders_cannot_change_names_at_once_the_old_one_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_exchange", lambda *_: False)
    for name in ("new", "old", "beside"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "which").write_text(name)
    disk.take_place(tmp_path / "new", tmp_path / "old", tmp_path / "beside")
    assert (tmp_path / "old" / "which").read_text() == "new"
    assert (tmp_path / "beside" / "old" / "which").read_text() == "old"
    with pytest.raises(OSError, match="No such file"):
        disk.take_place(tmp_path / "none", tmp_path / "old", tmp_path)
