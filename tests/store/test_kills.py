"""A command that is killed leaves what there was or what was to be, and the next one cleans up after it.

The moments are random, from a seed; each is a part of the time that the command takes.
"""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

import lcgraph
from lcgraph import disk, store
from lcgraph.graph import read_studies
from lcgraph.store import EmbeddedStore
from lcgraph.vocab import LCG

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
KILLS = 6
LCGRAPH = [sys.executable, "-m", "lcgraph"]


def said(folder: Path) -> list[str]:
    """All that a store says of studies, in one order."""
    return [str(quad) for quad in lcgraph.open(store=str(folder)).quads()]


def killed(words: list[str], *, after: float, by: signal.Signals) -> None:
    with subprocess.Popen(
        [*LCGRAPH, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as command:
        time.sleep(after)
        command.send_signal(by)


def test_a_load_that_is_killed_is_done_or_never_was(tmp_path: Path, tiny: Path, city: Path) -> None:
    folder = tmp_path / "graph.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    before = said(folder)
    whole = lcgraph.open(studies=[tiny, city])
    after = [str(quad) for quad in whole.quads()]
    words = ["load", str(city), "--store", str(folder)]
    started = time.monotonic()
    subprocess.run([*LCGRAPH, "load", str(tiny), "--store", str(folder)], check=True, capture_output=True)
    takes = time.monotonic() - started
    chance = random.Random(11)
    for kill in range(KILLS):
        killed(words, after=takes * chance.uniform(0.3, 1.2), by=SIGNALS[kill % len(SIGNALS)])
        found = said(folder)
        assert found in (before, after)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.db"]


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
