"""A disk that is full, a folder that may not be written, a store that is damaged, odd names and surroundings.

Each command that writes is called as a process of its own: it is done, or all is as it was and the user is
told why, in either language, without a traceback.
"""

from __future__ import annotations

import ctypes
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import lcgraph
from lcgraph.graph import read_studies
from lcgraph.store import EmbeddedStore

pytestmark = pytest.mark.skipif(os.name == "nt", reason="breaks disks as POSIX systems can")
ODD = 'a map 🥐 it\'s "so" $(x) `y` é'
LOADS = ("load", "load-validate", "load-again")
COMMANDS = (*LOADS, "import", "export-file", "export-archive", "export-folder", "site")
IN_TURN = [(command, "nl" if place % 2 else "en") for place, command in enumerate(COMMANDS)]
"""Each command in one of the languages, since it takes a while."""
IN_THE_OTHER = [(command, "en" if lang == "nl" else "nl") for command, lang in IN_TURN]
NO_RIGHTS = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER: with which root may write anywhere
_DROP = 24  # PR_CAPBSET_DROP


def small_disk() -> None:
    """No file may be larger than this, as if the disk were full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))


def no_rights() -> None:
    """What a folder forbids is forbidden to root too (Linux)."""
    if os.geteuid() == 0:
        for right in NO_RIGHTS:
            ctypes.CDLL(None).prctl(_DROP, right, 0, 0, 0)


class Desk:
    """A folder with an odd name in which each command has something to write to."""

    def __init__(self, folder: Path, tiny: Path) -> None:
        self.folder, self.tiny = folder / ODD, tiny
        self.temporary = folder / "tmp 🥐"
        for place in (self.folder, self.temporary):
            place.mkdir()
        study = self.folder / "study"
        study.mkdir()
        (study / "study.toml").write_text('id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "2/3"\n')
        (study / "cases.csv").write_text(
            "id,label_en,sector,setting\nbakery,Bakery,technology,public-private\n"
        )
        rows = "".join(f"b{number},Imago,bakery,practice-partner\n" for number in range(200))
        (self.folder / "codings.csv").write_text(f"respondent,code,case,role\n{rows}")
        lcgraph.open(store=str(self.folder / "there.db")).load(read_studies([tiny]))

    def words(self, command: str) -> list[str | Path]:
        from_tiny, codings = ["--study", self.tiny], self.folder / "codings.csv"
        return {
            "import": ["import", codings, "--study", self.folder / "study", "--accept-guesses"],
            "load": ["load", self.tiny, "--store", self.folder / "new.db"],
            "load-validate": ["load", self.tiny, "--validate", "--store", self.folder / "new.db"],
            "load-again": ["load", self.tiny, "--store", self.folder / "there.db"],
            "export-file": ["export", *from_tiny, "--format", "turtle", "-o", self.folder / "out.ttl"],
            "export-archive": ["export", *from_tiny, "--format", "ro-crate", "-o", self.folder / "out.zip"],
            "export-folder": ["export", *from_tiny, "--format", "csvw", "-o", self.folder / "out"],
            "site": ["site", self.folder / "site", *from_tiny],
        }[command]

    def started(
        self,
        words: list[str | Path],
        lang: str = "en",
        *,
        before: Callable[[], None] | None = None,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[str]:
        kept = {"PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(self.temporary), **(env or {})}
        return subprocess.Popen(
            [sys.executable, "-m", "lcgraph", *map(str, words), "--lang", lang],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=before,
            env=kept,
            cwd=self.folder,
        )

    def there(self) -> dict[str, bytes | list[str]]:
        """The files that there are; of a store what it says."""
        found: dict[str, bytes | list[str]] = {}
        for path in sorted(self.folder.rglob("*")):
            if (path / "CURRENT").exists():
                quads = lcgraph.open(store=str(path)).quads()
                found[path.name] = sorted(map(str, quads))
            elif path.is_file() and not (path.parent / "CURRENT").exists():
                found[str(path.relative_to(self.folder))] = path.read_bytes()
        return found


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, err


@pytest.fixture
def desk(tmp_path: Path, tiny: Path) -> Desk:
    return Desk(tmp_path, tiny)


def told(desk: Desk, words: list[str | Path], lang: str, before: Callable[[], None] | None = None) -> str:
    """What is told where a command cannot do what it is asked, in the language of the user."""
    status, said = ended(desk.started(words, lang, before=before))
    assert status == 2
    assert re.search({"nl": r"\bniet\b", "en": r"\b(cannot|not|no)\b"}[lang], said)
    assert list(desk.temporary.iterdir()) == []
    return said


@pytest.mark.parametrize(("command", "lang"), IN_TURN)
def test_a_full_disk_is_told_and_all_is_as_it_was(desk: Desk, command: str, lang: str) -> None:
    before = desk.there()
    assert "File too large" in told(desk, desk.words(command), lang, small_disk)
    assert desk.there() == before


@pytest.mark.skipif(sys.platform != "linux" and os.name == "posix" and os.geteuid() == 0, reason="is root")
@pytest.mark.parametrize(("command", "lang"), IN_THE_OTHER)
def test_a_folder_that_may_not_be_written_is_told_and_all_is_as_it_was(
    desk: Desk, command: str, lang: str
) -> None:
    before = desk.there()
    folders = [desk.folder, desk.folder / "study"]
    for folder in folders:
        folder.chmod(0o500)
    try:
        said = told(desk, desk.words(command), lang, no_rights)
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert "Permission denied" in said
    assert desk.there() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_home_or_a_folder_for_temporary_files_all_is_done(desk: Desk, command: str) -> None:
    """In a folder with spaces, quotes, an emoji and what a shell would run in its name."""
    before = desk.there()
    status, err = ended(desk.started(desk.words(command), env={"TMPDIR": str(desk.folder / "none")}))
    assert (status, "cannot" in err) == (0, False)
    after = desk.there()
    assert set(before) <= set(after)
    assert command == "load-again" or len(after) > len(before)
    assert not any(path.name.startswith(".lcgraph") for path in desk.folder.rglob("*"))


@pytest.mark.parametrize("command", COMMANDS)
def test_of_two_at_one_time_each_is_done_or_told(desk: Desk, command: str) -> None:
    both = [desk.started(desk.words(command)) for _ in range(2)]
    said = [ended(process) for process in both]
    assert {status for status, _ in said} <= {0, 2}
    assert 0 in {status for status, _ in said}
    found = desk.there()
    if command not in ("import", "site"):  # one tells what it replaced, the other takes long
        assert ended(desk.started(desk.words(command)))[0] == (2 if command == "export-folder" else 0)
        assert desk.there() == found
    assert not any(path.name.startswith(".lcgraph") for path in desk.folder.rglob("*"))


def test_so_many_faults_are_tried() -> None:
    """The number in docs/threat-model.md."""
    assert 4 * len(COMMANDS) + len(DAMAGES) * len(ON_DAMAGE) == 47


def no_blocks(store: Path) -> None:
    """As a disk that has lost what was written: the first bytes of every file of statements."""
    for path in store.glob("*.sst"):
        data = path.read_bytes()
        path.write_bytes(bytes(len(data) // 2) + data[len(data) // 2 :])


def no_list(store: Path) -> None:
    next(store.glob("MANIFEST-*")).write_bytes(b"\0" * 100)


def no_name(store: Path) -> None:
    (store / "CURRENT").write_text("MANIFEST-999999\n")


def a_file_less(store: Path) -> None:
    max(store.glob("*.sst"), key=lambda path: path.stat().st_size).unlink()


def nothing_in_it(store: Path) -> None:
    for path in store.iterdir():
        path.write_bytes(b"")


DAMAGES = (no_blocks, no_list, no_name, a_file_less, nothing_in_it)
ON_DAMAGE = ("load", "export", "site")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("command", ON_DAMAGE)
def test_a_damaged_store_is_told(desk: Desk, damage: Callable[[Path], None], command: str) -> None:
    """And told as what it is: not as one that another program writes to."""
    store = desk.folder / "there.db"
    damage(store)
    words: dict[str, list[str | Path]] = {
        "load": ["load", desk.tiny],
        "export": ["export", "--format", "nquads", "--private"],
        "site": ["site", desk.folder / "site"],
    }
    lang = "nl" if command == "export" else "en"
    said = told(desk, [*words[command], "--store", store], lang)
    assert "there.db" in said
    assert not re.search("another program|ander programma", said)
    assert not (desk.folder / "site").exists()


def test_a_damaged_store_is_told_while_it_is_read(tmp_path: Path, tiny: Path) -> None:
    """Where the damage is found after the store was opened."""
    folder = tmp_path / "locks.db"
    lcgraph.open(store=str(folder)).load(read_studies([tiny]))
    for path in folder.glob("*.sst"):
        data = path.read_bytes()
        if len(data) > 5000:
            path.write_bytes(bytes(len(data) // 4) + data[len(data) // 4 :])
    store = EmbeddedStore(folder)
    with pytest.raises(lcgraph.errors.StoreError, match=r"(?s)cannot be .*load the studies again"):
        [list(store.quads(graph)) for graph in store.graphs()]


def test_a_place_that_is_no_store_is_told(desk: Desk) -> None:
    for place in ("study", "codings.csv"):
        before = desk.there()
        said = told(desk, ["load", desk.tiny, "--store", desk.folder / place], "nl")
        assert "bevat geen store: noem een andere map" in said
        assert desk.there() == before
    shutil.rmtree(desk.folder / "there.db")
    assert "holds no store yet" in told(desk, ["tables", "--store", desk.folder / "there.db"], "en")
