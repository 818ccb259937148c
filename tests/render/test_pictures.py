"""Pictures: what they say, that every text has its place, and that a label stays a label."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import permutations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import lcgraph
from lcgraph.analysis.contrasts import Contrast, Share, contrasts
from lcgraph.analysis.matrix import cross_tables
from lcgraph.analysis.networks import co_occurrence, literature_network
from lcgraph.analysis.years import CaseYears, WorkYear
from lcgraph.errors import CallError, MissingExtra
from lcgraph.render.lettering import shortened, width, wrapped
from lcgraph.render.pictures.canvas import Arrow, Line, Picture, Word, hatch
from lcgraph.render.pictures.contrast import draw_contrast
from lcgraph.render.pictures.cooccurrence import draw_co_occurrence
from lcgraph.render.pictures.drawing import PICTURES, draw
from lcgraph.render.pictures.edition import Edition
from lcgraph.render.pictures.literature import crossings, draw_literature, fewest_crossings, spread
from lcgraph.render.pictures.matrix import draw_matrix
from lcgraph.render.pictures.timeline import draw_timeline
from lcgraph.render.pictures.writing import PICTURE_FORMATS, render_picture
from lcgraph.resources import bundled_study
from lcgraph.say import clean
from lcgraph.schemes import shared

SVG = "{http://www.w3.org/2000/svg}"
PP, EP = "practice-partner", "education-partner"
ROLES = (PP, EP)
HOSTILE = "<script>alert(\"1\")</script> & 'q' ]]> {d} $x^2$ \x1b[31m\u202eesrever\x00"
"""A label made to break out, to be run, to be set as a formula, to steer a terminal and to turn around."""
SHOWN = "<script>alert(\"1\")</script> & 'q' ]]> {d} $x^2$ �[31m�esrever�"


@pytest.fixture(scope="module")
def graphs(tiny: Path, synthetic: Path) -> dict[str, lcgraph.Graph]:
    """The bundled study, a tiny and a synthetic one, and all three beside each other."""
    folders = {
        "bundled": [bundled_study()],
        "tiny": [tiny],
        "synthetic": [synthetic],
        "all": [bundled_study(), synthetic, tiny],
    }
    return {name: lcgraph.open(studies=each) for name, each in folders.items()}


def edition(lang: str = "en", labels: Mapping[tuple[str, str], str] | None = None) -> Edition:
    """The edition of an invented study."""
    study = {
        "study": "s", "title_nl": "Een studie", "title_en": "A study", "citation": None, "threshold": "3/4",
    }  # fmt: skip
    return Edition(lang, labels or {}, [study], [])


def texts(picture: Picture) -> list[str]:
    return [mark.text for mark in picture.marks if isinstance(mark, Word)]


# ---- What they say -----------------------------------------------------------------------------------


def test_the_matrix_has_a_full_square_for_each_of_the_51_crosses(graphs: dict[str, lcgraph.Graph]) -> None:
    picture = draw(graphs["bundled"], "matrix", lang="nl")
    squares = re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="15" height="15" fill="#1f4e79"/>', svg(picture))
    assert len(squares) == 51 + 1  # one more in the key
    words = texts(picture)
    assert words[words.index("Werven van personeel") + 1] == "5/10"
    assert words[words.index("Ontwikkelen van studenten") + 1] == "10/10"
    totals = words[words.index("Aantal gemelde motieven") + 1 :][:10]
    assert totals == ["10", "4", "6", "4", "5", "5", "6", "1", "6", "4"]
    assert picture.description == "13 motieven bij 10 groepen; 51 cellen zijn gemeld."


def test_a_picture_names_its_rule_and_its_source(graphs: dict[str, lcgraph.Graph]) -> None:
    told = " ".join(texts(draw(graphs["bundled"], "matrix")))
    assert "Reported: at least 3/4 of the respondents of a group name the motive" in told
    assert "all respondents: ICT (education partner), Economics (education partner)" in told
    assert "Source: Bos, P., Ros, A., Snoeren, M., & Thunnissen, M. (2023)" in told
    several = " ".join(texts(draw(graphs["all"], "matrix", lang="nl")))
    assert "tiny-synthetic: Gerapporteerd: minstens 3/4" in several
    assert "Bron: Synthetische studie: waarom zes verzonnen learning communities samenwerken." in several


def test_another_rule_is_named_in_the_place_of_the_studys_own(graphs: dict[str, lcgraph.Graph]) -> None:
    told = " ".join(texts(draw(graphs["tiny"], "matrix", threshold=Fraction(1, 2))))
    assert "Under another rule than the study's own: at least 1/2 of the respondents" in told
    assert "Cells without counts stand as published." in told
    assert "3/4" not in told
    picture = draw(graphs["all"], "matrix", threshold=Fraction(1, 2))
    assert texts(picture).count("°") == 130  # what has no counts stays as published


@pytest.mark.parametrize(
    ("by", "motive", "left", "right"),
    [
        ("role", "recruitment", "4/5", "1/5"),
        ("role", "developing students", "5/5", "5/5"),
        ("setting", "recruitment", "3/4", "2/6"),
        ("setting", "learning community", "4/4", "0/6"),
    ],
)
def test_a_contrast_gives_the_groups_of_either_side(
    graphs: dict[str, lcgraph.Graph], by: str, motive: str, left: str, right: str
) -> None:
    (grid,) = draw(graphs["bundled"], "contrast", by=by).data
    assert (motive.capitalize(), left, right) in grid.rows
    assert len(grid.rows) == 13


def test_the_literature_has_a_name_for_each_author(graphs: dict[str, lcgraph.Graph]) -> None:
    picture = draw(graphs["bundled"], "literature")
    words = texts(picture)
    assert {"Gray, B.", "Bryson, J. M. (2)", "Kaats, E. A. P."} <= set(words)
    assert words.count("4 clusters, 1 work") == 2
    assert words.count("2 clusters, 1 work") == 2
    assert words.count("12 authors") == 1
    assert picture.description == "31 authors and 4 clusters; 4 authors are cited for more than one cluster."
    assert len(picture.data[0].rows) == 39


def test_a_relation_that_is_asked_for_is_the_one_that_is_drawn(graphs: dict[str, lcgraph.Graph]) -> None:
    picture = draw(graphs["bundled"], "literature", relations=["defines"])
    assert [row[:2] for row in picture.data[0].rows] == [("Brown, L. D.", "Legitimacy motives")]


def test_the_pairs_of_motives_are_those_of_the_query(graphs: dict[str, lcgraph.Graph]) -> None:
    graph = graphs["bundled"]
    (grid,) = draw(graph, "co-occurrence").data
    labels = graph.labels("en")
    asked = {
        (labels["motive", str(a)].capitalize(), labels["motive", str(b)].capitalize(), str(n))
        for a, b, n in graph.query("motive-co-occurrence")
    }
    assert {(one.capitalize(), other.capitalize(), n) for one, other, n in grid.rows} == asked
    assert len(grid.rows) == 57


def test_the_timeline_has_the_years_of_table_1_and_of_the_literature(
    graphs: dict[str, lcgraph.Graph],
) -> None:
    picture = draw(graphs["bundled"], "timeline")
    cases, works = picture.data
    assert cases.rows == (
        ("ICT", "2015", "2", "4", "4", "1"),
        ("Technology", "2016", "2", "2", "4", "0"),
        ("Education", "2001", "1", "2", "1", "1"),
        ("Economics", "2018", "0", "3", "2", "1"),
        ("Health care", "2007", "2", "2", "1", "1"),
    )
    assert len(works.rows) == 19
    assert works.rows[0] == ("Deephouse & Carter (2005)", "2005", "Legitimacy motives")
    assert picture.description == "5 cases and 15 works, from 1997 to 2021."


def test_what_has_no_year_is_said_to_have_none() -> None:
    cases = [CaseYears("s", "a", None, 2020, {}), CaseYears("s", "b", 2010, 2020, {})]
    works = [WorkYear("w", "capital", None), WorkYear("v", "capital", 1999)]
    picture = draw_timeline(cases, works, ["supports"], edition())
    assert "year unknown" in texts(picture)
    assert "W: year unknown" in texts(picture)
    check_places(picture)


def test_without_literature_a_timeline_shows_cases_only(graphs: dict[str, lcgraph.Graph]) -> None:
    picture = draw(graphs["synthetic"], "timeline")
    assert picture.title == "When the cases started"
    assert len(picture.data) == 1


# ---- Every text has its place ------------------------------------------------------------------------


def advance(text: str, size: float, *, bold: bool) -> float:
    """The width of a text as matplotlib's DejaVu Sans has it."""
    from matplotlib import ft2font, get_data_path

    name = "DejaVuSans-Bold" if bold else "DejaVuSans"
    font = ft2font.FT2Font(f"{get_data_path()}/fonts/ttf/{name}.ttf")
    flags = ft2font.LoadFlags.NO_SCALE
    units = sum(font.load_char(ord(letter), flags=flags).horiAdvance for letter in text)
    return float(units) * size / float(font.units_per_EM)


def svg(picture: Picture) -> str:
    text = render_picture(picture, "svg")
    assert isinstance(text, str)
    return text


Place = tuple[float, float, float, float, str]


def places(text: str) -> list[Place]:
    """Where each text of an SVG is drawn in DejaVu Sans: left, top, right, bottom."""
    found = []
    for element in ET.fromstring(text).iter(f"{SVG}text"):
        size, words = float(element.get("font-size", "")), element.text or ""
        long = advance(words, size, bold=element.get("font-weight") == "bold")
        x, y = float(element.get("x", "")), float(element.get("y", ""))
        before = {"start": 0.0, "middle": long / 2, "end": long}[element.get("text-anchor", "start")]
        if element.get("transform"):
            assert element.get("transform") == f"rotate(-90 {element.get('x')} {element.get('y')})"
            found.append((x - size * 0.76, y - long + before, x + size * 0.2, y + before, words))
        else:
            found.append((x - before, y - size * 0.76, x - before + long, y + size * 0.2, words))
    return found


def check_places(picture: Picture, *, least: int = 4) -> None:
    """No text leaves the page, and no two lie over each other."""
    text = svg(picture)
    root = ET.fromstring(text)
    wide, high = float(root.get("width", "")), float(root.get("height", ""))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    drawn = places(text)
    assert len(drawn) >= least
    for left, top, right, bottom, words in drawn:
        assert min(left, top) >= 0, words
        assert right <= wide, words
        assert bottom <= high, words
    drawn.sort(key=lambda place: place[1])
    for number, one in enumerate(drawn):
        for other in drawn[number + 1 :]:
            if other[1] >= one[3]:
                break
            assert one[2] <= other[0] or other[2] <= one[0], (one, other)


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("matrix", {}),
    ("matrix", {"threshold": Fraction(1, 2)}),
    ("contrast", {}),
    ("contrast", {"by": "setting"}),
    ("contrast", {"by": "sector"}),
    ("contrast", {"by": "case"}),
    ("literature", {}),
    ("co-occurrence", {}),
    ("timeline", {}),
]


CALLS += [(name, {**options, "narrow": True}) for name, options in CALLS]
CALLS += [("matrix", {"counts": True}), ("matrix", {"counts": True, "narrow": True})]


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("source", ["bundled", "tiny", "synthetic", "all"])
@pytest.mark.parametrize(("name", "options"), CALLS)
def test_no_text_lies_over_another_or_outside(
    graphs: dict[str, lcgraph.Graph], source: str, name: str, options: dict[str, Any], lang: str
) -> None:
    if (source, name) == ("synthetic", "literature"):
        with pytest.raises(CallError, match="nothing to draw"):
            draw(graphs[source], name)
        return
    check_places(draw(graphs[source], name, lang=lang, **options), least=10)


def names_of(count: int) -> list[str]:
    """Long Dutch names, all different."""
    particles = ("van der", "de", "van den", "ten", "in 't")
    return [
        f"{particles[number % 5]} Wetenschapswinkelbeheerder-{number:03}, A. B. C." for number in range(count)
    ]


def literature_of(count: int, linking: int = 4, called: Sequence[str] = ()) -> Picture:
    """Authors over four clusters; the first `linking` of them link several."""
    clusters = ("legitimacy", "development", "capital", "societal")
    claims, authorships = [], []
    for number in range(count):
        mine = clusters[: 2 + number % 3] if number < linking else (clusters[number % 4],)
        authorships.append({"work": f"w{number}", "author": f"a{number:03}"})
        claims += [
            {"work": f"w{number}", "relation": "supports", "cluster": each, "top": each, "motive": None,
             "locator": "", "study": "s", "own": False}
            for each in mine
        ]  # fmt: skip
    network = literature_network(
        "author-cluster", claims, authorships, codes=lambda mode: [] if mode == "author" else clusters
    )
    names = {f"a{number:03}": name for number, name in enumerate(called or names_of(count))}
    labels = lcgraph.open().labels("nl")
    return draw_literature(network, names, ["supports"], edition("nl", labels))


@pytest.mark.parametrize(
    ("count", "linking"), [(1, 0), (1, 1), (5, 2), (35, 6), (80, 10), (80, 40), (80, 80)]
)
def test_few_authors_and_many_have_a_row_each(count: int, linking: int) -> None:
    picture = literature_of(count, linking)
    check_places(picture)
    shown = [text for text in texts(picture) if text.endswith(", A. B. C.")]
    assert len(shown) == len(set(shown)) == count
    assert picture.wide < 1000


def test_names_that_differ_at_their_end_or_in_their_middle_stay_apart() -> None:
    """Of a long name the initials are kept, and where those are the same too, the name has more room."""
    given = [f"{first}. {second}." for first in "ABCDEFGH" for second in "ABCDEFGHIJ"]
    ends = [f"van der Wolkenstein-Trostburg en Oberhausen, {each}" for each in given]
    picture = literature_of(80, 10, ends)
    check_places(picture)
    assert [text for text in texts(picture) if text.endswith("Oberhausen, C. D.")] == [
        "van der Wolkenst…Oberhausen, C. D."
    ]
    assert len({text for text in texts(picture) if "…" in text}) == 80
    middles = [f"van der Wolkenstein-{number:02}-Trostburg en Oberhausen, A." for number in range(80)]
    picture = literature_of(80, 10, middles)
    check_places(picture)
    assert set(middles) <= set(texts(picture))


def rows_of(cases: int, motives: int, studies: int = 1) -> list[dict[str, Any]]:
    """Cells of many cases and motives, in which every status occurs."""
    statuses = [*shared().codes("status"), "reported"]
    return [
        {"cluster": ("legitimacy", "capital")[2 * motive // motives], "motive": f"motive-{motive}",
         "study": f"study-{case % studies}", "case": f"case-{case}", "role": role, "n": None, "total": None,
         "status": statuses[(motive + 3 * case + side) % len(statuses)]}
        for motive in range(motives)
        for case in range(cases)
        for side, role in enumerate(ROLES)
    ]  # fmt: skip


@pytest.mark.parametrize(("cases", "studies"), [(1, 1), (9, 1), (40, 4)])
def test_few_cases_and_many_have_a_column_each(cases: int, studies: int) -> None:
    labels = {("case", f"case-{number}"): f"Regionale werkplaats {number}" for number in range(cases)}
    tables = cross_tables(rows_of(cases, 30, studies), ROLES)
    study = {"title_nl": "", "title_en": "T", "citation": None, "threshold": "3/4"}
    found = [{"study": f"study-{number}", **study} for number in range(studies)]
    check_places(draw_matrix(tables, Edition("nl", labels, found, [])))


def test_many_motives_have_a_place_for_every_pair() -> None:
    network = co_occurrence(rows_of(12, 40))
    clusters = {row["motive"]: row["cluster"] for row in rows_of(1, 40)}
    labels = {
        ("motive", f"motive-{number}"): f"gezamenlijk vraagstuk nummer {number} oplossen"
        for number in range(40)
    }
    check_places(draw_co_occurrence(network, clusters, edition("nl", labels)), least=300)


def test_many_cases_and_works_have_a_row_each() -> None:
    cases = [
        CaseYears("s", f"case {number}", 1900 + 3 * number, 2026, {"capital": 1}) for number in range(40)
    ]
    works = [
        WorkYear(f"{name} ({1950 + number})", ("legitimacy", "capital")[number % 2], 1950 + number)
        for number, name in enumerate(names_of(60))
    ]
    picture = draw_timeline(cases, works, ["supports"], edition())
    check_places(picture)
    shown = [text for text in texts(picture) if "A. B. C." in text]
    assert sorted(text[-6:] for text in shown) == [f"({1950 + number})" for number in range(60)]


def test_the_year_of_a_work_with_a_long_name_is_kept() -> None:
    long = "van der Wolkenstein-Trostburg en Oberhausen & De Wetenschapswinkelbeheerder (2018)"
    works = [WorkYear(long, "capital", 2018), WorkYear(long.replace("2018", "n.d."), "capital", None)]
    shown = texts(draw_timeline([], works, ["supports"], edition()))
    assert "Van der Wolkenstein-Trostb…apswinkelbeheerder (2018)" in shown
    assert "Van der Wolkenstein-Trostb…hapswinkelbeheerder (n.d.): year unknown" in shown


@pytest.mark.parametrize("bold", [False, True])
def test_a_text_takes_no_more_room_than_it_is_given(graphs: dict[str, lcgraph.Graph], bold: bool) -> None:
    labels = {*graphs["all"].labels("nl").values(), *graphs["all"].labels("en").values(), *names_of(3)}
    assert len(labels) > 150
    for label in labels:
        assert (
            advance(label, 12, bold=bold)
            <= width(label, 12, bold=bold)
            <= 1.25 * advance(label, 12, bold=bold)
        )
    for letters in ("Ωμέγα", "Жизнь", "Ćwikła", "İstanbul", "ﬀ", "e\u0301"):
        assert advance(letters, 12, bold=False) * 0.8 <= width(letters, 12) + 12


def test_a_text_is_broken_between_words_and_cut_where_it_must_be() -> None:
    assert wrapped("one two three", 42, 10) == ["one two", "three"]
    assert wrapped("Wetenschapswinkel", 50, 10) == ["Wetensc", "hapswink", "el"]
    assert wrapped("one two three four", 45, 10, most=2) == ["one two", "three f…"]
    assert wrapped("van der Wetenschapswinkel", 80, 10, most=1) == ["van der Wete…"]
    assert wrapped("", 40, 10) == [""]
    assert all(width(line, 10) <= 40 for line in wrapped("m" * 99, 40, 10))


def test_a_text_on_one_line_loses_its_middle() -> None:
    assert shortened("van der Wetenschapswinkel, A. B.", 110, 10) == "van der W…kel, A. B."
    assert shortened("Gray, B.", 110, 10) == "Gray, B."
    assert shortened("Gray, B.", 5, 10) == "…"
    assert shortened("", 40, 10) == ""
    assert shortened("e\u0301" * 60, 60, 10) == "e\u0301" * 4 + "…" + "e\u0301" * 4
    assert all(width(shortened("m" * most, 40, 10), 10) <= 40 for most in range(99))


def test_an_order_with_few_crossings() -> None:
    ties = {"a": [0, 3], "b": [0, 1], "c": [2, 3], "d": [1, 2], "e": [0, 1, 2, 3]}

    def total(order: list[str]) -> int:
        return sum(
            crossings(ties[one], ties[other]) for at, one in enumerate(order) for other in order[at + 1 :]
        )

    order = fewest_crossings(ties)
    assert order[0] == "b"
    assert order[-1] == "c"
    assert total(order) == min(total(list(other)) for other in permutations(ties)) == 12
    assert total(sorted(ties)) == 20


def test_places_keep_their_distance_and_order() -> None:
    assert spread([5, 5, 5], 10, 0, 100) == [0, 10, 20]
    assert spread([90, 95], 10, 0, 100) == [87.5, 97.5]
    assert spread([50, 50], 10, 0, 100) == [45, 55]
    assert spread([1, 1, 1], 10, 0, 5) == [0, 10, 20]


def test_a_hatch_stays_inside_its_box() -> None:
    lines = hatch(3, 4, 20, 12)
    assert isinstance(lines, Line)
    assert len(lines.pieces) >= 5
    for x1, y1, x2, y2 in lines.pieces:
        assert 0 <= x1 <= x2 <= 20
        assert 0 <= y2 <= y1 <= 12


def test_an_arrow_ends_in_its_point_in_every_format() -> None:
    arrow = Arrow(x=10, y=10, dx=80, dy=0)
    assert arrow.head == ((80, 0), (72, 4), (72, -4))
    marks = (arrow, replace(arrow, y=30, hollow=True), Word(x=10, y=50, text="a"))
    picture = Picture("p", "en", "t", "d", 100, 60, marks, ())
    text = svg(picture)
    assert '<polygon points="90,10 82,14 82,6" fill="#555555"' in text
    assert text.count('fill="#ffffff" stroke="#555555"') == 1
    pytest.importorskip("matplotlib")
    assert bytes(render_picture(picture, "png")).startswith(b"\x89PNG")  # type: ignore[arg-type]


# ---- Any number of roles, cases and clusters ---------------------------------------------------------

MANY_ROLES = (
    "municipality", "company", "ngo", "residents", "housing-association", "water-board", "school", "x",
)  # fmt: skip
MANY_CLUSTERS = (
    "liveability", "trust", "legitimacy motives", "capital", "safety in the streets", "participation",
    "learning from each other", "means and money", "health", "sustainability", "housing", "mobility",
)  # fmt: skip


def shaped(roles: int, cases: int, motives: int, clusters: int) -> list[dict[str, Any]]:
    """Cells of a study of some shape, in which every status occurs and cases lack roles."""
    statuses = [*shared().codes("status"), "reported", "reported"]
    return [
        {"cluster": f"c{clusters * motive // motives}", "motive": f"m{motive}", "study": "s",
         "case": f"case-{case}", "role": MANY_ROLES[role], "n": None, "total": None,
         "status": statuses[(5 * motive + 3 * case + 2 * role + motive * case + 6) % 7]}
        for motive in range(motives)
        for case in range(cases)
        for role in range(roles)
        if roles == 1 or (case + role) % 5
    ]  # fmt: skip


def labelled() -> Edition:
    names = ("Green roofs", "Rain gardens in the north", "Heat network", "Neighbourhood energy cooperative")
    labels = {("role", role): role.replace("-", " ") for role in MANY_ROLES}
    labels |= {("case", f"case-{number}"): f"{names[number % 4]} {number}" for number in range(12)}
    labels |= {("cluster", f"c{number}"): name for number, name in enumerate(MANY_CLUSTERS)}
    labels |= {("motive", f"m{number}"): f"solving shared question {number} together" for number in range(40)}
    study = {"study": "s", "title_nl": "", "title_en": "T", "citation": None, "threshold": "3/4"}
    return Edition("en", labels, [study], [], clusters=tuple(f"c{number}" for number in range(12)))


SHAPES = [(1, 1, 1, 1), (2, 1, 3, 1), (4, 9, 12, 3), (6, 12, 40, 12), (8, 3, 40, 5)]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_study_of_any_shape_has_a_matrix_with_a_place_for_every_group(
    shape: tuple[int, int, int, int],
) -> None:
    cells = shaped(*shape)
    (first, *_) = tables = cross_tables(cells, MANY_ROLES)
    picture = draw_matrix(tables, labelled())
    check_places(picture)
    assert len(first.columns) == len({(row["case"], row["role"]) for row in cells})
    squares = svg(picture).count('width="15" height="15" fill="#1f4e79"')
    assert squares - 1 == sum(row["status"] == "reported" for row in cells)
    assert picture.wide < 1700


@pytest.mark.parametrize("by", ["role", "case"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_contrast_has_a_place_for_every_value(shape: tuple[int, int, int, int], by: str) -> None:
    cells = shaped(*shape)
    values = {(row["study"], row["case"], row["role"]): row[by] for row in cells}
    picture = draw_contrast(contrasts(cells, values, MANY_ROLES), by, labelled())
    check_places(picture)
    (grid,) = picture.data
    assert len(grid.heads) == 1 + len(set(values.values()))
    assert len(grid.rows) == shape[2]


@pytest.mark.parametrize("shape", SHAPES)
def test_pairs_of_motives_of_many_clusters_have_a_place_each(shape: tuple[int, int, int, int]) -> None:
    cells = shaped(*shape)
    clusters = {str(row["motive"]): str(row["cluster"]) for row in cells}
    check_places(draw_co_occurrence(co_occurrence(cells), clusters, labelled()))


def test_a_timeline_has_a_column_for_each_of_twelve_clusters() -> None:
    cases = [
        CaseYears("s", f"case-{number}", 2000 + number, 2024, {f"c{each}": each for each in range(12)})
        for number in range(12)
    ]
    works = [
        WorkYear(f"Author {number} ({1990 + number})", f"c{number % 12}", 1990 + number)
        for number in range(30)
    ]
    picture = draw_timeline(cases, works, ["supports"], labelled())
    check_places(picture)
    assert picture.data[0].heads[2:] == tuple(name.capitalize() for name in MANY_CLUSTERS)


def test_each_of_sixteen_clusters_has_a_sign_of_its_own_and_what_has_none_another() -> None:
    made = Edition("en", {}, [], [], clusters=tuple(f"c{number}" for number in range(16)))
    signs = [(made.style(code).shape, made.style(code).full) for code in (*made.clusters, "")]
    assert len(set(signs)) == 17
    lines = [(made.style(code).colour, made.style(code).dash) for code in (*made.clusters, "")]
    assert len(set(lines)) == 17


def test_authors_of_twelve_clusters_stay_apart() -> None:
    clusters = [f"c{number}" for number in range(12)]
    claims, authorships = [], []
    for number in range(40):
        count = 2 + number % 3 if number % 4 == 0 else 1
        mine = [clusters[(7 * number + 5 * each) % 12] for each in range(count)]
        authorships.append({"work": f"w{number}", "author": f"a{number}"})
        claims += [
            {"work": f"w{number}", "relation": "supports", "cluster": each, "top": each, "motive": None,
             "locator": "", "study": "s", "own": False}
            for each in dict.fromkeys(mine)
        ]  # fmt: skip
    network = literature_network(
        "author-cluster", claims, authorships, codes=lambda mode: clusters if mode == "cluster" else []
    )
    names = {f"a{number}": name for number, name in enumerate(names_of(40))}
    picture = draw_literature(network, names, ["supports"], labelled())
    check_places(picture)
    assert {name.capitalize() for name in MANY_CLUSTERS[:2]} <= set(texts(picture))


def test_a_city_has_four_roles_beside_each_other(city: Path) -> None:
    graph = lcgraph.open(studies=[city])
    (grid,) = draw(graph, "contrast").data
    assert grid.heads == ("Motive", "Municipality", "Company", "Non-governmental organisation", "Residents")
    (grid,) = draw(graph, "contrast", broader=True).data
    assert grid.heads == ("Motive", "Practice partner", "Non-governmental organisation", "Residents")
    (grid,) = draw(graph, "contrast", by="governance", lang="nl").data
    assert grid.heads == ("Motief", "Ja", "Nee")


@pytest.mark.ci(every=5)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", PICTURES)
def test_no_text_of_a_city_lies_over_another(city: Path, name: str, lang: str) -> None:
    check_places(draw(lcgraph.open(studies=[city]), name, lang=lang))


@pytest.mark.parametrize("by", ["setting", "sector", "case", "governance", "volunteers", "start_year"])
def test_a_city_can_be_divided_by_whatever_it_knows(city: Path, by: str) -> None:
    picture = draw(lcgraph.open(studies=[city]), "contrast", by=by)
    check_places(picture)
    assert len(picture.data[0].heads) > 2


# ---- A label stays a label ---------------------------------------------------------------------------


class Everything(dict[tuple[str, str], str]):
    """Labels that are hostile whatever is asked."""

    def get(self, key: object, default: object = None) -> Any:
        return HOSTILE


def hostile() -> dict[str, Picture]:
    study = {
        "study": HOSTILE,
        "title_nl": HOSTILE,
        "title_en": HOSTILE,
        "citation": HOSTILE,
        "threshold": "3/4",
    }
    made = Edition("en", Everything(), [study, {**study, "study": "s"}], [])
    rows = [{**row, "study": "s"} for row in rows_of(2, 3)]
    claim = {"work": "w", "relation": "supports", "cluster": "capital", "top": "capital", "motive": None,
             "locator": HOSTILE, "study": "s", "own": False}  # fmt: skip
    network = literature_network(
        "author-cluster", [claim], [{"work": "w", "author": "a"}], codes=lambda mode: []
    )
    return {
        "matrix": draw_matrix(cross_tables(rows, ROLES), made),
        "contrast": draw_contrast([Contrast("capital", "m", {PP: Share(1, 2), EP: Share()})], "role", made),
        "literature": draw_literature(network, {"a": HOSTILE}, ["supports"], made),
        "co-occurrence": draw_co_occurrence(co_occurrence(rows), {}, made),
        "timeline": draw_timeline(
            [CaseYears("s", "c", 2001, 2020, {"capital": 1})], [WorkYear("w", "capital", 2000)], [], made
        ),
    }


class Page(HTMLParser):
    """The elements of a page, and what is not text in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("name", PICTURES)
def test_a_hostile_label_is_inert(name: str) -> None:
    picture = hostile()[name]
    check_places(picture)
    text = svg(picture)
    assert not {"\x1b", "\u202e", "\x00"} & set(text)
    elements = {element.tag.removeprefix(SVG) for element in ET.fromstring(text).iter()}
    assert elements <= {"svg", "title", "desc", "rect", "text", "path", "circle", "polygon"}
    page = Page()
    html = render_picture(picture, "html")
    assert isinstance(html, str)
    page.feed(html)
    assert "script" not in page.tags
    assert not [attribute for attribute, _ in page.attributes if attribute.startswith("on")]
    assert "alert" not in "".join(value or "" for _, value in page.attributes)
    assert SHOWN in "".join(page.words)


def test_a_label_is_cleaned_once_and_for_all() -> None:
    assert clean(HOSTILE) == SHOWN
    assert clean("שלום عربي") == "שלום عربي"
    assert Word(x=0, y=0, text=HOSTILE).text == SHOWN


def test_a_page_needs_nothing_from_elsewhere(graphs: dict[str, lcgraph.Graph]) -> None:
    page = Page()
    html = render_picture(draw(graphs["bundled"], "literature", lang="nl"), "html")
    assert isinstance(html, str)
    page.feed(html)
    assert not {"script", "link", "img", "iframe", "object", "a", "image", "use"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {"href", "src", "xlink:href", "action"} & names
    assert ("lang", "nl") in page.attributes
    assert page.tags.count("svg") == page.tags.count("table") == page.tags.count("h2") == 1
    assert page.tags.count("tr") == 40
    assert ("role", "img") in page.attributes
    assert "url(" not in html
    assert "default-src 'none'" in html


def test_a_picture_tells_those_who_do_not_see_it(graphs: dict[str, lcgraph.Graph]) -> None:
    root = ET.fromstring(svg(draw(graphs["bundled"], "matrix")))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == "Motives by case and role"
    assert description.text == "13 motives in 10 groups; 51 cells are reported."
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (root.get("role"), root.get("lang")) == ("img", "en")


# ---- The same data, the same bytes -------------------------------------------------------------------

_ALL = """
import hashlib, json, sys, lcgraph
from lcgraph.render.pictures.drawing import PICTURES, draw
from lcgraph.render.pictures.writing import render_picture
graph = lcgraph.open(studies=sys.argv[1:])
pictures = [draw(graph, name, lang="nl") for name in PICTURES]
texts = [render_picture(picture, form) for picture in pictures for form in ("svg", "html")]
print(json.dumps([hashlib.sha256(text.encode()).hexdigest() for text in texts]))
"""


def test_the_same_data_give_the_same_bytes_in_every_process(tiny: Path) -> None:
    folders = [str(bundled_study()), str(tiny)]
    found = []
    for seed in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", _ALL, *folders],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(lcgraph.__file__).parents[1])},
        )
        found.append(json.loads(done.stdout))
    assert len(found[0]) == len(set(found[0])) == 10
    assert found[0] == found[1] == found[2]


def test_a_png_has_300_dots_an_inch_and_names_no_program(graphs: dict[str, lcgraph.Graph]) -> None:
    pytest.importorskip("matplotlib")
    from PIL import Image

    picture = draw(graphs["tiny"], "matrix")
    data, again = (render_picture(picture, "png") for _ in range(2))
    assert isinstance(data, bytes)
    assert data == again
    image = Image.open(io.BytesIO(data))
    assert image.size == (round(picture.wide * 300 / 96), round(picture.high * 300 / 96))
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert {name for name in image.info if name != "dpi"} == {"Title"}
    colours = image.convert("RGB").getcolors(1 << 20) or []
    assert (0x1F, 0x4E, 0x79) in {colour for _, colour in colours}


def test_what_a_user_has_set_for_matplotlib_changes_nothing(graphs: dict[str, lcgraph.Graph]) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    picture = draw(graphs["tiny"], "literature")
    before = hashlib.sha256(bytes(render_picture(picture, "png"))).hexdigest()  # type: ignore[arg-type]
    with matplotlib.rc_context({"text.antialiased": False, "savefig.dpi": 10, "savefig.bbox": "tight"}):
        after = hashlib.sha256(bytes(render_picture(picture, "png"))).hexdigest()  # type: ignore[arg-type]
        assert matplotlib.rcParams["savefig.dpi"] == 10
    assert before == after


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_can_be_a_png_whatever_its_labels(name: str) -> None:
    pytest.importorskip("matplotlib")
    data = render_picture(hostile()[name], "png")
    assert isinstance(data, bytes)
    assert data.startswith(b"\x89PNG")


def test_a_letter_that_the_font_lacks_is_refused_and_named() -> None:
    pytest.importorskip("matplotlib")
    picture = draw_contrast([Contrast("", "学习", {PP: Share(1, 2), EP: Share(1, 2)})], "role", edition())
    with pytest.raises(CallError, match=r"no letter for 习 学 \(U\+4E60\): choose svg or html"):
        render_picture(picture, "png")
    assert "学习" in svg(picture)


def test_without_matplotlib_one_is_told_what_to_install(
    graphs: dict[str, lcgraph.Graph], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=r"this needs matplotlib: pip install 'lcgraph\[plot\]'"):
        render_picture(draw(graphs["tiny"], "matrix"), "png")


# ---- Nothing to draw ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: draw_matrix([], edition()), "there are no cells to draw: a study needs findings.csv"),
        (lambda: draw_contrast([], "role", edition()), "there are no cells to draw"),
        (lambda: draw_co_occurrence(co_occurrence([]), {}, edition()), "no group reports a motive"),
        (lambda: draw_timeline([], [], [], edition()), "no case has a start_year"),
        (
            lambda: draw_literature(
                literature_network("author-cluster", [], [], codes=lambda mode: []),
                {},
                ["disputes"],
                edition(),
            ),
            "no work of a known author is cited for a cluster .* with the relation disputes",
        ),
    ],
)
def test_nothing_to_draw_is_said_and_not_drawn(draw: Callable[[], Picture], message: str) -> None:
    with pytest.raises(CallError, match=message):
        draw()


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("matrx", {}, "unknown picture 'matrx': did you mean 'matrix'"),
        ("contrast", {"by": "sectr"}, "unknown contrast 'sectr': did you mean 'sector'"),
        ("literature", {"threshold": Fraction(1, 2)}, "shows no cells"),
        ("matrix", {"relations": ["supports"]}, "does not rest on what works are cited for"),
        ("literature", {"relations": ["support"]}, "unknown relation 'support': did you mean 'supports'"),
    ],
)
def test_a_wrong_call_says_what_is_valid(
    graphs: dict[str, lcgraph.Graph], name: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(CallError, match=message):
        draw(graphs["tiny"], name, **options)


def test_an_unknown_format_is_refused(graphs: dict[str, lcgraph.Graph]) -> None:
    with pytest.raises(CallError, match="unknown format 'tiff'"):
        render_picture(draw(graphs["tiny"], "matrix"), "tiff")
    assert PICTURE_FORMATS == ("svg", "png", "pdf", "html")
