"""A study as quads: links that stay, a source for every statement, the same bytes everywhere."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from lcgraph.export.rdf import export_rdf
from lcgraph.quads import moment, sort_quads
from lcgraph.resources import bundled_data, bundled_study, ontology_files
from lcgraph.study.model import Study
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study
from lcgraph.vocab import BASE, LCG, PROV, RDF, SKOS

Make = Callable[[Mapping[str, str | bytes | None]], Path]
TINY = BASE + "study/tiny-synthetic"
REBUILD = """
import random, sys
from pathlib import Path
import lcgraph
from lcgraph.export.rdf import export_rdf
from lcgraph.quads import sort_quads
quads = sort_quads(lcgraph.open(studies=[Path(sys.argv[1])]).quads())
random.shuffle(quads)
sys.stdout.buffer.write(export_rdf(quads, "trig"))
"""


def read(folder: Path) -> Study:
    study, problems = read_study(folder)
    assert problems == []
    assert study is not None
    return study


@pytest.fixture(scope="module")
def quads(tiny: Path) -> list[ox.Quad]:
    return sort_quads(study_quads(read(tiny)))


def statements(quads: list[ox.Quad], subject: str) -> set[tuple[str, str]]:
    """Predicate (its last part) and object of everything that is said of a subject."""
    about = [quad for quad in quads if quad.subject == ox.NamedNode(subject)]
    return {
        (re.split(r"[/#]", quad.predicate.value)[-1], str(quad.object))
        for quad in about
        if quad.graph_name == ox.NamedNode(TINY + "/graph/asserted")
    }


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_the_bundled_study_is_what_its_folder_says_byte_for_byte(seed: str) -> None:
    """Whatever the order in memory and the seed of the hashes, a rebuild gives the committed file."""
    done = subprocess.run(
        [sys.executable, "-c", REBUILD, str(bundled_study())],
        capture_output=True,
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        check=True,
    )
    assert done.stdout == bundled_data().read_bytes()


def test_the_bundled_study_has_no_more_and_no_less_than_its_rows() -> None:
    quads = list(ox.parse(path=str(bundled_data()), format=ox.RdfFormat.TRIG))
    types = [quad.object.value.partition("#")[2] for quad in quads if quad.predicate == RDF.type]
    counts = {name: types.count(name) for name in ("Case", "PartnerGroup", "PublishedFinding", "Limitation")}
    assert counts == {"Case": 5, "PartnerGroup": 10, "PublishedFinding": 130, "Limitation": 9}
    assert types.count("Work") == 37
    assert types.count("RuleException") == 3


def test_there_are_no_blank_nodes(quads: list[ox.Quad]) -> None:
    for source in (quads, ox.parse(path=str(bundled_data()), format=ox.RdfFormat.TRIG)):
        terms = [term for quad in source for term in (quad.subject, quad.object)]
        assert len(terms) > 500
        assert not any(isinstance(term, ox.BlankNode) for term in terms)


def test_everything_that_a_study_brings_points_to_the_row_it_was_written_in(quads: list[ox.Quad]) -> None:
    asserted = {quad.subject.value for quad in quads if quad.graph_name.value.endswith("/graph/asserted")}
    written: dict[str, set[str]] = {}
    for quad in quads:
        if quad.graph_name.value.endswith("/graph/provenance") and quad.predicate == PROV.wasDerivedFrom:
            written.setdefault(quad.subject.value, set()).add(quad.object.value.rpartition("/file/")[2])
    # these only gain placements and correspondences, which have rows themselves
    shared = {BASE + name for name in ("motive/recruitment", "cluster/development", "level/collective")}
    assert asserted - set(written) == shared
    assert written[TINY] == {"study.toml"}
    assert written[TINY + "/case/hospital"] == {"cases.csv#row=3"}
    assert written[TINY + "/finding/bakery/practice-partner/network"] == {"findings.csv#row=3"}
    assert written[TINY + "/sector/food"] == {"schemes.csv#row=2"}
    assert written[BASE + "work/bakers-guild-1999"] == {"references.bib#row=20"}
    assert written[BASE + "work/oven-and-others-2003"] == {"citations.csv#row=5", "citations.csv#row=6"}
    assert written[BASE + "agent/van-der-verzonnen-a"] == {
        "study.toml",
        "references.bib#row=1",
        "crosswalk.csv#row=2",
        "crosswalk.csv#row=3",
    }
    assert written[BASE + "work/mueller-de-laat-2011/concept/bread"] == {"crosswalk.csv#row=3"}


def test_every_file_that_is_pointed_to_is_an_entity(quads: list[ox.Quad]) -> None:
    files = {q.object.value.partition("#")[0] for q in quads if q.predicate == PROV.wasDerivedFrom}
    entities = {q.subject.value for q in quads if q.object == PROV.Entity}
    assert files == entities
    assert len(files) == 11


def test_provenance_and_assertions_are_kept_apart(quads: list[ox.Quad]) -> None:
    assert {quad.graph_name.value.removeprefix(TINY) for quad in quads} == {
        "/graph/asserted",
        "/graph/provenance",
    }
    for quad in quads:
        is_provenance = quad.predicate == PROV.wasDerivedFrom or quad.object == PROV.Entity
        assert is_provenance == quad.graph_name.value.endswith("/graph/provenance")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/case/bakery",
        "/case/hospital/students",
        "/group/bakery/education-partner",
        "/respondent/b1",
        "/finding/bakery/practice-partner/recruitment",
        "/rule/reporting",
        "/rule/reporting/exception/bakery/education-partner",
        "/limitation/1",
        "/motive/fresh-bread",
        "/sector/food",
        "/citation/mueller-de-laat-2011-supports-cluster-development-5962da",
        "/citation/mueller-de-laat-2011-places-motive-recruitment-cluster-capital-5962da",
        "/citation/oven-and-others-2003-mentions-background-b60535",
    ],
)
def test_links_are_made_as_the_contract_says(quads: list[ox.Quad], path: str) -> None:
    assert statements(quads, TINY + path)


def test_a_case_says_what_its_row_says_and_nothing_of_what_is_unknown(quads: list[ox.Quad]) -> None:
    assert statements(quads, TINY + "/case/hospital") == {
        ("type", str(LCG.Case)),
        ("notation", '"hospital"'),
        ("partOfStudy", f"<{TINY}>"),
        ("position", '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("prefLabel", '"Ziekenhuis"@nl'),
        ("prefLabel", '"Hospital"@en'),
        ("sector", f"<{BASE}sector/health-care>"),
        ("setting", f"<{BASE}setting/public-public>"),
        ("startYear", '"2008"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("students", f"<{TINY}/case/hospital/students>"),
        ("partners", f"<{TINY}/case/hospital/partners>"),
        ("place_in_programme", '"Alle leerjaren"@nl'),
        ("place_in_programme", '"All years"@en'),
        ("practice_partners", '"Ziekenhuizen"@nl'),
        ("practice_partners", '"Hospitals"@en'),
    }
    assert statements(quads, TINY + "/case/hospital/students") == {
        ("type", str(LCG.Quantity)),
        ("qualifier", f"<{BASE}qualifier/all>"),
    }


def test_a_mention_says_who_named_what_and_where(quads: list[ox.Quad]) -> None:
    (mention,) = {quad.subject.value for quad in quads if quad.object == ox.Literal("There is always bread.")}
    digest = mention.rpartition("/")[2]
    assert statements(quads, mention) == {
        ("type", str(LCG.Mention)),
        ("notation", f'"{digest}"'),
        ("partOfStudy", f"<{TINY}>"),
        ("byRespondent", f"<{TINY}/respondent/b4>"),
        ("mentionsMotive", f"<{TINY}/motive/fresh-bread>"),
        ("phase", f"<{BASE}phase/now>"),
        ("segment", '"There is always bread."'),
        ("segmentSource", '"b4.txt"'),
        ("coder", '"av"'),
        ("codedOn", '"2024-04-03"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("note", '"half in jest"'),
    }


def test_a_mention_has_its_level_when_one_was_coded(quads: list[ox.Quad]) -> None:
    (mention,) = {quad.subject.value for quad in quads if quad.object == ox.Literal("They grow.")}
    assert ("level", f"<{BASE}level/individual>") in statements(quads, mention)


def test_a_respondent_says_which_group_and_what_was_not_asked(quads: list[ox.Quad]) -> None:
    assert statements(quads, TINY + "/respondent/t2") == {
        ("type", str(LCG.Respondent)),
        ("notation", '"t2"'),
        ("partOfStudy", f"<{TINY}>"),
        ("inGroup", f"<{TINY}/group/bakery/education-partner>"),
        ("organisation", '"College"'),
        ("interviewedOn", '"2024-03-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("notAskedAbout", f"<{BASE}motive/cost-reduction>"),
    }


def test_a_sector_of_the_studys_own_is_a_concept_after_the_shared_ones(quads: list[ox.Quad]) -> None:
    assert statements(quads, TINY + "/sector/food") == {
        ("type", str(LCG.Sector)),
        ("type", str(SKOS.Concept)),
        ("notation", '"food"'),
        ("partOfStudy", f"<{TINY}>"),
        ("position", '"6"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("prefLabel", '"voeding"@nl'),
        ("prefLabel", '"food"@en'),
        ("definition", '"Eten maken en verkopen."@nl'),
        ("definition", '"Making and selling food."@en'),
        ("inScheme", f"<{TINY}/sector>"),
        ("topConceptOf", f"<{TINY}/sector>"),
    }
    assert statements(quads, TINY + "/sector") == {
        ("type", str(SKOS.ConceptScheme)),
        ("partOfStudy", f"<{TINY}>"),
    }


def test_a_case_of_which_no_size_is_known_has_no_quantity(study_with: Make) -> None:
    content = "id,label_en,sector,setting,students\na,A,ict,public-public,\nb,B,ict,public-public,0\n"
    found = list(study_quads(read(study_with({"cases.csv": content}))))
    assert not statements(found, TINY + "/case/a/students")
    assert ("quantityValue", '"0"^^<http://www.w3.org/2001/XMLSchema#integer>') in statements(
        found, TINY + "/case/b/students"
    )


def test_a_motive_of_the_studys_own_is_a_concept_after_the_shared_ones(quads: list[ox.Quad]) -> None:
    said = statements(quads, TINY + "/motive/fresh-bread")
    assert {("type", str(LCG.Motive)), ("type", str(SKOS.Concept)), ("notation", '"fresh-bread"')} <= said
    assert ("tableCluster", f"<{BASE}cluster/capital>") in said
    assert ("position", '"34"^^<http://www.w3.org/2001/XMLSchema#integer>') in said
    assert {value for predicate, value in said if predicate in ("prefLabel", "definition")} == {
        '"vers brood"@nl',
        '"fresh bread"@en',
        '"Brood van de dag mee naar huis krijgen."@nl',
        '"Taking home the bread of the day."@en',
    }


def test_only_the_studys_own_source_decides_where_its_tables_show_a_motive(quads: list[ox.Quad]) -> None:
    used = {quad.subject.value for quad in quads if quad.predicate == LCG.usedInTablesOf}
    assert used == {
        TINY + "/citation/van-der-verzonnen-2024-places-motive-recruitment-cluster-legitimacy-ec9ba4"
    }


def test_a_dispute_over_a_placement_places_nothing(study_with: Make) -> None:
    content = "work,relation,about,locator\na-2000,disputes,motive:image@cluster:capital,p. 1\n"
    found = list(study_quads(read(study_with({"citations.csv": content}))))
    said = statements(found, TINY + "/citation/a-2000-disputes-motive-image-cluster-capital-1312ea")
    assert ("type", str(LCG.Placement)) not in said
    assert {("about", f"<{BASE}motive/image>"), ("about", f"<{BASE}cluster/capital>")} <= said
    assert not any(quad.predicate == LCG.hasPlacement for quad in found)


def test_a_work_is_listed_or_cited_or_both(quads: list[ox.Quad]) -> None:
    listed = {quad.subject.value.rpartition("/")[2] for quad in quads if quad.predicate == LCG.listedIn}
    cited = {quad.subject.value.rpartition("/")[2] for quad in quads if quad.predicate == LCG.citedIn}
    assert listed == {"mueller-de-laat-2011", "bakers-guild-1999"}
    assert cited == {"mueller-de-laat-2011", "oven-and-others-2003"}


def test_the_fullest_of_an_authors_names_wins(study_with: Make) -> None:
    works = [f"@book{{w-{n}, author = {{{name}}}, title = {{W}}}}\n" for n, name in enumerate(
        ("Bos, P.", "Bos, Peter", "Bos, P."))]  # fmt: skip
    found = list(study_quads(read(study_with({"references.bib": "".join(works), "citations.csv": None}))))
    names = {str(q.object) for q in found if q.subject == ox.NamedNode(BASE + "agent/bos-p")}
    assert '"Bos, Peter"' in names
    assert '"Bos, P."' not in names
    assert '"Peter"' in names


def test_links_do_not_move_when_rows_are_inserted(study_with: Make, tiny: Path) -> None:
    """A respondent, a coding and a cell more, in front: everything else keeps its link."""
    more = {
        "respondents.csv": "b0,bakery,practice-partner,New,,\n",
        "mentions.csv": "b0,image,,,At last.,b0.txt,av,2024-05-01,\n",
        "findings.csv": "bakery,practice-partner,image,blank,Table 1,,\n",
    }
    changed = {}
    for name, row in more.items():
        header, _, rest = (tiny / name).read_text(encoding="utf-8").partition("\n")
        changed[name] = f"{header}\n{row}{rest}"
    before = {quad.triple for quad in study_quads(read(tiny)) if quad.graph_name.value.endswith("asserted")}
    after = {
        quad.triple
        for quad in study_quads(read(study_with(changed)))
        if quad.graph_name.value.endswith("asserted")
    }
    assert before < after
    assert len({triple.subject for triple in after - before}) == 3


def test_quads_come_in_one_order_without_doubles(quads: list[ox.Quad]) -> None:
    shuffled = [*quads, *quads]
    random.Random(1).shuffle(shuffled)
    assert sort_quads(shuffled) == quads


def test_a_year_month_or_day_has_the_datatype_of_its_length() -> None:
    types = {
        text: moment(text).datatype.value.partition("#")[2] for text in ("2020", "2020-10", "2020-10-05")
    }
    assert types == {"2020": "gYear", "2020-10": "gYearMonth", "2020-10-05": "date"}


def test_the_ontology_knows_every_property_and_class_that_a_study_uses(quads: list[ox.Quad]) -> None:
    known = {
        quad.subject.value
        for path in ontology_files()
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    used = {quad.predicate.value for quad in quads} | {
        quad.object.value for quad in quads if quad.predicate == RDF.type
    }
    own = {f"{TINY}/attribute/{code}" for code in ("students", "partners", "place_in_programme")}
    own.add(f"{TINY}/attribute/practice_partners")
    assert {iri for iri in used if iri.startswith(BASE)} - known == own


@pytest.mark.parametrize("format_", ["trig", "nquads"])
def test_labels_of_a_hostile_kind_stay_what_they_are(study_with: Make, format_: str) -> None:
    """Quotes, backslashes, angle brackets and characters beyond the basic plane survive."""
    label = 'Bak"ker\\ij <b>&\u2028🥐'
    quoted = label.replace('"', '""')
    content = f'id,label_en,sector,setting\nbakery,"{quoted}",food,public-private\n'
    found = list(study_quads(read(study_with({"cases.csv": content}))))
    again = ox.parse(
        export_rdf(found, format_),
        format={"trig": ox.RdfFormat.TRIG, "nquads": ox.RdfFormat.N_QUADS}[format_],
    )
    assert set(again) == set(found)
    assert ox.Literal(label, language="en") in {quad.object for quad in found}
