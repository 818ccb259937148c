"""A command that is killed leaves what there was or what was to be, and the next one cleans up after it.

The moments are random, from a seed: a part of the processor time that the command takes, or one of the times
that it touches the disk, the last ones more often, since then what is new takes its place.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import lcgraph
from lcgraph.cli.options import deliver
from lcgraph.study.read import read_study
from lcgraph.web.folder import write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends programs as POSIX systems do")
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
STARTER = """
import os, signal, sys
how, at, by = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
del sys.argv[1:4]
touched = 0

def touches(event, arguments):
    global touched
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event.split(".")[0] in ("os", "shutil", "tempfile") and event != "os.listdir":
        touched += 1
        if touched == at:
            os.kill(os.getpid(), by)

if how == "time":
    if by == signal.SIGINT:
        signal.signal(signal.SIGPROF, lambda *_: os.kill(os.getpid(), by))
    signal.setitimer(signal.ITIMER_PROF, at)
from lcgraph.cli import main
if how != "time":
    sys.addaudithook(touches)
try:
    main()
finally:
    if how == "count":
        print(touched)
"""
"""Runs the command line; ends it by a signal after so much processor time, or nth touch of the disk."""


@dataclass(frozen=True)
class Command:
    """A command that makes or changes a file or a folder: `place` and what is in it before, by name."""

    words: Callable[[Path, Path], list[str | Path]]
    """From the folder of the test data and the place."""
    place: str
    before: Callable[[Path, Path], object] = lambda *_: None
    kills: int = 4


def _import(data: Path, place: Path) -> list[str | Path]:
    return ["import", data / "codings.csv", "--study", place, "--accept-guesses"]


def _export(form: str) -> Callable[[Path, Path], list[str | Path]]:
    return lambda data, place: ["export", "--study", data / "tiny", "--format", form, "-o", place]


def _older_file(_: Path, place: Path) -> None:
    place.write_text("older")


def _study(_: Path, place: Path) -> None:
    place.mkdir()
    (place / "study.toml").write_text('id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "2/3"\n')
    (place / "cases.csv").write_text("id,label_en,sector,setting\nbakery,Bakery,technology,public-private\n")
    (place / "mentions.csv").write_text("respondent,motive\n")
    (place / "notes.txt").write_text("ours")


def _store(data: Path, place: Path) -> None:
    lcgraph.open(store=str(place)).load(lcgraph.graph.read_studies([data / "tiny"]))


def _older_site(data: Path, place: Path) -> None:
    sums = hashlib.sha256(b"old").hexdigest()
    write(place, [("index.html", b"old"), ("lcgraph-site.sha256", f"{sums}  index.html\n".encode())])


COMMANDS = {
    "import": Command(_import, "study", _study),
    "load": Command(lambda data, place: ["load", data / "city", "--store", place], "graph.db", _store),
    "load-validate": Command(
        lambda data, place: ["load", data / "city", "--validate", "--store", place],
        "graph.db",
        _store,
        kills=3,
    ),
    "load-validate-new": Command(
        lambda data, place: ["load", data / "tiny", "--validate", "--store", place], "graph.db", kills=3
    ),
    "export-file": Command(_export("turtle"), "out.ttl", _older_file),
    "export-workbook": Command(_export("xlsx"), "out.xlsx", kills=3),
    "export-archive": Command(_export("csvw"), "out.zip", _older_file, kills=3),
    "export-folder": Command(_export("csvw"), "out"),
    "site": Command(
        lambda data, place: ["site", place, "--study", data / "tiny"], "site", _older_site, kills=2
    ),
}


def state(place: Path) -> str:
    """The hash of all that a store says, or of the files at a place; "" where nothing is.

    Of a study folder it is what the next command finds that reads it.
    """
    found = hashlib.sha256()
    if not place.exists():
        return ""
    if (place / "study.toml").exists():
        read_study(place)
    if (place / "CURRENT").exists():
        found.update("\n".join(sorted(map(str, lcgraph.open(store=str(place)).quads()))).encode())
        return found.hexdigest()
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        content = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.relative_to(place)}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


@dataclass
class Desk:
    """A place in a folder of its own, a folder for temporary files, and the command that is tried there."""

    folder: Path
    command: Command
    data: Path

    @property
    def place(self) -> Path:
        return self.folder / "target" / self.command.place

    @property
    def kept(self) -> Path:
        """What is at the place before, where anything is."""
        return self.folder / "before" / self.command.place

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    def reset(self) -> None:
        """What there was before."""
        for path in self.place.parent.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if self.kept.is_dir():
            shutil.copytree(self.kept, self.place)
        elif self.kept.exists():
            shutil.copy(self.kept, self.place)

    def run(self, how: str = "time", at: float = 0, by: int = 0) -> tuple[int, float, str]:
        """The exit status, the processor time and what was printed."""
        words = map(str, self.command.words(self.data, self.place))
        with subprocess.Popen(
            [sys.executable, "-c", STARTER, how, str(at), str(by), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            text=True,
        ) as process:
            assert process.stdout is not None
            out = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        return process.returncode, used.ru_utime + used.ru_stime, out


def moments(
    chance: random.Random, *, seconds: float, touches: int, kills: int
) -> list[tuple[str, float, int]]:
    """How, when and by which signal the command is killed, so many times."""
    drawn: list[tuple[str, float, int]] = []
    for number in range(kills):
        by = SIGNALS[number % len(SIGNALS)]
        if number % 3 == 0:
            drawn.append(("time", seconds * chance.uniform(0.4, 1.0), by))
        else:
            first = 1 if number % 3 == 1 else max(1, touches - 12)
            drawn.append(("touch", chance.randint(first, touches), by))
    return drawn


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_is_done_or_never_was(name: str, tmp_path: Path, tiny: Path) -> None:
    """What was there stays, or all that was to be is there; the next command leaves nothing else."""
    data = tmp_path / "data"
    data.mkdir()
    for study in ("tiny", "city"):
        (data / study).symlink_to(tiny.parent / study)
    rows = "".join(f"b{number},Imago,bakery,practice-partner\n" for number in range(40))
    (data / "codings.csv").write_text(f"respondent,code,case,role\n{rows}")
    desk = Desk(tmp_path, COMMANDS[name], data)
    for folder in (desk.place.parent, desk.kept.parent, desk.temporary):
        folder.mkdir()
    desk.command.before(data, desk.kept)
    desk.reset()
    before = state(desk.place)
    status, seconds, out = desk.run("count")
    assert status == 0
    after = state(desk.place)
    assert after not in (before, "")
    chance = random.Random(f"10 {name}")
    ended = 0
    for how, at, by in moments(
        chance, seconds=seconds, touches=int(out.split()[-1]), kills=desk.command.kills
    ):
        desk.reset()
        status, *_ = desk.run(how, at, by)
        found = state(desk.place)
        assert found in (before, after), (how, at, by)
        ended += status != 0
    assert ended >= desk.command.kills // 2
    beside = desk.place if name == "import" else desk.place.parent
    deliver("next", beside / "next.txt")
    left = [path.name for path in beside.iterdir() if path.name.startswith(".")]
    assert left == []
    assert list(desk.temporary.iterdir()) == []


def test_so_many_kills_are_tried() -> None:
    """The numbers in docs/threat-model.md."""
    assert (len(COMMANDS), sum(command.kills for command in COMMANDS.values())) == (9, 30)
