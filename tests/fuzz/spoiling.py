"""Files spoilt: from a corpus that grows with each fault, by cuts, doublings and what readers trip over.

Goes in: the folder `corpus/KIND`. Comes out: bytes, drawn by Hypothesis, the same in every run. A fault that
is found is mended, and the file that showed it is put in the corpus.
"""

from __future__ import annotations

import io
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CORPUS: Final = Path(__file__).parent / "corpus"
TIMES: Final = int(os.environ.get("LCGRAPH_FUZZ", "1"))
"""How many times as many inputs as in a usual run of the tests."""

INPUTS: Final = {
    "html": 20, "sql": 20, "database": 20, "qde": 25, "archive": 15, "qdc": 20, "xlsx": 25, "csv": 25,
    "bib": 25, "ris": 25, "json": 25, "study.toml": 30, "mentions.csv": 30, "references.bib": 30,
    "ttl": 25, "trig": 25, "nt": 25, "nq": 25, "jsonld": 25, "rdf": 25,
}  # fmt: skip
"""How many files of each kind are tried in a run of the tests."""

_ANY: Final = (
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x0b",
    b"\x1b[31m",
    b"\r",
    b"\n",
    b"\t",
    b'"',
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b"(",
    b")",
    b"<",
    b">",
    b"&",
    b"%",
    b"\\",
    b"/",
    b"=",
    b",",
    b";",
    b":",
    b"#",
    b"-1",
    b"0",
    b"9" * 30,
    b"1e999",
    b"NaN",
    "\u202e".encode(),
    "\U0001f642".encode(),
    b"\xed\xa0\x80",
    b"../../x",
    b"/etc/passwd",
    b"file:///etc/passwd",
    b"http://example.invalid/",
)
_OF: Final[dict[str, tuple[bytes, ...]]] = {
    "bib": (
        *(
            b"\\sqrt[",
            b"\\href",
            b"\\url{",
            b"\\begin{a}",
            b"\\end{a}",
            b"\\footnote{",
            b"\\verb",
            b"\\title",
        ),
        *(
            b"\\author",
            b"\\newcommand",
            b"\\frac",
            b"\\item",
            b"\\\\",
            b"$",
            b"$$",
            b"\\(",
            b"@book{",
            b"@string{a = a # a}",
        ),
        *(
            b"@comment",
            b"@preamble{",
            b"author = {",
            b"title = {",
            b" and ",
            b"others",
            b"year = ",
            b"crossref = {oven-2003}",
        ),
        *(
            b"orcid-numbers = {",
            b"doi = {",
            b"\\'",
            b"\\c",
            b"\\v{",
            b"~",
            b"--",
            b"{\\",
            b"\\input{/etc/passwd}",
        ),
    ),
    "ris": (
        b"TY  - ",
        b"ER  - ",
        b"AU  - ",
        b"PY  - ",
        b"TI  - ",
        b"A1  - ,,,",
        b"DA  - ////",
        b"SN  - ",
        b"\n\n",
    ),
    "json": (
        b"null",
        b"true",
        b"[[",
        b'{"a":',
        b'"date-parts"',
        b"[[-5]]",
        b'"issued"',
        b'"author"',
        b'"\\ud800"',
        b"1e400",
    ),
    "html": (
        b"<![",
        b"<!",
        b"<?",
        b'<a x="',
        b"</",
        b"<!--",
        b"-->",
        b"&#",
        b"&#x110000;",
        b"&#55296;",
        b"<br",
        b"<p>",
        b"<script>",
    ),
    "xml": (
        *(
            b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
            b"&b;",
            b"<![CDATA[",
            b"]]>",
            b"<?a",
            b"<!--",
            b"encoding='utf-7'",
            b"xmlns=''",
        ),
        *(
            b"<Code>",
            b"</Code>",
            b"<Case/>",
            b'startPosition="-1"',
            b'guid=""',
            b'endPosition="99999999999999999999"',
        ),
        *(
            b'<c r="ZZZZ9999999">',
            b'<row r="0">',
            b'<c t="s"><v>99</v></c>',
            b't="d"',
            b"<f>",
            b'<mergeCell ref="A1:B2"/>',
        ),
    ),
    "sql": (
        b"NULL",
        b"x'00'",
        b"-9223372036854775808",
        b"1e999",
        b"'';",
        b"CREATE VIEW a AS SELECT 1;",
        b"''''",
    ),
    "table": (
        b'""',
        b'"',
        b",,,,,",
        b";",
        b"sep=;\n",
        b"\n\n",
        b"=1+1",
        b"b1",
        b"image",
        b"respondent",
        b"2024-99-99",
    ),
    "toml": (
        b"a.a.a.",
        b"[[",
        b"]]",
        b'"""',
        b"'''",
        b" = ",
        b"1979-05-27T07:32:00Z",
        b"inf",
        b"0x",
        b"[a.b]",
        b"{a = 1}",
    ),
    "rdf": (
        b"@prefix ",
        b"<urn:a>",
        b"_:a",
        b"<< ",
        b" >>",
        b'"""',
        b"^^",
        b"@en",
        b"[ ",
        b" ]",
        b"( ",
        b"GRAPH ",
        b"@base <",
        b'"@context": ',
    ),
}
_TOKENS: Final = {
    "bib": _OF["bib"],
    "ris": _OF["ris"],
    "json": _OF["json"],
    "html": _OF["html"],
    "qde": _OF["xml"],
    "qdc": _OF["xml"],
    "xlsx": _OF["xml"],
    "taguette": _OF["sql"],
    "qualcoder": _OF["sql"],
    "csv": _OF["table"],
    "mentions": _OF["table"],
    "toml": _OF["toml"],
    "rdf": _OF["xml"],
    "jsonld": (*_OF["json"], *_OF["rdf"]),
}
_HOW: Final = ("drop", "double", "insert", "insert", "insert", "splice", "turn")


def few(what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many inputs as are for this, the same in every run; with `LCGRAPH_FUZZ=N` N times as many."""
    return settings(
        max_examples=INPUTS[what] * TIMES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def corpus(kind: str) -> list[bytes]:
    """The files of a kind, in the order of their names."""
    found = [path.read_bytes() for path in sorted((CORPUS / kind).iterdir())]
    assert found, kind
    return found


@st.composite
def spoilt(draw: st.DrawFn, kind: str, given: list[bytes] | None = None) -> bytes:
    """A file of the corpus, as it is or spoilt at up to five places."""
    files = given or corpus(kind)
    data = draw(st.sampled_from(files))
    tokens = st.sampled_from((*_TOKENS.get(kind, _OF["rdf"]), *_ANY))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 60)))
        how = draw(st.sampled_from(_HOW))
        if how == "drop":
            data = data[:at] + data[end:]
        elif how == "double":
            data = data[:end] + data[at:end] * draw(st.sampled_from((1, 2, 30, 400))) + data[end:]
        elif how == "insert":
            data = data[:at] + draw(tokens) * draw(st.sampled_from((1, 1, 1, 2, 30, 600))) + data[at:]
        elif how == "splice":
            other = draw(st.sampled_from(files))
            data = data[:at] + other[draw(st.integers(0, len(other))) :]
        elif data[at:end]:
            data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
    return data[:200_000]


# ---- What files are made of


def packed(members: dict[str, bytes]) -> bytes:
    """An archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def workbook() -> dict[str, bytes]:
    """The members of a workbook with codings."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("respondent", "code", "case", "role", "segment"),
        ("b1", "Imago", "bakery", "practice-partner", "We look"),
    ):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def database(script: bytes, folder: Path, *more: tuple[str, tuple[object, ...]]) -> bytes:
    """The bytes of a database that a script makes, as far as it goes."""
    path = folder / "made.db"
    with closing(sqlite3.connect(path)) as made:
        made.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
        with suppress(sqlite3.Error, ValueError):
            made.executescript(script.decode("utf-8", "replace"))
        for statement, values in more:
            with suppress(sqlite3.Error):
                made.execute(statement, values)
        made.commit()
    data = path.read_bytes()
    path.unlink()
    return data
