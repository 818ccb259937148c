"""Reference lists of other programs into references.bib: what comes in, what is merged, what is told."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from lcgraph.literature.imports import take_in_literature
from lcgraph.literature.model import Work
from lcgraph.literature.references import read_references
from lcgraph.say import Problems
from lcgraph.study.read import read_study

Ask = Callable[..., Any]
REFERENCES = Path(__file__).parents[1] / "data" / "references"
TOML = 'id = "s"\ntitle.en = "S"\n'
THEIRS = """% my own list
@article{my-own-key,
   author={Author030, A.},
   title = "Synthetic finding 030", year=1991,
   doi = {10.99999/synthetic.030}
}
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(TOML)
    return folder


@pytest.fixture
def bring(ask: Ask, study: Path, tmp_path: Path) -> Callable[..., Any]:
    """Import a text under the name of a file."""

    def call(name: str, text: str | bytes, *words: str) -> Any:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return ask("import", path, "--study", study, "--lang", "en", *words)

    return call


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def works(folder: Path) -> dict[str, Work]:
    problems = Problems()
    found = read_references(folder / "references.bib", problems)
    assert problems.found == []
    return {work.key: work for work in found}


def bib(folder: Path) -> str:
    return (folder / "references.bib").read_text(encoding="utf-8")


# ---- 800 references, some of them wrong


def faulty() -> str:
    spec = spec_from_file_location("make_faulty", REFERENCES / "make_faulty.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.faulty())


REPORT = """Done
- faulty.bib: 797 references read, 2 not usable
- 794 new works in references.bib: NEW
- faulty.bib:204 is my-own-key (same DOI); completed with publisher; stays as it was: \
year '1991' (new: '1992')
- faulty.bib:339 is author010-1991 (same DOI); completed with issn; stays as it was: \
title 'Synthetic finding 010' (new: 'Another title'); year '1991' (new: '2001')
- faulty.bib:341 is author011-1992 (same title and year); completed with volume
- other keys than in the file (old → new): change what refers to them: KEYS

Mind
- faulty.bib:678: cannot be parsed whole; read were author, title, year: look for a comma, a brace or a \
quote that is missing
- faulty.bib:1366: year stands in it twice: only the first was read
- faulty.bib:1710: 'see the publisher' is not a DOI: left out
- faulty.bib:1711: '9999-9995' is not an ISBN or ISSN: left out
- faulty.bib:3418: author 'Author500, A., Author501, B., Author502, C.' was read as 3 names
- faulty.bib:4095: type @software is kept as document
- faulty.bib:3763: author551-1993 has title and year of author012-1993 but other authors: kept apart
- faulty.bib:3764: author013-1994a has title and year of author013-1994 but another DOI: kept apart

Not taken over
- faulty.bib:1022: has no title: fill it in
- faulty.bib:5478: it cannot be parsed: look for a comma, a brace or a quote that is missing in or before it
"""


def test_800_references_of_which_some_are_wrong_come_in_with_an_exact_report(
    bring: Any, study: Path, computing: Any
) -> None:
    (study / "references.bib").write_text(THEIRS, encoding="utf-8")
    with computing(30):
        done = bring("faulty.bib", faulty())
    assert done.status == 0
    found = works(study)
    assert len(found) == 795
    new = ", ".join(list(found)[1:])
    told = (study / "import-report.txt").read_text(encoding="utf-8")
    (line,) = [line for line in told.splitlines() if "old → new" in line]
    keys = line.rpartition(": ")[2].split(", ")
    assert len(keys) == 797
    assert keys[:2] == ["key001 → author001-1982", "key002 → author002-1983"]
    assert "key050 → author010-1991" in keys
    assert told == REPORT.replace("NEW", new).replace("KEYS", ", ".join(keys))
    assert new.startswith("author001-1982, author002-1983, author003-1984, ")
    assert new.endswith(", author798-2019, author799-2020")


def test_what_was_there_stays_as_it_was_written(bring: Any, study: Path) -> None:
    (study / "references.bib").write_text(THEIRS, encoding="utf-8")
    bring("faulty.bib", faulty())
    assert bib(study).startswith(
        THEIRS.removesuffix("\n}\n") + ",\n  publisher = {Invented House}\n}\n\n@article{author001-1982,\n"
    )


def test_works_with_something_odd_are_read_for_what_they_are(bring: Any, study: Path) -> None:
    bring("faulty.bib", faulty())
    found = works(study)
    assert found["author300-nd"].year is None
    assert [agent.name for agent in found["author350-van-der-author-1990"].editors] == [
        "Author350, Anna",
        "van der Author, Bert",
    ]
    assert found["invented-guild-of-bakers-1990"].authors[0].corporate
    assert found["de-brue-1990"].title == "R&D at 5%"
    assert found["author550-et-al-1990"].others
    assert found["author600-1990"].kind == "document"
    assert found["author020-2001a"].title == "Of the same author and year"
    assert found["author449-1990"].title == "Synthetic finding 449"
    assert found["author450-1990"].title == "The key of another"


def test_the_same_file_again_changes_nothing_in_the_folder(bring: Any, study: Path) -> None:
    text = faulty()
    bring("faulty.bib", text)
    before = content(study)
    again = bring("faulty.bib", text)
    assert again.status == 0
    assert content(study) == before
    assert again.err.splitlines()[-1] == f"{study} is as it was"
    assert "new work" not in again.err


PARTS = {
    "title": ("Bread", "BREAD!", "Oven"),
    "year": ("", "2010", "2011"),
    "doi": ("", "", "10.99999/a", "10.99999/b"),
    "author": ("", "Bos, P.", "Ros, A.", "Bos, P. and Ros, A."),
    "editor": ("", "", "Bos, P.", "Zed, Z."),
    "volume": ("", "1", "2"),
}


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("seed", range(60))
def test_lists_full_of_doubles_are_read_the_same_the_second_time(
    study: Path, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    entries = []
    for number in range(9):
        given = {name: rng.choice(values) for name, values in PARTS.items()}
        fields = ", ".join(f"{name} = {{{value}}}" for name, value in given.items() if value)
        entries.append(f"@{rng.choice(('article', 'book', 'misc'))}{{k{number}, {fields}}}\n")
    path = tmp_path / "a.bib"
    path.write_text("".join(entries))
    first = take_in_literature(study, [path])
    (study / "references.bib").write_bytes(first.files["references.bib"])
    assert take_in_literature(study, [path]).files == {}


# ---- The shapes in which programs write

ARTICLE = (
    "article", 2011, "Bread and DNA in Café communities: a synthetic study",
    ["van der Vaart, Rob", "Müller, Jörg"], [], "Journal of Invented Results", "3", "1", "10–19",
    "10.99999/syn.2011.1",
)  # fmt: skip
CHAPTER = (
    "chapter", 2014, "The oven as a classroom", ["de Bree, Elise"],
    ["De Laat, Maarten", "Invented Guild of Bakers"], "Learning & baking", "", "", "37–66", "",
)  # fmt: skip
AGENDA = ("webpage", None, "Agenda", ["Invented Guild of Bakers"], [], "", "", "", "", "")


def told(work: Work) -> tuple[object, ...]:
    return (
        work.kind, work.year, work.title, [agent.name for agent in work.authors],
        [agent.name for agent in work.editors], work.container, work.volume, work.number, work.pages,
        work.doi,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("zotero.bib", [ARTICLE, CHAPTER, ("document", *AGENDA[1:])]),
        ("zotero.ris", [ARTICLE, CHAPTER, AGENDA]),
        ("zotero.json", [ARTICLE, CHAPTER, AGENDA]),
        ("mendeley.bib", [ARTICLE, CHAPTER]),
        ("mendeley.json", [ARTICLE]),
        ("endnote.bib", [ARTICLE, CHAPTER]),
        ("endnote.ris", [ARTICLE, CHAPTER, AGENDA]),
        ("crossref.bib", [ARTICLE]),
        ("crossref.ris", [ARTICLE]),
        ("crossref.json", [ARTICLE]),
    ],
)
def test_a_list_is_read_as_programs_write_it(
    ask: Ask, study: Path, name: str, expected: list[tuple[object, ...]]
) -> None:
    done = ask("import", REFERENCES / name, "--study", study)
    assert done.status == 0
    assert [told(work) for work in works(study).values()] == expected
    assert all(
        agent.corporate == ("Guild" in agent.name) for work in works(study).values() for agent in work.people
    )


def test_biblatex_has_fields_names_and_kinds_of_its_own(ask: Ask, study: Path) -> None:
    ask("import", REFERENCES / "biblatex.bib", "--study", study)
    article, chapter, book, agenda, thesis = works(study).values()
    assert told(article)[2] == "Bread and DNA in Café Communities: A Synthetic Study"
    assert told(article)[3:] == ARTICLE[3:]
    assert told(chapter)[4:6] == (["De Laat, Maarten", "Invented Guild of Bakers"], "Learning & Baking")
    assert (chapter.year, chapter.publisher) == (2014, "Guild Press")
    assert (book.kind, book.people, agenda.kind) == ("book", book.editors, "webpage")
    assert (thesis.kind, thesis.year, thesis.publisher) == ("phd-thesis", 2019, "Invented University")


def test_every_program_tells_of_the_same_works(ask: Ask, study: Path) -> None:
    """All files at once: three works, whoever exported them, and the chapter's book and the thesis."""
    files = sorted(path for path in REFERENCES.iterdir() if path.suffix in (".bib", ".ris", ".json"))
    assert len(files) == 12
    done = ask("import", *files, "--study", study, "--lang", "en")
    assert done.status == 0
    assert list(works(study)) == [
        "van-der-vaart-muller-2011",
        "de-bree-2014",
        "de-laat-invented-guild-of-bakers-2014",
        "invented-guild-of-bakers-nd",
        "crust-2019",
    ]


@pytest.mark.parametrize("name", ["biblatex.bib", "crossref.json", "web-of-science.bib"])
def test_an_orcid_that_a_list_gives_goes_with_the_author(ask: Ask, study: Path, name: str) -> None:
    ask("import", REFERENCES / name, "--study", study)
    work = next(iter(works(study).values()))
    assert [agent.same_as for agent in work.authors] == ["https://orcid.org/0000-0002-1825-0097", ""]


# ---- Merging


def test_a_merge_completes_what_is_missing_and_tells_what_differs(bring: Any, study: Path) -> None:
    bring("a.bib", "@article{x, author = {Bos, P.}, title = {Bread}, year = {2011}, journal = {Oven}}")
    done = bring(
        "b.json",
        '[{"type": "article-journal", "title": "BREAD!", "DOI": "https://doi.org/10.99999/A", "volume": 3,'
        ' "author": [{"family": "Bos", "given": "Peter"}], "issued": {"raw": "2011-02"},'
        ' "container-title": "The Oven"}]',
    )
    assert done.err.splitlines()[:2] == [
        "b.json: 1 reference read, 0 not usable",
        "b.json, item 1 is bos-2011 (same title and year); completed with volume, doi; stays as it was: "
        "journal 'Oven' (new: 'The Oven')",
    ]
    assert bib(study) == (
        "@article{bos-2011,\n  author  = {Bos, P.},\n  title   = {Bread},\n  journal = {Oven},\n"
        "  year    = {2011},\n  volume  = {3},\n  doi     = {10.99999/a}\n}\n"
    )


def test_what_differs_is_shown_as_people_read_it(bring: Any, study: Path) -> None:
    one = "author = {family=Vaart, prefix=van der and Caf{\\'e}, B. and others}, title = {A}, "
    one += "issn = {9999-9994}"
    other = "author = {Vaart, X.}, title = {B \\& C}, issn = {9999-8882, 9999-9994}"
    bring("a.bib", f"@book{{x, {one}, year = 2000, doi = {{10.99999/a}}}}")
    done = bring("b.bib", f"@book{{x, {other}, year = 2000, doi = {{10.99999/A}}}}")
    assert done.err.splitlines()[1] == (
        "b.bib:1 is van-der-vaart-et-al-2000 (same DOI); stays as it was: "
        "author 'van der Vaart; Café, B.; et al.' (new: 'Vaart, X.'); title 'A' (new: 'B & C')"
    )


@pytest.mark.parametrize(
    ("other", "keys"),
    [
        ("author = {Bos, P.}, title = {The {B}read: a study}, year = {2011}", ["bos-2011"]),
        ("author = {Ros, A. and Bos, P.}, title = {The bread: a study}, year = {2011}", ["bos-2011"]),
        ("title = {The bread -- a study}, year = {2011}", ["bos-2011"]),
        ("author = {Bos, P.}, title = {The bread: a study}", ["bos-2011"]),
        ("author = {Bos, P.}, title = {The bread: a study}, year = {2012}", ["bos-2011", "bos-2012"]),
        ("author = {Ros, A.}, title = {The bread: a study}, year = {2011}", ["bos-2011", "ros-2011"]),
        ("author = {Bos, P.}, title = {The bread}, year = {2011}", ["bos-2011", "bos-2011a"]),
        ("title = {The bread: a study}, year = {2011}, doi = {10.99999/b}", ["bos-2011", "the-bread-a-2011"]),
        ("title = {Quite another}, doi = {doi:10.99999/A}", ["bos-2011"]),
        ("title = {Quite another}, url = {http://dx.doi.org/10.99999/A}", ["bos-2011"]),
    ],
)
def test_what_is_one_work_and_what_is_two(bring: Any, study: Path, other: str, keys: list[str]) -> None:
    one = "author = {Bos, P.}, title = {The bread: a study}, year = {2011}, doi = {10.99999/a}"
    for name in ("a.bib", "again.bib"):
        assert bring(name, f"@book{{x, {one}}}\n@book{{y, {other}}}").status == 0
        assert list(works(study)) == keys


def test_the_key_of_a_new_work_follows_the_house_rule(bring: Any, study: Path) -> None:
    people = [
        "Brown, L.", "Gray, B. and Purdy, J.", "A, B. and C, D. and E, F.",
        "Leach, W. and B, C. and D, E. and F, G.", "De Laat, M.", "{Vereniging Hogescholen}",
        "Müller, J. and others", "Brown, X.", "Brown, Y.", "李, 明",
    ]  # fmt: skip
    text = "".join(
        f"@book{{k{at}, author = {{{names}}}, title = {{Title {at}}}, year = 2008}}\n"
        for at, names in enumerate(people)
    )
    bring("a.bib", text + "@book{z, title = {The long title of it}, year = 2008}\n@book{z, title = {Ends}}")
    assert list(works(study)) == [
        "brown-2008", "gray-purdy-2008", "a-c-e-2008", "leach-et-al-2008", "de-laat-2008",
        "vereniging-hogescholen-2008", "muller-et-al-2008", "brown-2008a", "brown-2008b", "u674e-2008",
        "the-long-title-2008", "ends-nd",
    ]  # fmt: skip


def test_line_ends_and_bom_of_the_list_stay(bring: Any, study: Path) -> None:
    old = "@book{a,\n  title = {Bread ovens here},\n  year = {2000},\n}\n\n@book{b, title = {B}}\n".replace(
        "\n", "\r\n"
    )
    (study / "references.bib").write_bytes(b"\xef\xbb\xbf" + old.encode())
    bring(
        "more.bib",
        "@book{x, title = {Bread ovens here}, year = 2000, isbn = {978-99999-9999-1}}\n@book{y, title = {C}}",
    )
    assert (study / "references.bib").read_bytes() == b"\xef\xbb\xbf" + (
        "@book{a,\n  title = {Bread ovens here},\n  year = {2000},\n  isbn  = {9789999999991}\n}\n\n"
        "@book{b, title = {B}}\n\n@book{c-nd,\n  title = {C}\n}\n"
    ).replace("\n", "\r\n").encode()


def test_the_example_of_a_new_folder_goes_when_works_come(
    ask: Ask, bring: Any, tmp_path: Path, study: Path
) -> None:
    (study / "study.toml").unlink()
    study.rmdir()
    ask("new", study)
    done = bring("a.bib", "@book{a, title = {A}, author = {Bos, P.}, year = 2000}")
    assert "references.bib: the example was removed" in done.err
    assert list(works(study)) == ["bos-2000"]


def test_an_imported_list_is_read_as_part_of_the_study(bring: Any, study: Path, tiny: Path) -> None:
    for path in tiny.iterdir():
        (study / path.name).write_bytes(path.read_bytes())
    bring("zotero.ris", (REFERENCES / "zotero.ris").read_bytes())
    found, problems = read_study(study)
    assert problems == []
    assert found is not None
    assert [work.key for work in found.works] == [
        "van-der-verzonnen-2024", "mueller-de-laat-2011", "bakers-guild-1999",
        "van-der-vaart-muller-2011", "de-bree-2014", "invented-guild-of-bakers-nd",
    ]  # fmt: skip


# ---- RIS


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("TY - JOUR\nTI - Bread\nAU - Bos, P.\nPY - 2011\nER - \n", ("Bread", ["Bos, P."], 2011)),
        (
            "TY  - JOUR\nT1  - Bread\nA1  - Bos, P.\nAU  - Ros, A.\nY1  - 2011/05//\nER  -",
            ("Bread", ["Bos, P.", "Ros, A."], 2011),
        ),
        (
            "TY  - JOUR\nTI  - Bread\nof the\n\n US - based\nAU  - Bos, P., Jr\nER  - \n",
            ("Bread of the US - based", ["Bos, P., Jr"], None),
        ),
        (
            "TY  - JOUR\nTI  - Line\u2028end\nAU  - Bos, P.\nAU  - et al.\nDA  - 12 May 2011\nER  - ",
            ("Line end", ["Bos, P."], 2011),
        ),
        ("\ufeffTY  - EDBOOK\nTI  - Bread\nAU  - Bos, P.\nPY  - 0000\nER  - \n", ("Bread", [], None)),
    ],
)
def test_a_record_is_read_as_programs_vary_it(
    bring: Any, study: Path, record: str, expected: tuple[object, ...]
) -> None:
    sound = "TY  - BOOK\nTI  - Sound\nER  - \n"
    assert bring("a.ris", f"{record}\n{sound if 'TY  -' in record else ''}").status == 0
    work = next(iter(works(study).values()))
    assert (work.title, [agent.name for agent in work.authors], work.year) == expected


def test_lists_that_were_put_one_after_another_are_one_list(bring: Any, study: Path) -> None:
    one = "\ufeffTY  - BOOK\r\nTI  - {}\r\nER  - \r\n"
    assert bring("a.ris", one.format("A") + one.format("B")).status == 0
    assert [work.title for work in works(study).values()] == ["A", "B"]


# ---- Encodings


@pytest.mark.parametrize(
    ("encoding", "warned"),
    [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)],
)
def test_a_list_in_another_encoding_is_read(bring: Any, study: Path, encoding: str, warned: bool) -> None:
    done = bring("a.ris", "TY  - BOOK\r\nAU  - Müller, É.\r\nTI  - “Café”\r\nER  - \r\n".encode(encoding))
    assert done.status == 0
    assert ("a.ris is not UTF-8 and was read as Windows-1252: check the names" in done.err) == warned
    (work,) = works(study).values()
    assert (work.title, work.authors[0].name) == ("“Café”", "Müller, É.")


def test_many_doubts_are_a_table_and_twenty_lines(bring: Any, ask: Ask, study: Path) -> None:
    done = bring(
        "a.bib",
        "".join(f"@book{{k{at}, title = {{Bread {at}}}, doi = {{none {at}}}}}\n" for at in range(1, 1_001)),
    )
    lines = done.err.splitlines()
    assert len(lines) < 30
    assert "and 980 more remarks (mind): all stand in import-doubts.csv" in lines
    rows = (study / "import-doubts.csv").read_text(encoding="utf-8").splitlines()
    assert (len(rows), rows[0]) == (1_001, "kind,file,line,remark")
    assert rows[1_000] == "mind,a.bib,1000,'none 1000' is not a DOI: left out"
    assert "import-doubts.csv" not in ask("validate", study).err


@pytest.mark.parametrize("name", ["a.txt", "a.nbib", "a.ciw", "a.isi"])
@pytest.mark.parametrize(
    "text",
    [
        "PMID- 1\nTI  - Bread\nFAU - Bos, P.\nDP  - 2011\n",
        "FN Clarivate\nVR 1.0\nPT J\nAU Bos, P.\nTI Bread\nPY 2011\nER\nEF\n",
        "TY  - JOUR\nTI  - Bread\nAU  - Bos, P.\nPY  - 2011\nER  - \n",
    ],
    ids=["PubMed", "Web of Science", "RIS"],
)
def test_a_list_with_tags_is_known_by_what_it_holds(bring: Any, study: Path, name: str, text: str) -> None:
    done = bring(name, text)
    assert done.status == 0
    assert {key: work.title for key, work in works(study).items()} == {"bos-2011": "Bread"}


def test_what_endnote_keeps_to_itself_is_named_with_the_way_out(bring: Any) -> None:
    done = bring("a.enl", "x")
    assert done.status == 2
    assert "a.enl is EndNote's own: choose File, Export there" in done.err


# ---- What cannot be used


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.ris", "TY  - BOOK\nAU  - A, B\nER  - \n", "a.ris:1: has no title: fill it in"),
        ("a.ris", "AU  - A, B\nTI  - X\nER  - \n",
         "a.ris:1: this text is in no record: each record begins with a TY line"),
        ("a.json", '[{"type": "book", "title": {"x": 1}}]', "a.json, item 1: title: must be text; left out"),
        ("a.json", '["A"]', "a.json, item 1: item: must be an object"),
    ],
)  # fmt: skip
def test_what_is_malformed_is_named_with_its_place_and_the_status_is_1_when_nothing_is_left(
    bring: Any, study: Path, name: str, text: str, line: str
) -> None:
    done = bring(name, text)
    assert done.status == 1
    assert line in done.err.splitlines()
    assert not (study / "references.bib").exists()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "{", "a.json:1: is not JSON"),
        ("a.json", '{"a": 1}', "a.json: is not CSL-JSON"),
        ("a.json", "[" * 100_000, "a.json: is not the JSON of a reference list"),
        ("a.json", "[]", "a.json: holds no references"),
        ("a.bib", "nothing", "a.bib: holds no references"),
        ("a.ris", "", "a.ris: holds no references"),
        ("a.ris", "TY  - BOOK\nTI  - \x00\nER  - \n", "a.ris: holds NUL characters, so it is not text"),
        ("a.ris", b"\x81\x8d", "a.ris: is not text in UTF-8 or Windows-1252"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(
    bring: Any, study: Path, name: str, text: str | bytes, message: str
) -> None:
    before = content(study)
    done = bring(name, text)
    assert done.status == 2
    assert message in done.err
    assert content(study) == before


def test_a_list_in_the_folder_that_is_broken_has_to_be_mended_first(bring: Any, study: Path) -> None:
    (study / "references.bib").write_text(
        "@book{a, title = {A}}\n@book{a, title = {B}}\n@book{c, title = {C}\n"
    )
    before = content(study)
    done = bring("a.bib", "@book{x, title = {X}}")
    assert done.status == 2
    assert "references.bib:2: this entry is left out: the key 'a' stands in line 1 already" in done.err
    assert "references.bib:3: cannot be parsed whole; read were title: look for" in done.err
    assert content(study) == before


def test_hostile_text_comes_in_as_text(bring: Any, study: Path) -> None:
    title = "\\input{/etc/passwd} {{{ }} % $x$ <script> @book{x, title = {A}} \"q\" = # ~ ^ `` '' -- ,,"
    item = '[{"type": "book", "title": %s, "author": [{"family": "x} and {y", "given": "\\\\"}]}]'
    done = bring("a.json", item % json.dumps(title))
    assert done.status == 0
    (work,) = works(study).values()
    assert work.title == title
    assert [(agent.family, agent.given) for agent in work.authors] == [("x} and {y", "\\")]


# ---- The call


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("a.bib", "raw.csv"), "import literature and interviews apart: raw.csv is not a reference list"),
        (("a.bib", "--as", "x"), "a reference list takes no other options than --study and --lang"),
        (("a.bib", "--column", "code=X"), "a reference list takes no other options than --study and --lang"),
        (("b.bib",), "b.bib does not exist: name a file with references"),
    ],
)
def test_a_wrong_call_is_told(
    ask: Ask,
    study: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.bib").write_text("@book{a, title = {A}}")
    Path("raw.csv").write_text("x")
    done = ask("import", *words, "--study", study)
    assert done.status == 2
    assert message in done.err


def test_without_study_toml_there_is_nothing_to_import_into(bring: Any, study: Path) -> None:
    (study / "study.toml").unlink()
    done = bring("a.bib", "@book{a, title = {A}}")
    assert done.status == 2
    assert "study.toml: is missing: make a study folder first" in done.err


def test_the_report_is_in_dutch_too(ask: Ask, study: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text(
        "TY  - XXXX\nAU  - Gilde\nTI  - A\nDO  - geen\nER  - \nTY  - BOOK\nER  - \n"
    )
    done = ask("import", tmp_path / "a.ris", "--study", study, "--lang", "nl")
    assert done.err.splitlines() == [
        "a.ris:1: 'Gilde' heeft geen komma en is als organisatie gelezen",
        "a.ris:1: soort XXXX is bewaard als document",
        "a.ris:1: 'geen' is geen DOI: weggelaten",
        "a.ris: 1 verwijzing gelezen, 1 niet te gebruiken",
        "a.ris:6: heeft geen titel: vul haar in",
        "1 nieuw werk in references.bib: gilde-nd",
        f"Alles wat hierboven staat, staat ook in {study}/import-report.txt. "
        f"Hierna: lcgraph validate {study}",
    ]
    assert (
        (study / "import-report.txt").read_text(encoding="utf-8").startswith("Gedaan\n- a.ris: 1 verwijzing")
    )


# ---- Keys, strings, characters, doubts


def test_a_key_of_the_house_is_kept_and_the_others_are_listed(bring: Any, study: Path) -> None:
    people = "Austin, J. and Reficco, E. and {SEKN Research Team}"
    done = bring(
        "a.bib",
        f"@book{{austin-reficco-2005, author = {{{people}}}, title = {{A}}, year = 2005}}\n"
        "@book{Bos2006, author = {Bos, P.}, title = {B}, year = 2006}",
    )
    assert list(works(study)) == ["austin-reficco-2005", "bos-2006"]
    line = "other keys than in the file (old → new): change what refers to them: Bos2006 → bos-2006"
    assert line in done.err.splitlines()
    bring("b.bib", "@book{austin-reficco-2005, author = {Ros, A.}, title = {C}, year = 2005}")
    bring("c.ris", "TY  - BOOK\nID  - by-ris-2007\nAU  - Ros, A.\nTI  - D\nPY  - 2007\nER  - \n")
    bring("d.json", '[{"id": "by-csl-2008", "type": "book", "title": "E"}]')
    assert list(works(study))[2:] == ["ros-2005", "by-ris-2007", "by-csl-2008"]


def test_strings_are_joined_and_one_that_nothing_defines_is_told(bring: Any, study: Path) -> None:
    text = """@string{pmr = "Public" # " Matters"}
@article{a, title = "Concat " # {st#r} # "ing", journal = PMR # " B", year = 2000, month = jan}
@article{b, title = {A # B}, journal = jpart, pages = 10--19, year = 2001}
"""
    done = bring("a.bib", text)
    one, two = works(study).values()
    assert (one.title, one.container, two.title, two.container, two.pages) == (
        "Concat st#ring", "Public Matters B", "A # B", "", "10–19",
    )  # fmt: skip
    assert done.err.splitlines()[0] == (
        "a.bib:3: journal names jpart, which nothing defines, and is left out: "
        "write it between braces, or define it with @string"
    )


def test_entities_of_html_are_characters(bring: Any, study: Path) -> None:
    bring("a.bib", r"@misc{a, title = {Crossref &amp; \&amp; R&D &lt;i&gt;x&lt;/i&gt; &#233;}, year = 2000}")
    (work,) = works(study).values()
    assert work.title == "Crossref & & R&D x é"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.bib", "@misc{a, title = {A\x01B\x0c C}, year = 2000}"),
        ("a.ris", "TY  - GEN\nTI  - A\x01B\x0c C\nER  - \n"),
        ("a.json", r'[{"type": "document", "title": "A\u0001B\f C"}]'),
    ],
)
def test_control_characters_are_taken_out_and_told(bring: Any, study: Path, name: str, text: str) -> None:
    done = bring(name, text)
    assert f"{name}: 2 control characters were removed" in done.err.splitlines()
    assert [work.title for work in works(study).values()] == ["AB C"]


def test_a_byte_that_is_not_utf_8_is_told_and_the_rest_stays_as_it_is(bring: Any, study: Path) -> None:
    text = "@book{a, author = {Müller, É.},\n title = {Café ça".encode() + b" \xe9t\xe9}, year = 2000}"
    done = bring("a.bib", text)
    assert (
        done.err.splitlines()[:2]
        == [
            "a.bib:2: this is not UTF-8 and was read as 'é': check it",
        ]
        * 2
    )
    (work,) = works(study).values()
    assert (work.title, work.authors[0].name) == ("Café ça été", "Müller, É.")


def test_names_that_are_none_are_told(bring: Any, study: Path) -> None:
    done = bring("a.bib", "@book{a, author = {Jansen, Jan, Bakker, Piet, Ros, Anna}, title = {None}}")
    assert done.status == 0
    assert done.err.splitlines()[0] == (
        "a.bib:1: author 'Jansen, Jan, Bakker, Piet, Ros, Anna' is not a name and is left out: write Family, "
        "Given and Family, Given"
    )
    done = bring(
        "a.ris",
        "TY  - BOOK\nAU  - et al.\nAU  - Ros, A.\nTI  - A\nER  - \n"
        "TY  - BOOK\nAU  - Bos, P., et al.\nTI  - B\nER  - \n",
    )
    assert done.err.splitlines()[0] == "a.ris:1: 'et al.' does not end the names: it was read as if it did"
    assert [([agent.name for agent in work.authors], work.others) for work in works(study).values()] == [
        ([], False), (["Ros, A."], True), (["Bos, P."], True),
    ]  # fmt: skip


def test_doubles_are_found_whatever_the_particles_and_umlauts(bring: Any, study: Path) -> None:
    bring("a.bib", "@book{a, author = {Vaart, Rob van der and Müller, J.}, title = {A}, year = 2000}")
    done = bring(
        "b.ris",
        "TY  - BOOK\nAU  - Vaart, R.\nTI  - A\nPY  - 2000\nER  - \n"
        "TY  - BOOK\nAU  - Mueller, J.\nTI  - A\nPY  - 2000\nER  - \n",
    )
    assert done.status == 0
    (work,) = works(study).values()
    assert [agent.name for agent in work.authors] == ["van der Vaart, Rob", "Müller, J."]


def test_different_ids_speak_against_a_double_and_a_wrong_one_is_told(bring: Any, study: Path) -> None:
    entry = '@book{{a, author = {{Jansen, J.}}, title = {{A}}, year = 2000, author+an:orcid = {{1="{}"}}}}'
    bring("a.bib", entry.format("0000-0002-1825-0097"))
    done = bring("b.bib", entry.format("0000-0002-1694-233X"))
    assert (
        "b.bib:1: jansen-2000a has title and year of jansen-2000 but other ORCID iDs: kept apart" in done.err
    )
    done = bring("c.bib", entry.format("0000-0002-1825-0098"))
    assert "c.bib:1: '0000-0002-1825-0098' is not an ORCID iD or ROR iD: left out" in done.err


def test_a_doi_that_two_have_who_share_nothing_else_is_a_doubt(bring: Any, study: Path) -> None:
    bring("a.bib", "@book{a, author = {Bos, P.}, title = {A}, year = 2000, doi = {10.99999/a}}")
    bring("b.bib", "@book{b, author = {Ros, A.}, title = {B}, year = 2001, doi = {10.99999/a}, volume = 1}")
    told = (study / "import-report.txt").read_text(encoding="utf-8")
    assert [work.doi for work in works(study).values()] == ["10.99999/a", ""]
    doubt = (
        "- b.bib:1 has the DOI of bos-2000, but title and authors differ: kept apart, without the DOI; "
        "check it\n"
    )
    assert doubt in told[told.index("\nMind\n") :]


@pytest.mark.parametrize("length", [99_000, 1_200_000])
def test_a_field_of_any_size_takes_seconds(bring: Any, study: Path, length: int, computing: Any) -> None:
    with computing(20):
        done = bring("a.bib", "@book{a, title = {A}, note = {%s}}" % ("x {y} " * (length // 6)))
    assert ("a.bib:1: note is longer than 100000 characters" in done.err) == (length > 100_000)


def test_a_name_that_may_be_two_persons_is_told_when_it_comes(bring: Any, study: Path) -> None:
    bring("a.bib", "@book{a, author = {Wang, Wei}, title = {A}}\n@book{b, author = {Wang, Wen}, title = {B}}")
    done = bring("c.bib", "@book{c, author = {Wang, W.}, title = {C}}")
    assert (
        "'Wang, W.' may be 'Wang, Wei' or 'Wang, Wen' and is kept apart: write the given name in full, "
        "or give the ORCID iDs"
    ) in done.err.splitlines()


def test_what_can_be_read_of_a_faulty_entry_is_kept_and_what_is_in_doubt_is_told(
    bring: Any, study: Path
) -> None:
    done = bring(
        "a.bib",
        "@article{field-2018, author = {Ros, A.}, title = {A field twice}, year = 2018,\n"
        "  abstract = {See \\href{https://example.org/}{the page}}, year = 2019}\n"
        "@article{\n  author = {Bos, P.}, title = {No key}, year = 2012}\n"
        "@inproceedings{edited-2005, author = {Jansen, J. \\& Bakker, P.}, editor = {Ros, A. G.; Bos, J. L.},"
        "\n  title = {A paper}, year = 2005}\n",
    )
    assert done.status == 0
    assert done.err.splitlines()[:5] == [
        "a.bib:1: year stands in it twice: only the first was read",
        "a.bib:3: has no key and is called bos-2012 now",
        "a.bib:5: author 'Jansen, J. \\\\& Bakker, P.' was read as 2 names",
        "a.bib:5: editor 'Ros, A. G.; Bos, J. L.' was read as 2 names",
        "a.bib: 3 references read, 0 not usable",
    ]
    found = works(study)
    assert {key: work.year for key, work in found.items()} == {
        "field-2018": 2018, "bos-2012": 2012, "edited-2005": 2005,
    }  # fmt: skip
    edited = found["edited-2005"]
    assert [agent.name for agent in (*edited.authors, *edited.editors)] == [
        "Jansen, J.", "Bakker, P.", "Ros, A. G.", "Bos, J. L.",
    ]  # fmt: skip


def test_works_of_one_title_in_other_places_are_other_works(bring: Any, study: Path) -> None:
    done = bring(
        "a.bib",
        "@article{a, author = {Ros, Wei}, title = {Editorial}, journal = {Journal of A}, pages = {1--2},\n"
        "  year = 2020}\n"
        "@article{b, author = {Ros, Wen}, title = {Editorial}, journal = {Journal of A}, year = 2020}\n"
        "@article{c, title = {Editorial}, journal = {Journal of C}, year = 2020}\n"
        "@incollection{d, author = {Bos, P.}, title = {Introduction}, booktitle = {Book one}, year = 2021}\n"
        "@incollection{e, author = {Bos, P.}, title = {Introduction}, booktitle = {Book two}, year = 2021}\n"
        "@article{f, author = {Bos, P.}, title = {Review}, journal = {JHE}, pages = {10--12}, year = 2021}\n"
        "@article{g, author = {Bos, P.}, title = {Review}, journal = {Journal of Higher Education},\n"
        "  pages = {13--15}, year = 2021}\n"
        "@article{h, author = {Bos, P.}, title = {Review}, journal = {J. Higher Educ.},\n"
        "  pages = {10}, year = 2021}\n",
    )
    assert "a.bib:10 is bos-2021b (same title and year)" in done.err
    assert "a.bib:8: bos-2021c has title and year of bos-2021b but other pages: kept apart" in done.err
    assert list(works(study)) == [
        "ros-2020", "ros-2020a", "editorial-2020", "bos-2021", "bos-2021a", "bos-2021b", "bos-2021c",
    ]  # fmt: skip


def test_records_of_exporters_with_habits_of_their_own(bring: Any, study: Path) -> None:
    done = bring(
        "a.ris",
        "TY  - JOUR\nAU  - Ros, Amy\nA2  - Achen, T., Bos, L., Guy; Bono\nTI  - Cited authors\nER  - \n"
        "TY  - JOUR\nAU  - Ros, P. J.; Bos, Maria; Aarts, Ana\nTI  - One field\nER  - \n"
        "TY  - JOUR\nA1  - van der Vaart N R\nA1  - Ros-Bos X\nTI  - Initials\n"
        "UR  - https://a.example.org/1; https://b.example.org/2\nER  - \n",
    )
    assert done.err.splitlines()[:3] == [
        "a.ris:1: A2 'Achen, T., Bos, L., Guy; Bono' is left out: with a work of this type cited authors "
        "stand there",
        "a.ris:10: 'van der Vaart N R' has no comma and was read as 'van der Vaart, N. R.'",
        "a.ris:10: 'Ros-Bos X' has no comma and was read as 'Ros-Bos, X.'",
    ]
    assert {work.title: [agent.name for agent in work.people] for work in works(study).values()} == {
        "Cited authors": ["Ros, Amy"],
        "One field": ["Ros, P. J.", "Bos, Maria", "Aarts, Ana"],
        "Initials": ["van der Vaart, N. R.", "Ros-Bos, X."],
    }
    assert "url    = {https://a.example.org/1},\n  note   = {https://b.example.org/2}" in bib(study)


def test_a_year_is_found_in_dates_of_any_form_and_a_range_is_told(bring: Any, study: Path) -> None:
    dates = [
        {"literal": "1996_2004"}, [{"year": "2009", "month": "1"}], {"date-parts": [[-250]]},
        {"raw": "1814/1995"}, {"date-parts": [[2001], [2003]]},
    ]  # fmt: skip
    items = [{"type": "book", "title": f"T{at}", "issued": date} for at, date in enumerate(dates)]
    done = bring("a.json", json.dumps(items))
    assert done.err.splitlines()[:3] == [
        "a.json, item 1: '1996_2004' names several years: 1996 is kept",
        "a.json, item 4: '1814/1995' names several years: 1814 is kept",
        "a.json, item 5: '2001/2003' names several years: 2001 is kept",
    ]
    assert {key: work.year for key, work in works(study).items()} == {
        "t0-1996": 1996, "t1-2009": 2009, "t2-250bce": -250, "t3-1814": 1814, "t4-2001": 2001,
    }  # fmt: skip


def test_a_year_before_our_era_is_one_in_the_shapes_in_questions_and_in_exports(
    ask: Ask, bring: Any, study: Path, tiny: Path
) -> None:
    for path in tiny.iterdir():
        (study / path.name).write_bytes(path.read_bytes())
    bring("a.bib", "@book{a, author = {Plato}, title = {On bread}, year = {-250}}")
    assert ask("validate", study).status == 0
    asked = ask("query", "work-years", "--study", study, "--format", "csv").out.splitlines()
    assert "plato-250bce,-250" in asked
    asked = ask("query", "works-by-decade", "--study", study, "--format", "csv").out.splitlines()
    assert asked[:2] == ["decade,works,cited,listed", "-250,1,0,1"]
    for format_, line in (("bibtex", "  year   = {-250}"), ("ris", "PY  - -250")):
        assert line in ask("export", "--study", study, "--format", format_).out.splitlines()


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("a.bib", "@book{a, author = {Bos, P.}, title = {Bread}, year = {12x4}}", "a.bib:1"),
        ("a.ris", "TY  - BOOK\nAU  - Bos, P.\nTI  - Bread\nPY  - 12x4\nER  - \n", "a.ris:1"),
        (
            "a.json",
            '[{"type": "book", "author": [{"family": "Bos", "given": "P."}], "title": "Bread",'
            ' "issued": {"raw": "12x4"}}]',
            "a.json, item 1",
        ),
    ],
)
def test_a_year_that_is_none_is_told_and_the_reference_kept_without_it(
    bring: Any, study: Path, file: str, content: str, place: str
) -> None:
    done = bring(file, content)
    assert f"{place}: year '12x4' names no year: left out" in done.err.splitlines()
    assert (study / "references.bib").read_text() == (
        "@book{bos-nd,\n  author = {Bos, P.},\n  title  = {Bread}\n}\n"
    )
