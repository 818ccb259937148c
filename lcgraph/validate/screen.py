"""Which nodes may break which shape: one SPARQL query a shape, so that pySHACL need not look at all others.

Goes in: a store of data with vocabulary, and the shapes. Comes out: suspects by shape. The queries err to one
side: a node that breaks a shape is always among its suspects, and where a query cannot tell (a literal that
needs a closer look, a constraint that has no translation here) the node or the whole shape is left to
pySHACL, which alone gives verdicts. `tests/validate/test_screen.py` holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pyoxigraph as ox

from lcgraph.vocab import RDF

SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil"))
_SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_MANY = 100  # classes below one another that a query may name
_ONE = ox.Literal("1", datatype=ox.NamedNode(_XSD + "integer"))
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_SOUND = {
    _RDF + "langString": None,
    _XSD + "string": None,
    _XSD + "integer": r"^[+-]?[0-9]{1,18}$",
    _XSD + "boolean": "^(true|false|0|1)$",
    _XSD + "gYear": "^[1-9][0-9]{3}$",
    _XSD + "gYearMonth": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$",
    _XSD
    + "date": "^[1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))$",
}
"""What is certainly a literal of a datatype; leap days, time zones and other rarities get a closer look."""

_BESIDE = frozenset(
    f"{SH}{name}"
    for name in (
        *("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode", "path", "message", "severity"),
        *("name", "description", "order", "group", "property", "qualifiedMinCount"),
    )
)
"""What a shape says that is not a constraint, or is read together with one."""


class Untranslated(Exception):
    """A constraint of which nothing is known here: pySHACL has to look at every target."""


def suspects(data: ox.Store, shapes: ox.Store) -> dict[str, set[Term] | None]:
    """The nodes that may break each shape, by the shape's IRI; None stands for all its targets.

    Shapes without suspects are left out. Data and shapes are read from the default graphs.
    """
    found: dict[str, set[Term] | None] = {}
    for shape, text in _Screen(data, shapes).queries():
        if text is None:
            found[shape] = None
            continue
        nodes = {row["this"] for row in data.query(text)}  # type: ignore[union-attr]  # it is a SELECT
        if nodes:
            found[shape] = {node for node in nodes if node is not None}
    return found


class _Screen:
    """Writes the queries; `?this` is the node that a shape is aimed at."""

    def __init__(self, data: ox.Store, shapes: ox.Store) -> None:
        self.data = data
        self.shapes = shapes
        self.fresh = count(1)
        self.families: dict[Term, list[str]] = {}

    def queries(self) -> Iterator[tuple[str, str | None]]:
        """Each shape that is aimed at something, with its query; None when it cannot be put as one."""
        held: dict[Term, list[Term]] = {}
        for quad in self.shapes.quads_for_pattern(None, _sh("property"), None, None):
            held.setdefault(quad.object, []).append(quad.subject)
        shapes = {
            quad.subject
            for kind in ("NodeShape", "PropertyShape")
            for quad in self.shapes.quads_for_pattern(None, RDF.type, _sh(kind), None)
        }
        prologue = self.prologue()
        for shape in sorted(shapes, key=str):
            if not isinstance(shape, ox.NamedNode):
                continue
            try:
                target = self.target([shape, *held.get(shape, [])])
                branches = self.branches(shape, target) if target else []
            except Untranslated:
                yield shape.value, None
            else:
                if branches:
                    joined = " UNION ".join(f"{{ {branch} }}" for branch in branches)
                    yield shape.value, f"{prologue}SELECT DISTINCT ?this WHERE {{ {joined} }}"

    def target(self, holders: list[Term]) -> str | None:
        """A pattern for the nodes that a shape is aimed at, itself or through the shape that holds it."""
        classes = [each for holder in holders for each in self.objects(holder, "targetClass")]
        paths = [each for holder in holders for each in self.objects(holder, "targetSubjectsOf")]
        if any(
            self.objects(holder, name) for holder in holders for name in ("targetNode", "targetObjectsOf")
        ):
            raise Untranslated
        family = sorted({member for class_ in classes for member in self.family(class_)})
        parts = [f"?this a {member}" for member in family]
        parts += [f"?this {path} ?any" for path in paths]
        return " UNION ".join(f"{{ {part} }}" for part in parts) or None

    def branches(self, shape: Term, target: str) -> list[str]:
        """A pattern for each constraint of a shape, which finds the targets that may break it."""
        path = self.path(shape)
        found = []
        for name, value in self.constraints(shape):
            if name == "sparql":
                found.append(self.sparql(value, target))
            elif path is None:
                found.append(f"{target} FILTER ({_doubtful(self.holds(name, value, '?this'))})")
            elif name in ("minCount", "hasValue", "qualifiedValueShape"):
                found.append(f"{target} {self.lacks(shape, name, value, path)}")
            elif self.is_only_here(shape):  # then few but the targets have it: from the values to the targets
                found.append(f"{self.breaks(name, value, path)} FILTER EXISTS {{ {target} }}")
            else:
                found.append(f"{target} {self.breaks(name, value, path)}")
        return found

    def is_only_here(self, shape: Term) -> bool:
        """Whether no other shape has the property of this one as its path."""
        paths = self.objects(shape, "path")
        return all(
            len(list(self.shapes.quads_for_pattern(None, _sh("path"), path, None))) == 1 for path in paths
        )

    def lacks(self, shape: Term, name: str, value: Term, path: str) -> str:
        """A pattern that finds `?this` when it may lack a value that a property shape asks for."""
        values = f"?this {path} ?value"
        if name == "hasValue":
            values += f" FILTER (sameTerm(?value, {value}))"
        elif self.objects(shape, "minCount" if name == "minCount" else "qualifiedMinCount") != [_ONE]:
            raise Untranslated
        elif name == "qualifiedValueShape":
            values += f" FILTER (COALESCE({self.conforms(value, '?value')}, false))"
        return f"OPTIONAL {{ {values} }} FILTER (!BOUND(?value))"

    def breaks(self, name: str, value: Term, path: str) -> str:
        """A pattern that finds `?this` when a value that it has may break a property shape."""
        values = f"?this {path} ?value"
        if name == "maxCount":
            several = f"{values} , ?other FILTER (!sameTerm(?value, ?other))"
            return f"{values} ." if _number(value) == 0 else several
        if name == "disjoint":
            return f"{values} . ?this {value} ?value ."
        if name == "uniqueLang":
            same = "LANG(?value) != '' && LCASE(LANG(?value)) = LCASE(LANG(?other))"
            return f"{values} , ?other FILTER ({same} && !sameTerm(?value, ?other))"
        if name == "class":
            typed = f"OPTIONAL {{ ?value a ?type VALUES ?type {{ {' '.join(self.family(value))} }} }}"
            return f"{values} . {typed} FILTER (!BOUND(?type))"
        return f"{values} FILTER ({_doubtful(self.holds(name, value, '?value'))})"

    def sparql(self, constraint: Term, target: str) -> str:
        """A SPARQL constraint asked of all targets at once: they come first in its outermost group."""
        (text,) = self.objects(constraint, "select")
        head, brace, rest = _text(text).partition("{")
        if "$PATH" in rest or not brace:
            raise Untranslated
        once = f"{{ SELECT DISTINCT ?this WHERE {{ {target} }} }}"
        return f"SELECT ?this WHERE {{ {{ {head}{{ {once} {rest} }} }}"

    def prologue(self) -> str:
        """The prefixes that the SPARQL constraints may use."""
        lines = []
        for quad in self.shapes.quads_for_pattern(None, _sh("declare"), None, None):
            (name,), (iri,) = self.objects(quad.object, "prefix"), self.objects(quad.object, "namespace")
            lines.append(f"PREFIX {_text(name)}: <{_text(iri)}>\n")
        return "".join(sorted(set(lines)))

    def conforms(self, shape: Term, node: str, *, exactly: bool = False) -> str:
        """An expression that is true only if a node conforms to a nested shape.

        With `exactly` it is false only if the node does not, so that it may be negated.
        """
        path = self.path(shape)
        parts = [
            f"({self.conforms(held, node, exactly=exactly)})" for held in self.objects(shape, "property")
        ]
        for name, value in self.constraints(shape):
            if path is not None:
                parts.append(self.counts(name, value, f"{node} {path}"))
            elif exactly and name != "class":
                raise Untranslated
            else:
                parts.append(self.holds(name, value, node))
        return " && ".join(parts) or "true"

    def counts(self, name: str, value: Term, values: str) -> str:
        """An expression for one constraint on how many values, or which value, a nested path has."""
        if name == "minCount" and value == _ONE:
            return f"EXISTS {{ {values} ?any{next(self.fresh)} }}"
        if name == "maxCount" and _number(value) == 0:
            return f"NOT EXISTS {{ {values} ?any{next(self.fresh)} }}"
        if name == "hasValue":
            return f"EXISTS {{ {values} {value} }}"
        raise Untranslated

    def holds(self, name: str, value: Term, node: str) -> str:
        """An expression that is true only if a node meets one constraint."""
        if name == "class":
            return f"EXISTS {{ {node} a ?type{(number := next(self.fresh))} " + (
                f"VALUES ?type{number} {{ {' '.join(self.family(value))} }} }}"
            )
        if name in ("or", "and"):
            parts = [f"COALESCE({self.conforms(part, node)}, false)" for part in self.items(value)]
            return "(" + (" || " if name == "or" else " && ").join(parts) + ")"
        if name == "not":
            return f"!({self.conforms(value, node, exactly=True)})"
        if name == "node":
            return f"({self.conforms(value, node)})"
        if name == "in":
            listed = self.items(value)
            if not all(isinstance(each, ox.NamedNode) for each in listed):
                raise Untranslated
            return f"{node} IN ({', '.join(map(str, listed))})"
        if name == "nodeKind" and value == _sh("IRI"):
            return f"isIRI({node})"
        if name == "languageIn":
            parts = [f"langMatches(LANG({node}), {each})" for each in self.items(value)]
            return "(" + " || ".join(parts) + ")"
        return self.literal_holds(name, value, node)

    def literal_holds(self, name: str, value: Term, node: str) -> str:
        """An expression that is true only if a literal meets one constraint."""
        if name == "datatype" and _text(value) in _SOUND:
            form = _SOUND[_text(value)]
            sound = f" && REGEX(STR({node}), {ox.Literal(form)})" if form else ""
            return f"(DATATYPE({node}) = {value}{sound})"
        if name == "pattern":
            return f"REGEX(STR({node}), {value})"
        if name == "minLength":
            return f"(STRLEN(STR({node})) >= {_number(value)})"
        raise Untranslated

    def constraints(self, shape: Term) -> list[tuple[str, Term]]:
        """What a shape constrains, by the name of the constraint in SHACL."""
        stated = self.shapes.quads_for_pattern(_node(shape), None, None, None)
        found = [
            (quad.predicate.value.removeprefix(SH), quad.object)
            for quad in stated
            if quad.predicate.value.startswith(SH) and quad.predicate.value not in _BESIDE
        ]
        if any(name in ("flags", "deactivated", "closed", "ignoredProperties") for name, _ in found):
            raise Untranslated
        return sorted(found, key=str)

    def path(self, shape: Term) -> str | None:
        """The path of a property shape as SPARQL writes it; None for a node shape."""
        given = self.objects(shape, "path")
        return self.written_path(given[0]) if given else None

    def written_path(self, path: Term) -> str:
        if isinstance(path, ox.NamedNode):
            return str(path)
        for inner in self.objects(path, "inversePath"):
            return f"^{self.written_path(inner)}"
        for alternatives in self.objects(path, "alternativePath"):
            return "(" + "|".join(self.written_path(each) for each in self.items(alternatives)) + ")"
        steps = self.items(path)
        if not steps:
            raise Untranslated
        return "/".join(self.written_path(each) for each in steps)

    def family(self, class_: Term) -> list[str]:
        """A class and all below it, as the data and the vocabulary have them."""
        if class_ not in self.families:
            rows = self.data.query(f"SELECT DISTINCT ?c WHERE {{ ?c {_SUBCLASS}* {class_} }}")
            below = {str(row["c"]) for row in rows if isinstance(row["c"], ox.NamedNode)}  # type: ignore[union-attr]
            self.families[class_] = sorted({str(class_), *below})
        if len(self.families[class_]) > _MANY:
            raise Untranslated
        return self.families[class_]

    def objects(self, node: Term, name: str) -> list[Term]:
        found = self.shapes.quads_for_pattern(_node(node), _sh(name), None, None)
        return sorted((quad.object for quad in found), key=str)

    def items(self, node: Term) -> list[Term]:
        """The members of an RDF list."""
        found = []
        while node != _NIL:
            first = [quad.object for quad in self.shapes.quads_for_pattern(_node(node), _FIRST, None, None)]
            rest = [quad.object for quad in self.shapes.quads_for_pattern(_node(node), _REST, None, None)]
            if len(first) != 1 or len(rest) != 1:
                return []
            found.append(first[0])
            node = rest[0]
        return found


def _doubtful(condition: str) -> str:
    """Whether a condition is not certainly met; what ends in an error is doubtful."""
    return f"!COALESCE({condition}, false)"


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def _node(term: Term) -> ox.NamedNode | ox.BlankNode:
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return term
    raise Untranslated


def _number(term: Term) -> int:
    return int(_text(term))


def _text(term: Term) -> str:
    return "" if isinstance(term, ox.Triple) else term.value
