"""The reporting rule: when a motive counts for a group of partners."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path

import pyoxigraph as ox
import pytest

import lcgraph
from lcgraph.answers import Cell
from lcgraph.derive.derivation import derive
from lcgraph.vocab import BASE, LCG, PROV, RDF

Make = Callable[[Mapping[str, str | bytes | None]], Path]
Cells = dict[tuple[Cell, Cell, Cell], tuple[Cell, Cell, Cell]]
CASES = (
    "id,label_en,sector,setting,start_year\n"
    "bakery,Bakery,food,public-private,2019\nhospital,Hospital,health-care,public-public,2008\n"
)
TINY = BASE + "study/tiny-synthetic"


def cells(folder: Path) -> Cells:
    """(motive, case, role) to (n, N, status) of every derived cell of a study."""
    graph = lcgraph.open(studies=[folder])
    rows = graph.sparql(
        """SELECT ?motive ?case ?role ?n ?total ?status WHERE {
             ?cell a lcg:DerivedFinding ; lcg:aboutMotive/skos:notation ?motive ; lcg:aboutGroup ?group ;
               lcg:respondentsMentioning ?n ; lcg:respondentsAsked ?total ; lcg:status/skos:notation ?status .
             ?group lcg:inCase/skos:notation ?case ; lcg:role/skos:notation ?role }"""
    )
    assert isinstance(rows, lcgraph.answers.Rows)
    found = {(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.fixture
def group(study_with: Make) -> Callable[..., tuple[Cell, Cell, Cell]]:
    """The cell of one group: of so many respondents, so many name image, under a threshold."""

    def cell(naming: int, asked: int, threshold: str, *, not_asked: int = 0, segments: int = 1) -> object:
        people = [
            f"r{n},bakery,practice-partner,{'image' if n > asked else ''}\n"
            for n in range(1, asked + not_asked + 1)
        ]
        codings = [f"r{n},image,segment {s}\n" for n in range(1, naming + 1) for s in range(segments)]
        codings.append("other,network,so that the motives of the study are known\n")
        folder = study_with(
            {
                "study.toml": f'id = "tiny-synthetic"\ntitle.en = "S"\n[rule]\nthreshold = "{threshold}"\n',
                "cases.csv": "id,label_en,sector,setting\nbakery,B,food,public-private\n",
                "groups.csv": f"case,role,respondents\nbakery,practice-partner,{asked + not_asked}\n"
                "bakery,education-partner,1\n",
                "respondents.csv": "id,case,role,motives_not_asked\n" + "".join(people)
                + "other,bakery,education-partner,image\n",
                "mentions.csv": "respondent,motive,segment\n" + "".join(codings),
                "motives.csv": None,
                "findings.csv": None,
                "citations.csv": None,
            }
        )  # fmt: skip
        return cells(folder)["image", "bakery", "practice-partner"]

    return cell  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("naming", "asked", "threshold", "status"),
    [
        (0, 4, "3/4", "below-threshold"),
        (2, 4, "3/4", "below-threshold"),
        (3, 4, "3/4", "reported"),
        (4, 4, "3/4", "reported"),
        (5, 8, "3/4", "below-threshold"),
        (6, 8, "3/4", "reported"),
        (3, 5, "3/4", "below-threshold"),
        (4, 5, "3/4", "reported"),
        (2, 3, "3/4", "below-threshold"),
        (3, 3, "3/4", "reported"),
        (1, 2, "3/4", "below-threshold"),
        (2, 2, "3/4", "reported"),
        (1, 1, "3/4", "reported"),
        (0, 1, "3/4", "below-threshold"),
        (3, 4, "1/1", "below-threshold"),
        (4, 4, "1/1", "reported"),
        (1, 3, "1/3", "reported"),
        (2, 3, "2/3", "reported"),
        (1, 3, "2/3", "below-threshold"),
        (4, 6, "2/3", "reported"),
        (7, 10, "7/10", "reported"),
        (6, 10, "7/10", "below-threshold"),
        (1, 7, "1/7", "reported"),
        (0, 3, "1/1000", "below-threshold"),
    ],
)
def test_a_motive_counts_when_enough_of_those_asked_name_it(
    group: Callable[..., tuple[Cell, Cell, Cell]], naming: int, asked: int, threshold: str, status: str
) -> None:
    """None never counts; exactly the threshold does, also where a float would not be exact."""
    assert group(naming, asked, threshold) == (naming, asked, status)


def test_three_of_four_count_and_two_of_four_do_not(tiny: Path) -> None:
    found = cells(tiny)
    assert found["recruitment", "bakery", "practice-partner"] == (3, 4, "reported")
    assert found["network", "bakery", "practice-partner"] == (2, 4, "below-threshold")


def test_a_respondent_counts_once_however_many_segments(group: Callable[..., object]) -> None:
    assert group(2, 4, "3/4", segments=3) == (2, 4, "below-threshold")


def test_who_was_not_asked_is_not_among_those_who_can_name_it(group: Callable[..., object]) -> None:
    assert group(3, 4, "3/4", not_asked=1) == (3, 4, "reported")


def test_a_group_in_which_nobody_was_asked_says_nothing(group: Callable[..., object]) -> None:
    assert group(0, 0, "3/4", not_asked=3) == (0, 0, "not-asked")


def test_a_group_without_respondents_says_nothing(tiny: Path) -> None:
    found = cells(tiny)
    silent = {
        status
        for (_, case, role), status in found.items()
        if (case, role) == ("hospital", "education-partner")
    }
    assert silent == {(0, 0, "not-asked")}


def test_the_whole_table_of_the_tiny_study(tiny: Path) -> None:
    practice, education = "practice-partner", "education-partner"
    assert cells(tiny) == {
        ("recruitment", "bakery", practice): (3, 4, "reported"),
        ("recruitment", "bakery", education): (0, 2, "below-threshold"),
        ("recruitment", "hospital", practice): (2, 3, "below-threshold"),
        ("recruitment", "hospital", education): (0, 0, "not-asked"),
        ("student-development", "bakery", practice): (4, 4, "reported"),
        ("student-development", "bakery", education): (2, 2, "reported"),
        ("student-development", "hospital", practice): (3, 3, "reported"),
        ("student-development", "hospital", education): (0, 0, "not-asked"),
        ("network", "bakery", practice): (2, 4, "below-threshold"),
        ("network", "bakery", education): (1, 2, "below-threshold"),
        ("network", "hospital", practice): (0, 0, "not-asked"),
        ("network", "hospital", education): (0, 0, "not-asked"),
        ("cost-reduction", "bakery", practice): (0, 4, "below-threshold"),
        ("cost-reduction", "bakery", education): (1, 1, "reported"),
        ("cost-reduction", "hospital", practice): (0, 3, "below-threshold"),
        ("cost-reduction", "hospital", education): (0, 0, "not-asked"),
        ("fresh-bread", "bakery", practice): (1, 4, "below-threshold"),
        ("fresh-bread", "bakery", education): (0, 2, "below-threshold"),
        ("fresh-bread", "hospital", practice): (0, 3, "below-threshold"),
        ("fresh-bread", "hospital", education): (0, 0, "not-asked"),
    }


def test_an_exception_holds_for_its_own_group_and_no_other(study_with: Make) -> None:
    """Two exceptions: half is enough for one group, all are needed in the other; the third keeps the rule."""
    settings = (
        'id = "tiny-synthetic"\ntitle.en = "S"\n[rule]\nthreshold = "3/4"\n'
        '[[rule.exception]]\ncase = "bakery"\nrole = "education-partner"\nthreshold = "1/2"\n'
        '[[rule.exception]]\ncase = "bakery"\nrole = "practice-partner"\nthreshold = 1\n'
    )
    found = cells(study_with({"study.toml": settings, "cases.csv": CASES}))
    assert found["network", "bakery", "education-partner"] == (1, 2, "reported")
    assert found["recruitment", "bakery", "practice-partner"] == (3, 4, "below-threshold")
    assert found["student-development", "bakery", "practice-partner"] == (4, 4, "reported")
    assert found["recruitment", "hospital", "practice-partner"] == (2, 3, "below-threshold")


def test_a_study_without_a_rule_has_no_derived_cells(study_with: Make) -> None:
    settings = 'id = "tiny-synthetic"\ntitle.en = "S"\n'
    assert cells(study_with({"study.toml": settings, "cases.csv": CASES})) == {}


def test_a_published_study_has_no_derived_cells() -> None:
    assert not [quad for quad in lcgraph.open().quads() if quad.object == LCG.DerivedFinding]


def test_the_motives_of_one_study_are_not_asked_of_another(study_with: Make, tiny: Path) -> None:
    settings = 'id = "other"\ntitle.en = "S"\n[rule]\nthreshold = "1/2"\n'
    mentions = "respondent,motive\nb1,image\n"
    files = {"study.toml": settings, "cases.csv": CASES, "mentions.csv": mentions}
    other = study_with({**files, "motives.csv": None, "findings.csv": None})
    graph = lcgraph.open(studies=[tiny, other])
    rows = graph.sparql(
        "SELECT DISTINCT ?study ?motive WHERE { ?cell a lcg:DerivedFinding ; "
        "lcg:partOfStudy/skos:notation ?study ; lcg:aboutMotive/skos:notation ?motive } "
        "ORDER BY ?study ?motive"
    )
    assert list(rows) == [  # type: ignore[arg-type]  # a SELECT gives rows
        ("other", "cost-reduction"),
        ("other", "image"),
        ("other", "network"),
        *(
            ("tiny-synthetic", motive)
            for motive in ("cost-reduction", "fresh-bread", "network", "recruitment", "student-development")
        ),
    ]


@pytest.fixture(scope="module")
def derived(tiny: Path) -> list[ox.Quad]:
    return derive(lcgraph.open(studies=[tiny]).store, "1.2.3")


def test_a_derived_cell_stands_beside_the_published_one_under_a_name_of_its_own(
    derived: list[ox.Quad],
) -> None:
    names = {quad.subject.value.removeprefix(TINY) for quad in derived if quad.object == LCG.DerivedFinding}
    assert "/finding/bakery/practice-partner/recruitment/derived" in names
    assert len(names) == 20
    published = lcgraph.open(studies=[Path(__file__).parents[1] / "data" / "tiny"]).query(
        "cell-evidence", case="bakery", role="practice-partner", motive="network"
    )
    assert [(row["kind"], row["status"], row["n"], row["total"]) for row in published.dicts()] == [
        ("derived", "below-threshold", 2, 4),
        ("published", "reported", None, None),
    ]


def test_without_published_cells_a_derived_cell_has_the_name_of_the_contract(study_with: Make) -> None:
    graph = lcgraph.open(studies=[study_with({"findings.csv": None})])
    names = {
        quad.subject.value.removeprefix(TINY) for quad in graph.quads() if quad.object == LCG.DerivedFinding
    }
    assert "/finding/bakery/practice-partner/recruitment" in names
    assert "/finding/bakery/practice-partner/fresh-bread" in names
    assert len(names) == 20


def test_a_derived_cell_rests_on_each_coding_of_its_group_and_motive(derived: list[ox.Quad]) -> None:
    cell = ox.NamedNode(TINY + "/finding/bakery/practice-partner/recruitment/derived")
    codings = {
        quad.object for quad in derived if (quad.subject, quad.predicate) == (cell, PROV.wasDerivedFrom)
    }
    assert len(codings) == 5
    empty = ox.NamedNode(TINY + "/finding/bakery/practice-partner/cost-reduction/derived")
    assert {quad.predicate for quad in derived if quad.subject == empty} >= {LCG.status, PROV.wasGeneratedBy}
    assert not any((quad.subject, quad.predicate) == (empty, PROV.wasDerivedFrom) for quad in derived)


def test_derived_statements_have_a_graph_of_their_own_and_say_how_they_were_made(
    derived: list[ox.Quad],
) -> None:
    assert {quad.graph_name.value for quad in derived} == {TINY + "/graph/derived", BASE + "graph/derived"}
    activity = ox.NamedNode(TINY + "/derivation")
    said = {(quad.predicate, quad.object.value) for quad in derived if quad.subject == activity}
    assert said == {
        (RDF.type, PROV.Activity.value),
        (PROV.used, TINY + "/graph/asserted"),
        (PROV.used, TINY + "/rule/reporting"),
        (PROV.wasAssociatedWith, BASE + "software/lcgraph/1.2.3"),
    }


def test_deriving_again_gives_the_same(tiny: Path, derived: list[ox.Quad]) -> None:
    assert derive(lcgraph.open(studies=[tiny]).store, "1.2.3") == derived


def test_statuses_agree_with_exact_fractions_everywhere_in_a_grid(tmp_path: Path) -> None:
    """Every n of every N up to 9, under seven thresholds, against arithmetic that is exact by itself."""
    sizes = range(10)
    thresholds = [Fraction(*pair) for pair in ((1, 3), (1, 2), (2, 3), (3, 4), (7, 10), (99, 100), (1, 1))]
    groups = [(threshold, size, n) for threshold in thresholds for size in sizes for n in range(size + 1)]
    folder = tmp_path / "grid"
    folder.mkdir()
    files = {
        "cases.csv": ["id,label_en,sector,setting"],
        "groups.csv": ["case,role,respondents"],
        "respondents.csv": ["id,case,role"],
        "mentions.csv": ["respondent,motive,segment"],
    }
    settings = ['id = "grid"', 'title.en = "Grid"', '[rule]\nthreshold = "1/1"']
    expected = {}
    for number, (threshold, size, n) in enumerate(groups):
        case = f"c{number}"
        files["cases.csv"].append(f"{case},C,ict,public-public")
        files["groups.csv"].append(f"{case},practice-partner,{size}")
        settings.append(
            f'[[rule.exception]]\ncase = "{case}"\nrole = "practice-partner"\nthreshold = "{threshold}"'
        )
        for person in range(size):
            files["respondents.csv"].append(f"{case}-{person},{case},practice-partner")
            if person < n:
                files["mentions.csv"].append(f"{case}-{person},image,x")
        reached = n > 0 and Fraction(n, size) >= threshold
        expected[case] = "not-asked" if size == 0 else "reported" if reached else "below-threshold"
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "study.toml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    found = {case: status for (_, case, _), (_, _, status) in cells(folder).items()}
    assert len(expected) == 385
    assert found == expected
