"""XML of strangers, piece by piece: one bound for whoever reads it with handlers of their own.

The parser begins anew at the start of a tag with every piece that it gets, so that a tag without an end takes
time without end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers.expat import XMLParserType

MAX_TAG = 10_000_000
"""Bytes of one tag."""


class EndlessTagError(ValueError):
    """A tag that goes on for longer than any program writes."""


def fed(parser: XMLParserType, chunks: Iterable[bytes]) -> Iterator[None]:
    """Feed all the pieces to a parser, with a pause after each in which what it found can be taken.

    Raises `EndlessTagError`, or what the parser or its handlers raise.
    """
    total = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        total += len(chunk)
        if total - max(parser.CurrentByteIndex, 0) > MAX_TAG:
            raise EndlessTagError("a tag without an end")
        yield
    parser.Parse(b"", True)
    yield
