"""Bounded time and memory for strangers' queries.

The engine cannot be stopped from Python, and a text made to be cruel can exhaust its stack. So the work is
done in a forked child: when it takes too long, too much or breaks, the child ends and the parent says so.
Where the system cannot fork (Windows), the work runs unbounded.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
import sys
import time
from collections.abc import Callable

import click

from lcgraph.errors import QueryError

MEMORY = 4 * 1024**3
_POLL = 0.005


def bounded(work: Callable[[], int], *, seconds: float) -> int:
    """Run `work` in a child and return its exit status; `QueryError` when it had to be ended."""
    if not hasattr(os, "fork"):
        return work()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    child = os.fork()
    if child == 0:
        _run(work, seconds)
    try:
        status = _wait(child, seconds)
    except BaseException:  # Ctrl-C: the child must not go on by itself
        _end(child)
        raise
    if status is None:
        raise QueryError(f"the query took longer than {seconds:g} s and was stopped: see --timeout")
    if os.WIFSIGNALED(status):
        raise QueryError("the query needed too much memory, or is nested too deeply for the engine")
    return os.WEXITSTATUS(status)


def _run(work: Callable[[], int], seconds: float) -> None:
    """The child's life: limits, work, exit without the parent's clean-up."""
    import resource

    from lcgraph.errors import LcgraphError

    code = 2
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        most = math.ceil(seconds) * (os.cpu_count() or 1) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))  # also when the parent is gone
        code = work()
    except (LcgraphError, OSError) as error:
        click.echo(f"lcgraph: {error}", err=True)
    except MemoryError:
        click.echo("lcgraph: the query needed too much memory", err=True)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 2
    except KeyboardInterrupt:
        code = 130
    finally:
        if any(sys.exc_info()):  # a fault of ours: tell it, since _exit would hide it
            sys.excepthook(*sys.exc_info())
        os._exit(code)


def _wait(child: int, seconds: float) -> int | None:
    """The child's wait status, or None when it was ended for taking too long."""
    end = time.monotonic() + seconds
    pause = _POLL
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        if time.monotonic() > end:
            _end(child)
            return None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)


def _end(child: int) -> None:
    with contextlib.suppress(ProcessLookupError, ChildProcessError):  # it has ended just now
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
