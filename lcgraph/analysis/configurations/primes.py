"""Prime implicants: the shortest combinations that leave out every row without the outcome.

Goes in: rows with the outcome (on) and without it (off), never all combinations. Comes out: terms. With
remainders free to use, a term made of an on row excludes all off rows when it keeps, for each of them, a
condition in which they differ: its primes are the minimal hitting sets of those differences, found by MMCS
(Murakami & Uno, 2014, doi:10.1016/j.dam.2014.01.012). Without remainders rows are merged
(Quine, 1952; McCluskey, 1956); of a union of terms the primes come by consensus (Quine, 1955). A multi-value
condition goes only when all its levels do the same (Cronqvist & Berg-Schlosser, 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product

from lcgraph.analysis.configurations.data import Term
from lcgraph.analysis.configurations.truth import within

Tick = Callable[[int, int], None]
"""Told from time to time how far it is: so many of so many."""


def no_tick(_done: int, _of: int) -> None:
    """Nobody waits."""


def minimal_hitting_sets(edges: Iterable[int]) -> list[int]:
    """The smallest masks that share a bit with each of these masks: no bit can be left out of one.

    >>> sorted(minimal_hitting_sets([0b011, 0b110]))
    [2, 5]
    """
    kept: list[int] = []
    for edge in sorted(set(edges), key=int.bit_count):
        if not any(edge & smaller == smaller for smaller in kept):
            kept.append(edge)
    if not kept or kept[0] == 0:
        return [] if kept else [0]
    everything = 0
    for edge in kept:
        everything |= edge
    containing = {
        1 << place: sum(1 << number for number, edge in enumerate(kept) if edge >> place & 1)
        for place in range(everything.bit_length())
    }
    found: list[int] = []
    _search(kept, containing, 0, everything, (1 << len(kept)) - 1, (), found)
    return found


def _search(
    edges: list[int],
    containing: dict[int, int],
    chosen: int,
    free: int,
    missed: int,
    critical: tuple[int, ...],
    found: list[int],
) -> None:
    """One step of MMCS: `critical` are, for each chosen bit, the edges that no other chosen bit hits."""
    branch = edges[(missed & -missed).bit_length() - 1] & free  # the smallest edge that is missed
    free &= ~branch
    while branch:
        bit = branch & -branch
        branch ^= bit
        hits = containing[bit]
        left = tuple(each & ~hits for each in critical)
        if all(left):
            if still := missed & ~hits:
                _search(edges, containing, chosen | bit, free, still, (*left, missed & hits), found)
            else:
                found.append(chosen | bit)
            free |= bit


def primes(
    on: Sequence[tuple[int, ...]], off: Sequence[tuple[int, ...]], *, tick: Tick = no_tick
) -> list[Term]:
    """The primes that cover an on row and no off row, where all other combinations are free to use.

    >>> primes([(1, 1)], [(0, 1), (0, 0)])
    [(1, None)]
    """
    found: dict[Term, None] = {}
    for number, row in enumerate(on):
        tick(number, len(on))
        differences = {
            sum(1 << place for place, (one, other) in enumerate(zip(row, each, strict=True)) if one != other)
            for each in off
        }
        for kept in minimal_hitting_sets(differences):
            found[tuple(level if kept >> place & 1 else None for place, level in enumerate(row))] = None
    return sorted(found, key=order)


def order(term: Term) -> tuple[int, list[tuple[bool, int]]]:
    """Short terms first, then by the conditions in their order, present before absent."""
    told = [(level is None, -level if level is not None else 0) for level in term]
    return sum(level is not None for level in term), told


def merged(on: Iterable[tuple[int, ...]], levels: Sequence[int]) -> list[Term]:
    """The primes that cover on rows and nothing else.

    >>> merged([(1, 1), (1, 0), (0, 0)], (2, 2))
    [(1, None), (None, 0)]
    """
    current: set[Term] = set(on)
    found: list[Term] = []
    while current:
        wider: set[Term] = set()
        used: set[Term] = set()
        for place, many in enumerate(levels):
            alike: dict[Term, list[Term]] = {}
            for term in current:
                if term[place] is not None:
                    alike.setdefault((*term[:place], None, *term[place + 1 :]), []).append(term)
            for term, group in alike.items():
                if len(group) == many:
                    wider.add(term)
                    used.update(group)
        found += current - used
        current = wider
    return sorted(found, key=order)


def consensus(terms: Iterable[Term], levels: Sequence[int]) -> list[Term]:
    """All primes of the union of some terms.

    >>> consensus([(1, 1, None), (0, None, 1)], (2, 2, 2))
    [(1, 1, None), (0, None, 1), (None, 1, 1)]
    """
    known = _widest(terms)
    while True:
        new = [
            term
            for place, many in enumerate(levels)
            for term in _joined(known, place, many)
            if not any(within(term, wider) for wider in known)
        ]
        if not new:
            return sorted(known, key=order)
        known = _widest([*known, *new])


def _widest(terms: Iterable[Term]) -> list[Term]:
    """The terms that lie within no other."""
    kept: list[Term] = []
    for term in sorted(set(terms), key=order):
        if not any(within(term, wider) for wider in kept):
            kept.append(term)
    return kept


def _joined(terms: Sequence[Term], place: int, many: int) -> set[Term]:
    """What terms that differ in one condition, one for each of its levels, all cover without it."""
    by_level = [[term for term in terms if term[place] == level] for level in range(many)]
    found: set[Term] = set()
    for chosen in product(*by_level):
        joined: list[int | None] = []
        for at, said in enumerate(zip(*chosen, strict=True)):
            known = {level for level in said if level is not None} if at != place else set()
            if len(known) > 1:
                break
            joined.append(known.pop() if known else None)
        else:
            found.add(tuple(joined))
    return found
