"""The process that listens: hypercorn over a socket, with bounds on its connections.

It holds no data and looks into no query. The parent hands it the processes that answer, over `control`.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections import Counter
from contextlib import suppress
from typing import Any, Final

from hypercorn.app_wrappers import ASGIWrapper
from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.asyncio.worker_context import WorkerContext
from hypercorn.config import Config
from hypercorn.typing import LifespanState

from lcgraph.serve.app import App, Settings
from lcgraph.serve.bounds import Bounds
from lcgraph.serve.metrics import Metrics
from lcgraph.serve.pool import Buffered, Helper, Pages, Pool

_GRACEFUL: Final = 3.0
"""Seconds in which requests may end when the server does."""


def listen(listening: socket.socket, control: socket.socket, settings: Settings, bounds: Bounds) -> None:
    """Answer requests until the parent asks to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the parent says when to stop
    asyncio.run(_Listener(listening, control, settings, bounds).run())


class _Listener:
    """The connections, and the processes that the parent hands over."""

    def __init__(
        self, listening: socket.socket, control: socket.socket, settings: Settings, bounds: Bounds
    ) -> None:
        self.listening, self.control, self.bounds = listening, control, bounds
        self.metrics, buffered = Metrics(), Buffered(bounds.buffered)
        self.pool = Pool(bounds, buffered, self._end)
        self.pages = Pages(bounds, buffered)
        self.app = App(
            settings,
            bounds,
            self.metrics,
            pool=self.pool,
            pages=self.pages,
            buffered=buffered,
            cut=self._cut,
            log=_log,
            gauges=lambda: {"connections": float(len(self.open))},
        )
        self.open: dict[Any, asyncio.WriteTransport] = {}
        self.from_one: Counter[str] = Counter()
        self.tasks: set[asyncio.Task[Any]] = set()
        self.config = Config()
        self.config.keep_alive_timeout = bounds.idle
        self.config.h11_max_incomplete_size = 2 * bounds.target
        self.config.h2_max_concurrent_streams = bounds.of_one
        self.config.include_server_header = False
        self.config.loglevel = "WARNING"
        self.context = WorkerContext(None)

    async def run(self) -> None:
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, stopping.set)
        self.control.setblocking(False)
        loop.add_reader(self.control, self._handed)
        server = await asyncio.start_server(
            self._connected, sock=self.listening, backlog=self.bounds.connections
        )
        self.control.send(json.dumps({"listening": True}).encode())
        watch = asyncio.ensure_future(_orphaned(stopping))
        await stopping.wait()
        watch.cancel()
        server.close()
        await self.context.terminated.set()
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=_GRACEFUL)
        for transport in [*self.open.values()]:
            transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, if there is room for it."""
        client = (writer.get_extra_info("peername") or ("", 0))[:2]
        address = str(client[0])
        if (
            len(self.open) >= self.bounds.connections
            or self.from_one[address] >= self.bounds.of_one_address
            or client in self.open
        ):
            writer.transport.abort()
            return
        task = asyncio.current_task()
        assert task is not None
        self.open[client] = writer.transport
        self.from_one[address] += 1
        self.tasks.add(task)
        try:
            loop = asyncio.get_running_loop()
            # its own types of messages are narrower than those of ASGI, which the application has
            app, state = ASGIWrapper(self.app), LifespanState({})  # type: ignore[arg-type]
            await _Connection(app, loop, self.config, self.context, state, reader, writer)
        finally:
            self.tasks.discard(task)
            del self.open[client]
            self.from_one[address] -= 1
            if not self.from_one[address]:
                del self.from_one[address]

    def _cut(self, client: Any) -> None:
        """End a connection at once."""
        if client is not None and (transport := self.open.get(tuple(client)[:2])):
            transport.abort()

    # ---- the parent

    def _handed(self) -> None:
        """Take what the parent hands over: a process, by the socket on which it answers."""
        with suppress(BlockingIOError):
            data, descriptors, _, _ = socket.recv_fds(self.control, 1024, 1)
            if data and descriptors:
                said = json.loads(data)
                self.metrics.count("restarts", kind=said["kind"])
                task = asyncio.ensure_future(self._take(said, socket.socket(fileno=descriptors[0])))
                self.tasks.add(task)
                task.add_done_callback(self.tasks.discard)

    async def _take(self, said: dict[str, Any], stream: socket.socket) -> None:
        stream.setblocking(False)
        reader, writer = await asyncio.open_unix_connection(sock=stream)
        helper = Helper(said["pid"], reader, writer)
        if said["kind"] == "pages":
            await self.pages.add(helper)
        else:
            self.pool.add(helper)

    def _end(self, pid: int) -> None:
        """Ask the parent to end a process, and start another."""
        with suppress(OSError):
            self.control.send(json.dumps({"end": pid}).encode())


class _Connection(TCPServer):
    """A connection that is over when its client leaves; hypercorn would wait until it had been idle."""

    async def _read_data(self) -> None:
        await super()._read_data()
        await self.idle_task.stop()


async def _orphaned(stopping: asyncio.Event) -> None:
    """Stop when the parent is gone, also where the system does not see to it."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(1)
    stopping.set()


def _log(line: str) -> None:
    with suppress(OSError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
