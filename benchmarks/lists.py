"""How long a reference list takes to import, against what its parsing library alone takes, in one run.

    .venv/bin/python benchmarks/lists.py --entries 2000 --entries 20000

Processor time of this process; synthetic entries of BibTeX, and as many editorials of one title.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bibtexparser.entrypoint import parse_string

from lcgraph.literature.imports import _taken_in


def entries(number: int, *, title: str = "") -> str:
    """So many articles, the same at each call."""
    rng = random.Random(1)
    return "\n".join(
        f'@article{{key{at}, author = {{Bos{at % 977}, P. and M{{\\"u}}ller, {rng.choice("ABCD")}.}},\n'
        f" title = {{{title or f'A study {at} of bread in towns'}}}, journal = {{Journal {at % 40}}},\n"
        f" year = {{{1970 + at % 50}}}, volume = {{{at}}}, pages = {{{at}--{at + 9}}},\n"
        f" abstract = {{{'Some words of an abstract. ' * 15}}}}}"
        for at in range(number)
    )


def processor(work: Callable[[], object]) -> float:
    """The processor time of some work, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, action="append", default=[])
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder)
        (study / "study.toml").write_text('id = "s"\ntitle.en = "S"\n', encoding="utf-8")
        print(f"{'entries':>8} {'title':>9} {'parser s':>9} {'import s':>9} {'ratio':>6}")
        for number in parser.parse_args().entries or [2_000, 10_000]:
            for title in ("", "Editorial"):
                file = study / "list.bib"
                text = entries(number, title=title)
                file.write_text(text, encoding="utf-8")
                alone = processor(lambda text=text: parse_string(text, parse_stack=[]))  # type: ignore[misc]
                ours = processor(lambda file=file: _taken_in(study, [file], (), "en"))  # type: ignore[misc]
                print(f"{number:>8} {title or 'each':>9} {alone:>9.2f} {ours:>9.2f} {ours / alone:>6.1f}")


if __name__ == "__main__":
    main()
