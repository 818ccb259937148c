"""Questions of somebody else, answered in a child that ends in time: the option and the way."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import BinaryIO

from lcgraph.cli.language import option
from lcgraph.cli.options import (
    seconds,
)
from lcgraph.untrusted.sparql import stopped

timeout_option = option(
    "--timeout",
    type=float,
    callback=seconds,
    default=60.0,
    show_default=True,
    nl="Hoeveel seconden een vraag van een ander mag duren.",
    en="How many seconds a query of somebody else may take.",
)


def within(work: Callable[[], tuple[int, str | bytes]], seconds: float) -> tuple[int, bytes]:
    """The exit status and the answer of work on a stranger's query, done in a child that ends in time.

    The time is for the work, so that an answer comes whole however slowly it is read.
    """
    from lcgraph.untrusted.bounded import bounded

    def answer(output: BinaryIO) -> int:
        status, found = work()
        output.write(found.encode() if isinstance(found, str) else found)
        return status

    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    ended = bounded(answer, seconds=seconds)
    if ended.why:
        raise stopped(ended.why, seconds)
    if ended.status not in (0, 1):
        sys.exit(ended.status)  # the child has told why
    return ended.status, ended.output
