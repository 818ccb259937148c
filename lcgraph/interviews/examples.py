"""The worked example of a new study folder, which goes when the folder holds data of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lcgraph.intake import Intake
from lcgraph.interviews.folder import CLEANED, Folder
from lcgraph.literature.references import read_entries
from lcgraph.literature.works import REFERENCES
from lcgraph.say import Problems
from lcgraph.schemes import is_example
from lcgraph.study.write import BOM
from lcgraph.untrusted.text import read_text


def kept(file: str, folder: Folder, intake: Intake) -> list[dict[str, str]]:
    """The rows of a table without the example, which is told when there was one."""
    if folder.examples(file):
        intake.tell(
            "done", nl=f"{file}: de voorbeeldrij is weggehaald", en=f"{file}: the example row was removed"
        )
    return folder.rows(file)


def drop_examples(
    folder: Folder, people: Iterable[Mapping[str, str]], mentions: Iterable[Mapping[str, str]], intake: Intake
) -> None:
    """Remove the example from what else the folder has, now that these rows are its own.

    An example that rows of these tables use after all stays, and `validate` tells it.
    """
    used = {row[column] for row in people for column in ("case", "role")} | {
        row["motive"] for row in mentions
    }
    for file in ("motives.csv", "cases.csv", *CLEANED):
        if file in intake.files or file not in folder.tables:
            continue
        examples = folder.examples(file)
        if examples and not examples & used:
            intake.files[file] = folder.encoded(file, kept(file, folder, intake))
    _drop_example_work(folder, intake)


def _drop_example_work(folder: Folder, intake: Intake) -> None:
    """Remove the example from the reference list, and leave every other letter of it as it is."""
    path = folder.path / REFERENCES
    text = (read_text(path, REFERENCES, Problems()) if path.exists() else None) or ""
    examples = [entry for entry, work in read_entries(text, Problems()) if is_example(work.key)]
    if not examples:
        return
    for entry in examples:
        text = text.replace(entry.raw, "", 1)
    bom = BOM if path.read_bytes().startswith(BOM.encode()) else ""
    intake.files[REFERENCES] = (bom + text.lstrip()).encode()
    intake.tell(
        "done", nl=f"{REFERENCES}: het voorbeeld is weggehaald", en=f"{REFERENCES}: the example was removed"
    )
