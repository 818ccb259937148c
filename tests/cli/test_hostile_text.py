"""No text of a stranger steers a terminal, turns a line around or hides in it, wherever people read.

`POISON` holds what XML can carry and people cannot see: an 8-bit escape sequence, a right-to-left override, a
zero-width space, a tag character. In calls and names of files stand 7-bit escapes too.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lcgraph.say import unseen

POISON = "\x9b31m\u202etxt\u200b\U000e0041"
STEERS = "\x1b[31m\x1b]0;title\x07" + POISON
ROOT = Path(__file__).resolve().parents[2]


def seen(text: str) -> str:
    """The characters of a text that nobody sees."""
    return "".join(sorted(set("".join(unseen().findall(text)))))


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which every text for people holds poison."""
    source, folder = ROOT / "tests" / "data" / "city", tmp_path_factory.mktemp("poisoned") / "study"
    folder.mkdir()
    words = re.compile(r"label_|short_|definition_|note|segment|locator|claim_|reading_|differs_|_en$|_nl$")
    for path in source.glob("*.csv"):
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        for row in rows:
            for name in row:
                if words.search(name) and row[name]:
                    row[name] += POISON
            writer.writerow(row)
        (folder / path.name).write_text(out.getvalue(), encoding="utf-8")
    toml = (source / "study.toml").read_text(encoding="utf-8")
    toml = re.sub(
        r'^(title\.\w+|.*label\.\w+|locator|citation)( = ".*)"$', rf'\1\2{POISON}"', toml, flags=re.M
    )
    (folder / "study.toml").write_text(toml, encoding="utf-8")
    bib = (source / "references.bib").read_text(encoding="utf-8")
    bib = re.sub(r"(title\s*=\s*\{)", rf"\1{POISON} ", bib)
    (folder / "references.bib").write_text(bib, encoding="utf-8")
    (folder / "queries").mkdir()
    for path in (source / "queries").glob("*.rq"):
        (folder / "queries" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


READ = [
    ("tables", "--format", "table"),
    ("tables", "--counts", "--format", "table"),
    ("tables", "--format", "markdown"),
    ("tables", "--format", "html"),
    ("tables", "--format", "latex"),
    ("tables", "--format", "svg"),
    ("query", "cross-case-matrix", "--format", "table"),
    ("query", "contrast", "--by", "setting", "--format", "table"),
    ("query", "citations", "--format", "markdown"),
    ("query", "motive-coverage", "--format", "markdown"),
    ("queries", "--format", "table"),
    ("claims", "--format", "table"),
    ("validate",),
    ("network", "author-motive", "--format", "table"),
    ("network", "case-motive", "--format", "graphml"),
    ("network", "case-motive", "--format", "gexf"),
    ("network", "case-motive", "--format", "vosviewer"),
    ("plot", "matrix", "--format", "svg"),
    ("plot", "contrast", "--format", "svg"),
    ("plot", "literature", "--format", "html"),
    ("plot", "timeline", "--format", "svg"),
    ("plot", "co-occurrence", "--format", "html"),
    ("export", "--format", "references"),
]


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("words", READ, ids=" ".join)
def test_what_people_read_holds_nothing_that_they_do_not_see(
    ask: Callable[..., Any], poisoned: Path, words: tuple[str, ...], lang: str
) -> None:
    given = (poisoned,) if words[0] == "validate" else ("--study", poisoned)
    found = ask(*words, *given, "--lang", lang)
    assert found.status in (0, 1), found.err
    assert seen(found.out) == seen(found.err) == ""


def test_nor_does_the_explanation_of_a_cell(ask: Callable[..., Any], poisoned: Path) -> None:
    rows = list(csv.DictReader((poisoned / "findings.csv").read_text(encoding="utf-8").splitlines()))
    for row in rows[:4]:
        found = ask("explain", row["case"], row["role"], row["motive"], "--study", poisoned)
        assert (found.status, seen(found.out + found.err)) == (0, "")


@pytest.mark.ci
def test_nor_do_the_files_of_a_deposit_that_people_open(
    ask: Callable[..., Any], poisoned: Path, tmp_path: Path
) -> None:
    assert ask("export", "--format", "ro-crate", "-o", tmp_path / "crate", "--study", poisoned).status == 0
    assert ask("export", "--format", "xlsx", "-o", tmp_path / "book.xlsx", "--study", poisoned).status == 0
    for path in (tmp_path / "crate").rglob("*"):
        if path.suffix in (".md", ".html", ".svg"):
            assert seen(path.read_text(encoding="utf-8")) == "", path.name
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        for name in book.namelist():
            assert seen(book.read(name).decode("utf-8", "replace")) == "", name


CALLS = [
    (STEERS,),
    ("tables", f"--{STEERS}"),
    ("tables", "--format", STEERS),
    ("tables", "--threshold", STEERS),
    ("tables", "--lang", STEERS),
    ("tables", "--study", STEERS),
    ("tables", "--store", STEERS),
    ("tables", "-o", f"/nowhere/{STEERS}.csv"),
    ("tables", "-o", f"x.{STEERS}"),
    ("query", STEERS),
    ("query", "contrast", "--by", STEERS),
    ("query", "contrast", f"--{STEERS}", "x"),
    ("query", "contrast", STEERS),
    ("query", "age-contrast", "--year", STEERS),
    ("queries", STEERS),
    ("sparql", STEERS),
    ("sparql", f"SELECT * {{ ?s ?p '{STEERS}' ; }} nonsense"),
    ("sparql", f"SELECT * FROM <urn:{POISON}> {{}}"),
    ("explain", STEERS, STEERS, STEERS),
    ("claims", "--claim", STEERS),
    ("agreement", "--unit", STEERS),
    ("network", STEERS),
    ("network", "case-motive", "--project", STEERS),
    ("network", "case-motive", "--table", STEERS),
    ("plot", STEERS),
    ("plot", "contrast", "--by", STEERS),
    ("export", "--format", STEERS),
    ("export", "--format", "nanopub", "--date", STEERS, "-o", "x.trig"),
    ("validate", STEERS),
    ("load", STEERS, "--store", "x"),
    ("load", "x", "--store", f"http://{STEERS}/"),
    ("import", STEERS, "--study", "x"),
    ("import", "x.csv", "--study", STEERS),
    ("import", "x.csv", "--study", ".", "--column", STEERS),
    ("new", f"taken/{STEERS}"),
    ("site", f"taken/{STEERS}"),
]


@pytest.mark.ci(every=6)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("words", CALLS, ids=lambda words: " ".join(words).replace(STEERS, "…").encode())
def test_a_message_about_a_call_steers_nothing(
    ask: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    lang: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").touch()
    monkeypatch.setenv("LCGRAPH_LANG", lang)
    found = ask(*words)
    assert found.status == 2
    assert found.err.strip()
    assert seen(found.out) == seen(found.err) == ""
    assert "Traceback" not in found.err


FILES = [
    ("study.toml", f'id = "a"\n"{POISON}" = 1\n'),
    ("study.toml", f'id = "{POISON}"\n'),
    ("study.toml", 'id = "\x1b[31m"\n'),
    ("cases.csv", f"id,{STEERS}\na,b\n"),
    ("cases.csv", f"id,label_en\n{STEERS},b\n"),
    ("cases.csv", f'id,label_en\na,"b\x1b[31m{POISON}\n'),
    (f"{POISON}.csv", "a,b\n"),
    (f"queries/{POISON}.rq", "SELECT * {}"),
    ("queries/own.rq", f"SELECT * {{ ?s {STEERS} }}"),
    ("references.bib", f"@book{{{STEERS}, title = {{{STEERS}}}}}"),
    ("references.bib", f"@book{{a, {STEERS} = {{x}}}}"),
    ("schemes.csv", f"scheme,code,label_en\n{POISON},a,b\nrole,{POISON},b\n"),
    ("mentions.csv", f"respondent,motive,phase\n{POISON},{POISON},{POISON}\n"),
    ("citations.csv", f"work,relation,about,locator\na,{POISON},{POISON},b\n"),
    (
        "claims.csv",
        f"id,kind,motives,groups,expect,claim_en,locator\na,{POISON},{POISON},{POISON},{POISON},b,c\n",
    ),
    ("crosswalk.csv", f"about,match,work,concept,label_en,locator\n{POISON},{POISON},a,b,c,d\n"),
]


@pytest.mark.ci(every=4)
@pytest.mark.parametrize(("name", "content"), FILES, ids=[str(number) for number in range(len(FILES))])
def test_a_message_about_a_file_steers_nothing(
    ask: Callable[..., Any], study_with: Callable[..., Path], name: str, content: str
) -> None:
    folder = study_with({})
    (folder / "queries").mkdir()
    (folder / name).write_text(content, encoding="utf-8")
    for words in (("validate", folder), ("tables", "--study", folder)):
        found = ask(*words)
        assert found.err + found.out
        assert seen(found.out) == seen(found.err) == ""
        assert "Traceback" not in found.err


def test_messages_leave_in_one_way() -> None:
    loose = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "lcgraph" / "cli").rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if path.name != "language.py" and re.search(r"click\.(echo|secho|confirm|prompt)|stderr\.write", line)
    ]
    assert loose == []
