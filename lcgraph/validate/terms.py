"""The closed vocabulary: a misspelt class or property is told with the right one.

SHACL looks only at what is stated in the terms that a shape names, so a thing of class `lcg:Menton` would
pass unseen.
"""

from __future__ import annotations

import pyoxigraph as ox

from lcgraph.errors import nearest
from lcgraph.say import Problem, Text
from lcgraph.validate.telling import Known, text_of
from lcgraph.vocab import LCG, RDF

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
            "hier staat niets in de begrippen van lcgraph, dus er is niets gecontroleerd",
            "nothing here is in the terms of lcgraph, so nothing was checked",
        )
        problems.append(Problem(message, "warning"))
    return problems


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
    en = f"lcg:{name} is no term of the ontology" + (f": did you mean lcg:{near}?" if near else "")
    file, row = known.place(subject) or (None, None)
    return Problem(Text(nl, en), file=file, row=row, focus=subject)
