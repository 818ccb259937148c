"""What is sent: a status, headers and the whole body, so that what is said of it is true."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_READERS: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Link, Location, Retry-After"),
)
PLAIN: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Response:
    """A whole answer; `held` is how many bytes of it count as buffered, `stored` whether it may be kept."""

    status: int
    body: bytes = b""
    media: str = ""
    etag: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    vary: str = ""
    more: tuple[tuple[str, str], ...] = ()
    held: int = 0

    def headers(self, *, shared: bool) -> list[tuple[bytes, bytes]]:
        """The headers; `shared` is whether pages of other sites may read the answer."""
        told = [
            ("content-type", self.media),
            ("etag", f'"{self.etag}"' if self.etag else ""),
            ("location", self.location),
            ("vary", self.vary),
            ("cache-control", "no-cache" if self.etag else "no-store" if self.status >= 400 else ""),
            ("content-security-policy", POLICY if self.media.startswith("text/html") else ""),
            *(("link", each) for each in self.links),
            *self.more,
        ]
        if self.status not in (204, 304):
            told.append(("content-length", str(len(self.body))))
        found = [(name.encode(), value.encode("latin-1", "replace")) for name, value in told if value]
        return [*found, *_ALWAYS, *(_READERS if shared else ())]

    def unless(self, known: str) -> Response:
        """The same, or 304 when the client has it already (`If-None-Match`)."""
        if self.status != 200 or not self.etag or not matches(known, self.etag):
            return self
        return replace(self, status=304, body=b"", media="")


def matches(known: str, etag: str) -> bool:
    """Whether one of the tags of `If-None-Match` is this one.

    >>> matches('W/"a", "b"', "b"), matches("*", "b"), matches('"c"', "b")
    (True, True, False)
    """
    return known.strip() == "*" or f'"{etag}"' in (
        each.strip().removeprefix("W/") for each in known.split(",")
    )


def told(status: int, text: str, *more: tuple[str, str]) -> Response:
    """A short answer in plain text."""
    return Response(status, f"{text}\n".encode(), PLAIN, more=more)
