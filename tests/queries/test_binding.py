"""No value changes a query but for the one term that it becomes, in whatever engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from lcgraph import queries
from lcgraph.errors import CallError
from lcgraph.say import Text
from lcgraph.schemes import Concept, Schemes, shared

TEXT = """\
#+ a header with VALUES ?value { UNDEF } in it
SELECT ?value ?other WHERE {
  VALUES ?value { UNDEF }
  VALUES ?other { UNDEF }
}
"""
ECHO = queries.Query(
    name="echo",
    question=Text(nl="?", en="?"),
    row=Text(nl="rij", en="row"),
    source="tests",
    columns=("value", "other"),
    codes={},
    parameters=(
        queries.Parameter("value", "string", None, Text(nl="de waarde", en="the value")),
        queries.Parameter("other", "integer", None, Text(nl="het getal", en="the number")),
    ),
    idle={},
    text=TEXT,
    path=Path("echo.rq"),
)
OXIGRAPH, RDFLIB = ox.Store(), rdflib.Dataset()

# Everything that ends a literal, a line, a block, an IRI or a comment, or starts an escape, more often than
# chance has it; and any other character that Python can hold.
texts = st.lists(
    st.sampled_from(
        [*"\"'\\\n\r\t\b\f{}()<>?#$@^.;,*|u", '"""', "\\u0022", "\\U00000022", "\\u005C", "\\u000A"]
    )
    | st.sampled_from(
        ["UNDEF", "VALUES ?other { UNDEF }", "} UNION {", "🦊", "\u2028", "\x00", "\x85", "\uffff"]
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
).map("".join)
NASTY = [
    "",
    'ict" } ?s ?p ?o { "',
    'ict\\" } ?s ?p ?o #',
    "\\u0022 } ?s ?p ?o #",
    "\\\\u0022 } ?s ?p ?o #",
    "\\\\\\u005C\\u0022 }",
    "\\\x01u0022",
    "\x010022",
    "\\u00220022",
    "line\n  VALUES ?other { UNDEF }\nline",
    "> } DROP ALL ; # 🦊",
    "{{{}}}",
    "\x00\x0b\x1f\x7f\x85\u2028\ufeff\uffff",
]


def no_codes() -> Schemes:
    raise AssertionError("nobody asks for codes here")


def of_cases(*codes: str) -> Callable[[], Schemes]:
    """The shared schemes, and cases."""
    return lambda: shared().with_own(Concept("case", code, Text(), study="s") for code in codes)


def given_texts(count):
    """So many texts that hypothesis thinks of, and those that we thought of."""

    def decorate(test):
        for text in NASTY:
            test = example(text)(test)
        return given(texts)(settings(max_examples=count, deadline=None)(test))

    return decorate


@pytest.mark.ci
@given_texts(200)
def test_a_value_comes_back_as_it_went_in_from_both_engines(value):
    bound = queries.bind(ECHO, {"value": value}, no_codes)
    (row,) = OXIGRAPH.query(bound)
    assert row["value"] == ox.Literal(value)
    assert row["other"] is None
    (row,) = RDFLIB.query(bound)
    assert row[0] == rdflib.Literal(value)
    assert row[1] is None


@given_texts(200)
def test_nothing_but_the_term_is_new(value):
    bound = queries.bind(ECHO, {"value": value}, no_codes)
    head, tail = TEXT.split("\n  VALUES ?value { UNDEF }\n")
    assert bound.startswith(head + "\n  VALUES ?value { ")
    assert bound.endswith(" }\n" + tail)
    term = bound.removeprefix(head + "\n  VALUES ?value { ").removesuffix(" }\n" + tail)
    assert "\n" not in term
    assert "\r" not in term


@pytest.mark.ci
@given_texts(20)
def test_no_code_of_a_study_changes_a_real_query(value):
    query = queries.find("shared-within-case")
    assert _tree(query, value) == _tree(query, "ict")


class _Anything(Schemes):
    """Schemes of a study that has every text as a code."""

    def __init__(self) -> None:
        super().__init__(())

    def code(self, scheme: str, text: str) -> str:
        return text


def _tree(query: queries.Query, case: str) -> str:
    """The parse tree of a query with the value of its case put aside."""
    bound = queries.bind(query, {"case": case}, lambda: _Anything())
    return str(parseQuery(bound)).replace(repr(rdflib.Literal(case)), "THE TERM")


def test_the_tree_does_show_a_change():
    """Else the test above would say nothing: pasting text instead of binding a term changes the tree."""
    query = queries.find("shared-within-case")
    pasted = query.text.replace("VALUES ?case { UNDEF }", 'VALUES ?case { "x" } ?s ?p ?o . VALUES ?q { "y" }')
    assert str(parseQuery(pasted)) != str(parseQuery(query.text))
    assert "THE TERM" in _tree(query, "ict")


@given(st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1))
def test_a_number_is_an_integer_whether_it_comes_as_text_or_number(number):
    for value in (number, str(number)):
        (row,) = OXIGRAPH.query(queries.bind(ECHO, {"other": value}, no_codes))
        assert row["other"] == ox.Literal(number)


def test_without_values_a_query_is_itself():
    assert queries.bind(ECHO, {}, no_codes) == TEXT
    assert queries.bind(ECHO, {"value": None}, no_codes) == TEXT


def test_a_default_holds_until_a_value_is_given():
    parameter = queries.Parameter("value", "string", "of itself", Text(nl="waarde", en="value"))
    query = queries.Query(**{**vars(ECHO), "parameters": (parameter,)})
    assert '{ "of itself" }' in queries.bind(query, {}, no_codes)
    assert '{ "given" }' in queries.bind(query, {"value": "given"}, no_codes)


def test_codes_are_plain_literals_and_years_integers():
    bound = queries.bind(queries.find("case-profile"), {"case": "ict"}, of_cases("ict"))
    assert '\n  VALUES ?case { "ict" }\n' in bound
    bound = queries.bind(queries.find("age-contrast"), {"year": "2010"}, no_codes)
    assert 'VALUES ?year { "2010"^^<http://www.w3.org/2001/XMLSchema#integer> }' in bound


def meanings() -> Schemes:
    cases = (
        Concept("case", code, Text(), study="s", position=n) for n, code in enumerate(("ict", "technology"))
    )
    return shared().with_own([*cases, Concept("work", "brown-2008", Text())])


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        (
            "cross-case-matrix",
            {"roll": "x"},
            "unknown parameter of cross-case-matrix 'roll': did you mean 'role'? "
            "Valid: cluster, motive, case, role, status",
        ),
        ("motive-coverage", {"case": "ict"}, "unknown parameter of motive-coverage 'case'. Valid: (none)"),
        (
            "cross-case-matrix",
            {"role": "education"},
            "unknown role 'education': did you mean 'education-partner'? "
            "Valid: practice-partner, education-partner",
        ),
        ("cross-case-matrix", {"case": ""}, "unknown case ''. Valid: ict, technology"),
        ("cross-case-matrix", {"case": 7}, "unknown case '7'. Valid: ict, technology"),
        ("case-profile", {}, "case-profile needs the parameter 'case': the case. Valid: ict, technology"),
        (
            "age-contrast",
            {},
            "age-contrast needs the parameter 'year': the first year that counts as young. "
            "a year in four digits is expected",
        ),
        ("age-contrast", {"year": "MMX"}, "year 'MMX': a year in four digits is expected"),
        ("age-contrast", {"year": "2010 "}, "year '2010 ': a year in four digits is expected"),
        ("age-contrast", {"year": "٢٠١٠"}, "year '٢٠١٠': a year in four digits is expected"),
        ("age-contrast", {"year": True}, "year 'True': a year in four digits is expected"),
        ("age-contrast", {"year": 20100}, "year '20100': a year in four digits is expected"),
        (
            "reclassified-matrix",
            {"work": "brown-2009"},
            "unknown work 'brown-2009': did you mean 'brown-2008'?",
        ),
    ],
)
def test_a_wrong_call_says_what_is_valid(name, values, message):
    with pytest.raises(CallError) as told:
        queries.bind(queries.find(name), values, meanings)
    assert message in str(told.value)


@pytest.mark.parametrize("value", ["1.5", "", "1e3", "1" * 19, "one", " 1"])
def test_what_is_no_whole_number_is_refused(value):
    with pytest.raises(CallError, match="a whole number of at most 18 digits is expected"):
        queries.bind(ECHO, {"other": value}, no_codes)


def test_half_a_character_is_refused():
    with pytest.raises(CallError, match="half a character"):
        queries.bind(ECHO, {"value": "a\ud83e"}, no_codes)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("practice-partner", "practice-partner"),
        ("Werkveldpartner", "practice-partner"),
        (" practice PARTNER ", "practice-partner"),
        ("OPL", "education-partner"),
        ("ep", "education-partner"),
    ],
)
def test_a_label_is_understood_where_a_code_is(role, code):
    bound = queries.bind(queries.find("cross-case-matrix"), {"role": role}, shared)
    assert f'\n      VALUES ?role {{ "{code}" }}\n' in bound


def test_a_label_of_two_codes_is_told_with_both():
    """Two studies call different cases the same."""

    def both() -> Schemes:
        return Schemes(Concept("case", code, Text(nl="Noord", en="North"), study=code) for code in ("a", "b"))

    with pytest.raises(CallError, match="case 'noord' can mean a or b: write the code"):
        queries.bind(queries.find("case-profile"), {"case": "noord"}, both)
