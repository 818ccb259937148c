"""The cross-case tables as the article prints them, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from wcwidth import wcswidth

import lcgraph
from lcgraph.analysis.matrix import CrossTable, Mark, cross_tables
from lcgraph.errors import CallError
from lcgraph.render.crosstables.writing import TABLE_FORMATS, render_tables

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = 'A <b> & "c" {d} \\e $f_g% #h ^i~ |j| \x1b[31m\nk'
PP, EP = "practice-partner", "education-partner"
Make = Callable[[Mapping[str, str]], Path]


@pytest.fixture(scope="module")
def bundled() -> lcgraph.Graph:
    return lcgraph.open()


@pytest.fixture(scope="module")
def both(tiny: Path) -> lcgraph.Graph:
    """Two studies beside each other, of which one lacks most motives of the other."""
    return lcgraph.open(studies=[tiny, lcgraph.resources.bundled_study()])


def rendered(graph: lcgraph.Graph, format_: str, lang: str = "en") -> str:
    labels, short = graph.labels(lang), graph.short_labels(lang)
    return render_tables(graph.tables(), format_, labels=labels, short=short, lang=lang)


def hostile(format_: str) -> str:
    """One table whose every label is made to break out."""
    columns = (("s", "c", PP), ("s", "c", EP))
    table = CrossTable("legitimacy", ("image",), columns, {("image", columns[0]): Mark("reported")})
    names = [("cluster", "legitimacy"), ("motive", "image"), ("case", "c"), ("role", PP), ("role", EP)]
    return render_tables([table], format_, labels=dict.fromkeys([*names, ("status", "reported")], HOSTILE))


def test_the_tables_of_the_article_on_a_terminal(bundled: lcgraph.Graph) -> None:
    """Tables 3 to 6 of Bos and others (2023), cross by cross."""
    assert (
        rendered(bundled, "table", "nl")
        == """\
Legitimerende motieven
                                                      ICT      Techniek  Educatie  Economie  Zorg
                                                      WV  OPL  WV  OPL   WV  OPL   WV  OPL   WV  OPL
──────────────────────────────────────────────────────────────────────────────────────────────────────
Imago                                                 ×        ×                             ×
Werven van personeel                                  ×        ×         ×   ×               ×

Ontwikkelingsgerichte motieven
                                                      ICT      Techniek  Educatie  Economie  Zorg
                                                      WV  OPL  WV  OPL   WV  OPL   WV  OPL   WV  OPL
──────────────────────────────────────────────────────────────────────────────────────────────────────
Nieuw perspectief door studenten                      ×                            ×
Lerende gemeenschap                                                      ×   ×               ×   ×
Ontwikkelen van praktijkpartners                      ×        ×                   ×
Ontwikkelen van docenten                                  ×
Ontwikkelen van studenten                             ×   ×    ×   ×     ×   ×     ×   ×     ×   ×

Kapitaalgerelateerde motieven
                                                      ICT      Techniek  Educatie  Economie  Zorg
                                                      WV  OPL  WV  OPL   WV  OPL   WV  OPL   WV  OPL
──────────────────────────────────────────────────────────────────────────────────────────────────────
Versterken van het netwerk                            ×   ×    ×
Nieuwe innovatieve oplossingen                        ×        ×   ×     ×   ×     ×         ×   ×
Kostenreductie                                        ×            ×               ×
Actueel curriculum                                    ×   ×        ×

Maatschappelijke motieven
                                                      ICT      Techniek  Educatie  Economie  Zorg
                                                      WV  OPL  WV  OPL   WV  OPL   WV  OPL   WV  OPL
──────────────────────────────────────────────────────────────────────────────────────────────────────
Beter onderwijs en betere zorg                                           ×   ×               ×   ×
Maatschappelijk verantwoord ondernemen door opleiden  ×                            ×

WV = werkveldpartner; OPL = opleidingspartner; × = gerapporteerd; leeg = de bron laat de cel leeg: \
onder de regel, of niet genoemd
"""
    )


def test_every_kind_of_cell_has_a_mark_of_its_own(tiny: Path) -> None:
    assert (
        rendered(lcgraph.open(studies=[tiny]), "table")
        == """\
Legitimacy motives
                           Bakery  Hospital
                           PP  EP  PP  EP
─────────────────────────────────────────────
Recruitment                ×   ·   ·   –

Development motives
                           Bakery  Hospital
                           PP  EP  PP  EP
─────────────────────────────────────────────
Developing students        ×   ×   ×   –

Capital motives
                           Bakery  Hospital
                           PP  EP  PP  EP
─────────────────────────────────────────────
Strengthening the network  ×≠  ·   –   –
Cost reduction             ·   ×   ·   –
Fresh bread                ·   ·   ·   –

PP = practice partner; EP = education partner; × = reported; · = below threshold; – = not asked; \
≠ = the study's own interviews give another cell: see lcgraph explain
"""
    )


def test_what_a_study_has_no_cell_for_is_not_blank(both: lcgraph.Graph) -> None:
    text = rendered(both, "table")
    assert "or not named; – = not asked; / = no cell in this study" in text
    (bread,) = [line for line in text.splitlines() if line.startswith("Fresh bread")]
    assert bread.split()[2:] == ["/"] * 10 + ["·", "·", "·", "–"]
    assert "/ =" not in rendered(lcgraph.open(), "table")


def test_several_studies_stand_side_by_side_under_their_names(both: lcgraph.Graph) -> None:
    studies, cases = rendered(both, "table").splitlines()[1:3]
    assert studies.split() == ["bos-2023", "tiny-synthetic"]
    assert cases.index("ICT") == studies.index("bos-2023")
    assert cases.index("Bakery") == studies.index("tiny-synthetic")
    assert "tiny-synthetic: Bakery" in rendered(both, "markdown")


def test_csv_has_codes_and_one_row_a_motive(bundled: lcgraph.Graph) -> None:
    rows = list(csv.reader(io.StringIO(rendered(bundled, "csv", "nl"))))
    assert len(rows) == 14
    assert rows[0] == [
        "cluster", "motive",
        "ict/practice-partner", "ict/education-partner",
        "technology/practice-partner", "technology/education-partner",
        "education/practice-partner", "education/education-partner",
        "economics/practice-partner", "economics/education-partner",
        "health-care/practice-partner", "health-care/education-partner",
    ]  # fmt: skip
    r, b = "reported", "blank"
    assert rows[1] == ["legitimacy", "image", r, b, r, b, b, b, b, b, r, b]
    assert rows[8] == ["capital", "network", r, r, r, b, b, b, b, b, b, b]
    assert {cell for row in rows[1:] for cell in row[2:]} == {r, b}


def test_csv_of_several_studies_names_the_study_and_leaves_empty_what_is_no_cell(both: lcgraph.Graph) -> None:
    rows = list(csv.reader(io.StringIO(rendered(both, "csv"))))
    assert rows[0][2] == "bos-2023/ict/practice-partner"
    (bread,) = [row for row in rows if row[1] == "fresh-bread"]
    assert bread[2:] == [""] * 10 + ["below-threshold"] * 3 + ["not-asked", ""]


def test_tsv_is_the_same_with_tabs(bundled: lcgraph.Graph) -> None:
    tabs = list(csv.reader(io.StringIO(rendered(bundled, "tsv")), delimiter="\t"))
    assert tabs == list(csv.reader(io.StringIO(rendered(bundled, "csv"))))


def test_json_has_counts_where_there_are_any(tiny: Path) -> None:
    document = json.loads(rendered(lcgraph.open(studies=[tiny]), "json"))
    columns = ["cluster", "motive", "case", "role", "status", "n", "total", "study"]
    assert document["head"]["vars"] == [*columns, "recomputed"]
    rows = [{name: term["value"] for name, term in row.items()} for row in document["results"]["bindings"]]
    assert list(dict.fromkeys(row["cluster"] for row in rows)) == ["legitimacy", "development", "capital"]
    values = ["development", "student-development", "bakery", PP, "reported", "4", "4", "tiny-synthetic"]
    assert dict(zip(columns, values, strict=True)) in rows
    assert "n" not in rows[0]


def test_markdown_is_a_table_a_cluster(tiny: Path) -> None:
    assert rendered(lcgraph.open(studies=[tiny]), "markdown", "nl").startswith(
        "### Legitimerende motieven\n\n"
        "| Motief | Bakkerij WV | Bakkerij OPL | Ziekenhuis WV | Ziekenhuis OPL |\n"
        "| --- | :-: | :-: | :-: | :-: |\n"
        "| Werven van personeel | × | · | · | – |\n\n"
        "### Ontwikkelingsgerichte motieven\n"
    )


class Page(HTMLParser):
    """The elements of a page as it is read, with a check that they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page(text: str) -> Page:
    reader = Page()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


def test_html_has_headers_in_scope_and_a_caption_a_table(bundled: lcgraph.Graph) -> None:
    found = page(rendered(bundled, "html", "nl"))
    tags = [tag for tag, _ in found.seen]
    assert (tags.count("table"), tags.count("caption"), tags.count("tr")) == (4, 4, 4 * 2 + 13)
    assert tags.count("td") == 130
    scopes = [attrs["scope"] for tag, attrs in found.seen if tag == "th"]
    assert {scope: scopes.count(scope) for scope in set(scopes)} == {
        "col": 4 + 40,
        "colgroup": 20,
        "row": 13,
    }
    assert {attrs["lang"] for tag, attrs in found.seen if tag in ("table", "p")} == {"nl"}
    assert "werkveldpartner" in {attrs["title"] for tag, attrs in found.seen if tag == "abbr"}
    assert found.words.count("×") == 51


def test_html_lets_no_label_out(bundled: lcgraph.Graph) -> None:
    text = hostile("html")
    found = page(text)
    assert "b" not in {tag for tag, _ in found.seen}
    assert "\x1b" not in text
    assert 'A <b> & "c" {d}' in "".join(found.words)
    assert {attrs["title"] for tag, attrs in found.seen if tag == "abbr"} == {
        'A <b> & "c" {d} \\e $f_g% #h ^i~ |j| �[31m k'
    }


def test_latex_escapes_what_it_would_run(bundled: lcgraph.Graph) -> None:
    text = hostile("latex")
    assert (
        r'A \textless{}b\textgreater{} \& "c" \textbraceleft{}d\textbraceright{} \textbackslash{}e '
        r"\$f\_g\% \#h \textasciicircum{}i\textasciitilde{} \textbar{}j\textbar{} ?[31m k" in text
    )
    assert text.startswith("% In the preamble: \\usepackage{booktabs,tabularx}\n")
    assert re.search(r"(?<!\\)[%#]", text.partition("\n")[2]) is None
    assert "\x1b" not in text


def test_latex_has_a_row_a_motive_and_as_many_cells_as_columns(bundled: lcgraph.Graph) -> None:
    text = rendered(bundled, "latex", "nl")
    assert text.count(r"X*{10}{c}@{}}") == text.count(r"\end{tabularx}") == 4
    assert text.count(r"\cmidrule(lr){2-3} \cmidrule(lr){4-5}") == 4
    assert r"\label{tab:legitimacy}" in text
    assert text.count(r"\begin{table}") == text.count(r"\end{table}") == 4
    rows = re.findall(r"\\midrule\n(.*?)\n\\bottomrule", text, re.DOTALL)
    lines = "\n".join(rows).splitlines()
    assert len(lines) == 13
    assert all(line.count(" & ") == 10 and line.endswith(r" \\") for line in lines)
    assert text.count(r"$\times$") == 51 + 4


def test_markdown_keeps_a_cell_in_its_column() -> None:
    text = hostile("markdown")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)


def test_a_terminal_is_not_steered_by_a_label() -> None:
    assert "\x1b" not in hostile("table")
    assert "�[31m k" in hostile("table")


def boxes(text: str) -> list[tuple[float, float, float, float, str]]:
    """About where each text of a picture is drawn: left, top, right, bottom, in a wide sans-serif font."""
    root = ET.fromstring(text)
    found = []
    for element in root.iter(f"{SVG}text"):
        size = float(element.get("font-size", "13"))
        words = element.text or ""
        letters = sum(1.35 if char.isupper() else 1 for char in words) if words.isascii() else wcswidth(words)
        width = letters * size * 0.53
        x, y = float(element.get("x", "0")), float(element.get("y", "0"))
        left = x - width / 2 if element.get("text-anchor") == "middle" else x
        found.append((left, y - size * 0.8, left + width, y + size * 0.2, words))
    return found


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("source", ["bundled", "both", "long", "hostile"])
def test_in_a_picture_no_text_lies_over_another_or_outside(
    request: pytest.FixtureRequest, source: str, lang: str
) -> None:
    if source == "long":
        columns = tuple(("s", case, role) for case in ("a", "b") for role in (PP, EP))
        table = CrossTable("capital", ("image",), columns, {})
        labels = {("case", "a"): "A LEARNING COMMUNITY OF MANY WORDS", ("cluster", "capital"): "W" * 90}
        text = render_tables([table], "svg", labels=labels, lang=lang)
    elif source == "hostile":
        text = hostile("svg")
    else:
        text = rendered(request.getfixturevalue(source), "svg", lang)
    root = ET.fromstring(text)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    assert root.get("viewBox") == f"0 0 {width:.0f} {height:.0f}"
    drawn = boxes(text)
    assert len(drawn) > 5
    for left, top, right, bottom, words in drawn:
        assert min(left, top) >= 0, words
        assert right <= width, words
        assert bottom <= height, words
    for number, one in enumerate(drawn):
        for other in drawn[number + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one[4], other[4])


def test_a_picture_keeps_text_as_text(bundled: lcgraph.Graph) -> None:
    words = [box[4] for box in boxes(rendered(bundled, "svg", "nl"))]
    assert words.count("×") == 51
    assert "Maatschappelijk verantwoord ondernemen door opleiden" in words
    assert words.count("Techniek") == 4
    assert [box[4] for box in boxes(hostile("svg"))].count(
        'A <b> & "c" {d} \\e $f_g% #h ^i~ |j| �[31m k'
    ) >= 2


@pytest.mark.parametrize("format_", TABLE_FORMATS)
def test_no_tables_at_all_is_an_answer_too(format_: str) -> None:
    text = render_tables([], format_, labels={})
    assert text.endswith("\n") or text == ""
    if format_ == "svg":
        ET.fromstring(text)


@pytest.mark.parametrize("format_", TABLE_FORMATS)
def test_the_same_tables_give_the_same_text(tiny: Path, format_: str) -> None:
    texts = {rendered(lcgraph.open(studies=[tiny]), format_) for _ in range(2)}
    assert len(texts) == 1
    assert texts.pop().endswith("\n")


def test_a_motive_without_a_cluster_comes_last_under_a_heading_that_says_so() -> None:
    def row(cluster: str | None, motive: str) -> dict[str, str | int | None]:
        found = {"study": "s", "cluster": cluster, "motive": motive, "case": "c", "role": PP}
        return {**found, "status": "blank", "n": None, "total": None}

    tables = cross_tables([row("capital", "network"), row(None, "expertise-of-partners")], [PP])
    assert [table.cluster for table in tables] == ["capital", ""]
    assert "Without a cluster\n" in render_tables(tables, "table", labels={})
    rows = json.loads(render_tables(tables, "json", labels={}))["results"]["bindings"]
    assert [row.get("cluster", {}).get("value") for row in rows] == ["capital", None]


def test_cases_keep_their_order_when_a_motive_lacks_the_first() -> None:
    def row(motive: str, case: str) -> dict[str, str | int | None]:
        found = {"study": "s", "cluster": "capital", "motive": motive, "case": case, "role": PP}
        return {**found, "status": "blank", "n": None, "total": None}

    tables = cross_tables([row("network", "b"), row("cost-reduction", "a"), row("cost-reduction", "b")], [PP])
    assert [case for _, case in tables[0].cases] == ["a", "b"]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(CallError, match="unknown format 'htm': did you mean 'html'"):
        render_tables([], "htm", labels={})


# ---- What the interviews contradict


@pytest.fixture(scope="module")
def contradicted(tiny: Path) -> lcgraph.Graph:
    """The report of the tiny study has `network` for the bakery, but two of four bakers name it: 3/4 must."""
    return lcgraph.open(studies=[tiny])


@pytest.mark.parametrize(
    ("format_", "cell", "legend"),
    [
        ("table", "netwerk  ×≠  ·", "≠ = uit de interviews van de studie zelf volgt een andere cel"),
        ("markdown", "| ×≠ |", "≠ = uit de interviews"),
        ("html", "<td>×≠</td>", "≠ = uit de interviews"),
        ("latex", r"$\times$$\neq$ &", r"$\neq$ = uit de interviews"),
        ("svg", ">×≠</text>", ">≠ = uit de interviews"),
    ],
)
def test_a_published_cell_that_the_interviews_contradict_is_marked_for_people(
    contradicted: lcgraph.Graph, format_: str, cell: str, legend: str
) -> None:
    text = rendered(contradicted, format_, "nl")
    assert text.count(cell) == 1
    assert legend in text
    assert "≠ = the study's own interviews give another cell" in (
        rendered(contradicted, format_, "en").replace("&#x27;", "'").replace(r"$\neq$", "≠")
    )


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_the_values_for_programs_stay_and_the_other_status_has_a_column(
    contradicted: lcgraph.Graph, format_: str
) -> None:
    delimiter = "\t" if format_ == "tsv" else ","
    rows = list(csv.DictReader(io.StringIO(rendered(contradicted, format_)), delimiter=delimiter))
    (network,) = [row for row in rows if row["motive"] == "network"]
    assert network["bakery/practice-partner"] == "reported"
    assert {row["motive"]: row["recomputed"] for row in rows if row["recomputed"]} == {
        "network": "bakery/practice-partner=below-threshold"
    }


def test_in_json_a_cell_has_the_other_status_where_it_has_one(contradicted: lcgraph.Graph) -> None:
    rows = json.loads(rendered(contradicted, "json"))["results"]["bindings"]
    (other,) = [row for row in rows if "recomputed" in row]
    assert (other["motive"]["value"], other["status"]["value"], other["recomputed"]["value"]) == (
        "network", "reported", "below-threshold",
    )  # fmt: skip


@pytest.mark.parametrize("format_", TABLE_FORMATS)
def test_without_a_contradiction_there_is_no_mark(bundled: lcgraph.Graph, format_: str) -> None:
    text = rendered(bundled, format_)
    assert "≠" not in text
    assert "recomputed" not in text


def test_a_blank_cell_that_the_interviews_report_shows_only_that(study_with: Make) -> None:
    findings = "case,role,motive,status,locator\nbakery,practice-partner,{},blank,T\n"
    reported = study_with({"findings.csv": findings.format("student-development")})
    assert "Developing students        ≠   ×   ×   –" in rendered(lcgraph.open(studies=[reported]), "table")


def test_a_blank_cell_says_no_more_than_below_the_threshold(study_with: Make) -> None:
    findings = "case,role,motive,status,locator\nbakery,practice-partner,cost-reduction,blank,T\n"
    assert "≠" not in rendered(lcgraph.open(studies=[study_with({"findings.csv": findings})]), "table")


# ---- Motives of a study's own


@pytest.fixture
def two_breads(tiny: Path, study_with: Make) -> lcgraph.Graph:
    """Two studies that each have a motive `fresh-bread` of their own, and do not mean the same."""
    toml = (tiny / "study.toml").read_text(encoding="utf-8").replace("tiny-synthetic", "other-synthetic")
    motives = (
        "code,cluster,label_nl,label_en,definition_nl,definition_en\n"
        "fresh-bread,capital,brood voor de buurt,bread for the street,x,y\n"
    )
    return lcgraph.open(studies=[tiny, study_with({"study.toml": toml, "motives.csv": motives})])


def test_own_motives_with_one_code_stay_apart_and_have_their_study_behind_them(
    two_breads: lcgraph.Graph,
) -> None:
    lines = [line for line in rendered(two_breads, "table").splitlines() if "bread" in line.lower()]
    assert [re.split(r"\s{2,}", line, maxsplit=1)[0] for line in lines] == [
        "Bread for the street (other-synthetic)",
        "Fresh bread (tiny-synthetic)",
    ]
    assert [line.split(")")[1].split() for line in lines] == [
        ["·", "·", "·", "–", "/", "/", "/", "/"],
        ["/", "/", "/", "/", "·", "·", "·", "–"],
    ]
    rows = list(csv.DictReader(io.StringIO(rendered(two_breads, "csv"))))
    assert [row["motive"] for row in rows if "bread" in row["motive"]] == [
        "other-synthetic/fresh-bread",
        "tiny-synthetic/fresh-bread",
    ]
    cells = json.loads(rendered(two_breads, "json"))["results"]["bindings"]
    bread = [(each["motive"]["value"], each["study"]["value"]) for each in cells if "bread" in str(each)]
    assert bread == [("fresh-bread", "other-synthetic")] * 4 + [("fresh-bread", "tiny-synthetic")] * 4


def test_motives_of_the_scheme_share_a_row(two_breads: lcgraph.Graph) -> None:
    text = rendered(two_breads, "table")
    assert text.count("Strengthening the network") == 1


def test_an_own_motive_of_one_study_keeps_its_plain_code(both: lcgraph.Graph) -> None:
    assert "Fresh bread  " in rendered(both, "table")
    assert "capital,fresh-bread," in rendered(both, "csv")


# ---- Roles of a study's own


def test_a_case_shows_only_the_roles_it_has_and_broader_roles_line_up(city: Path) -> None:
    (first, *_) = lcgraph.open(studies=[city]).tables()
    roles: dict[str, list[str]] = {}
    for _, case, role in first.columns:
        roles.setdefault(case, []).append(role)
    assert roles == {
        "green-roofs": ["municipality", "company", "residents"],
        "rain-gardens": ["municipality", "ngo", "residents"],
        "street-trees": ["municipality", "company", "ngo", "residents"],
        "solar-street": ["company", "residents"],
        "heat-network": ["municipality", "company"],
        "energy-coaches": ["municipality", "ngo", "residents"],
        "care-circle": ["municipality", "ngo", "residents"],
        "meal-round": ["residents"],
    }


def test_studies_of_different_roles_stand_beside_each_other(city: Path, tiny: Path) -> None:
    graph = lcgraph.open(studies=[city, tiny])
    text = rendered(graph, "table", "nl")
    assert "GEM = gemeente; BED = bedrijf; MO = maatschappelijke organisatie; BEW = bewoners; WV" in text
    heads = text.splitlines()[3].split()
    assert heads[:3] == ["GEM", "BED", "BEW"]
    assert heads[-4:] == ["WV", "OPL", "WV", "OPL"]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_table_of_four_roles_and_nine_cases_fits_on_a_terminal(width: int) -> None:
    roles = ("municipality", "company", "non-governmental organisation", "residents")
    labels = {("role", f"r{number}"): role for number, role in enumerate(roles)}
    labels |= {("case", f"case{number}"): f"A neighbourhood of name {number}" for number in range(9)}
    labels |= {("motive", "m0"): "understanding each other's interests and ways of working"}
    labels |= {("cluster", "k"): "trust", ("status", "reported"): "reported"}
    columns = tuple(("s", f"case{case}", f"r{role}") for case in range(9) for role in range(4))
    cells = {("m0", column): Mark("reported", 3, 4) for column in columns}
    text = render_tables([CrossTable("k", ("m0",), columns, cells)], "table", labels=labels, width=width)
    lines = text.splitlines()
    assert max(map(wcswidth, lines)) <= width
    assert text.count("×") == 36 + 1
    assert lines[0] == "Trust (1/3)"
    assert (
        lines[-1]
        == {
            80: "Res = residents; × = reported",
            100: "× = reported",
            120: "Mun = municipality; Com = company; NGO = non-governmental organisation; "
            "Res = residents; × = reported",
        }[width]
    )
    if width == 80:
        assert lines[1:8] == [
            "                            A neighbourhood  A neighbourhood  A neighbourhood",
            "                            of name 0        of name 1        of name 2",
            "                            Mun Com NGO Res  Mun Com NGO Res  Mun Com NGO Res",
            "─" * 79,
            "Understanding each other's",
            "interests and ways of",
            "working                     ×   ×   ×   ×    ×   ×   ×   ×    ×   ×   ×   ×",
        ]


def test_counts_stand_beside_the_marks_where_they_are_asked_for(tiny: Path) -> None:
    graph = lcgraph.open(studies=[tiny])
    labels, short = graph.labels("en"), graph.short_labels("en")
    text = render_tables(graph.tables(), "table", labels=labels, short=short, counts=True)
    assert "Recruitment                ×      · 0/2  · 2/3  – 0/0" in text
    assert "n/N = n of the N respondents who were asked name the motive, where the source says so" in text
    rows = list(csv.reader(io.StringIO(render_tables(graph.tables(), "csv", labels={}, counts=True))))
    assert rows[1][2:6] == ["reported", "below-threshold 0/2", "below-threshold 2/3", "not-asked 0/0"]


def test_two_roles_with_one_short_label_are_told_apart() -> None:
    columns = (("a", "c", "x"), ("b", "d", "y"))
    labels = {("role", "a/x"): "police", ("role", "b/y"): "politicians"}
    short = {("role", "a/x"): "P", ("role", "b/y"): "P"}
    table = CrossTable("k", ("m",), columns, {("m", columns[0]): Mark("blank")})
    text = render_tables([table], "table", labels=labels, short=short)
    assert "Polic = police; Polit = politicians" in text


def test_own_clusters_with_one_code_are_two_tables() -> None:
    def row(study: str) -> dict[str, str | int | None]:
        return {"study": study, "cluster": "trust", "motive": f"m-{study}", "case": "c", "role": "r",
                "status": "blank", "n": None, "total": None}  # fmt: skip

    tables = cross_tables([row("a"), row("b")], [], {"cluster": [("a", "trust"), ("b", "trust")]})
    assert [table.cluster for table in tables] == ["a/trust", "b/trust"]
    labels = {("cluster", "a/trust"): "trust", ("cluster", "b/trust"): "confidence"}
    text = render_tables(tables, "table", labels=labels)
    assert "Trust (a)\n" in text
    assert "Confidence (b)\n" in text
    assert "trust" in render_tables(tables, "json", labels=labels)


def test_latex_sets_more_columns_than_a_page_has_as_tables_of_their_own() -> None:
    columns = tuple(("s", f"case{case}", role) for case in range(12) for role in "abc")
    table = CrossTable("k", ("m",), columns, {("m", columns[0]): Mark("reported")})
    text = render_tables([table], "latex", labels={})
    assert text.count(r"\begin{table}") == text.count(r"\caption{K (") == 2
    assert r"X*{21}{c}@{}}" in text
    assert "\\caption{K (1/2)}\n\\label{tab:k-1}" in text
