"""Where the artefacts lie: `ontology/`, `queries/` and `data/`, in a checkout and in an installed wheel.

The wheel carries them inside the package (`lcgraph/_artefacts/`, see `pyproject.toml`); an editable
install and a checkout use the folders at the top of the repository.
"""

from __future__ import annotations

import locale
import os
from functools import cache
from pathlib import Path
from typing import Final

BUNDLED: Final = "bos-2023"
_PACKAGE: Final = Path(__file__).resolve().parent


def artefact(*parts: str) -> Path:
    """The path of a bundled file or folder, e.g. `artefact("ontology", "core.ttl")`."""
    shipped = _PACKAGE / "_artefacts"
    root = shipped if shipped.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)


def ontology_files() -> list[Path]:
    """The Turtle files of the ontology, without the shapes, in a fixed order."""
    names = ("lcgraph", "core", "motives", "literature", "crosswalk", "alignments")
    return [artefact("ontology", f"{name}.ttl") for name in names]


def shapes_file() -> Path:
    """The SHACL shapes."""
    return artefact("ontology", "shapes.ttl")


@cache
def query_files() -> tuple[Path, ...]:
    """Every named query, ordered by name; checks and derivation rules are not among them."""
    found = [*artefact("queries", "cases").glob("*.rq"), *artefact("queries", "literature").glob("*.rq")]
    return tuple(sorted(found, key=lambda path: path.stem))


def bundled_data() -> Path:
    """The generated TriG of the bundled study."""
    return artefact("data", f"{BUNDLED}.trig")


def bundled_study() -> Path:
    """The folder from which the bundled study is made."""
    return artefact("data", BUNDLED)


def template() -> Path:
    """The texts of a new study folder that are not tables; they lie in the package itself."""
    return _PACKAGE / "template"


def default_language() -> str:
    """Dutch when LCGRAPH_LANG or the system says so, English otherwise."""
    names = ("LCGRAPH_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next((os.environ[name] for name in names if os.environ.get(name)), None)
    wanted = wanted or locale.getlocale()[0] or ""  # Windows says Dutch_Netherlands, and sets none of these
    return "nl" if wanted.lower().startswith(("nl", "dutch")) else "en"
