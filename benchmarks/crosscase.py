"""How long concepts, stem bases and prime implicants take on random tables, in seconds of the processor."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial

from lcgraph.analysis.concepts import Context, lattice
from lcgraph.analysis.configurations.primes import primes
from lcgraph.analysis.implications import base


def context(objects: int, attributes: int, density: float) -> Context:
    """A random context."""
    chance = random.Random(1)
    rows = tuple(
        sum((chance.random() < density) << place for place in range(attributes)) for _ in range(objects)
    )
    return Context(tuple(map(str, range(objects))), tuple(map(str, range(attributes))), rows)


def timed(name: str, work: Callable[[], int]) -> None:
    """One line of the table: what, how many were found, and the seconds of the processor."""
    start = time.process_time()
    found = work()
    print(f"{name:<42}{found:>8}{time.process_time() - start:>8.2f} s")


def cases(conditions: int, many: int) -> int:
    """How many prime implicants random cases have."""
    chance = random.Random(3)
    rows = {tuple(chance.randrange(2) for _ in range(conditions)): chance.randrange(2) for _ in range(many)}
    on = [row for row, outcome in rows.items() if outcome]
    return len(primes(on, [row for row, outcome in rows.items() if not outcome]))


def main() -> None:
    """All lines."""
    timed("concepts and covers, 300 x 50", lambda: len(lattice(context(300, 50, 0.15)).concepts))
    timed("concepts and covers, 300 x 13", lambda: len(lattice(context(300, 13, 0.5)).concepts))
    timed("stem base, 50 x 30, a third filled", lambda: len(base(context(50, 30, 1 / 3))))
    timed("stem base, 50 x 30, half filled", lambda: len(base(context(50, 30, 0.5))))
    for conditions in (12, 15, 20):
        timed(f"primes, {conditions} conditions, 200 cases", partial(cases, conditions, 200))


if __name__ == "__main__":
    main()
