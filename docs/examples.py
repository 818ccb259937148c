"""The examples in the README and in pages of `docs/`: found in their text, run, and written back.

    python docs/examples.py            run them all, and put what they print in the place of what stood there
    python docs/examples.py --code     print the Python of these pages, for a type checker

A block of `console` holds commands after `$ ` (continued after `> `) and what they print on a terminal of
100 columns, stderr and so progress left out. They run in order in one folder that looks like the top of the
repository; what they write is gone afterwards. A block of `python` is a doctest. A block after a line
`<!-- not run: … -->` is left alone. `tests/docs/test_examples.py` compares both with what they print today.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    "README.md": "en",
    "README.nl.md": "nl",
    "docs/tutorial.md": "en",
    "docs/tutorial.nl.md": "nl",
    "docs/python.md": "en",
    "docs/notebook.md": "en",
    "docs/import.md": "en",
}
"""The files with examples, and the language that the system of their reader speaks."""
SECONDS = 60

_FENCE = re.compile(
    r"(?P<left><!-- not run[^\n]*\n)?^```(?P<kind>console|python)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(
    r"^\$ (?P<command>[^\n]*(?:\n> [^\n]*)*)\n(?P<output>(?:(?!\$ )[^\n]*\n)*)", re.MULTILINE
)


@dataclass(frozen=True)
class Example:
    """A command as it is written, what the text says that it prints, and where that stands."""

    command: str
    output: str
    start: int
    end: int


def commands(text: str) -> list[Example]:
    """The commands of the `console` blocks of a text, in their order."""
    found = []
    for block in _blocks(text, "console"):
        for match in _COMMAND.finditer(text, block.start("body"), block.end("body")):
            command = match["command"].replace("\n> ", "\n")
            found.append(Example(command, match["output"], *match.span("output")))
    return found


def code(text: str) -> str:
    """The statements of the `python` blocks of a text, without prompts and answers."""
    parser, bodies = doctest.DocTestParser(), [block["body"] for block in _blocks(text, "python")]
    return "".join(example.source for body in bodies for example in parser.get_examples(body))


def _blocks(text: str, kind: str) -> Iterator[re.Match[str]]:
    return (block for block in _FENCE.finditer(text) if block["kind"] == kind and not block["left"])


@contextmanager
def folder() -> Iterator[Path]:
    """A folder in which examples run: everything at the top of the repository, and `lcgraph` on the path."""
    with tempfile.TemporaryDirectory(prefix="lcgraph-") as name:
        top, programs = Path(name, "lcgraph"), Path(name, "bin")
        top.mkdir()
        programs.mkdir()
        for entry in ROOT.iterdir():
            if not entry.name.startswith("."):
                (top / entry.name).symlink_to(entry)
        for program, call in {"lcgraph": " -m lcgraph", "python": ""}.items():
            script = f'#!/bin/sh\nexec "{sys.executable}"{call} "$@"\n'
            (programs / program).write_text(script, encoding="utf-8")
            (programs / program).chmod(0o755)
        yield top


def run(command: str, top: Path, lang: str) -> str:
    """What a command prints on a terminal, but for what goes to stderr."""
    import pty
    import termios

    environment = {
        "PATH": f"{top.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(top.parent),
        "LANG": {"en": "C.UTF-8", "nl": "nl_NL.UTF-8"}[lang],
        "COLUMNS": "100",
        "TERM": "dumb",
    }
    ours, theirs = pty.openpty()
    try:
        termios.tcsetwinsize(theirs, (40, 100))
        child = subprocess.Popen(
            ["bash", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
            cwd=top,
            env=environment,
        )
    finally:
        os.close(theirs)
    shown = _all(ours)
    child.wait(SECONDS)
    return shown.decode().replace("\r\n", "\n")


def _all(terminal: int) -> bytes:
    """All that comes out of a terminal until the last program on it has ended."""
    parts = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:  # Linux says so that nobody writes any more
        pass
    finally:
        os.close(terminal)
    return b"".join(parts)


def renewed(text: str, lang: str) -> str:
    """The text with what its commands print today."""
    parts, end = [], 0
    with folder() as top:
        for example in commands(text):
            parts += [text[end : example.start], run(example.command, top, lang)]
            end = example.end
    return "".join([*parts, text[end:]])


def main() -> None:
    """Renew the examples, or print their Python."""
    for name, lang in FILES.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        if sys.argv[1:] == ["--code"]:
            sys.stdout.write(code(text))
        else:
            (ROOT / name).write_text(renewed(text, lang), encoding="utf-8")


if __name__ == "__main__":
    main()
