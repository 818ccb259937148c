"""The smallest sets of prime implicants that cover every row with the outcome: all of them.

Goes in: for each prime the rows it covers, as a mask. Comes out: `Covers`: the least number of primes, and
all choices of so many. As Petrick (1956) asks, by branch and bound in the place of multiplying out: first
the least number, in turn for each number from below, then all choices of that number. The search is cut off
after so many steps or choices, always the same ones, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST: Final = 1000
"""How many choices are listed."""
STEPS: Final = 40_000
"""How many steps are taken to find the least number, and as many again to find all choices."""


@dataclass(frozen=True)
class Covers:
    """`choices` are places of primes, in order; `least` is proven to be the least number when `proven`.

    `complete` says whether all choices of so many primes are there.
    """

    choices: tuple[tuple[int, ...], ...]
    least: int
    proven: bool
    complete: bool


def covers(columns: Sequence[int], rows: int, *, most: int = MOST, steps: int = STEPS) -> Covers:
    """All smallest choices of columns that together have all rows (a mask).

    >>> covers([0b011, 0b110, 0b101], 0b111).choices
    ((0, 1), (0, 2), (1, 2))
    """
    if not rows:
        return Covers(((),), 0, True, True)
    search = _Search(columns, rows)
    greedy = search.greedy()
    narrow = _Search(search.undominated(), rows)
    size, proven = len(greedy), False
    for size_ in range(narrow.bound(rows), len(greedy) + 1):
        narrow.left = steps
        if narrow.any(rows, size_, narrow.all):
            size, proven = size_, True
            break
        if narrow.left <= 0:
            break
    search.left = steps
    search.collect(rows, size, search.all, (), most)
    choices = search.found or [tuple(sorted(greedy))]
    complete = proven and search.left > 0 and len(choices) < most
    return Covers(tuple(sorted(choices)), size, proven, complete)


class _Search:
    """The primes of each row, and how many steps may still be taken."""

    def __init__(self, columns: Sequence[int], rows: int) -> None:
        self.columns = [column & rows for column in columns]
        self.all = (1 << len(columns)) - 1
        self.having = {
            1 << place: sum(1 << number for number, column in enumerate(columns) if column >> place & 1)
            for place in range(rows.bit_length())
            if rows >> place & 1
        }
        self.rows = rows
        self.left = STEPS
        self.found: list[tuple[int, ...]] = []

    def undominated(self) -> list[int]:
        """The columns that lie within no other; of equal ones the first."""
        kept: list[int] = []
        for column in sorted(set(self.columns), key=int.bit_count, reverse=True):
            if column and not any(column & larger == column for larger in kept):
                kept.append(column)
        return kept

    def greedy(self) -> list[int]:
        """A choice that covers all, the largest gain first."""
        missed, chosen = self.rows, []
        while missed:
            best = max(range(len(self.columns)), key=lambda each: (self.columns[each] & missed).bit_count())
            chosen.append(best)
            missed &= ~self.columns[best]
        return chosen

    def bound(self, missed: int, allowed: int | None = None) -> int:
        """A number of primes that is needed at least: rows no two of which share a prime."""
        allowed = self.all if allowed is None else allowed
        count, taken = 0, 0
        waiting = sorted(
            ((self.having[bit] & allowed).bit_count(), bit) for bit in self.having if missed & bit
        )
        for _, bit in waiting:
            primes = self.having[bit] & allowed
            if not primes & taken:
                count += 1
                taken |= primes
        return count

    def _hardest(self, missed: int, allowed: int) -> int:
        """The primes of the missed row that has the fewest."""
        return min((self.having[bit] & allowed for bit in self.having if missed & bit), key=int.bit_count)

    def any(self, missed: int, size: int, allowed: int) -> bool:
        """Whether so many of the allowed primes can cover what is missed."""
        if not missed:
            return True
        self.left -= 1
        if self.left <= 0 or not size or self.bound(missed, allowed) > size:
            return False
        options = self._hardest(missed, allowed)
        numbers = _places(options)
        numbers.sort(key=lambda each: -(self.columns[each] & missed).bit_count())
        for number in numbers:
            if self.any(missed & ~self.columns[number], size - 1, allowed):
                return True
            allowed &= ~(1 << number)
        return False

    def collect(self, missed: int, size: int, allowed: int, chosen: tuple[int, ...], most: int) -> None:
        """Note every choice of so many; a prime that was tried is barred from then on: none is double."""
        if not missed:
            self.found.append(tuple(sorted(chosen)))
            return
        self.left -= 1
        if self.left <= 0 or len(self.found) >= most or not size or self.bound(missed, allowed) > size:
            return
        for number in _places(self._hardest(missed, allowed)):
            self.collect(missed & ~self.columns[number], size - 1, allowed, (*chosen, number), most)
            allowed &= ~(1 << number)


def _places(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
