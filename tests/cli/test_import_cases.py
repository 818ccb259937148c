"""Small inputs that went wrong once, with the right answer: from the command line to the cells.

The inputs are invented. Roles are practice partners of the cases alpha and beta where nothing else is said;
the codes "Image" and "Network" are `image` and `network`. Those with documents of their own (`.qdpx`) are in
`tests/data/situations`, see `test_import_situations.py`.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lcgraph.literature.references import read_references
from lcgraph.say import Problems
from tests.cli.written import rows

Ask = Callable[..., Any]
TOML = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "3/4"\n'
CASES = "id,label_en,sector,setting\nalpha,Alpha,technology,public-private\nbeta,Beta,ict,public-private\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(TOML)
    (folder / "cases.csv").write_text(CASES)
    return folder


def cells(ask: Ask, study: Path, *options: str) -> dict[str, tuple[str, str, str]]:
    """By motive its status, n and N in the only group."""
    done = ask("query", "cross-case-matrix", "--study", study, "--format", "csv", *options)
    table = csv.DictReader(done.out.splitlines())
    return {row["motive"]: (row["status"], row["n"], row["total"]) for row in table if row["total"]}


@pytest.fixture
def bring(ask: Ask, study: Path, tmp_path: Path) -> Callable[..., Any]:
    """Import a file of this name and content."""

    def call(name: str, content: str, *options: str) -> Any:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        done = ask("import", path, "--study", study, "--lang", "en", *options)
        assert done.status == 0, done.err
        return done

    return call


TABLES = {
    "atlas.csv": 'ID,Document,Quotation Content,Codes,Created by\n1:1,W1,our image,"Image\nNetwork",c1\n',
    "maxqda.csv": (
        "Color,Comment,Document group,Document name,Code,Begin,End,Weight score,Segment,Modified by,"
        "Modified\n"
        "x,,alpha,W1,Image,3,3,100,our image,c1,2024-04-02\n"
    ),
    "qualcoder.csv": "codename,coder,text,filename,memo\nImage,c1,our image,W1.txt,\n",
    "taguette.csv": "id,document,tag,content\n1,W1.odt,Image,our image\n",
}


@pytest.mark.parametrize("name", TABLES)
def test_heads_as_programs_write_them_need_no_question(bring: Any, study: Path, name: str) -> None:
    done = bring(name, TABLES[name])
    assert "read as a table of " in done.err
    codes, sources = rows(study / "codes.csv"), rows(study / "sources.csv")
    assert [row["guess"] for row in codes] == (["image?", "network?"] if name == "atlas.csv" else ["image?"])
    assert [row["respondent"] for row in sources] == ["W1"]


CODERS = """respondent,case,role,code,coder
w1,alpha,practice-partner,Image,A
w2,alpha,practice-partner,Image,A
w3,alpha,practice-partner,Image,B
w4,alpha,practice-partner,Network,A
w4,alpha,practice-partner,Network,B
"""


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ((), "3"),
        (("--coder", "A"), "2"),
        (("--coder", "B"), "1"),
        (("--consensus", "both"), "0"),
        (("--consensus", "union"), "3"),
    ],
)
def test_of_two_coders_one_both_or_either_is_counted(
    ask: Ask, bring: Any, study: Path, options: tuple[str, ...], number: str
) -> None:
    bring("coders.csv", CODERS, "--accept-guesses")
    assert cells(ask, study, *options)["image"][1:] == (number, "4")


def test_a_row_a_respondent_and_a_column_a_motive(bring: Any, study: Path, ask: Ask) -> None:
    table = "\ufeffrespondent,case,role,image,network,recruitment\nw1,alpha,practice-partner,1,0,1\n"
    bring("wide.csv", f"{table}w2,alpha,practice-partner,0,0,1\n", "--accept-guesses")
    found = cells(ask, study)
    assert (found["image"], found["recruitment"]) == (("below-threshold", "1", "2"), ("reported", "2", "2"))
    assert len(rows(study / "mentions.csv")) == 3


# ---- Reference lists


def works(study: Path) -> list[tuple[int | None, str, list[str]]]:
    problems = Problems()
    found = read_references(study / "references.bib", problems)
    return [
        (work.year, work.title, [agent.name for agent in (*work.authors, *work.editors)]) for work in found
    ]


def test_a_doubled_field_an_entry_without_a_key_and_two_editors_in_one(bring: Any, study: Path) -> None:
    done = bring(
        "a.bib",
        "@article{fields-2018, author = {Fieldman, D.}, title = {A field twice}, year = {2018},\n"
        "  Author-Email = {{d@example.org}}, Author-Email = {{d@example.org}}}\n"
        "@article{\n  author = {Keyless, Y. and Second, L.},\n  title = {No key},\n  year = {2012}\n}\n"
        "@inproceedings{edited-2005, author = {Good, A.}, editor = {First, A. G.; Other, J. L.},\n"
        "  title = {A paper}, year = {2005}}\n",
    )
    assert works(study) == [
        (2018, "A field twice", ["Fieldman, D."]),
        (2012, "No key", ["Keyless, Y.", "Second, L."]),
        (2005, "A paper", ["Good, A.", "First, A. G.", "Other, J. L."]),
    ]
    assert done.err.splitlines()[:3] == [
        "a.bib:1: author-email stands in it twice: only the first was read",
        "a.bib:3: has no key and is called keyless-second-2012 now",
        "a.bib:8: editor 'First, A. G.; Other, J. L.' was read as 2 names",
    ]


def test_a_command_that_is_no_word_ends_nothing_in_a_traceback(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    entry = (
        "@book{link-2008, author = {Linkman, L. D.}, title = {A \\href{https://example.org/}{book}},\n"
        "  year = {2008}, note = {See \\href{https://example.org/}}, abstract = {\\href{x}{the page}}}\n"
    )
    raw, study = tmp_path / "a.bib", tmp_path / "copy"
    raw.write_text(entry)
    shutil.copytree(tiny, study)
    assert ask("import", raw, "--study", study).status == 0
    with (study / "references.bib").open("a") as file:
        file.write(entry.replace("link-2008", "other-2008"))
    for words in (
        ("validate", study),
        ("tables", "--study", study),
        ("load", study, "--store", tmp_path / "store"),
        ("export", "--study", study, "--format", "bibtex"),
    ):
        done = ask(*words)
        assert (done.status, "Traceback" in done.err) == (0, False), (words, done.err)


def test_editorials_and_reviews_of_one_title_are_as_many_works(bring: Any, study: Path) -> None:
    bring(
        "a.bib",
        "@article{e1, author = {Wing, Wei}, title = {Editorial}, journal = {Journal of A}, volume = {1},"
        " pages = {1--2}, year = {2020}}\n"
        "@article{e2, author = {Wing, Wen}, title = {Editorial}, journal = {Journal of B}, volume = {7},"
        " pages = {300}, year = {2020}}\n"
        "@article{e3, title = {Editorial}, journal = {Journal of C}, year = {2020}}\n"
        "@incollection{i1, author = {Post, P.}, title = {Introduction}, booktitle = {Book one},"
        " publisher = {X}, pages = {1--9}, year = {2021}}\n"
        "@incollection{i2, author = {Post, P.}, title = {Introduction}, booktitle = {Book two},"
        " publisher = {Y}, pages = {1--12}, year = {2021}}\n"
        "@article{r1, author = {Janszoon, A.}, title = {Book review}, journal = {JHE}, pages = {10--12},"
        " year = {2021}}\n"
        "@article{r2, author = {Janszoon, A.}, title = {Book review}, journal = {JHE}, pages = {13--15},"
        " year = {2021}}\n",
    )
    assert [title for _, title, _ in works(study)] == [
        *(["Editorial"] * 3), *(["Introduction"] * 2), *(["Book review"] * 2),
    ]  # fmt: skip


def test_authors_as_exporters_write_them_in_ris(bring: Any, study: Path) -> None:
    bring(
        "a.ris",
        "TY  - JOUR\nAU  - Keeper, Amy\nA2  - Achen, T., Rescue, L., Guy; Bono\nTI  - Cited authors in A2\n"
        "PY  - 2024\nER  - \nTY  - JOUR\nAU  - Sanchez-Dorado, Pedro J.; Mont, Maria; Real, Ana Luisa\n"
        "TI  - Several authors in one field\nPY  - 2018\nER  - \nTY  - JOUR\nA1  - Longstock N R\n"
        "A1  - Pered-Subira X\nTI  - Initials without commas\nPY  - 2024\n"
        "UR  - https://a.example.org/1; https://b.example.org/2\nER  - \n",
    )
    assert [people for _, _, people in works(study)] == [
        ["Keeper, Amy"],
        ["Sanchez-Dorado, Pedro J.", "Mont, Maria", "Real, Ana Luisa"],
        ["Longstock, N. R.", "Pered-Subira, X."],
    ]
    problems = Problems()
    last = read_references(study / "references.bib", problems)[-1]
    assert last.urls == ("https://a.example.org/1", "https://b.example.org/2")


def test_dates_as_a_literal_an_object_before_our_era_and_a_range(bring: Any, study: Path) -> None:
    done = bring(
        "a.json",
        '[{"id": "a", "type": "book", "title": "One", "issued": {"literal": "1996_2004"}},'
        '{"id": "b", "type": "article-journal", "title": "Two", "issued": [{"year": "2009", "month": "1"}]},'
        '{"id": "c", "type": "book", "title": "Three", "issued": {"date-parts": [[-250]]}},'
        '{"id": "d", "type": "book", "title": "Four", "issued": {"raw": "1814/1995"}}]',
    )
    assert [(year, title) for year, title, _ in works(study)] == [
        (1996, "One"), (2009, "Two"), (-250, "Three"), (1814, "Four"),
    ]  # fmt: skip
    assert done.err.splitlines()[:2] == [
        "a.json, item 1: '1996_2004' names several years: 1996 is kept",
        "a.json, item 4: '1814/1995' names several years: 1814 is kept",
    ]
