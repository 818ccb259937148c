"""Reference lists: names, titles and identifiers as people write them in BibTeX."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lcgraph.literature import references
from lcgraph.literature.model import Work
from lcgraph.literature.references import read_references
from lcgraph.say import Problem, Problems

Lines = Callable[[Sequence[Problem]], list[str]]
Read = Callable[[str], tuple[list[Work], list[str]]]


@pytest.fixture
def read(tmp_path: Path, in_both_languages: Lines) -> Read:
    """The works of a BibTeX text, and the problems as English lines."""

    def works(text: str) -> tuple[list[Work], list[str]]:
        path = tmp_path / "references.bib"
        path.write_text(text, encoding="utf-8")
        problems = Problems()
        found = read_references(path, problems)
        return found, in_both_languages(problems.found)

    return works


@pytest.mark.parametrize(
    ("written", "slug_", "family", "given"),
    [
        ("Gray, B.", "gray-b", "Gray", "B."),
        ("Barbara Gray", "gray-b", "Gray", "Barbara"),
        ("van der Vaart, R.", "van-der-vaart-r", "van der Vaart", "R."),
        ("Rob van der Vaart", "van-der-vaart-r", "van der Vaart", "Rob"),
        ("de Bree, Elise", "de-bree-e", "de Bree", "Elise"),
        ("{De Laat}, M.", "de-laat-m", "De Laat", "M."),
        ("De Laat, M.", "de-laat-m", "De Laat", "M."),
        ('M{\\"u}ller, J.', "muller-j", "Müller", "J."),
        ("Müller, J.", "muller-j", "Müller", "J."),
        ("Macke, J{\\'a}nia", "macke-j", "Macke", "Jánia"),
        ("{\\O}stergaard, {\\'E}.", "ostergaard-e", "Østergaard", "É."),
        ("Vallejos-Toss, R.", "vallejos-toss-r", "Vallejos-Toss", "R."),
        ("O'Leary, R.", "o-leary-r", "O'Leary", "R."),
        ("Bryson, J. M.", "bryson-j", "Bryson", "J. M."),
        ("King, Jr., Martin", "king-m", "King", "Martin, Jr."),
        ("Plato", "plato", "Plato", ""),
    ],
)
def test_a_name_keeps_its_particles_and_accents(
    read: Read, written: str, slug_: str, family: str, given: str
) -> None:
    (work,), problems = read(f"@book{{x-2000, author = {{{written}}}, title = {{X}}, year = {{2000}}}}")
    assert problems == []
    (author,) = work.authors
    assert (author.slug, author.family, author.given, author.corporate) == (slug_, family, given, False)


@pytest.mark.parametrize(
    ("written", "slug_", "name"),
    [
        ("{Vereniging Hogescholen}", "vereniging-hogescholen", "Vereniging Hogescholen"),
        ("{SEKN Research Team}", "sekn-research-team", "SEKN Research Team"),
        ("{Procter and Gamble, Inc.}", "procter-and-gamble-inc", "Procter and Gamble, Inc."),
        ("{Barnes \\& Noble}", "barnes-noble", "Barnes & Noble"),
    ],
)
def test_an_organisation_in_braces_is_one_author_under_its_whole_name(
    read: Read, written: str, slug_: str, name: str
) -> None:
    (work,), problems = read(f"@misc{{x-2000, author = {{{written}}}, title = {{X}}, year = {{2000}}}}")
    assert problems == []
    assert [(author.slug, author.name, author.corporate) for author in work.authors] == [(slug_, name, True)]


def test_persons_and_organisations_stand_beside_each_other(read: Read) -> None:
    text = "@misc{x-2005, author = {Austin, J. and Reficco, E. and {SEKN Research Team}}, title = {X}}"
    (work,), _ = read(text)
    assert [author.name for author in work.authors] == ["Austin, J.", "Reficco, E.", "SEKN Research Team"]


def test_editors_are_no_authors_but_a_work_without_authors_goes_by_them(read: Read) -> None:
    works, _ = read(
        "@book{a-2000, editor = {Bos, P. and Ros, A.}, title = {A}, year = 2000}\n"
        "@book{b-2000, author = {Bos, P.}, editor = {Ros, A.}, title = {B}, year = 2000}\n"
        "@book{c-2000, title = {C}, year = 2000}\n"
    )
    assert [[author.slug for author in work.authors] for work in works] == [[], ["bos-p"], []]
    assert [[editor.slug for editor in work.editors] for work in works] == [["bos-p", "ros-a"], ["ros-a"], []]
    assert [work.label for work in works] == ["Bos & Ros (2000)", "Bos (2000)", ""]


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1111/puar.12432", "10.1111/puar.12432"),
        ("https://doi.org/10.1111/PUAR.12432", "10.1111/puar.12432"),
        ("http://dx.doi.org/10.1111/puar.12432", "10.1111/puar.12432"),
        ("doi:10.1111/puar.12432", "10.1111/puar.12432"),
        ("DOI: 10.1111/puar.12432.", "10.1111/puar.12432"),
        ("10.1093/icc/13.3.0_9", "10.1093/icc/13.3.0_9"),
        ("10.1093/icc/13.3.0\\_9", "10.1093/icc/13.3.0_9"),
        ("10.1002/(SICI)1099-1123(199901)5:1", "10.1002/(sici)1099-1123(199901)5:1"),
        ("see the publisher", ""),
        ("", ""),
    ],
)
def test_one_doi_in_all_its_forms_is_one_doi(read: Read, written: str, doi: str) -> None:
    (work,), _ = read(f"@article{{x-2000, title = {{X}}, doi = {{{written}}}}}")
    assert work.doi == doi


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("year = {2011}", 2011),
        ("year = 2011", 2011),
        ("date = {2011-03-05}", 2011),
        ("year = {in press}", None),
        ("title = {The year 2011}", None),
        ("year = {[1999] 2011}", 1999),
    ],
)
def test_a_year_is_read_and_a_missing_one_stays_unknown(read: Read, fields: str, year: int | None) -> None:
    (work,), problems = read(f"@book{{x, author = {{Bos, P.}}, {fields}}}")
    assert problems == []
    assert work.year == year


def test_a_year_that_is_none_is_told_with_its_line(read: Read) -> None:
    (work,), problems = read("@book{x, author = {Bos, P.}, title = {X}, year = {12x4}}")
    assert work.year is None
    assert problems == ["references.bib:1: year '12x4' names no year: left out"]


def test_a_work_is_told_as_a_reference_list_prints_it(read: Read) -> None:
    (work,), _ = read(
        "@article{muller-2011,\n"
        '  author = {M{\\"u}ller, J.},\n'
        "  title = {Bread \\& {DNA}: a\n           50\\% study of caf{\\'e}s},\n"
        "  journal = {Journal of Results}, volume = {3}, number = {1}, pages = {10--19}, year = {2011},\n"
        "}\n"
    )
    assert (work.key, work.kind, work.title) == (
        "muller-2011",
        "article",
        "Bread & DNA: a 50% study of cafés",
    )
    assert work.citation == "Journal of Results, 3(1), 10–19"
    assert work.listed
    assert work.place.row == 1


def test_a_publisher_stands_beside_what_the_work_is_in_but_not_twice(read: Read) -> None:
    works, _ = read(
        "@incollection{a, title = {A}, booktitle = {All}, publisher = {Press}, address = {Town}}\n"
        "@misc{b, title = {B}, series = {Press}, publisher = {Press}, year = 2000}\n"
    )
    assert [work.citation for work in works] == ["All, Press, Town", "Press"]


def test_a_book_is_told_with_publisher_and_place(read: Read) -> None:
    (work,), _ = read(
        "@book{b-1999, title = {B}, publisher = {Guild Press}, address = {Nowhere}, year = 1999}"
    )
    assert work.citation == "Guild Press, Nowhere"


def test_the_keyword_study_marks_what_stands_in_no_reference_list(read: Read) -> None:
    works, _ = read(
        "@misc{a, title = {A}, keywords = {study}}\n"
        "@misc{b, title = {B}, keywords = {bread, study; own}}\n"
        "@misc{c, title = {C}, keywords = {studying, case study}}\n"
    )
    assert [work.listed for work in works] == [False, False, True]


def test_a_doubled_key_is_told_with_its_line_and_the_first_is_kept(read: Read) -> None:
    works, problems = read(
        "@book{bos-2000, title = {First}, year = 2000}\n\n@book{bos-2000,\n  title = {Second}\n}\n"
    )
    assert [work.title for work in works] == ["First"]
    assert problems == [
        "references.bib:3: this entry is left out: the key 'bos-2000' stands in line 1 already: "
        "keep one of the two"
    ]


def test_a_broken_entry_is_told_with_its_line_and_the_others_are_read(read: Read) -> None:
    works, problems = read(
        "@book{a, title = {A}}\n\n@book{b, title = {B}, year = }\n\n@book{c title {C}}\n\n"
        "@book{d, title = {D}}\n"
    )
    assert {work.key for work in works} >= {"a", "d"}
    assert problems
    assert all(problem.startswith("references.bib:") for problem in problems)
    assert {problem.split(":")[1] for problem in problems} <= {"3", "5"}


def test_an_entry_that_is_cut_off_is_told(read: Read) -> None:
    works, problems = read("@book{a, title = {A}}\n@book{b, title = {B\n")
    assert [work.key for work in works] == ["a"]
    (problem,) = problems
    assert problem.startswith("references.bib:2: this entry is left out: ")


def test_a_doubled_field_is_told_with_its_line_and_its_first_value_is_read(read: Read) -> None:
    works, problems = read("@book{a, title = {A}, title = {Z}}\n@book{b, title = {B}}\n")
    assert [work.title for work in works] == ["A", "B"]
    assert problems == ["references.bib:1: title stands in it twice: only the first was read"]


def test_an_entry_without_a_key_gets_one_that_no_other_has(read: Read) -> None:
    works, problems = read("@book{\n  title = {A}}\n@book{title = {B}}\n@book{a-nd, title = {C}}\n")
    assert {work.key: work.title for work in works} == {"a-nda": "A", "b-nd": "B", "a-nd": "C"}
    assert problems == [
        f"references.bib:{line}: has no key and is called {key} here: put that before the fields, as in "
        f"@book{{{key},"
        for line, key in ((1, "a-nda"), (3, "b-nd"))
    ]


@pytest.mark.parametrize(
    "broken",
    [
        "@book{b, title = {B}\n year = {2001}, author = {Bos, P.}}",
        '@book{b, title = {B}, author = {Bos, P.}, note = "x}',
        "@book{b, title = {B}, author = {Bos, P.}",
        "@book{b, title = {B, author = {Bos, P.}}",
    ],
)
def test_what_is_closed_in_an_entry_that_is_not_is_read_and_told(read: Read, broken: str) -> None:
    works, problems = read(f"@book{{a, title = {{A}}}}\n{broken}\n@book{{c, title = {{C}}}}\n")
    assert [(work.key, work.title) for work in works] == [("a", "A"), ("b", "B"), ("c", "C")]
    assert [agent.name for agent in works[1].authors] == ["Bos, P."]
    (problem,) = problems
    assert problem.startswith("references.bib:2: cannot be parsed whole; read were title, ")


def test_text_between_entries_that_is_no_comment_is_no_reference(read: Read) -> None:
    works, problems = read(
        "A list of references.\n@comment{nothing}\n% nothing either\n@book{a, title = {A}, year = 2000}\n"
    )
    assert [work.key for work in works] == ["a"]
    assert problems == []


def test_a_key_that_cannot_stand_in_a_link_is_told(read: Read) -> None:
    works, problems = read("@book{bos/ros:2000, title = {A}}\n")
    assert works == []
    assert problems == [
        "references.bib:1: this entry is left out: the key 'bos/ros:2000' cannot stand in a link: "
        "use letters, digits, '-', '_' and '.'"
    ]


def test_strings_of_bibtex_are_filled_in(read: Read) -> None:
    (work,), problems = read(
        "@string{jpm = {Journal of Public Matters}}\n@article{a, title = {A}, journal = jpm, year = 2000}\n"
    )
    assert problems == []
    assert work.citation == "Journal of Public Matters"


def test_a_list_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "references.bib"
    path.write_bytes("@book{a,\n title = {Café}}\n".encode("latin-1"))
    problems = Problems()
    assert read_references(path, problems) == []
    assert [str(problem) for problem in problems.found] == [
        "references.bib:2: is not UTF-8 text: save it again in UTF-8"
    ]


def test_an_empty_list_has_no_works(read: Read) -> None:
    assert read("") == ([], [])


@pytest.mark.parametrize(
    "title",
    [
        pytest.param(r"\sqrt[" * 30 + "x" + "]" * 30, id="options in options, each read twice"),
        pytest.param(r"\sqrt[" * 5_000, id="options that never close"),
        pytest.param(r"\begin{a}" * 500, id="environments in environments"),
        pytest.param(r"\(" * 1_000, id="formulas in formulas"),
        *(
            r"\href",
            r"\href{a}",
            r"\title",
            r"\author",
            r"\footnote{a",
            r"\footnote[",
            r"a \verb",
            "a\\",
            r"\frac",
        ),
    ],
)
def test_latex_that_was_made_to_harm_is_read_within_bounds(read: Read, title: str) -> None:
    for field in ("title", "orcid-numbers", "journal"):
        first = f"@article{{a-2001,\n {field} = {{{title}}},\n year = 2001\n}}\n"
        works, _ = read(first + "@book{b-2002, title = {Bread}}")
        assert works[-1].title == "Bread"


def test_a_title_keeps_its_square_brackets(read: Read) -> None:
    (work,), _ = read(r"@book{a, title = {[1] [2] [3] [4] Caf\'e [sic] \sqrt[3]{x}}}")
    assert work.title.startswith("[1] [2] [3] [4] Café [sic]")


def test_a_reference_list_that_takes_too_long_or_breaks_its_reader_is_a_problem_of_the_file(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "MAX_SECONDS", 0.2)
    monkeypatch.setattr(references, "read_entries", lambda *_: time.sleep(30))
    slow = "references.bib: takes more than 0.2 s to read: it is too large or made to do harm; split it"
    assert read("@book{a, title={A}}") == ([], [slow])
    monkeypatch.setattr(references, "read_entries", lambda *_: {}["line"])
    broken = "references.bib: cannot be read: the reader broke off (KeyError: 'line')"
    assert read("@book{a, title={A}}") == ([], [broken])


def test_a_control_character_in_a_reference_is_told_and_read_as_a_space(read: Read) -> None:
    works, told = read("@book{a,\n title = {Bread\x1b[31m}}")
    assert works[0].title == "Bread [31m"
    assert told == [
        r"references.bib:2: holds the control character '\x1b', which was read as a space: take it out"
    ]
