"""What people write where a code is asked for: codes and labels, alone, several, or within a larger text.

Goes in: rows as they were read, and the schemes of the study. Comes out: the same rows with codes in them. A
text that means nothing or more than one thing is told, with the candidates. A code that no scheme knows stays
as it is: what it must be is for the shapes to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lcgraph.errors import nearest
from lcgraph.say import Text
from lcgraph.schemes import Schemes, is_code
from lcgraph.study.conditions import Condition, parsed, written
from lcgraph.study.layout import NOTHING, Column, Table
from lcgraph.study.model import Attribute
from lcgraph.study.tables import Row

YES: Final = frozenset({"yes", "ja", "true", "waar", "1"})
NO: Final = frozenset({"no", "nee", "false", "onwaar", "0"})
_FACETS: Final = ("role", "setting", "sector", "case")
_NAMES: Final = (*_FACETS, "group", "start_year")
"""What conditions can be about in any study; `group` is one group, as `case/role`."""
_LISTED: Final = 12  # more codes than this are not listed in a message
_ABOUT: Final = re.compile(
    r"(?P<kind>cluster|level|motive)\s*:(?P<what>[^@]+?)(?:@\s*cluster\s*:(?P<placed>.+))?", re.IGNORECASE
)

Answer = str | Text
"""What a text means, as codes; or what is wrong with it."""


@dataclass(frozen=True)
class Understood:
    """The rows of a table with codes in them, and the numbers of those of which a cell means nothing."""

    rows: list[Row]
    refused: frozenset[int]


def meant(text: str, scheme: str, schemes: Schemes) -> Answer:
    """The one code of a scheme that a text means, or what is wrong with it."""
    found = schemes.meanings(scheme, text)
    if len(found) == 1:
        return found[0]
    if found:
        return Text(
            nl=f"{text!r} kan {' of '.join(found)} betekenen: schrijf de code",
            en=f"{text!r} can mean {' or '.join(found)}: write the code",
        )
    if is_code(text):
        return text
    hint, codes = schemes.nearest(scheme, text), schemes.codes(scheme)
    if hint:
        nl, en = f": bedoelde u {hint!r}?", f": did you mean {hint!r}?"
    elif 0 < len(codes) <= _LISTED:
        nl, en = f". Geldig: {', '.join(codes)}", f". Valid: {', '.join(codes)}"
    else:
        nl = ": schrijf een code, met alleen letters, cijfers, '-', '_' en '.'"
        en = ": write a code, with letters, digits, '-', '_' and '.' only"
    return Text(
        nl=f"{text!r} is geen code en geen naam{nl}", en=f"{text!r} is neither a code nor a label{en}"
    )


def plain_code(text: str) -> Answer:
    """A text that is a code itself, or what is wrong with it."""
    if is_code(text):
        return text
    return Text(
        nl=f"{text!r} is geen code: gebruik alleen letters, cijfers, '-', '_' en '.'",
        en=f"{text!r} is not a code: use letters, digits, '-', '_' and '.' only",
    )


def several(text: str, scheme: str, schemes: Schemes) -> tuple[list[str], list[Text]]:
    """The codes in a list with spaces between, or `;` or commas, and what is wrong with parts of it.

    A label may hold spaces: at each place the longest run of words that means something is taken.
    """
    codes, wrong = [], []
    for part in re.split(r"[;\n]", text):
        words = part.split()
        while words:
            runs = ((end, run) for end in range(len(words), 0, -1) for run in _runs(words[:end]))
            end, run = next(
                ((end, run) for end, run in runs if schemes.meanings(scheme, run)), (1, _runs(words[:1])[-1])
            )
            answer = meant(run, scheme, schemes)
            if isinstance(answer, str):
                codes.append(answer)
            else:
                wrong.append(answer)
            words = words[end:]
    return list(dict.fromkeys(codes)), wrong


def _runs(words: list[str]) -> tuple[str, ...]:
    """Some words as one text, and without a comma at its end."""
    text = " ".join(words)
    return (text, text.removesuffix(",")) if text.endswith(",") and text != "," else (text,)


def concept(text: str, schemes: Schemes) -> Answer:
    """A cluster, level or motive of a correspondence, with its code: `cluster:legitimacy`."""
    match = _ABOUT.fullmatch(text.strip())
    if match is None or match["placed"]:
        return Text(
            nl=f"{text!r} is niet te begrijpen: schrijf cluster:CODE, level:CODE of motive:CODE",
            en=f"{text!r} is not understood: write cluster:CODE, level:CODE or motive:CODE",
        )
    return about(text, schemes)


def about(text: str, schemes: Schemes) -> Answer:
    """What a citation is about, with codes: `motive:recruitment@cluster:capital`."""
    if text.strip().lower() == "background":
        return "background"
    match = _ABOUT.fullmatch(text.strip())
    if match is None or (match["placed"] and match["kind"].lower() != "motive"):
        return Text(
            nl=f"{text!r} is niet te begrijpen: schrijf cluster:CODE, level:CODE, motive:CODE, "
            "motive:CODE@cluster:CODE of background",
            en=f"{text!r} is not understood: write cluster:CODE, level:CODE, motive:CODE, "
            "motive:CODE@cluster:CODE or background",
        )
    kind = match["kind"].lower()
    what = meant(match["what"].strip(), kind, schemes)
    placed = meant(match["placed"].strip(), "cluster", schemes) if match["placed"] else ""
    if not isinstance(what, str) or not isinstance(placed, str):
        return what if isinstance(what, Text) else placed
    return f"{kind}:{what}@cluster:{placed}" if placed else f"{kind}:{what}"


def conditions(text: str, schemes: Schemes, attributes: Mapping[str, Attribute]) -> Answer:
    """Conditions on groups with codes in them, or what is wrong with the first that is not understood."""
    try:
        found = parsed(text)
    except ValueError as error:
        return Text(
            nl=f"{str(error)!r} is geen voorwaarde: schrijf iets als role=CODE of start_year<2010, met "
            "spaties tussen voorwaarden en | tussen alternatieven",
            en=f"{str(error)!r} is not a condition: write such as role=CODE or start_year<2010, with spaces "
            "between conditions and | between alternatives",
        )
    understood = []
    for each in found:
        answer = _condition(each, schemes, attributes)
        if isinstance(answer, Text):
            return answer
        understood.append(answer)
    return written(understood)


def _condition(given: Condition, schemes: Schemes, attributes: Mapping[str, Attribute]) -> Condition | Text:
    key = next((name for name in (*_NAMES, *attributes) if name.lower() == given.key.lower()), "")
    attribute = attributes.get(key)
    if not key or (attribute and attribute.of == "respondent"):
        known = [*_NAMES, *(code for code, each in attributes.items() if each.of != "respondent")]
        hint = nearest(given.key, known)
        return Text(
            nl=f"{given.key!r} is niets waarnaar groepen verschillen"
            + (f": bedoelde u {hint!r}?" if hint else f". Geldig: {', '.join(known)}"),
            en=f"{given.key!r} is nothing by which groups differ"
            + (f": did you mean {hint!r}?" if hint else f". Valid: {', '.join(known)}"),
        )
    counted = key == "start_year" or (
        attribute is not None and attribute.type in ("number", "year", "quantity")
    )
    if given.operator != "=" and not counted:
        return Text(
            nl=f"{key} is geen getal: schrijf {key}= in plaats van {key}{given.operator}",
            en=f"{key} is not a number: write {key}= instead of {key}{given.operator}",
        )
    answers = [_value(value, key, attribute, schemes) for value in given.values]
    wrong = next((answer for answer in answers if isinstance(answer, Text)), None)
    return wrong or Condition(
        key, given.operator, tuple(answer for answer in answers if isinstance(answer, str))
    )


def _value(text: str, key: str, attribute: Attribute | None, schemes: Schemes) -> Answer:
    """A value in a condition as the facets of groups have it."""
    if key in _FACETS:
        if found := schemes.meanings(key, text):
            return meant(text, key, schemes) if len(found) > 1 else found[0]
        if not schemes.codes(key):
            return text  # the table of cases could not be read, and its problems are told
        hint, codes = schemes.nearest(key, text), ", ".join(schemes.codes(key))
        return Text(
            nl=f"{key} {text!r} bestaat niet" + (f": bedoelde u {hint!r}?" if hint else f". Geldig: {codes}"),
            en=f"unknown {key} {text!r}" + (f": did you mean {hint!r}?" if hint else f". Valid: {codes}"),
        )
    if key == "group":
        return _group(text, schemes)
    if attribute is not None and attribute.type == "yes-no":
        if text.lower() in YES | NO:
            return "yes" if text.lower() in YES else "no"
        return Text(nl=f"{text!r} is geen ja of nee", en=f"{text!r} is neither yes nor no")
    if key == "start_year" and not re.fullmatch(r"[0-9]{4}", text):
        return Text(nl=f"{text!r} is geen jaartal", en=f"{text!r} is not a year")
    return " ".join(text.split())


def _group(text: str, schemes: Schemes) -> Answer:
    """One group, by its case and its role."""
    case, slash, role = text.partition("/")
    if not slash:
        return Text(
            nl=f"{text!r} is geen groep: schrijf CASE/ROL",
            en=f"{text!r} is not a group: write CASE/ROLE",
        )
    parts = [_value(case.strip(), "case", None, schemes), _value(role.strip(), "role", None, schemes)]
    wrong = next((part for part in parts if isinstance(part, Text)), None)
    return wrong or "/".join(map(str, parts))


def understood(
    rows: Iterable[Row], table: Table, schemes: Schemes, attributes: Mapping[str, Attribute]
) -> Understood:
    """Rows with codes for what people wrote; each text is looked up once, and told wherever it is wrong."""
    ways: dict[str, Callable[[str, Column], Answer]] = {
        "code": lambda text, column: (
            meant(text, column.scheme, schemes) if column.scheme else plain_code(text)
        ),
        "about": lambda text, column: about(text, schemes),
        "concept": lambda text, column: concept(text, schemes),
        "conditions": lambda text, column: conditions(text, schemes, attributes),
    }
    listed = list(rows)
    refused: set[int] = set()
    for column in table.holding(*ways):
        way, known = ways[column.kind], {"": ""} | ({NOTHING: NOTHING} if column.nothing else {})
        for row in listed:
            text = row[column.name]
            if text not in known:
                answer = way(text, column)
                if isinstance(answer, Text):
                    row.problem(column.name, en=answer.en, nl=answer.nl)
                    refused.add(row.place.row or 0)
                    continue
                known[text] = answer
            if known[text] != text:
                row.cells[column.name] = known[text]
    for column in table.holding("codes"):
        for row in listed:
            if row[column.name]:
                codes, wrong = several(row[column.name], column.scheme, schemes)
                for each in wrong:
                    row.problem(column.name, en=each.en, nl=each.nl)
                row.cells[column.name] = " ".join(codes)
    return Understood(listed, frozenset(refused))


def put_in_codes(rows: Iterable[dict[str, str]], table: Table, schemes: Schemes) -> None:
    """Put codes for labels in rows that are to be written again; what is in doubt stays as it was written."""
    for column in table.holding("code"):
        if column.scheme:
            for row in rows:
                found = schemes.meanings(column.scheme, row.get(column.name, ""))
                if len(found) == 1:
                    row[column.name] = found[0]
