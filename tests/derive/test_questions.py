"""What a study of coded interviews answers: literal rows, the same from Oxigraph and from rdflib."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import rdflib

import lcgraph
from lcgraph import queries
from lcgraph.export.rdf import export_rdf

Make = Callable[[Mapping[str, str | bytes | None]], Path]
FINDINGS = "case,role,motive,status,locator\n"
MENTIONS = "respondent,motive,level,phase\n"


def answers(name: str, studies: Sequence[Path], **values: str) -> list[str]:
    """The rows of a query, cells with a space between them and `-` for an empty one; both engines agree."""
    graph = lcgraph.open(studies=studies)
    text = queries.bind(queries.find(name), values, graph.meanings)
    other = rdflib.Dataset(default_union=True)
    other.parse(data=export_rdf(graph.quads(ontology=True), "nquads"), format="nquads")
    rows = graph.query(name, **values)
    columns = queries.find(name).columns
    asked = [column for column in columns if column != "withheld"]  # these are no public editions
    found = [["" if term is None else term.value for term in row] for row in rows.terms]
    again = [dict(zip(columns, row, strict=True)) for row in other.query(text)]
    assert found == [["" if row[name] is None else str(row[name]) for name in asked] for row in again]
    assert rows.columns == tuple(asked)
    return [" ".join(cell or "-" for cell in row) for row in found]


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.strip().split("\n")]


def test_a_cell_that_counted_segments_differs_from_the_recomputed_one(tiny: Path) -> None:
    assert answers("recomputed-versus-published", [tiny]) == [
        "bakery practice-partner network reported below-threshold 2 4 tiny-synthetic"
    ]


def test_every_difference_is_named_and_a_blank_that_is_below_the_threshold_is_none(study_with: Make) -> None:
    folder = study_with(
        {
            "findings.csv": FINDINGS
            + "bakery,practice-partner,recruitment,below-threshold,Table 1\n"
            + "bakery,practice-partner,network,blank,Table 1\n"
            + "bakery,practice-partner,student-development,blank,Table 1\n"
            + "bakery,practice-partner,image,reported,Table 1\n"
            + "bakery,education-partner,network,below-threshold,Table 1\n"
            + "hospital,practice-partner,network,blank,Table 1\n"
            + "hospital,education-partner,image,not-asked,Table 1\n"
        }
    )
    assert answers("recomputed-versus-published", [folder]) == lines("""
        bakery   practice-partner image               reported        not-coded - 4 tiny-synthetic
        bakery   practice-partner recruitment         below-threshold reported  3 4 tiny-synthetic
        bakery   practice-partner student-development blank           reported  4 4 tiny-synthetic
        hospital practice-partner network             blank           not-asked 0 0 tiny-synthetic""")
    assert answers("recomputed-versus-published", [folder], motive="image") == [
        "bakery practice-partner image reported not-coded - 4 tiny-synthetic"
    ]


def test_nothing_differs_where_nothing_was_interviewed() -> None:
    for name in ("recomputed-versus-published", "threshold-sensitivity", "motive-shifts", "levels-profile"):
        assert len(lcgraph.open().query(name)) == 0


def test_a_cell_is_reported_up_to_its_own_share(tiny: Path) -> None:
    assert answers("threshold-sensitivity", [tiny]) == lines("""
        recruitment         bakery   practice-partner  3 4 3/4 tiny-synthetic
        recruitment         bakery   education-partner 0 2 -   tiny-synthetic
        recruitment         hospital practice-partner  2 3 2/3 tiny-synthetic
        recruitment         hospital education-partner 0 0 -   tiny-synthetic
        student-development bakery   practice-partner  4 4 1/1 tiny-synthetic
        student-development bakery   education-partner 2 2 1/1 tiny-synthetic
        student-development hospital practice-partner  3 3 1/1 tiny-synthetic
        student-development hospital education-partner 0 0 -   tiny-synthetic
        network             bakery   practice-partner  2 4 1/2 tiny-synthetic
        network             bakery   education-partner 1 2 1/2 tiny-synthetic
        network             hospital practice-partner  0 0 -   tiny-synthetic
        network             hospital education-partner 0 0 -   tiny-synthetic
        cost-reduction      bakery   practice-partner  0 4 -   tiny-synthetic
        cost-reduction      bakery   education-partner 1 1 1/1 tiny-synthetic
        cost-reduction      hospital practice-partner  0 3 -   tiny-synthetic
        cost-reduction      hospital education-partner 0 0 -   tiny-synthetic
        fresh-bread         bakery   practice-partner  1 4 1/4 tiny-synthetic
        fresh-bread         bakery   education-partner 0 2 -   tiny-synthetic
        fresh-bread         hospital practice-partner  0 3 -   tiny-synthetic
        fresh-bread         hospital education-partner 0 0 -   tiny-synthetic""")


@pytest.mark.parametrize(
    ("n", "total", "share"), [(6, 8, "3/4"), (10, 10, "1/1"), (7, 10, "7/10"), (150, 225, "2/3")]
)
def test_the_share_is_in_lowest_terms(study_with: Make, n: int, total: int, share: str) -> None:
    people = [f"r{number}" for number in range(total)]
    folder = study_with(
        {
            "findings.csv": None,
            "groups.csv": f"case,role,respondents\nbakery,practice-partner,{total}\n",
            "respondents.csv": "id,case,role\n"
            + "".join(f"{who},bakery,practice-partner\n" for who in people),
            "mentions.csv": MENTIONS + "".join(f"{who},image,,\n" for who in people[:n]),
        }
    )
    rows = lcgraph.open(studies=[folder]).query(
        "threshold-sensitivity", motive="image", role="practice-partner"
    )
    assert [row[3:6] for row in rows] == [(n, total, share)]


def test_motives_shift_from_the_start_to_now(tiny: Path) -> None:
    assert answers("motive-shifts", [tiny]) == lines("""
        bakery   practice-partner  recruitment         start 1 4 below-threshold tiny-synthetic
        bakery   practice-partner  recruitment         now   3 4 reported        tiny-synthetic
        bakery   practice-partner  student-development start 0 4 below-threshold tiny-synthetic
        bakery   practice-partner  student-development now   4 4 reported        tiny-synthetic
        bakery   practice-partner  network             start 1 4 below-threshold tiny-synthetic
        bakery   practice-partner  network             now   2 4 below-threshold tiny-synthetic
        bakery   practice-partner  fresh-bread         start 0 4 below-threshold tiny-synthetic
        bakery   practice-partner  fresh-bread         now   1 4 below-threshold tiny-synthetic
        bakery   education-partner student-development start 2 2 reported        tiny-synthetic
        bakery   education-partner student-development now   0 2 below-threshold tiny-synthetic
        bakery   education-partner network             start 0 2 below-threshold tiny-synthetic
        bakery   education-partner network             now   1 2 below-threshold tiny-synthetic
        bakery   education-partner cost-reduction      start 0 1 below-threshold tiny-synthetic
        bakery   education-partner cost-reduction      now   1 1 reported        tiny-synthetic
        hospital practice-partner  recruitment         start 0 3 below-threshold tiny-synthetic
        hospital practice-partner  recruitment         now   2 3 below-threshold tiny-synthetic
        hospital practice-partner  student-development start 3 3 reported        tiny-synthetic
        hospital practice-partner  student-development now   0 3 below-threshold tiny-synthetic""")


def test_one_motive_at_two_levels_by_one_group_is_two_statements(study_with: Make) -> None:
    folder = study_with(
        {
            "mentions.csv": MENTIONS
            + "b1,image,collective,\nb1,image,organisational,\nb2,image,organisational,\n"
            + "b3,image,organisational,\nb4,image,,\nt1,image,collective,\n"
        }
    )
    assert answers("levels-profile", [folder]) == lines("""
        image collective     2 2 0
        image organisational 1 3 1""")


def test_studies_stand_side_by_side_and_one_that_did_not_look_has_no_row(tiny: Path) -> None:
    both = [tiny, Path(__file__).parents[2] / "data" / "bos-2023"]
    assert answers("motives-by-study", both, motive="recruitment") == lines("""
        recruitment bos-2023       5 10 4 5
        recruitment tiny-synthetic 1 3  1 2""")
    assert answers("motives-by-study", both, motive="image") == ["image bos-2023 3 10 3 5"]


def test_a_motive_of_a_studys_own_is_a_proposal(tiny: Path) -> None:
    (row,) = lcgraph.open(studies=[tiny]).query("proposed-motives").dicts()
    assert row == {
        "motive": "fresh-bread",
        "cluster": "capital",
        "label_nl": "vers brood",
        "label_en": "fresh bread",
        "definition_nl": "Brood van de dag mee naar huis krijgen.",
        "definition_en": "Taking home the bread of the day.",
        "groups_reporting": 0,
        "study": "tiny-synthetic",
    }
    assert len(answers("proposed-motives", [tiny])) == 1
    assert len(lcgraph.open().query("proposed-motives")) == 0


# ---- Codings, and who was asked


def test_codings_are_listed_by_motive_respondent_and_segment(tiny: Path) -> None:
    """A segment with quotes, one with a line end, and one without level and phase; nothing is merged."""
    assert answers("codings", [tiny], motive="recruitment", case="bakery") == [
        "recruitment b1 bakery practice-partner now organisational And we still do:\n"
        "every shop is short of hands. b1.txt av tiny-synthetic",
        "recruitment b1 bakery practice-partner - - Someone has to bake the bread. b1.txt av tiny-synthetic",
        "recruitment b1 bakery practice-partner start organisational We needed apprentices. "
        "b1.txt av tiny-synthetic",
        "recruitment b2 bakery practice-partner now organisational I want to see who could work here. "
        "b2.txt av tiny-synthetic",
        "recruitment b3 bakery practice-partner now - Good people, that is all. b3.txt av tiny-synthetic",
    ]
    assert [line.split()[1] for line in answers("codings", [tiny], role="education-partner")] == [
        "t1",
        "t2",
        "t1",
        "t1",
    ]


def test_codings_of_what_was_written_twice_and_without_anything_beside_it(study_with: Make) -> None:
    """Beyond the basic plane, without a source or a coder, and the same coding of two coders."""
    folder = study_with(
        {
            "mentions.csv": "respondent,motive,segment,source,coder\n"
            "b1,image,🥖 \u201cja\u201d,b1.txt,bk\nb1,image,🥖 \u201cja\u201d,b1.txt,av\n"
            "b1,image,\uffee x,b1.txt,\nb1,image,,,\nb1,image,,,\n"
        }
    )
    assert answers("codings", [folder]) == lines("""
        image b1 bakery practice-partner - - - - - tiny-synthetic
        image b1 bakery practice-partner - - - - - tiny-synthetic
        image b1 bakery practice-partner - - \uffee x b1.txt - tiny-synthetic
        image b1 bakery practice-partner - - 🥖 \u201cja\u201d b1.txt av tiny-synthetic
        image b1 bakery practice-partner - - 🥖 \u201cja\u201d b1.txt bk tiny-synthetic""")


def test_two_coders_two_phases_and_three_levels_are_in_the_codings(synthetic: Path) -> None:
    o51, o52 = (f"recruitment {person} care-farm education-partner" for person in ("o51", "o52"))
    fact = "hier leren wij onze nieuwe collega's kennen"
    assert answers("codings", [synthetic], motive="recruitment", case="care-farm") == [
        f"{o51} now organisational [172] Eerlijk gezegd: {fact}. o51 av synthetic-2026",
        f"{o51} now organisational [172] Eerlijk gezegd: {fact}. o51 bk synthetic-2026",
        f"{o51} start organisational [339] „{fact}”, zei ik toen. o51 av synthetic-2026",
        f"{o52} start organisational [171] Omdat {fact}.\nDat is het. o52 av synthetic-2026",
        f"{o52} now individual [274] Omdat {fact}.\nDat is het. o52 av synthetic-2026",
        f"{o52} now individual [274] Omdat {fact}.\nDat is het. o52 bk synthetic-2026",
    ]


def test_each_respondent_of_a_group_is_asked_or_not_and_counted_once(tiny: Path) -> None:
    baker = {"case": "bakery", "role": "practice-partner"}
    assert answers("cell-respondents", [tiny], **baker, motive="network") == [
        "b1 true 2 tiny-synthetic",
        "b2 true 2 tiny-synthetic",
        "b3 true 0 tiny-synthetic",
        "b4 true 0 tiny-synthetic",
    ]
    hospital = {"case": "hospital", "role": "practice-partner"}
    assert [
        line.split()[1] for line in answers("cell-respondents", [tiny], **hospital, motive="network")
    ] == ["false"] * 3
    assert (
        answers("cell-respondents", [tiny], case="hospital", role="education-partner", motive="image") == []
    )


def test_an_own_motive_of_another_study_asks_nobody_here(tiny: Path, study_with: Make) -> None:
    """Two studies have `fresh-bread` each of their own; who names the one names not the other."""
    toml = (tiny / "study.toml").read_text(encoding="utf-8").replace("tiny-synthetic", "other")
    other = study_with(
        {"study.toml": toml, "mentions.csv": MENTIONS + "b1,fresh-bread,,\nb1,fresh-bread,,\n"}
    )
    cell = {"case": "bakery", "role": "practice-partner", "motive": "fresh-bread"}
    assert answers("cell-respondents", [tiny, other], **cell) == lines("""
        b1 true 2 other
        b2 true 0 other
        b3 true 0 other
        b4 true 0 other
        b1 true 0 tiny-synthetic
        b2 true 0 tiny-synthetic
        b3 true 0 tiny-synthetic
        b4 true 1 tiny-synthetic""")
