"""Who spoke: documents of one name, exported again; focus groups in each form; what holds no interview.

The projects are made here. All are of practice partners of the case alpha where nothing else is said; the
rule is three of four.
"""

from __future__ import annotations

import csv
import uuid
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest

from tests.cli.written import rows

Ask = Callable[..., Any]
TOML = 'id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "3/4"\n'
CASES = """id,label_nl,label_en,sector,setting
alpha,Alfa,Alpha,technology,public-private
beta,Beta,Beta,ict,public-private
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text(TOML)
    (folder / "cases.csv").write_text(CASES)
    return folder


# ---- Projects


@dataclass(frozen=True)
class Doc:
    """A document: its name, its text, which words have which code, its document group and its variables."""

    name: str
    text: str = ""
    codes: Mapping[str, Iterable[str]] = field(default_factory=dict)
    group: str = ""
    variables: Mapping[str, str] = field(
        default_factory=lambda: {"case": "alpha", "role": "practice-partner"}
    )
    same: str = ""

    @property
    def key(self) -> str:
        """What its GUID is made of: a renamed document keeps that of its former name (`same`)."""
        return self.same or f"{self.group}/{self.name}"


def qdpx(path: Path, docs: Iterable[Doc], *, mint: str = "", codes: Mapping[str, str] | None = None) -> Path:
    """A project of these documents, as REFI-QDA; another `mint` gives other GUIDs, as some exports do."""

    def guid(*words: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, mint + "/".join(words)))

    docs, known = list(docs), codes or {}
    names = list(dict.fromkeys(code for doc in docs for code in doc.codes)) or ["Image"]
    book = "".join(
        f'<Code guid="{guid("code", name)}" name={quoteattr(known.get(name, name))} isCodable="true"/>'
        for name in names
    )
    variables = dict.fromkeys(name for doc in docs for name in doc.variables)
    sources, groups = [], {}
    for doc in docs:
        marks = "".join(
            f'<PlainTextSelection guid="{guid(doc.key, name, words)}" startPosition="{at}" '
            f'endPosition="{at + len(words)}"><Coding guid="{guid(doc.key, name, words, "c")}" '
            f'creatingUser="{guid("user")}"><CodeRef targetGUID="{guid("code", name)}"/></Coding>'
            "</PlainTextSelection>"
            for name, passages in doc.codes.items()
            for words in passages
            for at in [doc.text.index(words)]
        )
        told = "".join(
            f'<VariableValue><VariableRef targetGUID="{guid("variable", name)}"/>'
            f"<TextValue>{escape(value)}</TextValue></VariableValue>"
            for name, value in doc.variables.items()
        )
        sources.append(
            f'<TextSource guid="{guid("doc", doc.key)}" name={quoteattr(doc.name)}>'
            f"<PlainTextContent>{escape(doc.text)}</PlainTextContent>{marks}{told}</TextSource>"
        )
        groups.setdefault(doc.group, []).append(guid("doc", doc.key))
    sets = "".join(
        f'<Set guid="{guid("set", name)}" name={quoteattr(name)}>'
        + "".join(f'<MemberSource targetGUID="{member}"/>' for member in members)
        + "</Set>"
        for name, members in groups.items()
        if name
    )
    kinds = "".join(
        f'<Variable guid="{guid("variable", name)}" name={quoteattr(name)} typeOfVariable="Text"/>'
        for name in variables
    )
    xml = (
        '<?xml version="1.0" encoding="utf-8"?><Project name="p" origin="Some Tool 1" '
        f'xmlns="urn:QDA-XML:project:1.0"><Users><User guid="{guid("user")}" name="c1"/></Users>'
        f"<CodeBook><Codes>{book}</Codes></CodeBook><Variables>{kinds}</Variables>"
        f"<Sources>{''.join(sources)}</Sources><Sets>{sets}</Sets></Project>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
    return path


def change(path: Path, edit: Callable[[dict[str, str]], object]) -> None:
    table = rows(path)
    for row in table:
        edit(row)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)


def said(study: Path) -> set[tuple[str, str]]:
    """Who names what."""
    return {(row["respondent"], row["segment"]) for row in rows(study / "mentions.csv")}


def count(ask: Ask, study: Path, motive: str = "image") -> tuple[str, str, str]:
    """Status, n and N of a motive in the only group."""
    done = ask("query", "cross-case-matrix", "--study", study, "--format", "csv")
    table = csv.DictReader(done.out.splitlines())
    (found,) = [row for row in table if row["motive"] == motive and row["total"]]
    return found["status"], found["n"], found["total"]


# ---- Documents of one name, exported again

ROLE = {"role": "practice-partner"}
ALPHA = Doc(
    "Interview 1", "What the first of alpha said about it.", {"Image": ["the first of alpha"]}, "alpha", ROLE
)
BETA = Doc(
    "Interview 1", "What the first of beta said about it.", {"Image": ["the first of beta"]}, "beta", ROLE
)
OTHER = Doc(
    "Interview 2", "What the second of beta said of that.", {"Image": ["the second of beta"]}, "beta", ROLE
)
WHO = {"alpha": "a1", "beta": "b1"}


@pytest.fixture
def known(ask: Ask, study: Path, tmp_path: Path) -> Path:
    """A study into which these were imported: a1 is Interview 1 of alpha, b1 that of beta, b2 the other."""
    first = qdpx(tmp_path / "p.qdpx", [ALPHA, BETA, OTHER])
    ask("import", first, "--study", study)

    def fill(row: dict[str, str]) -> None:
        group = row["variables"].partition("set=")[2]
        row.update(guess="", respondent="b2" if row["name"].endswith("2") else WHO[group])

    change(study / "sources.csv", fill)
    change(study / "codes.csv", lambda row: row.update(guess=""))
    assert ask("import", first, "--study", study).status == 0
    assert said(study) == {
        ("a1", "the first of alpha"),
        ("b1", "the first of beta"),
        ("b2", "the second of beta"),
    }
    return study


@pytest.mark.parametrize("mint", ["", "minted again"])
@pytest.mark.parametrize(
    ("docs", "found"),
    [
        ([OTHER, BETA, ALPHA], {"a1", "b1", "b2"}),
        ([BETA, OTHER], {"b1", "b2"}),
        ([ALPHA], {"a1"}),
        ([BETA], {"b1"}),
    ],
    ids=["other order", "one is gone", "two are gone", "the other two are gone"],
)
def test_words_stay_with_the_person_whatever_the_order_and_the_guids(
    ask: Ask, known: Path, tmp_path: Path, docs: list[Doc], found: set[str], mint: str
) -> None:
    again = qdpx(tmp_path / "p.qdpx", docs, mint=mint)
    assert ask("import", again, "--study", known).status == 0
    right = {"a1": "the first of alpha", "b1": "the first of beta", "b2": "the second of beta"}
    assert said(known) == {(who, right[who]) for who in found}
    assert len(rows(known / "sources.csv")) == 3


@pytest.mark.parametrize("mint", ["", "minted again"])
def test_a_renamed_or_moved_document_is_known_by_its_guid_or_its_words(
    ask: Ask, known: Path, tmp_path: Path, mint: str
) -> None:
    docs = [
        Doc("Gesprek A", ALPHA.text, ALPHA.codes, "alpha", ALPHA.variables, same=ALPHA.key),
        Doc("Interview 1", BETA.text, BETA.codes, "alpha", BETA.variables, same=BETA.key),
    ]
    assert ask("import", qdpx(tmp_path / "p.qdpx", docs, mint=mint), "--study", known).status == 0
    assert said(known) == {("a1", "the first of alpha"), ("b1", "the first of beta")}
    assert [row["name"] for row in rows(known / "sources.csv")] == ["Gesprek A", "Interview 1", "Interview 2"]


def test_a_document_that_may_be_either_is_asked_about_and_given_to_nobody(
    ask: Ask, known: Path, tmp_path: Path
) -> None:
    """New GUIDs, other words, no group: which Interview 1 it is cannot be told, not even with all guesses."""
    other = Doc("Interview 1", "Quite another text than before.", {"Image": ["another text"]})
    again = qdpx(tmp_path / "p.qdpx", [other], mint="minted again")
    done = ask("import", again, "--study", known, "--accept-guesses", "--lang", "en")
    assert (
        "Interview 1 may be a source of before, which cannot be told: a1 (sources.csv:2), b1 (sources"
        in done.err
    )
    assert said(known) == set()

    def fill(row: dict[str, str]) -> None:
        if not row["respondent"]:
            row.update(respondent="b1", case="beta", role="practice-partner")

    change(known / "sources.csv", fill)
    ask("import", again, "--study", known)
    assert said(known) == {("b1", "another text")}


def test_the_same_name_in_another_project_is_not_the_same_person(
    ask: Ask, known: Path, tmp_path: Path
) -> None:
    other = Doc("Interview 2", "Somebody else, of another project.", {"Image": ["Somebody else"]})
    ask("import", qdpx(tmp_path / "q.qdpx", [other], mint="q"), "--study", known, "--accept-guesses")
    assert ("b2", "Somebody else") not in said(known)
    assert ("b2", "the second of beta") in said(known)


def test_a_renamed_code_is_known_by_its_guid(ask: Ask, known: Path, tmp_path: Path) -> None:
    again = qdpx(tmp_path / "p.qdpx", [ALPHA], codes={"Image": "Hoe men ons ziet"})
    assert ask("import", again, "--study", known).status == 0
    assert said(known) == {("a1", "the first of alpha")}
    assert [row["path"] for row in rows(known / "codes.csv")] == ["Hoe men ons ziet"]


# ---- Focus groups

TURNS = """Focus group of May
Mod: Why do you do it?
W1: For our image.
And it helps.
W2: Image, surely.
W3: Same here.
W4: It is near.
Mod: Thank you.
"""
TOLD = {"Image": ["our image", "Image, surely", "Same here"]}


def test_turns_in_the_text_are_the_speakers(ask: Ask, study: Path, tmp_path: Path) -> None:
    path = qdpx(tmp_path / "p.qdpx", [Doc("FG 1", TURNS, TOLD)])
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert (
        "FG 1 is divided over those who speak in it, as their turns in the text begin: W1, W2, W3, W4"
        in done.err
    )
    assert [row["id"] for row in rows(study / "respondents.csv")] == ["W1", "W2", "W3", "W4"]
    assert count(ask, study) == ("reported", "3", "4")


def test_codes_that_mark_speakers_are_the_speakers(ask: Ask, study: Path, tmp_path: Path) -> None:
    """As MAXQDA and QualCoder do: a code for each speaker, given to all that they say."""
    text = "why\nour image\nimage surely\nsame here\nit is near\n"
    turns = {
        "W1": ["our image"],
        "W2": ["image surely"],
        "W3": ["same here"],
        "W4": ["it is near"],
        "Mod": ["why"],
    }
    path = qdpx(
        tmp_path / "p.qdpx",
        [Doc("FG 1", text, turns | {"Image": ["our image", "image surely", "same here"]})],
        codes={name: name for name in turns},
    )
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("project.qde").decode()
    first, last = xml.index("<Code "), xml.index("<Code ", xml.rindex('name="Mod"') - 80)
    end = xml.index("/>", last) + 2
    above = f'<Code guid="{uuid.uuid4()}" name="Speakers" isCodable="false">'
    xml = f"{xml[:first]}{above}{xml[first:end]}</Code>{xml[end:]}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
    ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert [row["id"] for row in rows(study / "respondents.csv")] == ["W1", "W2", "W3", "W4"]
    assert count(ask, study) == ("reported", "3", "4")
    assert "W1" not in {row["path"] for row in rows(study / "codes.csv")}


def test_a_phase_around_several_speakers_reaches_each(ask: Ask, study: Path, tmp_path: Path) -> None:
    around = TURNS[TURNS.index("W1:") : TURNS.index("W4:")]
    path = qdpx(tmp_path / "p.qdpx", [Doc("FG 1", TURNS, TOLD | {"Phase start": [around]})])
    ask("import", path, "--study", study, "--accept-guesses")
    assert {(row["respondent"], row["phase"]) for row in rows(study / "mentions.csv")} == {
        ("W1", "start"),
        ("W2", "start"),
        ("W3", "start"),
    }


def test_who_asks_and_who_answers_are_one_respondent(ask: Ask, study: Path, tmp_path: Path) -> None:
    text = "I: Why?\nR: For our image.\nI: And?\nR: That is all.\n"
    path = qdpx(tmp_path / "p.qdpx", [Doc("W7", text, {"Image": ["our image"]})])
    ask("import", path, "--study", study, "--accept-guesses")
    assert [row["id"] for row in rows(study / "respondents.csv")] == ["W7"]


# ---- Documents without codings


def test_a_document_without_codings_is_named_and_an_interview_guide_counts_for_nobody(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    interviews = [Doc(f"W{n}", "We do it for our image.", {"Image": ["our image"]}) for n in range(1, 4)]
    rest = [Doc("W4", "Nothing of the kind."), Doc("Interviewleidraad", "Why?"), Doc("W5 (verwijderd)", "-")]
    path = qdpx(tmp_path / "p.qdpx", [*interviews, *rest])
    done = ask("import", path, "--study", study, "--lang", "en")
    assert "1 source without a coding counts in N where it stands for a respondent: W4" in done.err
    done = ask("import", path, "--study", study, "--accept-guesses", "--lang", "en")
    assert "2 sources left out as you decided (-): Interviewleidraad (0), W5 (verwijderd) (0)" in done.err
    assert "alpha, practice-partner: N = 4, and 3 without those who have no coding: W4" in done.err
    assert count(ask, study) == ("reported", "3", "4")
