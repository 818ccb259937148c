"""Work with bounds: what is within them goes on, what is not is ended, and why is known."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from lcgraph.errors import InputError, LcgraphError, unusable
from lcgraph.untrusted import bounded as room
from lcgraph.untrusted.bounded import Ended, apart, bounded


def test_work_within_its_bounds_has_its_own_status_and_output() -> None:
    assert bounded(lambda output: output.write(b"flour") - 5, seconds=10) == Ended(0, b"flour")
    assert bounded(lambda _: 1, seconds=10) == Ended(1)


def test_output_larger_than_a_pipe_holds_comes_whole() -> None:
    assert len(bounded(lambda output: output.write(b"x" * 5_000_000) * 0, seconds=10).output) == 5_000_000


def test_work_that_takes_too_much_memory_is_ended() -> None:
    assert bounded(lambda _: len(bytearray(2_000_000_000)), seconds=20, memory=200_000_000).why == "memory"


def test_work_that_gives_too_much_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "OUTPUT", 10_000_000)

    def without_end(output: BinaryIO) -> int:
        while True:
            output.write(b"bread " * 10_000)

    assert bounded(without_end, seconds=20).why == "output"
    with pytest.raises(InputError, match=r"^a\.bib: takes more than the memory that there is for it to read"):
        apart(lambda: "bread" * 3_000_000, "a.bib", seconds=20)


def test_whatever_a_reader_raises_is_a_problem_of_its_file() -> None:
    assert apart(lambda: {"bread": 1}, "a.bib", seconds=10) == {"bread": 1}
    with pytest.raises(InputError, match=r"^a\.bib: cannot be read: the reader broke off \(KeyError: 'a'\)$"):
        apart(lambda: {}["a"], "a.bib", seconds=10)
    with pytest.raises(InputError, match=r"^a\.bib: takes more than 0\.1 s to read"):
        apart(lambda: time.sleep(30), "a.bib", seconds=0.1)
    with pytest.raises(InputError, match=r"^a\.bib: takes more than the memory that there is for it to read"):
        apart(lambda: len(bytearray(2_000_000_000)), "a.bib", seconds=20, memory=200_000_000)
    with pytest.raises(InputError, match=r"^a\.bib: .* is it nested too deeply\?$"):
        apart(lambda: os.kill(os.getpid(), 11), "a.bib", seconds=10)


@pytest.mark.parametrize(("signal", "why"), [(11, "nesting"), (6, "memory"), (9, "time"), (24, "time")])
def test_a_child_that_is_ended_by_a_signal_tells_why(signal: int, why: str) -> None:
    assert bounded(lambda _: os.kill(os.getpid(), signal) or 0, seconds=10).why == why


def test_work_that_takes_too_long_is_ended() -> None:
    assert bounded(lambda _: time.sleep(600) or 0, seconds=0.1).why == "time"


def test_an_error_of_the_child_is_raised_here_in_both_languages_with_its_places() -> None:
    def refuse(output: BinaryIO) -> int:
        output.write(b"half of it")
        raise unusable("a.ttl", nl="is leeg", en="is empty", row=3, column="4")

    with pytest.raises(InputError, match=r"a\.ttl:3 4: is empty") as raised:
        bounded(refuse, seconds=10)
    assert raised.value.in_("nl") == "a.ttl:3 4: is leeg"

    def refuse_all(_: BinaryIO) -> int:
        raise LcgraphError(nl="dat kan niet", en="that cannot be")

    with pytest.raises(LcgraphError, match="that cannot be"):
        bounded(refuse_all, seconds=10)


def test_an_interrupt_ends_the_child_too(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []
    fork = os.fork

    def counted() -> int:
        children.append(fork())
        return children[-1]

    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fork", counted)
    monkeypatch.setattr(room, "_all_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bounded(lambda _: time.sleep(30) or 0, seconds=30)
    with pytest.raises(ProcessLookupError):
        os.kill(children[0], 0)


@pytest.mark.skipif(sys.platform != "linux", reason="the system ends a child with its parent on Linux only")
def test_a_child_does_not_outlive_its_parent() -> None:
    program = (
        "import os, time\nfrom lcgraph.untrusted.bounded import bounded\n"
        "bounded(lambda _: print(os.getpid(), flush=True) or time.sleep(600) or 0, seconds=600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.terminate()
    end = time.monotonic() + 60
    while time.monotonic() < end and _runs(child):
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
