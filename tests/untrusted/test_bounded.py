"""Work with bounds: what is within them goes on, what is not is ended, and why is known."""

from __future__ import annotations

import os
import time
from typing import BinaryIO

import pytest

from lcgraph.errors import InputError, LcgraphError, unusable
from lcgraph.untrusted import bounded as room
from lcgraph.untrusted.bounded import Ended, bounded


def test_work_within_its_bounds_has_its_own_status_and_output() -> None:
    assert bounded(lambda output: output.write(b"flour") - 5, seconds=10) == Ended(0, b"flour")
    assert bounded(lambda _: 1, seconds=10) == Ended(1)


def test_output_larger_than_a_pipe_holds_comes_whole() -> None:
    assert len(bounded(lambda output: output.write(b"x" * 5_000_000) * 0, seconds=10).output) == 5_000_000


def test_work_that_takes_too_much_memory_is_ended() -> None:
    assert bounded(lambda _: len(bytearray(2_000_000_000)), seconds=20, memory=200_000_000).why == "memory"


@pytest.mark.parametrize(("signal", "why"), [(11, "nesting"), (6, "memory"), (9, "time"), (24, "time")])
def test_a_child_that_is_ended_by_a_signal_tells_why(signal: int, why: str) -> None:
    assert bounded(lambda _: os.kill(os.getpid(), signal) or 0, seconds=10).why == why


def test_work_that_takes_too_long_is_ended() -> None:
    started = time.monotonic()
    assert bounded(lambda _: time.sleep(30) or 0, seconds=0.1).why == "time"
    assert time.monotonic() - started < 10


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
