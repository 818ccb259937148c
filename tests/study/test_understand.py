"""Labels are understood wherever a code is; data hold codes, and doubt is told with its candidates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lcgraph.say import Place, Text
from lcgraph.schemes import Concept, Schemes, shared
from lcgraph.study.layout import TABLES
from lcgraph.study.model import Attribute, Study
from lcgraph.study.read import read_study
from lcgraph.study.understand import about, conditions, meant, put_in_codes, several

Make = Callable[[Mapping[str, str | bytes | None]], Path]
OWN = [
    Concept("role", "ngo", Text(nl="maatschappelijke organisatie", en="charity"), Text(en="NGO"), study="s"),
    Concept("role", "club", Text(nl="vereniging", en="Partner"), study="s"),
    Concept("role", "firm", Text(nl="bedrijf", en="partner"), study="s"),
    Concept("case", "mill", Text(nl="Molen", en="Old mill"), study="s"),
]
GOVERNED = Attribute("governance", "case", "yes-no", Text(en="joint governance"), Place("study.toml"))
JOINED = Attribute("joined", "respondent", "year", Text(en="joined"), Place("study.toml"))
SIZE = Attribute("size", "group", "number", Text(en="size"), Place("study.toml"))
ATTRIBUTES = {each.code: each for each in (GOVERNED, JOINED, SIZE)}


@pytest.fixture(scope="module")
def schemes() -> Schemes:
    return shared().with_own(OWN)


def english(answer: str | Text) -> str:
    assert isinstance(answer, Text)
    assert answer.nl
    return answer.en


def test_a_text_has_one_meaning_or_is_told_with_what_it_can_mean(schemes: Schemes) -> None:
    assert meant(" NGO ", "role", schemes) == meant("Charity", "role", schemes) == "ngo"
    assert english(meant("Partner", "role", schemes)) == "'Partner' can mean club or firm: write the code"
    assert english(meant("the charity", "role", schemes)) == (
        "'the charity' is neither a code nor a label: did you mean 'ngo'?"
    )


def test_a_code_that_no_scheme_knows_is_left_to_the_shapes(schemes: Schemes) -> None:
    assert meant("bakers", "role", schemes) == "bakers"


def test_labels_with_spaces_stand_in_a_list_with_spaces(schemes: Schemes) -> None:
    codes, wrong = several("Werven van personeel  imago network", "motive", schemes)
    assert (codes, wrong) == (["recruitment", "image", "network"], [])
    codes, wrong = several("image net/work image", "motive", schemes)
    assert codes == ["image"]
    assert [each.en for each in wrong] == [
        "'net/work' is neither a code nor a label: did you mean 'network'?"
    ]


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("cluster: Sociaal kapitaal", "cluster:social-capital"),
        ("motive:werven van personeel@cluster:capital", "motive:recruitment@cluster:capital"),
        ("Level:collective", "level:collective"),
        (" Background", "background"),
    ],
)
def test_labels_are_understood_in_what_a_work_is_cited_for(
    schemes: Schemes, text: str, understood: str
) -> None:
    assert about(text, schemes) == understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("role=NGO | werkveldpartner case=old mill", "role=ngo|practice-partner case=mill"),
        ("Governance=Ja start_year >= 2010", "governance=yes start_year>=2010"),
        ("setting=Publiek-Privaat size<20", "setting=public-private size<20"),
        ("", ""),
    ],
)
def test_conditions_come_to_hold_codes(schemes: Schemes, text: str, understood: str) -> None:
    assert conditions(text, schemes, ATTRIBUTES) == understood


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("practice partners", "'practice partners' is not a condition: write such as role=CODE"),
        ("role=", "'role=' is not a condition"),
        ("roles=ngo", "'roles' is nothing by which groups differ: did you mean 'role'?"),
        ("joined=2010", "'joined' is nothing by which groups differ"),
        ("role=ngos", "unknown role 'ngos': did you mean 'ngo'?"),
        ("role=partner", "'partner' can mean club or firm: write the code"),
        ("role<ngo", "role is not a number: write role= instead of role<"),
        ("governance=perhaps", "'perhaps' is neither yes nor no"),
        ("start_year<2010|2012", "'start_year<2010|2012' is not a condition"),
        ("start_year<old", "'old' is not a year"),
    ],
)
def test_a_condition_that_is_not_understood_is_told(schemes: Schemes, text: str, told: str) -> None:
    assert english(conditions(text, schemes, ATTRIBUTES)).startswith(told)


LABELLED = {
    "groups.csv": "case,role,respondents\nBakkerij,Werkveldpartner,4\nBAKERY,Opleidingspartner,2\n"
    "ziekenhuis,practice partner,3\nHospital,OPL,1\n",
    "respondents.csv": "id,case,role,motives_not_asked\nb1,bakkerij,PP,vers brood werven van personeel\n",
    "mentions.csv": "respondent,motive,level,phase\nb1,Vers Brood,Collectief,Nu\n",
    "findings.csv": "case,role,motive,status,locator\nBakery,WV,Recruitment,Gerapporteerd,p. 1\n",
    "motives.csv": "code,cluster,label_nl,label_en\n"
    "fresh-bread,Kapitaalgerelateerde motieven,vers brood,bread\n",
    "citations.csv": "work,relation,about,locator\n"
    "Müller & de Laat (2011),supports,motive:vers brood@cluster:sociaal kapitaal,p. 1\n",
}


def test_a_whole_study_written_in_labels_reads_as_one_written_in_codes(study_with: Make) -> None:
    study, problems = read_study(study_with(LABELLED))
    assert [str(problem) for problem in problems] == []
    assert isinstance(study, Study)
    assert [(group.case, group.role) for group in study.groups] == [
        ("bakery", "practice-partner"),
        ("bakery", "education-partner"),
        ("hospital", "practice-partner"),
        ("hospital", "education-partner"),
    ]
    assert study.respondents[0].not_asked == ("fresh-bread", "recruitment")
    (mention,) = study.mentions
    assert (mention.motive, mention.level, mention.phase) == ("fresh-bread", "collective", "now")
    (finding,) = study.findings
    assert (finding.role, finding.motive, finding.status) == ("practice-partner", "recruitment", "reported")
    assert study.motives[0].cluster == "capital"
    (citation,) = study.citations
    assert (citation.work, citation.about) == (
        "mueller-de-laat-2011",
        "motive:fresh-bread@cluster:social-capital",
    )


def test_a_row_in_labels_and_one_in_codes_are_the_same_row(study_with: Make) -> None:
    content = "case,role,respondents\nbakery,practice-partner,4\nBakkerij,Werkveldpartner,4\n"
    study, problems = read_study(study_with({"groups.csv": content}))
    assert study is not None
    assert len(study.groups) == 1
    assert [str(problem) for problem in problems] == [
        "groups.csv:3 role: the same case, role as in row 2: keep one of the two"
    ]


def test_an_exception_to_the_rule_names_its_group_by_labels(study_with: Make) -> None:
    toml = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "3/4"\n'
    toml += '[[rule.exception]]\ncase = "Ziekenhuis"\nrole = "pp"\nthreshold = "1/2"\n'
    study, problems = read_study(study_with({"study.toml": toml}))
    assert problems == []
    assert study is not None
    assert study.rule is not None
    assert [(each.case, each.role) for each in study.rule.exceptions] == [("hospital", "practice-partner")]


def test_tables_that_are_written_again_come_to_hold_codes_where_there_is_no_doubt(schemes: Schemes) -> None:
    rows = [
        {"case": "Old mill", "role": "ngo", "respondents": "4"},
        {"case": "mill", "role": "Partner", "respondents": "x"},
        {"case": "windmill", "role": "", "respondents": ""},
    ]
    put_in_codes(rows, TABLES["groups.csv"], schemes)
    assert rows == [
        {"case": "mill", "role": "ngo", "respondents": "4"},
        {"case": "mill", "role": "Partner", "respondents": "x"},
        {"case": "windmill", "role": "", "respondents": ""},
    ]
