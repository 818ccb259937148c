"""A study folder read whole: every record with its row, every problem at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

import lcgraph
from lcgraph.errors import InputError
from lcgraph.say import Problem, Text
from lcgraph.study import read
from lcgraph.study.layout import layouts
from lcgraph.study.model import Quantity, Study
from lcgraph.study.quads import study_quads
from lcgraph.study.read import read_study

Lines = Callable[[Sequence[Problem]], list[str]]
Make = Callable[[Mapping[str, str | bytes | None]], Path]
TOML = 'id = "s"\ntitle.en = "S"\n'


@pytest.fixture
def tell(study_with: Make, in_both_languages: Lines) -> Callable[..., list[str]]:
    """The problems, as English lines, of the tiny study with other files."""

    def problems(files: Mapping[str, str | bytes | None]) -> list[str]:
        _, found = read_study(study_with(files))
        return in_both_languages(found)

    return problems


@pytest.fixture
def study(tiny: Path) -> Study:
    found, problems = read_study(tiny)
    assert problems == []
    assert found is not None
    return found


def test_the_tiny_study_is_read_without_a_problem(study: Study) -> None:
    counts = (study.cases, study.groups, study.respondents, study.mentions, study.findings, study.works)
    assert [len(records) for records in counts] == [2, 4, 9, 23, 2, 3]
    assert (len(study.motives), len(study.citations), len(study.limitations)) == (1, 5, 1)
    assert study.id == "tiny-synthetic"
    assert study.title.en == "Why bakers and hospitals take part (synthetic)"
    assert (study.collected_from, study.collected_until) == ("2024-02", "2024-03-15")
    assert [creator.slug for creator in study.creators] == ["van-der-verzonnen-a"]


def test_the_rule_is_an_exact_fraction_with_its_exceptions(study: Study) -> None:
    assert study.rule is not None
    assert study.rule.threshold == Fraction(3, 4)
    (exception,) = study.rule.exceptions
    assert (exception.case, exception.role, exception.threshold) == (
        "bakery",
        "education-partner",
        Fraction(1),
    )


def test_a_case_has_the_attributes_that_its_study_declares_and_unknown_is_not_zero(study: Study) -> None:
    bakery, hospital = study.cases
    assert bakery.attributes == {
        "students": Quantity(12, "exactly"),
        "partners": Quantity(5, "about"),
        "place_in_programme": Text(nl="Minor", en="Minor"),
        "practice_partners": Text(nl="Bakkers", en="Bakers"),
    }
    assert hospital.attributes["students"] == Quantity(None, "all")


def test_a_number_without_a_qualifier_is_exact(study_with: Make) -> None:
    folder = study_with({"cases.csv": "id,label_en,sector,setting,students\na,A,ict,public-public,5\n"})
    found, _ = read_study(folder)
    assert found is not None
    (case,) = found.cases
    assert case.attributes == {"students": Quantity(5, "exactly")}


CASES = "id,label_en\nbakery,Bakery\nhospital,Hospital\n"


def test_a_case_need_not_say_its_sector_or_its_setting(study_with: Make) -> None:
    graph = lcgraph.open(studies=study_with({"cases.csv": CASES}))
    assert not graph.sparql("ASK { ?case lcg:sector|lcg:setting ?code }")
    assert graph.sparql("ASK { ?case a lcg:Case ; skos:notation 'bakery' }")


def test_mentions_keep_their_rows_past_a_segment_of_two_lines(study: Study) -> None:
    rows = [mention.place.row for mention in study.mentions]
    assert rows == list(range(2, 25))
    assert study.mentions[1].segment == "And we still do:\nevery shop is short of hands."
    assert study.mentions[5].segment == 'You meet "the others".'


def test_motives_that_were_not_asked_about_are_separate_codes(study_with: Make) -> None:
    content = "id,case,role,motives_not_asked\nb1,bakery,practice-partner,network  image cost-reduction\n"
    found, problems = read_study(study_with({"respondents.csv": content}))
    assert problems == []
    assert found is not None
    assert found.respondents[0].not_asked == ("network", "image", "cost-reduction")


def test_the_kinds_of_a_citation_are_told_apart(study_with: Make) -> None:
    content = (
        "work,relation,about,locator\n"
        "a,supports,cluster:social-capital,p. 1\na,defines,level:collective,p. 1\n"
        "a,disputes,motive:image,p. 1\n"
        "a,places,motive:image@cluster:capital,p. 1\na,mentions,background,p. 1\n"
    )
    found, problems = read_study(study_with({"citations.csv": content}))
    assert problems == []
    assert found is not None
    assert [(each.kind, each.code, each.placed) for each in found.citations] == [
        ("cluster", "social-capital", ""),
        ("level", "collective", ""),
        ("motive", "image", ""),
        ("motive", "image", "capital"),
        ("background", "", ""),
    ]


@pytest.mark.parametrize(
    ("written", "threshold"),
    [
        ('"3/4"', Fraction(3, 4)),
        ("1", Fraction(1)),
        ('"1"', Fraction(1)),
        ('"1/1"', Fraction(1)),
        ('" 2 / 3 "', Fraction(2, 3)),
        ('"6/8"', Fraction(3, 4)),
    ],
)
def test_a_threshold_is_a_fraction_or_a_whole_number(
    study_with: Make, written: str, threshold: Fraction
) -> None:
    found, problems = read_study(study_with({"study.toml": f"{TOML}[rule]\nthreshold = {written}\n"}))
    assert problems == []
    assert found is not None
    assert found.rule is not None
    assert found.rule.threshold == threshold


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0.75", "0.75"),
        ('"75%"', "'75%'"),
        ('"0.75"', "'0.75'"),
        ('"3/0"', "'3/0'"),
        ('"-3/4"', "'-3/4'"),
        ('"three quarters"', "'three quarters'"),
        ('""', "''"),
        ("true", "True"),
        ("[3, 4]", "[3, 4]"),
        ("inf", "inf"),
    ],
)
def test_a_threshold_that_is_no_fraction_is_refused(
    tell: Callable[..., list[str]], written: str, shown: str
) -> None:
    """A float is not exact: 0.75 happens to be, 0.7 is not."""
    assert tell({"study.toml": f"{TOML}[rule]\nthreshold = {written}\n"}) == [
        f"study.toml rule.threshold: the threshold {shown} is not a fraction: "
        'write it in quotes, such as "3/4"'
    ]


def test_a_rule_without_a_threshold_is_told(tell: Callable[..., list[str]]) -> None:
    assert tell({"study.toml": f'{TOML}[rule]\nlocator = "Method"\n'}) == [
        'study.toml rule.threshold: threshold is missing: write it as a fraction in quotes, such as "3/4"'
    ]


def test_an_exception_names_a_group_by_codes_and_stands_once(tell: Callable[..., list[str]]) -> None:
    exceptions = (
        '[[rule.exception]]\ncase = "bakery"\nrole = "education-partner"\nthreshold = "1/2"\n'
        '[[rule.exception]]\ncase = "bakery"\nrole = "education-partner"\nthreshold = "1/3"\n'
        '[[rule.exception]]\ncase = "the bakery"\nrole = "education-partner"\nthreshold = "1/3"\n'
        '[[rule.exception]]\ncase = "bakery"\nrole = "practice-partner"\nthreshold = 0.5\n'
    )
    assert tell({"study.toml": f'{TOML}[rule]\nthreshold = "3/4"\n{exceptions}'}) == [
        "study.toml rule.exception: bakery, education-partner has two exceptions: keep one of them",
        "study.toml rule.exception.case: 'the bakery' is neither a code nor a label: did you mean 'bakery'?",
        "study.toml rule.exception.threshold: the threshold 0.5 is not a fraction: "
        'write it in quotes, such as "3/4"',
    ]


def test_broken_toml_is_told_with_its_line(tell: Callable[..., list[str]]) -> None:
    (problem,) = tell({"study.toml": 'id = "s"\ntitle.en = S\n'})
    assert problem.startswith("study.toml:2: is not TOML: Invalid value")


@pytest.mark.parametrize("content", ['id = "s"\nid = "t"\n', "a = " + "[" * 5000, "id = 'x\n"])
def test_toml_that_cannot_be_read_is_told_whatever_is_wrong(
    tell: Callable[..., list[str]], content: str
) -> None:
    (problem,) = tell({"study.toml": content})
    assert problem.startswith("study.toml")
    assert "is not TOML" in problem


def test_a_setting_in_latin_1_is_told_with_its_line(tell: Callable[..., list[str]]) -> None:
    content = 'id = "s"\ntitle.en = """a\nb"""\ntitle.nl = "caf\xe9"\n'.encode("latin-1")
    assert tell({"study.toml": content}) == ["study.toml:4: is not UTF-8 text: save it again in UTF-8"]


def test_unknown_keys_are_refused_by_name_with_the_nearest(tell: Callable[..., list[str]]) -> None:
    content = (
        'id = "s"\nlicense = "https://example.org/"\ncolour = "red"\n'
        '[title]\nen = "S"\nfr = "S"\n[rule]\nthreshhold = "3/4"\nthreshold = "3/4"\n'
        '[[limitation]]\nen = "x"\nlocater = "y"\n'
    )
    assert tell({"study.toml": content}) == [
        "study.toml license: unknown key 'license': did you mean 'licence'?",
        "study.toml colour: unknown key 'colour'. Valid: attribute, case_kind, collected, creators, id, "
        "keywords, licence, limitation, rule, source, theme, title",
        "study.toml title.fr: unknown key 'fr'. Valid: en, nl",
        "study.toml rule.threshhold: unknown key 'threshhold': did you mean 'threshold'?",
        "study.toml limitation.locater: unknown key 'locater': did you mean 'locator'?",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("creators = 'Bos, P.'", "study.toml creators: creators must be a list"),
        ("creators = [3]", "study.toml creators: creators must be a list of texts in quotes"),
        ("licence = 4", "study.toml licence: licence must be text in quotes"),
        (
            "licence = 'CC BY'",
            "study.toml licence: 'CC BY' is not a link: write the licence's address, https://…",
        ),
        ("source = 'x'", "study.toml source: source must be a table"),
        ("source.doi = 10", "study.toml source.doi: doi must be text in quotes"),
        (
            "source.doi = 'none'",
            "study.toml source.doi: 'none' is not a DOI: write it as 10.1234/abc or leave it out",
        ),
        (
            "source.work = 'bos & ros'",
            "study.toml source.work: 'bos & ros' is not a code: write the key of the work in references.bib",
        ),
        ("limitation = ['x']", "study.toml limitation: limitation must be a list of tables"),
        (
            "collected.from = 'autumn'",
            "study.toml collected.from: 'autumn' is not a year, month or day: "
            "write 2020, 2020-10 or 2020-10-05",
        ),
        (
            "collected.to = '2020-02-31'",
            "study.toml collected.to: '2020-02-31' is not a year, month or day: "
            "write 2020, 2020-10 or 2020-10-05",
        ),
    ],
)
def test_a_setting_of_the_wrong_kind_is_told(
    tell: Callable[..., list[str]], content: str, problem: str
) -> None:
    assert tell({"study.toml": f"{TOML}{content}\n"}) == [problem]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020", "2020"),
        ('"2020-10"', "2020-10"),
        ("2020-10-05", "2020-10-05"),
        ('"2020-10-05"', "2020-10-05"),
    ],
)
def test_a_moment_is_a_year_a_month_or_a_day(study_with: Make, written: str, moment: str) -> None:
    found, problems = read_study(study_with({"study.toml": f"{TOML}collected.from = {written}\n"}))
    assert problems == []
    assert found is not None
    assert found.collected_from == moment


@pytest.mark.parametrize("content", ["title.en = 'x'\n", "id = 3\n", "id = 'my study'\n", "id = ''\n", ""])
def test_a_study_without_a_usable_id_is_read_to_be_checked_and_never_loaded(
    study_with: Make, content: str
) -> None:
    folder = study_with({"study.toml": content})
    found, problems = read_study(folder)
    assert found is not None
    assert found.id == "nameless"
    with pytest.raises(InputError, match="id is missing or no code"):
        lcgraph.open(studies=folder)
    assert [str(problem) for problem in problems] == [
        'study.toml id: id is missing or no code: write id = "my-study" with letters, digits and hyphens'
    ]


def test_missing_files_are_told_together(tell: Callable[..., list[str]]) -> None:
    names = ("study.toml", "cases.csv", "groups.csv", "mentions.csv")
    assert tell(dict.fromkeys(names)) == [
        "study.toml: is missing: add it to the folder",
        "cases.csv: is missing: add it to the folder",
        "groups.csv: is missing: add it to the folder",
        "mentions.csv: is missing beside respondents.csv: add it",
    ]


def test_a_study_needs_published_cells_or_interviews(tell: Callable[..., list[str]]) -> None:
    assert tell(dict.fromkeys(("findings.csv", "respondents.csv", "mentions.csv"))) == [
        "findings.csv: is missing, and so are respondents.csv and mentions.csv: "
        "add published cells or interviews"
    ]


@pytest.mark.parametrize("left_out", [("findings.csv",), ("respondents.csv", "mentions.csv")])
def test_published_cells_or_interviews_alone_are_a_study(
    tell: Callable[..., list[str]], left_out: tuple[str, ...]
) -> None:
    assert tell(dict.fromkeys(left_out)) == []


@pytest.mark.parametrize("left_out", ["motives.csv", "references.bib", "citations.csv", "crosswalk.csv"])
def test_own_motives_and_literature_may_be_absent(tell: Callable[..., list[str]], left_out: str) -> None:
    assert tell({left_out: None}) == []


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    found, problems = read_study(tmp_path / "nowhere")
    assert found is None
    assert [str(problem) for problem in problems] == [
        f"{tmp_path / 'nowhere'}: is not a folder: name a study folder"
    ]


def test_a_table_that_a_study_does_not_know_is_told(study_with: Make, in_both_languages: Lines) -> None:
    """`mention.csv` beside `mentions.csv` would otherwise be lost without a word."""
    folder = study_with({"mention.csv": "respondent,motive\nb1,image\n", "notes.txt": "x", "zzz.csv": "y\n"})
    _, problems = read_study(folder)
    in_both_languages(problems)
    assert [(str(problem), problem.severity) for problem in problems] == [
        ("mention.csv: is not read: did you mean 'mentions.csv'?", "warning"),
        ("zzz.csv: is not read: a study has no such table", "warning"),
    ]


def test_a_motive_of_the_shared_scheme_is_no_motive_of_the_studys_own(tell: Callable[..., list[str]]) -> None:
    (problem,) = tell({"motives.csv": "code,cluster,label_en\nfresh-bread,capital,x\nimage,capital,x\n"})
    assert problem == (
        "motives.csv:3 code: 'image' is a motive of the shared scheme already: leave this row out. "
        "To place it in another cluster, write a 'places' row in citations.csv"
    )


def test_a_citation_that_is_not_understood_is_told(tell: Callable[..., list[str]]) -> None:
    content = (
        "work,relation,about,locator\n"
        "a,supports,clusters:capital,p. 1\na,supports,cluster:small change,p. 1\na,supports,image,p. 1\n"
        "a,places,motive:image,p. 1\n"
        "a,places,cluster:capital,p. 1\na b,supports,motive:image,p. 1\na,supports,motive:image,p. 1\n"
        "a,supports,cluster:capital@cluster:societal,p. 1\n"
    )
    about = (
        "is not understood: write cluster:CODE, level:CODE, motive:CODE, "
        "motive:CODE@cluster:CODE or background"
    )
    clusters = (
        "legitimacy, development, capital, social-capital, innovative-capacity, financial-capital, societal"
    )
    places = "the relation 'places' needs a cluster: write motive:CODE@cluster:CODE"
    works = "bakers-guild-1999, mueller-de-laat-2011, van-der-verzonnen-2024"
    assert tell({"citations.csv": content}) == [
        f"citations.csv:2 about: 'clusters:capital' {about}",
        f"citations.csv:3 about: 'small change' is neither a code nor a label. Valid: {clusters}",
        f"citations.csv:4 about: 'image' {about}",
        f"citations.csv:5 about: {places}",
        f"citations.csv:6 about: {places}",
        f"citations.csv:7 work: 'a b' is neither a code nor a label. Valid: {works}",
        f"citations.csv:9 about: 'cluster:capital@cluster:societal' {about}",
    ]


def test_a_citation_about_the_background_only_mentions(tell: Callable[..., list[str]]) -> None:
    assert tell({"citations.csv": "work,relation,about,locator\na,supports,background,p. 1\n"}) == [
        "citations.csv:2 relation: about 'background' goes with the relation 'mentions', and only with that"
    ]


def test_what_is_neither_a_code_nor_a_label_is_told_with_the_nearest(tell: Callable[..., list[str]]) -> None:
    told = "is neither a code nor a label: did you mean"
    assert tell(
        {
            "groups.csv": "case,role,respondents\nbakery,Practise Partner,4\n",
            "mentions.csv": "respondent,motive,level\nb1,werving van personeel,on the individual\n",
            "respondents.csv": "id,case,role,motives_not_asked\nb1,bakery,practice-partner,net/work image\n",
        }
    ) == [
        f"groups.csv:2 role: 'Practise Partner' {told} 'practice-partner'?",
        f"respondents.csv:2 motives_not_asked: 'net/work' {told} 'network'?",
        f"mentions.csv:2 motive: 'werving van personeel' {told} 'recruitment'?",
        f"mentions.csv:2 level: 'on the individual' {told} 'individual'?",
    ]


def test_all_problems_of_all_files_are_told_at_once_in_the_order_of_the_files(
    tell: Callable[..., list[str]],
) -> None:
    problems = tell(
        {
            "study.toml": 'id = "s"\ncolour = 1\n[rule]\nthreshold = 0.75\n',
            "cases.csv": "id,label_en,sector,setting,start_year,students\n"
            "bakery,B,food,public-private,19,many\n",
            "groups.csv": "case,role,respondents\nbakery,practice-partner,four\n",
            "respondents.csv": "id,case,role,interviewed_on\nb1,bakery,practice-partner,31-02-2024\n",
            "mentions.csv": "respondent,motive,coded_on\nb1,,\nb1,image,yesterday\n",
            "findings.csv": "case,role,motive,status\n",
            "citations.csv": "work,relation,about,locator\na,supports,image,p. 1\n",
            "references.bib": "@book{a b, title = {A}}\n",
        }
    )
    assert [problem.partition(": ")[0] for problem in problems] == [
        "study.toml colour",
        "study.toml rule.threshold",
        "cases.csv:2 start_year",
        "cases.csv:2 students",
        "groups.csv:2 respondents",
        "respondents.csv:2 interviewed_on",
        "mentions.csv:2 motive",
        "mentions.csv:3 coded_on",
        "findings.csv:1 locator",
        "citations.csv:2 about",
        "references.bib:1",
    ]


def test_a_wrong_number_of_respondents_leaves_a_group_without_a_number(study_with: Make) -> None:
    found, problems = read_study(
        study_with({"groups.csv": "case,role,respondents\nbakery,practice-partner,four\n"})
    )
    assert found is not None
    assert [(group.case, group.role, group.respondents) for group in found.groups] == [
        ("bakery", "practice-partner", None)
    ]
    assert len(problems) == 1


def test_a_case_with_a_code_that_is_none_is_left_out_whichever_column_it_is_in(
    study_with: Make, in_both_languages: Lines
) -> None:
    content = (
        "id,label_en,sector,setting,students_qualifier\n"
        "a,A,ict,by the sea,\nb,B,ict,public-public,or so\nc,C,ict,public-public,About\n"
    )
    found, problems = read_study(study_with({"cases.csv": content}))
    assert found is not None
    assert [case.id for case in found.cases] == ["c"]
    assert len(in_both_languages(problems)) == 2


def test_the_same_coding_twice_gives_two_mentions(study_with: Make) -> None:
    """Two coders may name the same fragment; two equal rows are two codings, in the order of the file."""
    content = "respondent,motive,segment\nb1,image,x\nb1,image,x\nb1,image,y\n"
    found, _ = read_study(study_with({"mentions.csv": content}))
    assert found is not None
    first, second, third = (mention.id for mention in found.mentions)
    assert second == f"{first}-2"
    assert third not in (first, second)


def test_a_coding_keeps_its_id_when_rows_come_and_go(study_with: Make, tiny: Path) -> None:
    header, _, rest = (tiny / "mentions.csv").read_text(encoding="utf-8").partition("\n")
    before, _ = read_study(tiny)
    after, _ = read_study(study_with({"mentions.csv": f"{header}\nh3,image,,now,New.,h3.txt,av,,\n{rest}"}))
    assert before is not None
    assert after is not None
    assert [mention.id for mention in after.mentions[1:]] == [mention.id for mention in before.mentions]
    assert after.mentions[1].place.row == 3


def test_the_id_of_a_coding_is_the_same_in_every_release(study: Study) -> None:
    """Links never vanish: these may not change, whatever becomes of the program."""
    assert [mention.id for mention in study.mentions][:3] == [
        "85c4f17d2a6e6587",
        "c63f6ce9a79225a3",
        "78fa787abce124eb",
    ]


def test_a_note_added_later_does_not_change_the_id_of_a_coding(study_with: Make) -> None:
    (one,) = _mentions(study_with({"mentions.csv": "respondent,motive,segment,note\nb1,image,x,\n"}))
    content = "respondent,motive,segment,note\nb1,image,x,second thoughts\n"
    (folder := one[0]).joinpath("mentions.csv").write_text(content, encoding="utf-8")
    (two,) = _mentions(folder)
    assert one[1] == two[1]


def _mentions(folder: Path) -> list[tuple[Path, str]]:
    found, problems = read_study(folder)
    assert problems == []
    assert found is not None
    return [(folder, mention.id) for mention in found.mentions]


def test_every_table_of_the_contract_is_known_with_its_required_columns() -> None:
    assert {file: " ".join(layout.required) for file, layout in layouts().items()} == {
        "schemes.csv": "scheme code label_en",
        "cases.csv": "id label_en",
        "groups.csv": "case role respondents",
        "respondents.csv": "id case role",
        "mentions.csv": "respondent motive",
        "findings.csv": "case role motive status locator",
        "motives.csv": "code cluster label_en",
        "claims.csv": "id kind motives expect claim_en locator",
        "citations.csv": "work relation about locator",
        "crosswalk.csv": "about match work concept label_en locator",
    }
    assert " ".join(layouts()["mentions.csv"].columns) == (
        "respondent motive level phase segment source coder coded_on note imported_from"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (".".join(["a"] * 40_000) + " = 1", "study.toml:1: names keys of more than 100 parts: shorten them"),
        ("n = " + "9" * 5_000, "study.toml: is not TOML: Exceeds the limit (4300 digits)"),
        ("x = " + "[" * 50_000, "study.toml: is not TOML: nesting"),
        ("# " + "a" * 1_000_000, "study.toml: is longer than a million characters: shorten it"),
    ],
)
def test_settings_that_were_made_to_harm_are_a_problem(
    study_with: Make, tiny: Path, line: str, told: str
) -> None:
    text = (tiny / "study.toml").read_text(encoding="utf-8")
    _, problems = read_study(study_with({"study.toml": f"{line}\n{text}"}))
    assert [str(each) for each in problems if str(each).startswith(told)]


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('licence = "https://[::1"', "study.toml licence: 'https://[::1' is not a link: write the licence's"),
        ('theme = "https://[::1"', "study.toml theme: 'https://[::1' is neither a link nor a theme"),
        ("collected.from = 0x" + "f" * 6_000, "study.toml collected.from: is too large a number"),
        ("rule.threshold = 0x" + "f" * 6_000, "study.toml rule.threshold: is too large a number"),
        (r'source.citation = "a\u0000b"', r"study.toml source.citation: holds the control character '\x00'"),
    ],
)
def test_a_setting_that_no_format_can_hold_is_told(study_with: Make, setting: str, told: str) -> None:
    study, problems = read_study(study_with({"study.toml": f"{TOML}{setting}\n"}))
    assert [str(each) for each in problems if str(each).startswith(told)]
    assert study is not None
    assert len(list(study_quads(study))) > 100


def test_a_soft_line_break_is_a_line_break_and_another_control_character_is_told(
    study_with: Make, tiny: Path
) -> None:
    text = (tiny / "mentions.csv").read_text(encoding="utf-8")
    head, first, *rest = text.splitlines(keepends=True)
    segment = head.rstrip().split(",").index("segment")
    cells = first.rstrip("\n").split(",")
    cells[segment] = '"soft\vbreak"'
    steering = first.replace(",,", ",\x1b[2J,", 1) if ",," in first else first.rstrip("\n") + "\x1b[2J\n"
    text = head + ",".join(cells) + "\n" + steering + "".join(rest)
    study, problems = read_study(study_with({"mentions.csv": text}))
    assert study is not None
    assert study.mentions[0].segment == "soft\nbreak"
    assert [str(each) for each in problems] == [
        "mentions.csv:2: holds a soft line break of a word processor, which was read as a line break",
        r"mentions.csv:3: holds the control character '\x1b', which is no text: take it out",
    ]


def test_links_and_pipes_in_a_study_folder_are_told_and_never_followed(tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(tiny, folder)
    secret = tmp_path / "secret.csv"
    (folder / "motives.csv").rename(secret)
    (folder / "motives.csv").symlink_to(secret)
    (folder / "findings.csv").unlink()
    (folder / "findings.csv").symlink_to(tmp_path / "nowhere.csv")
    (folder / "crosswalk.csv").unlink()
    os.mkfifo(folder / "crosswalk.csv")
    shutil.rmtree(folder / "queries", ignore_errors=True)
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "secret.rq").write_text("ASK {}")
    (folder / "queries").symlink_to(tmp_path / "questions")
    (folder / "references.bib").rename(tmp_path / "secret.bib")
    (folder / "references.bib").symlink_to(tmp_path / "secret.bib")
    read, problems = read_study(folder)
    told = [str(each) for each in problems]
    link = "is a link to somewhere else, which is not followed: put"
    assert f"queries: {link} the folder itself here" in told
    assert f"findings.csv: {link} the file itself here" in told
    assert f"references.bib: {link} the file itself here" in told
    assert read is not None
    assert read.queries == ()
    assert "motives.csv: is a link to somewhere else, which is not followed: put the file itself here" in told
    assert "crosswalk.csv: is not an ordinary file: replace it" in told


def test_a_folder_of_very_many_wrong_rows_is_no_study(study_with: Make) -> None:
    """Its rows are not held against each other too: that takes a gigabyte, and says nothing new."""
    rows = "".join(f"x{number},image,20-20-{number}\n" for number in range(10_001))
    study, problems = read_study(study_with({"mentions.csv": f"respondent,motive,coded_on\n{rows}"}))
    assert study is None
    assert "mentions.csv: and 1 more: mend these 10000 first" in "\n".join(map(str, problems))


def test_more_codes_than_a_study_has_are_not_read(study_with: Make) -> None:
    rows = "".join(f"m{number},capital,L\n" for number in range(10_001))
    folder = study_with({"motives.csv": f"code,cluster,label_en\n{rows}"})
    study, problems = read_study(folder)
    assert study is not None
    assert len(study.motives) == 10_000
    assert "motives.csv: has more than 10000 rows" in "\n".join(map(str, problems))


BOUNDED = """
import sys
from pathlib import Path
from lcgraph.study import read
folder, bound, least = sys.argv[1:]
read._MEMORY_A_BYTE = 0
setattr(read, bound, float(least) if "." in least else int(least))
study, problems = read.read_study(Path(folder))
print(study, *(f"{problem.file} {problem.message.en}" for problem in problems), sep="\\n")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.parametrize(
    ("bound", "least", "said"),
    [("_MEMORY", 3_000_000, "the memory that there is for it"), ("_SECONDS", 0.001, "0.001 s to read")],
)
def test_a_large_folder_is_read_within_bounds(study_with: Make, bound: str, least: float, said: str) -> None:
    """In a process of its own: one that did much before has free memory that its children fill first."""
    rows = "".join(f"x{number},image,{'s' * 80}{number}\n" for number in range(20_000))
    folder = study_with({"mentions.csv": f"respondent,motive,segment\n{rows}"})
    asked = [sys.executable, "-c", BOUNDED, str(folder), bound, str(least)]
    made, *told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    assert made == "None"
    (problem,) = told
    assert problem.startswith(str(folder))
    assert said in problem
    found, _ = read_study(folder)
    assert found is not None
    assert len(found.mentions) == 20_000


def test_a_large_folder_that_breaks_its_reader_is_a_problem(
    study_with: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(read, "_LARGE", 0)
    monkeypatch.setattr(read.toml, "read_settings", broken)
    study, problems = read_study(study_with({}))
    assert study is None
    assert "the reader broke off (RecursionError: too deep)" in problems[0].message.en


def test_few_rows_that_make_very_many_cells_are_told(study_with: Make) -> None:
    """A folder of 45 KB with 300 groups and 300 motives took 836 MB, one of 600 had no end."""
    many = range(230)
    study, problems = read_study(
        study_with(
            {
                "cases.csv": "id,label_en\n" + "".join(f"c{each},C\n" for each in many),
                "groups.csv": "case,role,respondents\n"
                + "".join(f"c{each},practice-partner,1\n" for each in many),
                "respondents.csv": "id,case,role\np0,c0,practice-partner\n",
                "motives.csv": "code,cluster,label_en\n" + "".join(f"m{each},capital,M\n" for each in many),
                "mentions.csv": "respondent,motive\n" + "".join(f"p0,m{each}\n" for each in many),
            }
        )
    )
    assert study is not None
    assert "mentions.csv: gives 52900 cells (each group, each motive" in "\n".join(map(str, problems))
