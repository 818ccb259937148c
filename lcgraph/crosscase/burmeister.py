"""Formal contexts in the format of Burmeister's ConImp (`.cxt`), both ways.

B, a line with a title (often empty), the numbers of objects and attributes, the names of both, a name a
line, then a row of X and . for each object.
"""

from __future__ import annotations

from lcgraph.analysis.concepts import Context, mask_of
from lcgraph.errors import InputError, unusable


def read_context(text: str, file: str) -> Context:
    """The context of a text; `InputError` says on which line it is not one.

    >>> read_context("B\\n\\n1\\n2\\n\\na\\nx\\ny\\nX.\\n", "a.cxt").rows
    (1,)
    """
    lines = [line.strip() for line in text.splitlines()]
    if not lines or lines[0] != "B":
        raise _wrong(file, 1, "begint niet met B", "does not begin with B")
    sizes = [place for place, line in enumerate(lines[:5]) if line.isdigit()][:2]
    if len(sizes) < 2:
        raise _wrong(
            file,
            3,
            "hier horen de aantallen objecten en attributen",
            "the numbers of objects and attributes belong here",
        )
    many, wide = (int(lines[place]) for place in sizes)
    start = sizes[1] + 1
    if start < len(lines) and not lines[start]:
        start += 1
    names, rows = lines[start : start + many + wide], lines[start + many + wide :]
    rows = [row for row in rows if row] if wide else rows
    if len(names) < many + wide or len(rows) < many * bool(wide):
        raise _wrong(
            file,
            len(lines),
            f"houdt op voor alle {many} objecten en {wide} attributen er staan",
            f"ends before all {many} objects and {wide} attributes are there",
        )
    first = start + many + wide + 1
    for number, row in enumerate(rows[: many if wide else 0]):
        if len(row) != wide or set(row) - set("Xx."):
            raise _wrong(
                file, first + number, f"hier horen {wide} tekens X of .", f"{wide} signs X or . belong here"
            )
    if len(rows) > many:
        raise _wrong(file, first + many, "hier hoort niets meer", "nothing more belongs here")
    masks = [mask_of(place for place, sign in enumerate(row) if sign in "Xx") for row in rows[:many]]
    masks += [0] * (many - len(masks))
    return Context(tuple(names[:many]), tuple(names[many:]), tuple(masks))


def _wrong(file: str, line: int, nl: str, en: str) -> InputError:
    return unusable(file, nl=nl, en=en, row=line)


def context_text(context: Context) -> str:
    """A context as a `.cxt` file, which `read_context` reads again."""
    wide = range(len(context.attributes))
    rows = ["".join("X" if row >> place & 1 else "." for place in wide) for row in context.rows]
    head = ["B", "", str(len(context.objects)), str(len(context.attributes)), ""]
    return "\n".join([*head, *context.objects, *context.attributes, *rows]) + "\n"
