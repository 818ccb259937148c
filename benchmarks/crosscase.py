"""How long concepts, stem bases and prime implicants take on random tables, in seconds of the processor.

The same concepts and covers are asked of the library `concepts`, which is in the extra `test`.
"""

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


def timed(name: str, work: Callable[[], int]) -> float:
    """One line of the table: what, how many were found, and the seconds of the processor."""
    start = time.process_time()
    found = work()
    seconds = time.process_time() - start
    print(f"{name:<42}{found:>8}{seconds:>8.2f} s")
    return seconds


def theirs(asked: Context) -> int:
    """How many concepts the library finds, with the neighbours of each."""
    from concepts import Context as Library

    every = range(len(asked.attributes))
    table = [[bool(row >> place & 1) for place in every] for row in asked.rows]
    found = Library([f"o{name}" for name in asked.objects], [f"a{name}" for name in asked.attributes], table)
    return len(list(found.lattice))


def cases(conditions: int, many: int) -> int:
    """How many prime implicants random cases have."""
    chance = random.Random(3)
    rows = {tuple(chance.randrange(2) for _ in range(conditions)): chance.randrange(2) for _ in range(many)}
    on = [row for row, outcome in rows.items() if outcome]
    return len(primes(on, [row for row, outcome in rows.items() if not outcome]))


def main() -> None:
    """All lines."""
    timed("concepts and covers, 300 x 50", lambda: len(lattice(context(300, 50, 0.15)).concepts))
    middle = context(300, 13, 0.5)
    ours = timed("concepts and covers, 300 x 13", lambda: len(lattice(middle).concepts))
    other = timed("the same by the library concepts", lambda: theirs(middle))
    print(f"{'':<42}{other / ours:>8.0f} times as long")
    timed("stem base, 50 x 30, a third filled", lambda: len(base(context(50, 30, 1 / 3))))
    timed("stem base, 50 x 30, half filled", lambda: len(base(context(50, 30, 0.5))))
    for conditions in (12, 15, 20):
        timed(f"primes, {conditions} conditions, 200 cases", partial(cases, conditions, 200))


if __name__ == "__main__":
    main()
