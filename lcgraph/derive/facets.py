"""The facets of partner groups: by what they can be compared, and which value each has.

A group is compared by its role, by its case and what is said of that (setting, sector, start year), and by
the attributes that its study gives to cases and to groups. Goes in: what a store says. Comes out: triples;
a facet is one node for all groups of a study that share it. No value, no facet: unknown is not "no".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from lcgraph.answers import Term, value
from lcgraph.derive.statements import Statements
from lcgraph.quads import integer
from lcgraph.vocab import LCG, RDF

Fact = tuple[NamedNode, NamedNode, NamedNode | Literal]
_LAST: Final = 999_999_999
"""The place of what has no number among what has."""


@dataclass(frozen=True)
class _Facet:
    """A value by which groups are compared, what it falls under, and its place among the others."""

    by: str
    value: str
    top: str
    within: tuple[str, ...]
    position: int


def facets(said: Statements, study: NamedNode) -> Iterator[Fact]:
    """The facets of all groups of a study, and which group has which."""
    known: dict[_Facet, None] = {}
    for group, facet in _of_groups(said, study):
        known[facet] = None
        yield group, LCG.facet, _iri(study, facet)
    for facet in known:
        node = _iri(study, facet)
        yield node, RDF.type, LCG.Facet
        yield node, LCG.facetBy, Literal(facet.by)
        yield node, LCG.facetValue, Literal(facet.value)
        yield node, LCG.facetTop, Literal(facet.top)
        for code in facet.within:
            yield node, LCG.facetWithin, Literal(code)
        yield node, LCG.position, integer(facet.position)
        yield node, LCG.partOfStudy, study


def _iri(study: NamedNode, facet: _Facet) -> NamedNode:
    return NamedNode(f"{study.value}/facet/{facet.by}/{quote(facet.value, safe='')}")


def _of_groups(said: Statements, study: NamedNode) -> Iterator[tuple[NamedNode, _Facet]]:
    attributes = _attributes(said, study)
    for group in said.all(LCG.PartnerGroup):
        if said.study(group) != study:
            continue
        case = said.one(LCG.inCase).get(group)
        for by, thing, property_ in (
            ("role", group, LCG.role),
            ("setting", case, LCG.setting),
            ("sector", case, LCG.sector),
        ):
            concept = said.one(property_).get(thing)
            if isinstance(concept, NamedNode) and concept in said.codes():
                yield group, _concept(said, by, concept)
        if case in said.codes():
            yield group, _plain("case", said.codes()[case], said.number(LCG.position, case) or 0)
        start = said.one(LCG.startYear).get(case)
        if isinstance(start, Literal) and start.value.removeprefix("-").isdecimal():
            yield group, _plain("start_year", start.value, int(start.value))
        for of, code, values in attributes:
            thing = case if of == "case" else group
            if thing in values:
                yield group, _plain(code, *values[thing])


def _concept(said: Statements, by: str, concept: NamedNode) -> _Facet:
    """A concept of an open scheme, at its own place, with the topmost one by which studies line up."""
    above = said.chain(concept)
    codes = [said.codes()[each] for each in above if each in said.codes()]
    return _Facet(by, codes[0], codes[-1], tuple(codes), said.number(LCG.position, concept) or 0)


def _plain(by: str, text: str, position: int) -> _Facet:
    return _Facet(by, text, text, (text,), position)


_Values = dict[Term | None, tuple[str, int]]


def _attributes(said: Statements, study: NamedNode) -> list[tuple[str, str, _Values]]:
    """The attributes of cases and of groups of a study: of what, code, and by thing its value and place."""
    found = []
    for attribute in said.all(LCG.Attribute):
        of, type_ = (said.one(each).get(attribute) for each in (LCG.attributeOf, LCG.attributeType))
        mine = said.study(attribute) == study and attribute in said.codes()
        if mine and isinstance(of, Literal) and isinstance(type_, Literal) and of.value in ("case", "group"):
            values = {thing: _told(said, terms, type_.value) for thing, terms in said.each(attribute).items()}
            found.append((of.value, said.codes()[attribute], _placed(values, type_.value)))
    return found


def _told(said: Statements, terms: list[Term], type_: str) -> str:
    """The values of an attribute as one text; "" where there is nothing to say."""
    if type_ == "quantity":
        return _quantity(said, terms[0])
    literals = [term for term in terms if isinstance(term, Literal)]
    if type_ == "text":
        literals.sort(
            key=lambda term: ("en", "nl").index(term.language) if term.language in ("en", "nl") else 2
        )
    if not literals:
        return ""
    if type_ == "yes-no":
        return "yes" if value(literals[0]) is True else "no"
    return literals[0].value


def _quantity(said: Statements, node: Term) -> str:
    """How many, as a source gives it: `100`, `about 100`, `more-than 100`, `all`."""
    number = said.one(LCG.quantityValue).get(node)
    qualifier = said.one(LCG.qualifier).get(node)
    code = said.codes().get(qualifier, "") if qualifier is not None else ""
    figure = number.value if isinstance(number, Literal) else ""
    return f"{'' if code == 'exactly' else code} {figure}".strip()


def _placed(values: Mapping[Term | None, str], type_: str) -> _Values:
    """Values with their place: yes before no, texts by the alphabet, numbers by size."""
    texts = sorted({text for text in values.values() if text}, reverse=type_ == "yes-no")
    ranked = type_ in ("yes-no", "text")
    return {
        thing: (text, texts.index(text) + 1 if ranked else _size(text))
        for thing, text in values.items()
        if text
    }


def _size(text: str) -> int:
    """The whole part of the number in a text, for a place among others."""
    try:
        return int(Decimal(text.split()[-1]))
    except ArithmeticError:
        return _LAST
