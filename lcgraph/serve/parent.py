"""The first process: it holds the data, forks all others, replaces those that end, and ends them all.

    parent ── listening   sockets, requests, queues, what is kept; no data
           ├─ worker ...  one query at a time, each in a child that may die
           └─ pages       the site

It answers nothing itself and has one thread, so that a fork is what it seems. Every other process ends with
it. Needs a system that forks.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NoReturn

from lcgraph.errors import CallError
from lcgraph.graph import Graph
from lcgraph.serve import pages, worker
from lcgraph.serve.app import Settings
from lcgraph.serve.bounds import Bounds
from lcgraph.serve.listening import listen
from lcgraph.untrusted.bounded import end_with_parent

_GRACE: Final = 8.0
"""Seconds in which the listening process may end by itself."""
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)


def opened(host: str, port: int) -> socket.socket:
    """A socket that is bound; `CallError` where that cannot be."""
    bound = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except (OSError, OverflowError, UnicodeError) as error:
        if bound is not None:
            bound.close()
        why = getattr(error, "strerror", None) or str(error)
        raise CallError(
            nl=f"op {host}:{port} kan niet worden geluisterd: {why}; kies een andere --port of --host",
            en=f"cannot listen on {host}:{port}: {why}; choose another --port or --host",
        ) from error
    return bound


class Parent:
    """All processes of a server; `graph` answers queries, `public` is what the pages are of."""

    def __init__(
        self,
        graph: Graph,
        public: Graph,
        bound: socket.socket,
        settings: Settings,
        bounds: Bounds,
        started: Callable[[], None],
    ) -> None:
        self.graph, self.public, self.bound = graph, public, bound
        self.settings, self.bounds, self.started = settings, bounds, started
        self.kinds: dict[int, str] = {}
        self.listener = 0
        self.listened = False
        self.stopping = False
        self.control: socket.socket | None = None
        self.awake, self._waker = socket.socketpair()

    def run(self) -> int:
        """Serve until SIGINT or SIGTERM; the exit status."""
        gc.collect()
        gc.freeze()  # what is here stays, and its pages are shared with every child
        before = {each: signal.signal(each, self._stop) for each in _SIGNALS}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        for end in (self.awake, self._waker):
            end.setblocking(False)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)
        try:
            return self._run()
        finally:
            self._end_all()
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _run(self) -> int:
        self._start_all()
        while True:
            with selectors.DefaultSelector() as waiting:
                waiting.register(self.awake, selectors.EVENT_READ)
                if self.control is not None:
                    waiting.register(self.control, selectors.EVENT_READ)
                waiting.select()
            with suppress(BlockingIOError):
                self.awake.recv(4096)
            if self.stopping:
                return 0
            self._listen_to_listener()
            for pid in self._ended():
                kind = self.kinds.pop(pid, "")
                if kind == "listening":
                    self._listen_to_listener()
                    if not self.listened:  # it cannot: another one could not either
                        return 1
                    self._end_all()
                    self._start_all()
                    break
                if kind:
                    self._start(kind)

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _start_all(self) -> None:
        """The listening process, then those that it asks."""
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.control.setblocking(True)
        self.listened = False

        def listening() -> None:
            assert self.control is not None
            self.control.close()
            # who listens to strangers holds no data, and nobody asks this copy for a graph again
            self.graph = self.public = None  # type: ignore[assignment]
            listen(self.bound, theirs, self.settings, self.bounds)

        self.listener = self._fork("listening", listening)
        theirs.close()
        for _ in range(self.bounds.workers):
            self._start("worker")
        self._start("pages")

    def _start(self, kind: str) -> None:
        """A process that answers, handed over to the one that listens."""
        mine, theirs = socket.socketpair()

        def answering() -> None:
            mine.close()
            self.bound.close()
            if self.control is not None:
                self.control.close()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if kind == "pages":
                pages.serve(self.public, theirs)
            else:
                worker.serve(self.graph, theirs, self.bounds)

        pid = self._fork(kind, answering)
        theirs.close()
        assert self.control is not None
        with suppress(OSError):  # the one that listens has just ended: that will be seen
            socket.send_fds(self.control, [json.dumps({"kind": kind, "pid": pid}).encode()], [mine.fileno()])
        mine.close()

    def _fork(self, kind: str, live: Callable[[], None]) -> int:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, [*_SIGNALS, signal.SIGCHLD])
        pid = os.fork()
        if pid == 0:
            self._live(live, masked)
        self.kinds[pid] = kind
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        return pid

    def _live(self, live: Callable[[], None], masked: set[Any]) -> NoReturn:
        """The life of a child, which does not tidy up what is its parent's."""
        code = 1
        try:
            end_with_parent()
            signal.set_wakeup_fd(-1)
            for number in (*_SIGNALS, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
            self.awake.close()
            self._waker.close()
            live()
            code = 0
        finally:
            if any(sys.exc_info()):
                sys.excepthook(*sys.exc_info())
            os._exit(code)

    def _listen_to_listener(self) -> None:
        """Do what the listening process asks for."""
        assert self.control is not None
        while True:
            try:
                said = json.loads(self.control.recv(1024, socket.MSG_DONTWAIT) or b"{}")
            except OSError:  # BlockingIOError is one
                return
            if said.get("listening"):
                self.listened = True
                self.started()
            if self.kinds.get(pid := said.get("end", 0)) == "worker":
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if not said:
                return

    def _ended(self) -> list[int]:
        """The children that have ended."""
        found = []
        for pid in [*self.kinds]:
            with suppress(ChildProcessError):
                if os.waitpid(pid, os.WNOHANG)[0]:
                    found.append(pid)
        return found

    def _end_all(self) -> None:
        """End all processes: the one that listens may bring its requests to an end."""
        end = time.monotonic() + _GRACE
        if self.kinds.get(self.listener):
            with suppress(ProcessLookupError):
                os.kill(self.listener, signal.SIGTERM)
            while time.monotonic() < end and not os.waitpid(self.listener, os.WNOHANG)[0]:
                time.sleep(0.02)
        for pid in self.kinds:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in self.kinds:
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)
        self.kinds.clear()
        if self.control is not None:
            self.control.close()
            self.control = None
