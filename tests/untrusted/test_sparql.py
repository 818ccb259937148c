"""Strangers' SPARQL: what only reads passes, whatever words it holds; what does more is refused."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lcgraph
from lcgraph.answers import Rows
from lcgraph.errors import QueryError
from lcgraph.graph import read_studies
from lcgraph.untrusted import bounded
from lcgraph.untrusted.sparql import MAX_LENGTH, MAX_NESTING, check, chooses_graphs, form

KEYWORDS = (
    "SERVICE",
    "service",
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "ADD",
    "MOVE",
    "COPY",
    "FROM",
)


@pytest.mark.parametrize("word", KEYWORDS)
@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE {{ ?s ?p '{0} <urn:x> {{' }}",
        'SELECT * WHERE {{ ?s ?p "a \\" {0} <urn:x>" }}',
        "SELECT * WHERE {{ ?s ?p '''a ' {0} \n <urn:x>''' }}",
        'SELECT * WHERE {{ ?s ?p """a "" {0} \n <urn:x>""" }}',
        "# {0} <urn:x>\nSELECT * WHERE {{ ?s ?p ?o }} # {0} <urn:x>",
        "SELECT * WHERE {{ ?s <http://example.org/{0}> ?o }}",
        "SELECT * WHERE {{ ?s <http://example.org/a#{0}> ?o }}",
        "PREFIX sd: <http://example.org/> SELECT * WHERE {{ ?s a sd:{0} ; sd:{0}.x ?o }}",
        "SELECT ?{0} $x{0} WHERE {{ ?{0} ?p $x{0} }}",
        "SELECT * WHERE {{ ?s ?p _:{0} }}",
        "SELECT * WHERE {{ ?s ?p '{0}'^^<urn:{0}> , '{0}'@en }}",
    ],
)
def test_a_keyword_within_a_text_a_name_or_a_comment_is_no_keyword(text: str, word: str) -> None:
    check(text.format(word), [])
    ox.Store().query(text.format(word))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?s ?p ?o } ORDER BY DESC(?o) LIMIT 3 OFFSET 1",
        "ASK { FILTER(1 < 2 && !(3 > 4) || -1 = - 1) }",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a/(^<urn:b>)*|!<urn:c> ?o } "
        "GROUP BY ?p HAVING (COUNT(*) > 1)",
        "DESCRIBE <urn:a>",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } MINUS { ?s a ?o } }",
        "BASE <http://example.org/> PREFIX : <#> SELECT * WHERE { :a :b 'c\\n\\u00e9' }",
        "SELECT * WHERE { VALUES (?a ?b) { (UNDEF 'x') } }",
        "SELECT * WHERE { ?s ?p 'É𝄞\\U0001F950' }",
    ],
)
def test_ordinary_questions_pass(text: str) -> None:
    check(text, [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT * WHERE { SERVICE <urn:x> { ?s ?p ?o } }", "line 1, column 18"),
        ("SELECT * WHERE {\n\n  sErViCe SILENT <urn:x> { } }", "line 3, column 3"),
        ("SELECT * WHERE { { SELECT * WHERE { service ?x { } } } }", "line 1, column 37"),
        ("ASK { # a comment '\n SERVICE # another\n <urn:x> { } }", "line 2, column 2"),
        ("ASK { FILTER NOT EXISTS { SERVICE<urn:x>{} } }", "line 1, column 27"),
        ("ASK { ?s ?p 'it''s' . SERVICE <urn:x> { } }", "line 1, column 23"),
        ("ASK { ?s ?p '''a''' . SERVICE <urn:x> { } # ''' \n}", "line 1, column 23"),
    ],
)
def test_a_service_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(QueryError) as refused:
        check(text, [])
    assert str(refused.value) == (
        f"{place}: SERVICE is refused: a query reads this graph only, never the network"
    )


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <urn:a>\nLOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "DROP GRAPH <urn:g>",
        "CREATE GRAPH <urn:g>",
        "ADD <urn:g> TO <urn:h>",
        "MOVE <urn:g> TO <urn:h>",
        "copy <urn:g> TO <urn:h>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "SELECT * WHERE { ?s ?p ?o } ; DROP ALL",
    ],
)
def test_an_update_is_refused_and_says_what_loads(text: str) -> None:
    with pytest.raises(
        QueryError, match=r"^line \d, column \d+: [A-Z]+ is refused: queries only read; use lcgraph load"
    ):
        check(text, [])


@pytest.mark.parametrize(
    "dataset",
    [
        "FROM <file:///etc/passwd>",
        "FROM <http://example.org/>",
        "FROM NAMED <urn:other>",
        "from # <urn:graph>\n named <urn:other>",
        "FROM <urn:graph> FROM <urn:other>",
        "FROM x:graph",
        "FROM<urn:other>",
    ],
)
def test_from_names_only_graphs_of_the_store(dataset: str) -> None:
    with pytest.raises(QueryError, match=r"FROM \S+ is refused: it names no graph of this store"):
        check(f"PREFIX x: <urn:> SELECT * {dataset} WHERE {{ ?s ?p ?o }}", ["urn:graph"])


@pytest.mark.parametrize(
    "dataset", ["FROM <urn:graph>", "FROM NAMED <urn:graph>", "from\n#\nnamed <urn:graph>"]
)
def test_from_of_a_graph_of_the_store_passes(dataset: str) -> None:
    text = f"SELECT * {dataset} WHERE {{ ?s ?p ?o }}"
    check(text, ["urn:graph"])
    assert chooses_graphs(text)
    assert not chooses_graphs("SELECT * WHERE { ?s ?p 'FROM <urn:graph>' }")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROMNAMED <urn:other> WHERE { ?s ?p ?o }",
        "ASKFROM<urn:other>{ ?s ?p ?o }",
        "PREFIX : <file:///etc/> ASK FROM:passwd { ?s ?p ?o }",
    ],
)
def test_from_that_sticks_to_its_neighbour_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="write FROM with a space after it"):
        check(text, ["urn:graph"])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { \\u0053ERVICE <urn:x> { } }",
        "SELECT * WHERE { ?s <urn:\\u0061> ?o }",
        "\\U00000053ELECT * WHERE { ?s ?p ?o }",
    ],
)
def test_an_escape_outside_of_text_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="an escape outside of text is refused"):
        check(text, [])


@pytest.mark.parametrize(
    ("text", "escape"),
    [
        ("ASK { # \\u000a SERVICE <urn:x> { }\n }", "u000a"),
        ("ASK { ?s ?p '\\u0027 . SERVICE <urn:x> { } # ' }", "u0027"),
        ("ASK { ?s ?p 'a\\u005C' . SERVICE <urn:x> { } # ' }", "u005C"),
        ("ASK { ?s ?p '\\\\u0027' }", "u0027"),
        ("ASK { ?s ?p '\\U00000022' }", "U00000022"),
    ],
)
def test_an_escape_that_moves_the_borders_of_a_text_is_refused(text: str, escape: str) -> None:
    """SPARQL 1.1 (19.2) lets an engine put the character in before it cuts the text; some do, some do not."""
    with pytest.raises(QueryError, match=rf"the escape \\{escape} is refused: write the character itself"):
        check(text, [])


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address on loopback, and the requests that reached it."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.path)
            self.send_response(500)
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <E> { ?s ?p ?o } }",
        "PREFIX : <E> SELECT * WHERE { SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <E> SELECT * WHERE { SERVICE: { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICESILENT<E>{ ?s ?p ?o } }",
        "PREFIX : <E> SELECT * WHERE { SERVICESILENT:x{ ?s ?p ?o } }",
        "SELECT * WHERE { BIND(1 AS ?x)SERVICE<E>{ ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p 1e0SERVICE<E>{ ?a ?b ?c } }",
        "SELECT * WHERE { ?s ?p trueSERVICE<E>{ ?a ?b ?c } }",
        "PREFIX : <urn:> SELECT * WHERE { ?s ?p :.SERVICE<E>{ ?a ?b ?c } }",
        "SELECT * WHERE { ?s ?p ?o FILTER(?o=?o||1<<http://x#>)SERVICE<E>{ ?a ?b ?c }#\n}",
        'SELECT * WHERE { ?s ?p ?o FILTER(?o=?o||1<?o#>"""\n)SERVICE<E>{ ?a ?b ?c }#"""\n}',
        "SELECT * WHERE { ?s ?p 'a' #\rSERVICE <E> { ?a ?b ?c }\n}",
    ],
)
def test_what_would_make_the_engine_call_out_is_refused(listener: tuple[str, list[str]], text: str) -> None:
    """Each of these, given to the engine as it is, sends a request: so the guard has to stop it."""
    address, heard = listener
    text = text.replace("<E>", f"<{address}>")
    store = ox.Store()
    for object_ in (ox.Literal("a"), ox.Literal(True), ox.Literal(1.0), ox.NamedNode("urn:")):
        store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), object_))
    heard.clear()
    with contextlib.suppress(OSError):
        list(store.query(text))  # type: ignore[arg-type]  # a SELECT gives solutions
    assert heard, "the engine does not call out here: this text proves nothing"
    with pytest.raises(QueryError, match=r"is refused"):
        check(text, [])


@pytest.mark.parametrize("iri", ["<#x>", "<?b#>", "<urn:a#b>", "<it's>", "<a'>"])
def test_an_address_that_could_be_a_comparison_is_refused(iri: str) -> None:
    with pytest.raises(QueryError, match=r"is refused: write the whole address, or a prefix"):
        check(f"SELECT * WHERE {{ ?s {iri} ?o }}", [])


def test_an_address_in_a_declaration_is_no_comparison() -> None:
    check("BASE <urn:base#> PREFIX a: <urn:a#> prefix : <#> SELECT * WHERE { ?s a:b :c }", [])


def test_a_query_that_is_too_long_is_refused() -> None:
    text = "ASK { ?s ?p '" + "é" * (MAX_LENGTH // 2) + "' }"
    with pytest.raises(QueryError, match="the query is longer than 64 KB"):
        check(text, [])
    exact = "ASK { ?s ?p '" + "e" * (MAX_LENGTH - 16) + "' }"
    assert len(exact) == MAX_LENGTH == 65_536
    check(exact, [])
    with pytest.raises(QueryError, match="the query is longer than 64 KB"):
        check(exact + " ", [])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (1" + "+1" * 20_000 + " AS ?x) {}",
        "SELECT (1" + "\n- # a comment\n1" * 1_001 + " AS ?x) {}",
        "SELECT * { ?s " + "/".join(["a"] * 20_000) + " ?o }",
        "SELECT * { ?s " + "|".join(["a"] * 20_000) + " ?o }",
        "SELECT * { {}" + " UNION {}" * 6_000 + "}",
        "SELECT * {" + "MINUS {}" * 8_000 + "}",
        "SELECT * {" + "".join(f"BIND(1 AS ?a{n})" for n in range(3_500)) + "}",
        "SELECT * {" + "{SELECT * {}}" * 4_000 + "}",
        "SELECT " + "".join(f"(1 AS ?a{n})" for n in range(4_000)) + " {}",
        "SELECT (1 AS ?x) {} GROUP BY ?a HAVING " + "(1)" * 15_000,
        "SELECT * { ?s a ?o " + "; a ?o" * 9_000 + "}",
        "SELECT * { ?s a ?o " + ", ?o" * 12_000 + "}",
        "ASK { ?s ?p (" + "1 " * 20_000 + ") }",
        "ASK { ?s ?p " + "(1 2 3), " * 4_000 + "() }",
        "CONSTRUCT { ?s ?p (" + "?x " * 20_000 + ") } WHERE { ?s ?p ?x }",
        "DESCRIBE " + "<a:a> " * 9_000,
        "ASK { ?s a ?o " + "~?r " * 9_000 + "}",
    ],
    ids=lambda text: f"{text[:24]}...",
)
def test_chains_that_end_the_process_of_an_engine_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"more than [12]000 operators or parts: ask several questions"):
        check(text, [])


def test_a_chain_of_a_thousand_runs() -> None:
    text = "SELECT (1" + "+1" * 998 + " AS ?x) {}"  # with SELECT and AS
    answer = lcgraph.open().sparql(text)
    assert isinstance(answer, Rows)
    assert [row["x"] for row in answer.dicts()] == [999]


ENDLESS = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) > 1000000) }"
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")


@needs_fork
def test_from_python_a_question_without_end_is_stopped() -> None:
    graph = lcgraph.open()
    with pytest.raises(QueryError, match=r"^the query took longer than 0\.5 s and was stopped: see seconds$"):
        graph.sparql(ENDLESS, seconds=0.5)
    assert graph.sparql("ASK { ?motive a lcg:Motive }") is True


@needs_fork
def test_from_python_a_question_takes_no_more_memory_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MEMORY", 50_000_000)
    with pytest.raises(QueryError, match="needed too much memory"):
        lcgraph.open().sparql("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?e")


def test_from_python_an_answer_is_the_same_with_bounds_and_without(tmp_path: Path, tiny: Path) -> None:
    on_disk = lcgraph.open(store=str(tmp_path / "graph.db"))
    on_disk.load(read_studies([tiny]))
    for graph in (lcgraph.open(studies=tiny), on_disk):
        for text in (
            "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
            "ASK { ?motive a lcg:Motive }",
            "CONSTRUCT WHERE { ?motive a lcg:Motive }",
        ):
            found, expected = graph.sparql(text), graph.sparql(text, seconds=None)
            assert type(found) is type(expected)
            assert found == expected or set(map(str, found)) == set(map(str, expected))  # type: ignore[arg-type]  # rows, or a graph


def test_from_python_what_is_wrong_is_told_as_what_it_is() -> None:
    for text in ("SELECT * {", "SELECT * { ?s skoss:a ?o }", "DROP ALL"):
        with pytest.raises(QueryError, match=r"^line 1, column \d+: "):
            lcgraph.open().sparql(text)


@pytest.mark.parametrize(("left", "right"), [("{", "}"), ("(", ")"), ("[", "]"), ("<< ", " >>")])
def test_brackets_are_nested_up_to_a_bound(left: str, right: str) -> None:
    assert MAX_NESTING == 200
    check(left * MAX_NESTING + right * MAX_NESTING, [])
    with pytest.raises(QueryError, match=rf"column \d+: more than {MAX_NESTING} levels of nesting"):
        check(left * (MAX_NESTING + 1) + right * (MAX_NESTING + 1), [])


def test_rows_of_values_are_no_chain() -> None:
    rows = "VALUES ?year { " + "1999 " * 5_000 + "}" + "VALUES (?a ?b) {" + "(<a:b> 'a')" * 1_500 + "}"
    check("PREFIX a: <urn:a>\n" * 1_000 + "SELECT * {" + rows + "}", [])


def test_brackets_beside_each_other_are_not_nested() -> None:
    check("ASK { " + "{ } " * 1999 + "}", [])


@pytest.mark.parametrize("operator", ["!", "-", "+", "! ", "-\n"])
def test_operators_in_a_row_are_bounded(operator: str) -> None:
    check(f"ASK {{ FILTER({operator * MAX_NESTING}1) }}", [])
    with pytest.raises(QueryError, match=f"more than {MAX_NESTING} levels of nesting"):
        check(f"ASK {{ FILTER({operator * (MAX_NESTING + 1)}1) }}", [])


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        "1.",
        "a",
        "<",
        "<a ",
        "'",
        '"',
        '"""',
        "'''a",
        "{ } ",
        ":",
        ":a.",
        "@a-",
        "?",
        "#",
        "%4",
        "\n",
        "_:a ",
    ],
)
def test_the_longest_text_is_checked_in_a_moment(unit: str, computing: Any) -> None:
    """No text makes the check itself slow: it is linear in the length."""
    text = (unit * MAX_LENGTH)[: MAX_LENGTH - 8]
    with computing(2), contextlib.suppress(QueryError):
        check(text, [])


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_passes_or_is_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(QueryError):
        check(text, [])


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60), word=st.sampled_from(KEYWORDS))
def test_any_text_is_only_text_once_it_is_quoted(text: str, word: str) -> None:
    literal = str(ox.Literal(f"{text} {word} {text}"))
    check(f"SELECT * WHERE {{ ?s ?p {literal} }}", [])


@settings(max_examples=200, deadline=None)
@given(before=st.text(alphabet=" \t\n{}()?ab:<>'\"#\\.;,&|=", max_size=12))
def test_a_service_that_the_engine_would_see_is_never_let_through(before: str) -> None:
    """Whatever stands before it: when the engine takes the text for a query with a service, it is refused."""
    text = f"PREFIX : <urn:> SELECT * WHERE {{ {before} SERVICE <http://127.0.0.1:9/> {{ ?a ?b ?c }} }}"
    try:
        check(text, [])
    except QueryError:
        return
    try:
        found = ox.Store().query(text)
    except SyntaxError:
        return
    assert not any(found), "the service was hidden from the guard"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "SELECT"),
        ("# select, insert, move\n\nask{}", "ASK"),
        ("BASE <http://select/> PREFIX ask: <urn:describe> CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("describe ?select WHERE { ?select ?ask 'construct' }", "DESCRIBE"),
        ("", ""),
        ("hello", ""),
    ],
)
def test_the_form_of_a_query_is_told_whatever_its_comments_say(text: str, kind: str) -> None:
    assert form(text) == kind
