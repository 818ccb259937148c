"""Nothing of the machine or the person who works at it is in what lcgraph writes: no name, path or moment.

One process with a home, a user, a host, a folder for temporary files and folders of work with names of their
own writes all that can be written; every byte of it is looked at, also within archives and PDF.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lcgraph.export.registry import FORMATS
from lcgraph.release import this_release

TRACES = ("TRACEHOME", "traceuser", "tracehost", "TRACETMP", "TRACEWORK", "TRACESTUDY")
CALLS = """
import json, sys
from lcgraph.cli import main
for words in json.loads(sys.stdin.read()):
    try:
        main(words)
    except SystemExit as leaving:
        if leaving.code:
            print(words, leaving.code, file=sys.stderr)
            sys.exit(1)
"""
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def calls(work: Path, study: Path) -> list[list[str]]:
    """A call of every command that writes a file, and of export for every format."""
    out = work / "out"
    named = {form.file or name: name for name, form in FORMATS.items()}
    assert len(named) == len(FORMATS)
    exports = []
    for name, form in FORMATS.items():
        words = ["export", "--study", str(study), "--format", name, "-o", str(out / f"export-{name}")]
        exports.append([*words, "--private"] if form.private == "must" else words)
        if form.private == "may":
            exports.append([*words[:-1], str(out / f"private-{name}"), "--private"])
    plots = [
        ["plot", "matrix", "--study", str(study), "-o", str(out / f"matrix.{ending}")]
        for ending in ("svg", "png", "pdf")
    ]
    return [
        *exports,
        *plots,
        ["export", "--study", str(study), "--format", "csvw", "-o", str(out / "csvw.zip")],
        ["network", "case-motive", "--study", str(study), "-o", str(out / "net.graphml")],
        ["network", "case-motive", "--study", str(study), "-o", str(out / "net.gexf")],
        ["tables", "--study", str(study), "--counts", "-o", str(out / "tables.html")],
        ["tables", "--study", str(study), "-o", str(out / "tables.tex")],
        ["new", str(out / "new"), "--workbook"],
        ["import", str(work / "codings.csv"), "--study", str(out / "imported"), "--accept-guesses"],
        ["load", str(study), "--store", str(out / "graph.db")],
        ["load", str(study), "--validate", "--store", str(out / "graph.db")],
        ["tables", "--store", str(out / "graph.db"), "-o", str(out / "stored.csv")],
        ["site", str(out / "site"), "--study", str(study)],
    ]


def unfolded(data: bytes) -> Iterator[bytes]:
    """Bytes, and those that are folded up in them: members of archives, streams of PDF."""
    yield data
    if data.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                assert member.date_time == (1980, 1, 1, 0, 0, 0), member.filename
                yield from unfolded(archive.read(member))
    if data.startswith(b"%PDF"):
        for stream in _STREAM.findall(data):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                continue


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, tiny: Path) -> dict[str, list[bytes]]:
    """All that one process wrote: by file its bytes, unfolded."""
    folder = tmp_path_factory.mktemp("traces")
    home, temporary, work = (folder / name for name in ("TRACEHOME", "TRACETMP", "TRACEWORK"))
    for place in (home, temporary, work, work / "out"):
        place.mkdir()
    study = work / "TRACESTUDY"
    shutil.copytree(tiny, study)
    shutil.copytree(tiny, work / "out" / "imported")
    rows = "".join(f"n{number},Imago,bakery,practice-partner\n" for number in range(4))
    (work / "codings.csv").write_text(f"respondent,code,case,role\n{rows}")
    named = dict.fromkeys(("USER", "LOGNAME", "USERNAME", "LNAME"), "traceuser")
    done = subprocess.run(
        [sys.executable, "-c", CALLS],
        input=json.dumps(calls(work, study)),
        text=True,
        capture_output=True,
        cwd=work,
        env={**named, "HOME": str(home), "HOSTNAME": "tracehost", "TMPDIR": str(temporary)}
        | {"PYTHONDONTWRITEBYTECODE": "1", "PATH": os.environ["PATH"]},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = [path for path in sorted((work / "out").rglob("*")) if path.is_file()]
    assert not list(temporary.iterdir())
    return {str(path.relative_to(work / "out")): list(unfolded(path.read_bytes())) for path in files}


def found(written: dict[str, list[bytes]], words: list[str]) -> dict[str, list[str]]:
    """The words that stand in a file, in UTF-8 or UTF-16, by file."""
    wanted = [(word, word.encode(), word.encode("utf-16-le")) for word in words]
    hits = {
        name: [word for word, *forms in wanted if any(form in part for form in forms for part in parts)]
        for name, parts in written.items()
    }
    return {name: each for name, each in hits.items() if each}


def test_no_name_or_path_of_the_machine_is_in_a_file(written: dict[str, list[bytes]]) -> None:
    assert len(written) > 2_000
    assert found(written, [*TRACES]) == {}


def test_nor_that_of_the_host(written: dict[str, list[bytes]]) -> None:
    """But in a store on disk, where its engine puts it; that is told in docs/privacy.md."""
    host = socket.gethostname()
    published = {name: parts for name, parts in written.items() if not name.startswith("graph.db/")}
    assert len(host) < 5 or found(published, [host]) == {}


def test_no_moment_of_its_making_is_in_a_file(written: dict[str, list[bytes]]) -> None:
    """The only day is that of the release."""
    days = {date.today(), datetime.now(UTC).date()}
    forms = [day.strftime(form) for day in days for form in ("%Y-%m-%d", "%Y/%m/%d", "D:%Y%m%d")]
    told = [form for form in forms if form != this_release().day]
    made = {name: parts for name, parts in written.items() if not name.startswith("imported/")}
    assert found(made, ["CreationDate", "ModDate", "tIME", *told]) == {}


def test_what_is_looked_for_would_be_found(written: dict[str, list[bytes]]) -> None:
    """In text, within an archive in an archive, within a PDF, and in both codings."""
    inner, outer = io.BytesIO(), io.BytesIO()
    for stream, name, data in ((inner, "a.xml", b"by traceuser"), (outer, "b.zip", b"")):
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo(name), data or inner.getvalue())
    pdf = b"%PDF-1.4\nstream\n" + zlib.compress(b"(TRACEHOME)") + b"\nendstream"
    planted = {"a": outer.getvalue(), "b": pdf, "c": "tracehost".encode("utf-16-le"), "d": b"TRACETMP/x"}
    hits = found({name: list(unfolded(data)) for name, data in planted.items()}, list(TRACES))
    assert hits == {"a": ["traceuser"], "b": ["TRACEHOME"], "c": ["tracehost"], "d": ["TRACETMP"]}
