"""How the processes of a server speak: a head in JSON and a body, each with its length before it.

No pickles: the process that listens to strangers believes nothing of those that run their queries.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct(">IQ")
Head = dict[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """A message as bytes.

    >>> packed({"a": 1}, b"b")[-9:]
    b'{"a": 1}b'
    """
    told = json.dumps(head).encode()
    return _LENGTHS.pack(len(told), len(body)) + told + body


def receive(stream: socket.socket) -> tuple[Head, bytes] | None:
    """The next message; None when the other side has left."""
    start = _exactly(stream, _LENGTHS.size)
    if start is None:
        return None
    head, body = _LENGTHS.unpack(start)
    whole = _exactly(stream, head + body)
    return None if whole is None else (json.loads(whole[:head]), whole[head:])


def _exactly(stream: socket.socket, size: int) -> bytes | None:
    pieces, left = [], size
    while left:
        piece = stream.recv(min(left, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


async def arriving(reader: asyncio.StreamReader) -> tuple[Head, int]:
    """The head of the next message, and how long its body is; `asyncio.IncompleteReadError` at the end."""
    head, body = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    return json.loads(await reader.readexactly(head)), body
