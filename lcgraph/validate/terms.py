"""The closed vocabulary: a misspelt class or property is told with the right one, so is an unknown attribute.

SHACL looks only at what is stated in the terms that a shape names, so a thing of class `lcg:Menton` would
pass unseen, and so would a value of an attribute that its study does not declare.
"""

from __future__ import annotations

import re

import pyoxigraph as ox

from lcgraph.errors import nearest
from lcgraph.say import Problem, Text
from lcgraph.validate.telling import Known, text_of
from lcgraph.vocab import BASE, LCG, RDF

_ATTRIBUTE = re.compile(rf"{re.escape(BASE)}study/(?P<study>[^/]+)/attribute/(?P<code>[^/]+)")
_OWL = "http://www.w3.org/2002/07/owl#"


def unknown_terms(known: Known) -> list[Problem]:
    """Misspelt terms of the ontology, and a warning when data use none of it at all."""
    used = sorted(text_of(term) for term in known.used if text_of(term).startswith(LCG.iri))
    declared = {term for term in used if any(type_.startswith(_OWL) for type_ in known.types(term))}
    problems = [
        _unknown_term(known, subject, term)
        for term in used
        if term not in declared
        for subject in _users(known, term)
    ]
    if not used:
        message = Text(
            nl="hier staat niets in de begrippen van lcgraph, dus er is niets gecontroleerd",
            en="nothing here is in the terms of lcgraph, so nothing was checked",
        )
        problems.append(Problem(message, "warning"))
    return [*problems, *_undeclared(known)]


def _undeclared(known: Known) -> list[Problem]:
    """Each use of an attribute that no study declares."""
    used = sorted(text_of(term) for term in known.used if _ATTRIBUTE.fullmatch(text_of(term)))
    return [
        _unknown_attribute(known, subject, term)
        for term in used
        if LCG.Attribute.value not in known.types(term)
        for subject in _users(known, term)
    ]


def _unknown_attribute(known: Known, subject: str, term: str) -> Problem:
    match = _ATTRIBUTE.fullmatch(term)
    study, code = (match["study"], match["code"]) if match else ("", term)
    near = known.nearest(code, "attribute", study)
    message = Text(
        nl=f"{code} is geen kenmerk van de studie"
        + (f": bedoelde u {near!r}?" if near else f": schrijf [attribute.{code}] in study.toml"),
        en=f"{code} is not an attribute of the study"
        + (f": did you mean {near!r}?" if near else f": write [attribute.{code}] in study.toml"),
    )
    file, row = known.place(subject) or (None, None)
    return Problem(message, file=file, row=row, column=code if file else None, focus=subject)


def _users(known: Known, term: str) -> list[str]:
    """Who uses a term, as a property or as a class; in order."""
    node = ox.NamedNode(term)
    found = [
        *known.store.quads_for_pattern(None, node, None, None),
        *known.store.quads_for_pattern(None, RDF.type, node, None),
    ]
    return sorted({text_of(quad.subject) for quad in found})


def _unknown_term(known: Known, subject: str, term: str) -> Problem:
    name = term.removeprefix(LCG.iri)
    near = nearest(name, {other.lower(): other for other in LCG.names})
    near = next((other for other in LCG.names if other.lower() == near), None)
    nl = f"lcg:{name} is geen term van de ontologie" + (f": bedoelde u lcg:{near}?" if near else "")
    en = f"lcg:{name} is not a term of the ontology" + (f": did you mean lcg:{near}?" if near else "")
    file, row = known.place(subject) or (None, None)
    return Problem(Text(nl=nl, en=en), file=file, row=row, focus=subject)
