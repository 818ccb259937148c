"""Prefixes and terms in strangers' SPARQL that do not exist, with the nearest that does.

Goes in: a text that the guard lets through. Comes out: what to tell. An undeclared prefix stops an engine; a
misspelt term of the ontology gives an empty answer without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from lcgraph.errors import nearest
from lcgraph.say import Text
from lcgraph.untrusted.sparql import words
from lcgraph.vocab import LCG, PREFIXES


def undeclared(text: str) -> Text | None:
    """What to tell of the first prefix that nothing declares; None where all are.

    >>> undeclared("SELECT * { ?s skoss:notation ?o }").en
    "the prefix 'skoss' is not declared: did you mean 'skos'? Or declare it first: PREFIX skoss: <...>"
    """
    declared = {prefix for prefix, iri in _declared(text) if iri}
    for prefix, _ in _used(text):
        if prefix not in PREFIXES and prefix not in declared:
            near = nearest(prefix, (*PREFIXES, *declared))
            nl, en = (f"bedoelde u {near!r}? Of v", f"did you mean {near!r}? Or ") if near else ("V", "")
            return Text(
                nl=f"de prefix {prefix!r} is niet bekend: {nl}ermeld haar eerst: PREFIX {prefix}: <...>",
                en=f"the prefix {prefix!r} is not declared: {en}declare it first: PREFIX {prefix}: <...>",
            )
    return None


def misspelt(text: str) -> Iterator[Text]:
    """What to tell of each term that the ontology does not have.

    >>> [told.en for told in misspelt("SELECT * { ?s lcg:aboutMotiv ?o }")]
    ['lcg:aboutMotiv is not a term of the ontology: did you mean lcg:aboutMotive?']
    """
    ours = {prefix for prefix, iri in (*PREFIXES.items(), *_declared(text)) if iri == LCG.iri}
    used = [name for prefix, name in _used(text) if prefix in ours]
    used += [iri.removeprefix(LCG.iri) for iri in _iris(text) if iri.startswith(LCG.iri)]
    known = {name.lower(): name for name in LCG.names}
    for name in dict.fromkeys(used):
        if name and name not in LCG.names:
            near = known.get(nearest(name, known) or "")
            nl, en = (f": bedoelde u lcg:{near}?", f": did you mean lcg:{near}?") if near else ("", "")
            yield Text(
                nl=f"lcg:{name} is geen term van de ontologie" + nl,
                en=f"lcg:{name} is not a term of the ontology" + en,
            )


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """The prefixes that a text declares, with their addresses."""
    before = ["", ""]
    for kind, word in words(text):
        if kind == "iri" and before[0].upper() == "PREFIX" and before[1].endswith(":"):
            yield before[1].rstrip(":"), word[1:-1]
        before = [before[1], word]


def _used(text: str) -> Iterator[tuple[str, str]]:
    """The prefixed names of a text, where they declare nothing."""
    before = ""
    for kind, word in words(text):
        if kind == "name" and ":" in word and word[0] not in "?$@" and before.upper() != "PREFIX":
            prefix, _, name = word.partition(":")
            if prefix != "_":
                yield prefix, name
        before = word


def _iris(text: str) -> Iterator[str]:
    before = ""
    for kind, word in words(text):
        if kind == "iri" and not before.endswith(":"):
            yield word[1:-1]
        before = word
