"""The processes that answer, as the one that listens sees them: whose turn it is, and what they gave.

A query that is given up (its client left) costs its process, which the parent replaces. Clients take turns,
and one of them never has all processes.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from lcgraph.serve.bounds import Bounds
from lcgraph.serve.frames import Head, arriving, packed

_GRACE = 10.0
"""Seconds beyond its own bound in which a process must have said how a query ended."""


class Full(Exception):
    """There is no room now; later there may be."""


class Gone(Exception):
    """The process that was to answer is no more."""


@dataclass(eq=False)
class Helper:
    """A process that answers one question at a time."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Buffered:
    """The bytes of answers that are held."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0

    def take(self, size: int) -> None:
        """Hold so many more; `Full` when that is too much."""
        if self.held + size > self.most:
            raise Full
        self.held += size

    def give(self, size: int) -> None:
        """Hold so many less."""
        self.held -= size


class Pool:
    """The processes for queries; `end` has the parent end one."""

    def __init__(self, bounds: Bounds, buffered: Buffered, end: Callable[[int], None]) -> None:
        self.bounds, self.buffered, self.end = bounds, buffered, end
        self.helpers: set[Helper] = set()
        self.idle: list[Helper] = []
        self.running: Counter[str] = Counter()
        self.waiting: dict[str, deque[asyncio.Future[Helper]]] = {}

    @property
    def queue(self) -> int:
        """How many wait."""
        return sum(map(len, self.waiting.values()))

    def add(self, helper: Helper) -> None:
        """One more process, that the parent has started."""
        self.helpers.add(helper)
        self.idle.append(helper)
        self._next()

    async def ask(self, client: str, head: Head, body: bytes) -> tuple[Head, bytes]:
        """An answer, whose bytes count as buffered until they are given; `Full`, or `Gone`.

        A process that was ended by somebody else answers nothing: then another one is asked.
        """
        try:
            return await self._ask(client, head, body)
        except Gone as gone:
            if isinstance(gone.__cause__, TimeoutError):
                raise
            return await self._ask(client, head, body)

    async def _ask(self, client: str, head: Head, body: bytes) -> tuple[Head, bytes]:
        helper = await self._turn(client)
        try:
            async with asyncio.timeout(self.bounds.seconds + _GRACE):
                answer = await exchanged(helper, head, body, self.buffered)
        except (TimeoutError, OSError, EOFError) as error:
            self._lose(helper)
            raise Gone from error
        except BaseException:  # the client left, or there is no room for what it would get
            self._lose(helper)
            raise
        else:
            self.idle.append(helper)
            return answer
        finally:
            self.running[client] -= 1
            self.running += Counter()  # those that have none are forgotten
            self._next()

    async def _turn(self, client: str) -> Helper:
        """A process, when it is this client's turn."""
        mine = self.waiting.get(client, ())
        if self.running[client] + len(mine) >= self.bounds.of_one or self.queue >= self.bounds.waiting:
            raise Full
        turn: asyncio.Future[Helper] = asyncio.get_running_loop().create_future()
        self.waiting.setdefault(client, deque()).append(turn)
        self._next()
        try:
            async with asyncio.timeout(self.bounds.patience):
                return await turn
        except BaseException as error:
            self._withdraw(client, turn)
            if isinstance(error, TimeoutError):
                raise Full from error
            raise

    def _withdraw(self, client: str, turn: asyncio.Future[Helper]) -> None:
        if turn.done() and not turn.cancelled():
            self.idle.append(turn.result())
            self.running[client] -= 1
        elif turn in (queue := self.waiting.get(client, deque())):
            queue.remove(turn)
            if not queue:
                del self.waiting[client]
        self._next()

    def _next(self) -> None:
        """Give idle processes to those who wait, client by client."""
        for helper in [each for each in self.idle if each.reader.at_eof()]:
            self.idle.remove(helper)
            self._lose(helper)
        most = max(1, self.bounds.workers - 1)
        for client in [*self.waiting]:
            if not self.idle:
                return
            if self.running[client] >= most:
                continue
            queue = self.waiting.pop(client)
            turn = queue.popleft()
            if queue:
                self.waiting[client] = queue  # behind all others
            if turn.cancelled():
                continue
            self.running[client] += 1
            turn.set_result(self.idle.pop())
        if self.idle and any(self.running[client] < most for client in self.waiting):
            self._next()

    def _lose(self, helper: Helper) -> None:
        """Have a process ended; the parent starts another."""
        self.helpers.discard(helper)
        helper.writer.transport.abort()
        self.end(helper.pid)


async def exchanged(helper: Helper, head: Head, body: bytes, buffered: Buffered) -> tuple[Head, bytes]:
    """What a process answers to one question; its bytes count as buffered until they are given."""
    helper.writer.write(packed(head, body))
    await helper.writer.drain()
    told, size = await arriving(helper.reader)
    buffered.take(size)
    try:
        return told, await helper.reader.readexactly(size)
    except BaseException:
        buffered.give(size)
        raise


class Pages:
    """The process that has the pages: one question at a time, and they wait until it is ready."""

    def __init__(self, bounds: Bounds, buffered: Buffered) -> None:
        self.bounds, self.buffered = bounds, buffered
        self.ready = asyncio.Event()
        self._helper: Helper | None = None
        self._alone = asyncio.Lock()

    async def add(self, helper: Helper) -> None:
        """A process that the parent has started; it says when it is ready."""
        self._helper = helper
        self.ready.clear()
        with suppress(EOFError, OSError):
            await arriving(helper.reader)
            if self._helper is helper:
                self.ready.set()

    async def ask(self, head: Head) -> tuple[Head, bytes]:
        """A page, whose bytes count as buffered until they are given; `Gone` when it takes too long.

        Who leaves gets no page, but what the process says is read to its end.
        """
        asking = asyncio.ensure_future(self._ask(head))
        try:
            return await asyncio.shield(asking)
        except asyncio.CancelledError:
            asking.add_done_callback(self._unwanted)
            raise

    async def _ask(self, head: Head) -> tuple[Head, bytes]:
        try:
            async with asyncio.timeout(self.bounds.pages):
                await self.ready.wait()
                async with self._alone:
                    assert self._helper is not None
                    return await exchanged(self._helper, head, b"", self.buffered)
        except (TimeoutError, OSError, EOFError) as error:
            raise Gone from error

    def _unwanted(self, asked: asyncio.Future[tuple[Head, bytes]]) -> None:
        if not asked.cancelled() and not asked.exception():
            self.buffered.give(len(asked.result()[1]))
