"""Every query file: its name, its header, the terms it uses, and that all of them are tested here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from lcgraph import queries, vocab
from lcgraph.errors import CallError, InputError
from lcgraph.resources import query_files
from lcgraph.say import Text

CONTRACT = {
    "cross-case-matrix": "cluster,motive,case,role,status,n,total",
    "motive-coverage": "motive,cluster,groups_reporting,groups,cases_reporting,cases",
    "motives-reported-by-all": "motive",
    "contrast": "motive,by,value,reporting,groups,only",
    "differs-within-case": "case,motive,role,status",
    "shared-within-case": "case,motive",
    "case-profile": "cluster,motive,role,status",
    "cluster-profile": "case,cluster,reported",
    "motive-co-occurrence": "motive_a,motive_b,groups",
    "case-similarity": "case_a,case_b,jaccard",
    "age-contrast": "motive,older,younger",
    "absent-motives": "motive,cluster",
    "contested-motives": "motive,cluster,work",
    "reclassified-matrix": "cluster,motive,case,role,status,n,total",
    "works-by-cluster": "cluster,work,locator",
    "works-by-level": "level,work,locator",
    "authors-by-cluster": "author,cluster,works",
    "cited-not-listed": "work",
    "listed-not-cited": "work",
    "literature-versus-evidence": "motive,works,groups_reporting",
    "respondent-totals": "role,respondents",
    "rule-minimums": "case,role,respondents,threshold,minimum",
}
INTERVIEWS = {
    "recomputed-versus-published": "case,role,motive,published,recomputed,n,total",
    "threshold-sensitivity": "motive,case,role,n,total,reported_from",
    "motive-shifts": "case,role,motive,phase,n,total,status",
    "levels-profile": "motive,level,groups",
    "motives-by-study": "motive,study,groups_reporting,groups,cases_reporting,cases",
    "proposed-motives": "motive,cluster",
    "codings": "motive,respondent",
}  # asked of coded interviews and of several studies; their rows are tested in tests/derive
LITERATURE = {
    "citations": "work,relation,cluster,level,motive,locator,study",
    "authorships": "work,author",
    "works-by-motive": "motive,work,locator",
    "authors-by-motive": "author,motive,works",
    "authors-across-clusters": "author,cluster,work",
    "placements": "motive,cluster,work",
    "reclassified-cells": "motive,case,role,status,from,to",
    "reclassified-clusters": "cluster,motives,motives_then,cells,cells_then,reported,reported_then",
    "expected-not-reported": "motive,works,cluster,cells",
    "reported-not-expected": "motive,groups_reporting,groups,cluster",
    "literature-evidence-by-study": "motive,study,works,groups_reporting,groups",
    "levels-by-cluster": "cluster,level,work",
    "works-by-decade": "decade,works,cited,listed",
    "works-without-citations": "work,study,cited",
    "citations-without-place": "work,relation,cluster,level,motive,study",
    "crosswalk": "cluster,level,motive,match,work,concept",
}  # the literature map beyond the contract
PICTURES = {
    "studies": "study,title_nl,title_en",
    "cases": "case,sector,setting,start_year",
    "attributes": "attribute,case,role,value",
    "work-years": "work,year",
}  # what pictures and networks ask besides
EXPLAIN = {"cell-evidence", "cell-mentions", "cell-respondents"}  # asked by `lcgraph explain`
REQUIRED = {
    "age-contrast": ["year"],
    "case-profile": ["case"],
    "reclassified-matrix": ["work"],
    "reclassified-cells": ["work"],
    "reclassified-clusters": ["work"],
}
HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in query_files())

# Terms of others, as the vocabularies themselves define them.
OUTSIDE = {
    namespace.iri + name
    for namespace in (vocab.RDF, vocab.SKOS, vocab.DCTERMS, vocab.PROV, vocab.FOAF, vocab.XSD)
    for name in namespace.names
}


def test_the_contract_has_22_queries_of_the_bundled_study_and_the_rest_are_counted_too():
    counted = (CONTRACT, LITERATURE, PICTURES, INTERVIEWS, EXPLAIN)
    assert [len(names) for names in counted] == [22, 16, 4, 7, 3]
    assert sorted(name for names in counted for name in names) == NAMES
    assert list(queries.catalogue()) == NAMES


@pytest.mark.parametrize("name", sorted(CONTRACT | LITERATURE | PICTURES | INTERVIEWS))
def test_the_columns_of_the_contract_come_first(name):
    promised = tuple((CONTRACT | LITERATURE | PICTURES | INTERVIEWS)[name].split(","))
    assert queries.find(name).columns[: len(promised)] == promised


@pytest.mark.parametrize("name", NAMES)
def test_a_header_speaks_dutch_and_english(name):
    query = queries.find(name)
    for text in (query.question, query.row, *(parameter.description for parameter in query.parameters)):
        assert text.nl
        assert text.en
        assert text.nl != text.en
    assert query.question.nl.endswith("?")
    assert query.question.en.endswith("?")
    assert query.source


@pytest.mark.parametrize("name", sorted(CONTRACT | LITERATURE))
def test_only_what_the_question_cannot_do_without_is_required(name):
    parameters = queries.find(name).parameters
    assert [parameter.name for parameter in parameters if parameter.required] == REQUIRED.get(name, [])


@pytest.mark.parametrize("name", sorted(LITERATURE))
def test_literal_rows_are_expected_of_each_question_of_the_literature_for_both_data_sets(name):
    text = (HERE / "test_literature_map.py").read_text("utf-8")
    assert (
        f'bundled.rows("{name}"' in text or f'bundled.lines("{name}"' in text or f'bundled, "{name}"' in text
    )
    assert f'boundaries.lines("{name}"' in text


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_literal_rows_are_expected_of_each_query_for_both_data_sets(name):
    real = (HERE / "test_cases.py").read_text("utf-8") + (HERE / "test_literature.py").read_text("utf-8")
    assert f'"{name}"' in real
    assert f'"{name}"' in (HERE / "test_boundaries.py").read_text("utf-8")


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("name", NAMES)
def test_a_query_runs_as_it_lies_with_the_columns_of_its_header(bundled, name):
    text = queries.find(name).text
    assert bundled.ask_oxigraph(text)[0] == queries.find(name).columns
    assert bundled.ask_rdflib(text.replace("ORDER BY", "LIMIT 0 #"))[0] == queries.find(name).columns


@pytest.mark.parametrize("name", sorted(CONTRACT | LITERATURE))
def test_rows_are_ordered(name):
    assert "\nORDER BY " in queries.find(name).text


@pytest.fixture(scope="module")
def ontology_terms(bundled) -> set[str]:
    graph = bundled.rdflib.graph(rdflib.URIRef(vocab.ONTOLOGY.value))
    return {str(term) for term in graph.subjects()} | OUTSIDE


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("name", NAMES)
def test_every_term_of_a_query_exists(name, ontology_terms):
    used = _iris(prepareQuery(queries.find(name).text).algebra)
    assert len(used) >= 4
    assert used - ontology_terms == set()


def test_a_misspelt_term_would_be_found(ontology_terms):
    text = queries.find("contrast").text.replace("lcg:aboutGroup ", "lcg:aboutGruop ")
    assert _iris(prepareQuery(text).algebra) - ontology_terms == {vocab.LCG.iri + "aboutGruop"}


def _iris(part: object) -> set[str]:
    """All IRIs in a parsed query, those within property paths and expressions included."""
    if isinstance(part, rdflib.URIRef):
        return {str(part)}
    if isinstance(part, rdflib.paths.Path):
        return set().union(*(_iris(inner) for inner in vars(part).values()))
    if isinstance(part, dict):
        return set().union(*(_iris(inner) for key, inner in part.items() if key not in ("_vars", "prologue")))
    if isinstance(part, list | tuple | set):
        return set().union(*(_iris(inner) for inner in part))
    return set()


def test_finding_a_query_reads_no_other_file(monkeypatch, tmp_path):
    broken = tmp_path / "aaa.rq"
    broken.write_text("SELECT", "utf-8")
    monkeypatch.setattr(queries, "query_files", lambda: [broken, *query_files()])
    assert queries.find("contrast").name == "contrast"
    with pytest.raises(InputError, match=r"aaa\.rq"):
        queries.catalogue()


def test_an_unknown_query_names_the_nearest_and_all_others():
    with pytest.raises(
        CallError, match=r"unknown query 'contrst': did you mean 'contrast'\? Valid: "
    ) as told:
        queries.find("contrst")
    assert all(name in str(told.value) for name in NAMES)


def test_a_column_may_hold_codes_of_the_scheme_that_another_column_names():
    assert queries.find("contrast").codes["value"] == "*by"


@pytest.mark.parametrize(
    ("old", "asked"),
    [
        ("role-contrast", "contrast"),
        ("setting-contrast", "contrast --by setting"),
        ("role-contrast-by-case", "differs-within-case"),
        ("literature-claims", "citations"),
        ("claims-without-place", "citations-without-place"),
        ("works-without-claims", "works-without-citations"),
    ],
)
def test_a_query_that_had_another_name_is_told_with_its_new_one(old, asked):
    with pytest.raises(CallError) as told:
        queries.find(old)
    assert str(told.value) == f"there is no query {old!r} any more: ask lcgraph query {asked}"
    assert told.value.in_("nl") == f"de vraag {old!r} is er niet meer: vraag lcgraph query {asked}"
    assert asked.split()[0] in NAMES


def test_columns_hold_codes_by_their_name_or_by_the_header():
    codes = queries.find("reclassified-matrix").codes
    assert codes == {
        **{name: name for name in ("cluster", "motive", "case", "role", "status", "study")},
        "table_cluster": "cluster",
        "placed_by": "work",
    }


def test_importing_the_queries_is_light():
    program = "import sys, lcgraph.queries; print('rdflib' in sys.modules, 'networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


GOOD = """\
#+ question.nl = "Wat?"
#+ question.en = "What?"
#+ row.nl = "Iets"
#+ row.en = "Something"
#+ source = "Tabel 1"
#+ columns = ["case", "by"]
#+ codes = ["by=role"]
#+ [param.case]
#+ type = "case"
#+ default = "ict"
#+ nl = "de case"
#+ en = "the case"
#+ [idle.by]
#+ nl = "door niemand"
#+ en = "by nobody"
SELECT ?case ?by WHERE {
  VALUES ?case { UNDEF }
}
"""


@pytest.fixture
def written(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "odd.rq"
        path.write_text(text, "utf-8", errors="surrogateescape")
        return path

    return write


def test_a_whole_header_is_read(written):
    path = written(GOOD)
    assert queries.parse(path) == queries.Query(
        name="odd",
        question=Text(nl="Wat?", en="What?"),
        row=Text(nl="Iets", en="Something"),
        source="Tabel 1",
        columns=("case", "by"),
        codes={"case": "case", "by": "role"},
        parameters=(queries.Parameter("case", "case", "ict", Text(nl="de case", en="the case")),),
        idle={"by": Text(nl="door niemand", en="by nobody")},
        text=GOOD,
        path=path,
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('question.nl = "Wat?"', "", "'question' must be a text in nl and en"),
        ('row.en = "Something"', 'row.en = ""', "'row' must be a text in nl and en"),
        ('row.en = "Something"', 'row.en = "S"\n#+ row.de = "E"', "'row' must be a text in nl and en"),
        ('source = "Tabel 1"', "source = 1", "'source' must be a text"),
        ('source = "Tabel 1"', 'sauce = "Tabel 1"', "unknown key 'sauce' in the header"),
        ('columns = ["case", "by"]', "columns = []", "'columns' must be a list of different texts"),
        ('columns = ["case", "by"]', 'columns = ["by", "by"]', "'columns' must be a list of different texts"),
        ('codes = ["by=role"]', 'codes = ["by"]', "codes: 'by' is not column=scheme"),
        ('codes = ["by=role"]', 'codes = ["to=role"]', "codes: 'to=role' is not column=scheme"),
        ('codes = ["by=role"]', 'codes = ["by=*to"]', "codes: 'by=*to' is not column=scheme"),
        ('type = "case"', 'type = "kase"', "param.case: unknown type 'kase'"),
        ('default = "ict"', "default = true", "param.case: the default must be a text or a whole number"),
        ('default = "ict"', 'default = "ict"\n#+ required = true', "true only without a default"),
        ('en = "the case"', "", "'param.case' must be a text in nl and en"),
        ('en = "the case"', 'en = "the case"\n#+ min = 3', "'param.case' must be a text in nl and en"),
        ('en = "by nobody"', "", "'idle.by' must be a text in nl and en"),
        ("[idle.by]", "[idle.to]", "[idle.NAME]: the name must be that of a column"),
        (
            '#+ [idle.by]\n#+ nl = "door niemand"\n#+ en = "by nobody"',
            "#+ [idle]\n#+ by = 1",
            "'idle.by' must be a text in nl and en",
        ),
        ("  VALUES ?case { UNDEF }\n", "", "[param.case] and one line 'VALUES ?case { UNDEF }' go together"),
        ("UNDEF }\n", "UNDEF }\n  VALUES ?case { UNDEF }\n", "[param.case] and one line"),
        ("UNDEF }\n", "UNDEF }\n  VALUES ?role { UNDEF }\n", "[param.role] and one line"),
        ('"Tabel 1"', '"Tabel 1', "the header is not TOML"),
        ('"Tabel 1"', '"Tabel \udcff"', "the query is not in UTF-8"),
    ],
)
def test_a_broken_header_is_told_with_its_file(written, old, new, message):
    assert old in GOOD
    with pytest.raises(InputError) as told:
        queries.parse(written(GOOD.replace(old, new, 1)))
    assert any(message in str(problem) for problem in told.value.problems)
    assert all(str(problem).startswith("odd.rq: ") for problem in told.value.problems)


def test_all_that_is_wrong_is_told_at_once(written):
    with pytest.raises(InputError) as told:
        queries.parse(written("SELECT ?x WHERE { ?x ?y ?z }"))
    assert len(told.value.problems) == 4  # question, row, source, columns
