"""Terms and expectations as a person writes them: `A*~B*C{2}`, `A=present`, `C=2`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lcgraph.analysis.configurations.data import Condition, Term
from lcgraph.errors import CallError, unknown
from lcgraph.schemes import Schemes
from lcgraph.study.conditions import Condition as Meant
from lcgraph.study.conditions import parsed


def coded(texts: Iterable[str], schemes: Schemes) -> list[str]:
    """Names of motives, and the values of conditions, as codes where they are written as labels."""
    found = []
    for text in texts:
        sign, name = ("~", text[1:]) if text.startswith("~") else ("", text)
        try:
            meant = parsed(name)
        except ValueError:
            meant = ()
        if meant:
            found.append(str(_condition(meant[0], schemes)))
        else:
            motives = schemes.meanings("motive", name)
            found.append(sign + (motives[0] if len(motives) == 1 else name))
    return found


def _condition(meant: Meant, schemes: Schemes) -> Meant:
    codes = [schemes.meanings(meant.key, value) for value in meant.values]
    values = tuple(
        known[0] if len(known) == 1 else value for known, value in zip(codes, meant.values, strict=True)
    )
    return Meant(meant.key, meant.operator, values)


def term(text: str, conditions: Sequence[Condition]) -> Term:
    """A term of these conditions.

    >>> term("A*~B", [Condition("A"), Condition("B"), Condition("C")])
    (1, 0, None)
    """
    found: list[int | None] = [None] * len(conditions)
    for part in filter(None, (each.strip() for each in text.split("*"))):
        literals = {
            condition.literal(level).casefold(): (place, level)
            for place, condition in enumerate(conditions)
            for level in range(condition.levels)
        }
        if part.casefold() not in literals:
            raise unknown("literal", part, literals)
        place, level = literals[part.casefold()]
        found[place] = level
    return tuple(found)


def expected(texts: Iterable[str], conditions: Sequence[Condition]) -> dict[int, int]:
    """The level that is expected of each condition, by its place.

    >>> expected(["B=absent"], [Condition("A"), Condition("B")])
    {1: 0}
    """
    names = {condition.name.casefold(): place for place, condition in enumerate(conditions)}
    found = {}
    for text in texts:
        name, _, level = (part.strip() for part in text.rpartition("="))
        if name.casefold() not in names:
            raise unknown("condition", name, [each.name for each in conditions])
        place = names[name.casefold()]
        levels = list(conditions[place].values) or ["absent", "present"]
        if level not in levels:
            raise CallError(
                nl=f"--expect {text}: schrijf {name}= met een van {', '.join(levels)}",
                en=f"--expect {text}: write {name}= with one of {', '.join(levels)}",
            )
        found[place] = levels.index(level)
    return found
