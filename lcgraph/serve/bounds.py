"""What a stranger may take of a server: one record, so that every bound is in one place and in every test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """Time in seconds, sizes in bytes."""

    seconds: float = 10.0
    """How long a query may take, until its answer is there."""
    memory: int = 1 << 30
    """What a query may take beyond what its process holds."""
    answer: int = 32 << 20
    """How large an answer may be."""
    workers: int = 4
    """How many queries run at a time; one client has all of them but one at most."""
    waiting: int = 64
    """How many queries wait for their turn."""
    of_one: int = 16
    """How many queries of one client run and wait together."""
    patience: float = 20.0
    """How long a query waits for its turn."""
    body: int = 256 << 10
    """How large a request may be: three times the longest query, and its graphs."""
    target: int = 16 << 10
    """How long an address may be."""
    arriving: float = 10.0
    """How long a request may take to arrive, once its headers are there."""
    idle: float = 5.0
    """How long a connection may take to send its headers, or to send nothing."""
    connections: int = 512
    """How many connections are open at a time."""
    of_one_address: int = 128
    """How many of them are from one address."""
    buffered: int = 256 << 20
    """How many bytes of answers are held at a time."""
    leaving: float = 60.0
    """How long an answer may take to be read by who asked for it."""
    kept: int = 64 << 20
    """How many bytes of answers of named queries, and of pages, are kept for who asks again."""
    pages: float = 60.0
    """How long a page may take, also while the pages are being prepared."""
