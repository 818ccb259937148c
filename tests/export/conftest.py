"""What tests of exports share: a processor of CSV on the Web."""

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

Convert = Callable[[Mapping[str, bytes], str], set[ox.Triple]]


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
        # it does not escape line breaks within literals, such as those of a question in SPARQL
        text = re.sub(r"(?<! \.)\n|\n(?=[^<_])", r"\\n", text)
        return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}

    yield convert
    server.shutdown()
    server.server_close()
