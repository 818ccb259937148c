"""What tests of exports share: the study that is built to leak, and a processor of CSV on the Web."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

Make = Callable[[Mapping[str, str | bytes | None]], Path]
Convert = Callable[[Mapping[str, bytes], str], set[ox.Triple]]

SECRETS = (
    "SECRETPERSON", "SECRETORGANISATION", "1987-06-05", "SECRETSEGMENT", "SECRETSOURCE", "SECRETCODER",
    "1988-07-06", "SECRETNOTE", "mentions.csv", "respondents.csv", "byRespondent", "notAskedAbout", "inGroup",
)  # fmt: skip
"""What is planted in the leaky study: words of respondents and mentions, their files, their properties."""


@pytest.fixture
def secrets() -> tuple[str, ...]:
    """The secrets of the leaky study."""
    return SECRETS


@pytest.fixture
def leaky(study_with: Make) -> Path:
    """Groups of one to four interviewed people; two of the four were asked on network."""
    sizes = {
        ("bakery", "practice-partner"): 4,
        ("bakery", "education-partner"): 1,
        ("hospital", "practice-partner"): 3,
        ("hospital", "education-partner"): 2,
    }
    people = [
        (f"SECRETPERSON{case}{role[0]}{number}", case, role, number)
        for (case, role), size in sizes.items()
        for number in range(size)
    ]
    asked = dict.fromkeys((("bakery", 2), ("bakery", 3)), "network")
    respondents = "".join(
        f"{who},{case},{role},SECRETORGANISATION,1987-06-05,"
        f"{asked.get((case, number), '') if role == 'practice-partner' else ''}\n"
        for who, case, role, number in people
    )
    mentions = (
        "".join(
            f"{who},image,collective,now,SECRETSEGMENT {who},SECRETSOURCE,SECRETCODER,1988-07-06,SECRETNOTE\n"
            for who, *_ in people
        )
        + "SECRETPERSONbakeryp0,network,,,SECRETSEGMENT,SECRETSOURCE,SECRETCODER,,\n"
    )
    return study_with(
        {
            "study.toml": 'id = "leaky"\ntitle.en = "Leaky"\nlicence = "https://example.org/licence"\n'
            '\n[rule]\nthreshold = "3/4"\n',
            "groups.csv": "case,role,respondents\n"
            + "".join(f"{case},{role},{size}\n" for (case, role), size in sizes.items()),
            "respondents.csv": "id,case,role,organisation,interviewed_on,motives_not_asked\n" + respondents,
            "mentions.csv": "respondent,motive,level,phase,segment,source,coder,coded_on,note\n" + mentions,
            "findings.csv": None,
            "claims.csv": None,
            "references.bib": None,
        }
    )


@pytest.fixture
def csv2rdf(tmp_path: Path) -> Iterator[Convert]:
    """The W3C conversion by a processor that is not ours, of files that a loopback server gives it."""
    folder = tmp_path / "web"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def convert(files: Mapping[str, bytes], mode: str) -> set[ox.Triple]:
        import csvw_functions

        for name, content in files.items():
            (folder / name).write_bytes(content)
        address = f"http://127.0.0.1:{server.server_port}/csv-metadata.json"
        annotated = csvw_functions.create_annotated_table_group(address, validate=True)
        text = csvw_functions.create_rdf(annotated, mode=mode)
        text = re.sub(r"(?<! \.)\n", r"\\n", text)  # it does not escape line breaks within literals
        return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}

    yield convert
    server.shutdown()
    server.server_close()
