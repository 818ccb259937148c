"""Conditions on groups as a person writes them: `role=ngo|company setting=public-private start_year<2010`.

Goes in: the text of a cell. Comes out: `Condition`s, which hold together; each has a key, an operator and the
values of which one must fit. What a key means, and whether a value is one, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_KEY = re.compile(r"(?:^|(?<=\s))\s*(?P<key>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?P<operator><=|>=|=|<|>)")


@dataclass(frozen=True)
class Condition:
    """`key` is `role`, `start_year`, an attribute, ...; `operator` is `=`, `<`, `<=`, `>` or `>=`.

    Only `=` has more than one value, and then one of them must fit.
    """

    key: str
    operator: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.key}{self.operator}{'|'.join(self.values)}"


def parsed(text: str) -> tuple[Condition, ...]:
    """The conditions of a text, in their order; `ValueError` with the part that is not understood.

    A value ends where the next key begins, so that it may hold spaces.

    >>> [str(each) for each in parsed("role = non-profit | Company  start_year<2010")]
    ['role=non-profit|Company', 'start_year<2010']
    """
    if not text.strip():
        return ()
    found = list(_KEY.finditer(text))
    if not found or text[: found[0].start()].strip():
        raise ValueError(text.strip())
    ends = [match.start() for match in found[1:]] + [len(text)]
    conditions = []
    for match, end in zip(found, ends, strict=True):
        values = tuple(value.strip() for value in text[match.end() : end].split("|"))
        if not all(values) or (match["operator"] != "=" and len(values) > 1):
            raise ValueError(text[match.start() : end].strip())
        conditions.append(Condition(match["key"], match["operator"], values))
    return tuple(conditions)


def written(conditions: Iterable[Condition]) -> str:
    """Conditions as one text, which `parsed` reads again."""
    return " ".join(map(str, conditions))
