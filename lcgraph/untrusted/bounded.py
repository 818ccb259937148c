"""Work on what a stranger handed over, with bounded time and memory.

An engine or a parser cannot be stopped from Python, and a text made to be cruel can exhaust its stack. So the
work is done in a forked child: when it takes too long, too much or breaks, the child ends, and the parent
learns why. Where the system cannot fork (Windows), the work runs unbounded.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import io
import json
import math
import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, NoReturn, TypeVar

from lcgraph.errors import CallError, InputError, LcgraphError, QueryError, StoreError, unusable
from lcgraph.say import Problem, Text

MEMORY = 4 * 1024**3
"""Bytes that a child may take beyond what its parent holds."""

OUTPUT = 1 << 30
"""Bytes that a child may hand over."""

Work = Callable[[BinaryIO], int]
"""Gets a stream for its output; gives an exit status below 100."""

_T = TypeVar("_T")
_TOLD, _MEMORY, _BROKEN = 100, 101, 102
_CHUNK = 1 << 20
_ERRORS = {each.__name__: each for each in (QueryError, CallError, StoreError, LcgraphError)}
"""What is raised here as it was raised in the child, or as the nearest of these."""
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_ENDED_BY = {
    signal.SIGABRT: "memory",  # how an allocation that fails ends a program in Rust
    signal.SIGKILL: "time",
    getattr(signal, "SIGXCPU", signal.SIGKILL): "time",
}


@dataclass(frozen=True)
class Ended:
    """How work ended: its status and output; else `why` it was ended.

    That is `time`, `memory`, `output` (more of it than may be) or `nesting`.
    """

    status: int
    output: bytes = b""
    why: str = ""


def bounded(work: Work, *, seconds: float, memory: int | None = None, output: int | None = None) -> Ended:
    """Do some work in a child; an `LcgraphError` that it raises is raised here.

    The time is for the work and for handing its output over to here, not for what is then done with it.
    What the child writes to the standard streams goes where its parent writes.
    """
    if not hasattr(os, "fork"):
        kept = io.BytesIO()
        return Ended(work(kept), kept.getvalue())
    for stream in filter(None, (sys.__stdout__, sys.__stderr__)):
        stream.flush()
    reading, writing = os.pipe()
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # until who is interrupted is known
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(work, writing, seconds, MEMORY if memory is None else memory, mask)
    try:
        os.close(writing)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        with open(reading, "rb", buffering=0) as pipe:
            found = _all_of(pipe, time.monotonic() + seconds, OUTPUT if output is None else output)
        if isinstance(found, str):
            _end(child)
            return Ended(0, why=found)
        return _ended(os.waitpid(child, 0)[1], found)
    except BaseException:  # Ctrl-C: the child must not go on by itself
        _end(child)
        raise


def apart(read: Callable[[], _T], file: str, *, seconds: float, memory: int | None = None) -> _T:
    """What a reader makes of a file, in a child; `InputError` names the file where it does not get there.

    That holds for whatever a library raises there too. What is made must be such that it can be pickled.

    >>> apart(lambda: {}["a"], "a.bib", seconds=10)
    Traceback (most recent call last):
    lcgraph.errors.InputError: a.bib: cannot be read: the reader broke off (KeyError: 'a')
    """

    def work(output: BinaryIO) -> int:
        try:
            made = read()
        except (LcgraphError, MemoryError):
            raise
        except Exception as error:  # a stranger's file and a library: nobody can list what it raises
            said = f"{type(error).__name__}: {error}"[:200]
            raise unusable(
                file,
                nl=f"is niet te lezen: de lezer brak af ({said})",
                en=f"cannot be read: the reader broke off ({said})",
            ) from error
        pickle.dump(made, output, pickle.HIGHEST_PROTOCOL)
        return 0

    ended = bounded(work, seconds=seconds, memory=memory)
    if ended.why or ended.status:
        raise _stopped(file, ended.why, seconds)
    made: _T = pickle.loads(ended.output)
    return made


def _stopped(file: str, why: str, seconds: float) -> InputError:
    if why == "nesting" or not why:
        return unusable(
            file,
            nl="is niet te lezen: de lezer brak af; is het te diep genest?",
            en="cannot be read: the reader broke off; is it nested too deeply?",
        )
    bound = Text(nl=f"{seconds:g} s", en=f"{seconds:g} s")
    if why in ("memory", "output"):
        bound = Text(nl="het geheugen dat er voor is", en="the memory that there is for it")
    return unusable(
        file,
        nl=f"vraagt meer dan {bound.nl} om te lezen: het is te groot of kwaadwillig; splits het",
        en=f"takes more than {bound.en} to read: it is too large or made to do harm; split it",
    )


def _ended(status: int, output: bytes) -> Ended:
    if os.WIFSIGNALED(status):
        return Ended(0, why=_ENDED_BY.get(signal.Signals(os.WTERMSIG(status)), "nesting"))
    code = os.WEXITSTATUS(status)
    if code == _TOLD:
        raise _raised(output.rpartition(b"\n")[2])
    if code == _MEMORY:
        return Ended(0, why="memory")
    return Ended(2 if code == _BROKEN else code, output)


def _all_of(pipe: io.FileIO, end: float, most: int) -> bytes | str:
    """All that comes through a pipe until it is closed; `time` or `output` when that is too long or much."""
    pieces: list[bytes] = []
    size = 0
    while True:
        left = end - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            return "time"
        piece = pipe.read(_CHUNK)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
        if size > most:
            return "output"


def _live(work: Work, writing: int, seconds: float, memory: int, mask: set[Any]) -> NoReturn:
    """The child's life: limits, work, exit without the parent's clean-up."""
    code = _BROKEN
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        faulthandler.disable()
        gc.freeze()  # a store of the parent that were tidied up here would wait for threads that are not
        end_with_parent()
        _limit(seconds, memory)
        with open(writing, "wb") as output:
            try:
                code = work(output)
            except LcgraphError as error:
                output.write(b"\n" + _said(error))
                code = _TOLD
    except MemoryError:
        code = _MEMORY
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 2
    except KeyboardInterrupt:
        code = 130
    finally:
        if any(sys.exc_info()):  # a fault of ours: tell it, since _exit would hide it
            sys.excepthook(*sys.exc_info())
        os._exit(code)


def end_with_parent() -> None:
    """Have the system end this child when its parent is ended (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _limit(seconds: float, memory: int) -> None:
    import resource

    with contextlib.suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:
        memory += int(file.read().split()[0]) * resource.getpagesize()
    processor = math.ceil(seconds) * (os.cpu_count() or 1) + 1  # also when the parent is gone
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, processor),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))


def _said(error: LcgraphError) -> bytes:
    problems = [asdict(problem) for problem in getattr(error, "problems", ())]
    kind = next(each.__name__ for each in type(error).mro() if each.__name__ in _ERRORS)
    told = {"kind": kind, "nl": error.text.nl, "en": error.text.en, "problems": problems}
    return json.dumps(told).encode()


def _raised(said: bytes) -> LcgraphError:
    told = json.loads(said)
    problems = [Problem(**{**each, "message": Text(**each["message"])}) for each in told["problems"]]
    return InputError(problems) if problems else _ERRORS[told["kind"]](nl=told["nl"], en=told["en"])


def _end(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it has ended just now
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
