"""Dates as people write them: in any common notation, in Dutch or English, and which of them may be two days.

Goes in: a text. Comes out: year, month and day with dashes. `12/3/2024` is March or December, by where it was
written: nobody but who wrote it can say.
"""

from __future__ import annotations

import re
from datetime import date


def day(text: str, order: str = "") -> str:
    """A date as YYYY-MM-DD, from any common notation; "" where it is none, or day and month may be either.

    `order` (`day-first`, `month-first`) says which stands first in a date such as `12/3/2024`.

    >>> day("2024-04-02T10:15:00Z"), day("2-4-2024"), day("4/2/2024"), day("2024/4/2")
    ('2024-04-02', '2024-04-02', '', '2024-04-02')
    >>> day("2 april 2024"), day("April 2, 2024"), day("2.4.2024"), day("13/2/2024"), day("2/13/2024")
    ('2024-04-02', '2024-04-02', '2024-04-02', '2024-02-13', '2024-02-13')
    >>> day("Fri Jul 16 17:20:09 2010"), day("dinsdag 2 april 2024")
    ('2010-07-16', '2024-04-02')
    >>> day("4/2/2024", "day-first"), day("4/2/2024", "month-first"), day("2/13/2024", "day-first")
    ('2024-02-04', '2024-04-02', '2024-02-13')
    """
    written = " ".join(text.split()).lower()
    try:
        return date(*(_numbers(written) or _in_order(written, order))).isoformat()
    except (TypeError, ValueError):
        return ""


_SLASHED = re.compile(r"(\d{1,2})/ ?(\d{1,2})/ ?(\d{4})(?=$|[ ,])", re.ASCII)


def month_or_day(text: str) -> str:
    """What stands first in a date with slashes: `day-first`, `month-first`, `either`; "" for no such date.

    >>> [month_or_day(written) for written in ("13/2/2024", "2/13/2024", "4/2/2024", "4-2-2024")]
    ['day-first', 'month-first', 'either', '']
    """
    if not (found := _SLASHED.match(" ".join(text.split()))):
        return ""
    first, second = int(found[1]), int(found[2])
    if first == second or max(first, second) > 31 or not min(first, second):
        return ""
    return "day-first" if first > 12 else "month-first" if second > 12 else "either"


def _in_order(text: str, order: str) -> tuple[int, ...]:
    found = _SLASHED.match(text)
    if not (found and order):
        return ()
    first, second, year = map(int, found.groups())
    return (year, second, first) if order == "day-first" else (year, first, second)


_MONTHS = ("jan", "feb", "mar mrt maa", "apr", "may mei", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec")


def _numbers(text: str) -> tuple[int, ...]:
    """Year, month and day; none where they are not there, or where day and month may be either."""
    if found := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text, re.ASCII):
        return tuple(map(int, found.groups()))
    if found := re.match(r"(\d{1,2})([-/.]) ?(\d{1,2})[-/.] ?(\d{4})(?=$|[ ,])", text, re.ASCII):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] != "/" or first > 12 or first == second:
            return year, second, first
        return (year, first, second) if second > 12 else ()
    text = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun|maa|din|woe|don|vrij|zat|zon)[a-z]*[,.]? ", "", text)
    time = r"(?:\d{2}:\d{2}:\d{2} )?"
    for pattern, order in ((r"(\d{1,2})\.? ([a-z]{3})[a-z]*\.?,? (\d{4})", (3, 2, 1)),
                           (rf"([a-z]{{3}})[a-z]*\.? (\d{{1,2}}),? {time}(\d{{4}})", (3, 1, 2))):  # fmt: skip
        if found := re.match(pattern, text, re.ASCII):
            named, month, on = (found[at] for at in order)
            months = [number for number, names in enumerate(_MONTHS, 1) if month in names.split()]
            return (int(named), months[0], int(on)) if months else ()
    return ()
