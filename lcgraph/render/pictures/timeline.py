"""When the cases started and when the literature appeared, below each other on one scale of years.

Above: a line for each case, from its first year to the year in which the data of its study were collected;
beside it how many motives of each cluster its groups report. Below: each work that is cited for a cluster, at
its year. What has no year stands before the scale. A narrow picture has names above their lines.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from lcgraph.analysis.years import CaseYears, WorkYear
from lcgraph.answers import Cell
from lcgraph.errors import CallError
from lcgraph.render.lettering import longest, shortened, width, wrapped
from lcgraph.render.pictures.canvas import (
    DEEP,
    FAINT,
    INK,
    NARROW,
    SOFT,
    Dot,
    Grid,
    Line,
    Picture,
    Sheet,
    Spot,
    Word,
    framed,
)
from lcgraph.render.pictures.edition import Edition, key
from lcgraph.say import Text, clean

_TITLES: Final = {
    (True, True): Text(nl="Wanneer de cases begonnen en de literatuur verscheen",
                       en="When the cases started and the literature appeared"),
    (True, False): Text(nl="Wanneer de cases begonnen", en="When the cases started"),
    (False, True): Text(nl="Wanneer de literatuur verscheen", en="When the literature appeared"),
}  # fmt: skip
_CASES: Final = Text(nl="Cases", en="Cases")
_COUNTS: Final = Text(nl="Gemelde motieven per cluster", en="Motives reported, by cluster")
_WORKS: Final = Text(nl="Literatuur, per cluster waarvoor zij wordt aangehaald",
                     en="Literature, by the cluster for which it is cited")  # fmt: skip
_UNKNOWN: Final = Text(nl="jaar onbekend", en="year unknown")
_READ: Final = Text(
    nl="Een lijn loopt van het beginjaar van een case tot het jaar waarin de gegevens zijn verzameld.",
    en="A line runs from the year in which a case started to the year in which the data were collected.",
)
_CITED: Final = Text(
    nl="Een werk staat bij elk cluster waarvoor het wordt aangehaald ({}).",
    en="A work stands with every cluster for which it is cited ({}).",
)
_TOLD: Final = Text(
    nl="{} cases en {} werken, van {} tot en met {}.", en="{} cases and {} works, from {} to {}."
)
_HEADS: Final = {
    "case": Text(nl="Case", en="Case"),
    "start": Text(nl="Beginjaar", en="Starting year"),
    "cluster": Text(nl="Cluster", en="Cluster"),
    "work": Text(nl="Werk", en="Work"),
    "year": Text(nl="Jaar", en="Year"),
}
_LEFT, _SCALE, _COUNT, _BEFORE = 140.0, 400.0, 46.0, 34.0
_CASE_ROW, _WORK_ROW, _EDGE, _ABOVE = 30.0, 17.0, 14.0, 18.0
_FROM: Final = Text(nl="{}: begonnen in {}", en="{}: started in {}")
_IN: Final = Text(nl="{}: aangehaald voor {}", en="{}: cited for {}")


def draw_timeline(
    cases: Sequence[CaseYears], works: Sequence[WorkYear], relations: Sequence[str], edition: Edition
) -> Picture:
    """The picture of both; `CallError` when no case and no work has a year."""
    years = [year for case in cases for year in (case.start, case.until) if year is not None and case.start]
    years += [work.year for work in works if work.year is not None]
    if not years:
        raise CallError(
            nl="er is niets te tekenen: geen case heeft een start_year (cases.csv), en geen werk dat voor "
            "een cluster wordt aangehaald heeft een jaar (references.bib)",
            en="there is nothing to draw: no case has a start_year (cases.csv), and no work that is cited "
            "for a cluster has a year (references.bib)",
        )
    titles = [edition.label("cluster", cluster) for cluster in dict.fromkeys(work.cluster for work in works)]
    names = 0.0 if edition.narrow else max(_LEFT, min(longest(titles, 12, bold=True), 260.0) + 32)
    scale = _Scale.of(years, names)
    sheet = Sheet()
    y = 0.0
    if cases:
        y = _draw_cases(sheet, scale, cases, {work.cluster for work in works}, edition)
    if works:
        y = _draw_works(sheet, scale, works, y, edition)
    sheet.wide = max(sheet.wide, scale.right)
    sheet.high = y
    notes = [edition.say(_READ)] if cases else []
    if works:
        told = ", ".join(edition.label("relation", relation).lower() for relation in relations)
        notes.append(edition.say(_CITED).format(told))
    return framed(
        "timeline",
        edition.lang,
        edition.say(_TITLES[bool(cases), bool(works)]),
        "",
        sheet,
        notes=[*notes, *edition.notes(rule=bool(cases))],
        data=_grids(cases, works, edition),
        description=edition.say(_TOLD).format(
            len(cases), len({work.work for work in works}), min(years), max(years)
        ),
        narrow=edition.narrow,
    )


@dataclass(frozen=True)
class _Scale:
    """Years on a line: whole fives from `first` to `last`, beside names."""

    first: int
    last: int
    names: float
    """The room for names before the scale."""

    @classmethod
    def of(cls, years: Sequence[int], names: float) -> _Scale:
        first = min(years) // 5 * 5
        return cls(first, max(-(-max(years) // 5) * 5, first + 5), names)

    @property
    def left(self) -> float:
        return self.names + _BEFORE if self.names else _EDGE

    @property
    def right(self) -> float:
        return self.left + _SCALE if self.names else NARROW - _EDGE

    def x(self, year: int) -> float:
        return self.left + (year - self.first) / (self.last - self.first) * (self.right - self.left)

    @property
    def ticks(self) -> list[int]:
        step = next(each for each in (5, 10, 20, 50, 100, 500) if (self.last - self.first) / each <= 8)
        return [year for year in range(self.first, self.last + 1) if year % step == 0]


def _panel(sheet: Sheet, scale: _Scale, title: Text, top: float, edition: Edition) -> float:
    """The head of one part, with the years; returns where its rows start."""
    room = scale.right + _EDGE
    y = sheet.text(0, top + 14, wrapped(edition.say(title), room, 13, bold=True), 13, bold=True) + 7.1
    for year in scale.ticks:
        sheet.add(Word(x=scale.x(year), y=y, text=str(year), size=10, anchor="middle", fill=SOFT))
    return y + 6


def _grid_lines(scale: _Scale, spans: Sequence[tuple[float, float]]) -> list[Line]:
    """A faint line at each year of the scale, from some heights to others."""
    pieces = tuple((0.0, top, 0.0, bottom) for top, bottom in spans)
    return [Line(x=scale.x(year), y=0, pieces=pieces, stroke=FAINT, thick=0.7) for year in scale.ticks]


def _draw_cases(
    sheet: Sheet, scale: _Scale, cases: Sequence[CaseYears], named: Collection[str], edition: Edition
) -> float:
    """The cases by their first year; returns where they end. A key tells clusters that are not `named`."""
    clusters = list(dict.fromkeys(cluster for case in cases for cluster in case.motives))
    if edition.narrow:
        return _draw_cases_narrow(sheet, scale, cases, clusters, edition)
    middles = {cluster: scale.right + 40 + _COUNT * (number + 0.5) for number, cluster in enumerate(clusters)}
    end = max([scale.right, *(middle + _COUNT / 2 for middle in middles.values())])
    y = _panel(sheet, scale, _CASES, 0, edition)
    if clusters:
        room = max(end - scale.right - 40, 170.0)
        head = wrapped(edition.say(_COUNTS), room, 10.5, most=2)
        sheet.text(scale.right + 40, y - 38 + 15.6 - 13.65 * (len(head) - 1), head, 10.5, fill=SOFT)
        sheet.add(*(edition.dot(each, 5).moved(x, y - 10) for each, x in middles.items()))
    first = y
    for case in sorted(cases, key=lambda case: (case.start is None, case.start or 0)):
        middle = y + _CASE_ROW / 2
        _draw_case(sheet, scale, case, middle, edition)
        for cluster, x in middles.items():
            text = str(case.motives.get(cluster, "–"))
            sheet.add(Word(x=x, y=middle + 4, text=text, size=12, anchor="middle"))
        y += _CASE_ROW
        sheet.add(Line(x=0, y=y, pieces=((0, 0, end, 0),), stroke=FAINT, thick=0.6))
    sheet.marks = [*_grid_lines(scale, [(first, y)]), *sheet.marks]
    sheet.wide = end
    if set(clusters) - set(named):
        signs = [([edition.dot(each, 5)], edition.label("cluster", each)) for each in clusters]
        y = key(sheet, y + 26, end, signs) - 6
    return y + 26


def _draw_cases_narrow(
    sheet: Sheet, scale: _Scale, cases: Sequence[CaseYears], clusters: Sequence[str], edition: Edition
) -> float:
    """The cases by their first year, each below its name and its numbers; returns where they end."""
    y = _panel(sheet, scale, _CASES, 0, edition)
    spans = []
    for case in sorted(cases, key=lambda case: (case.start is None, case.start or 0)):
        name = edition.case(case.study, case.case) + (f" ({case.study})" if edition.several else "")
        y = sheet.text(0, y + 15, wrapped(name, NARROW, 12, bold=True), 12, bold=True) + 1
        x = 0.0
        for cluster in clusters:
            text = str(case.motives.get(cluster, "–"))
            wide = 22 + width(text, 11.5) + 10
            if x + wide > NARROW:
                x, y = 0.0, y + _ABOVE
            sheet.add(edition.dot(cluster, 5).moved(x + 7, y - 4))
            sheet.add(Word(x=x + 18, y=y, text=text, size=11.5))
            x += wide
        middle = y + 16
        _draw_case(sheet, scale, case, middle, edition)
        spans.append((middle - 9, middle + 9))
        y = middle + 14
        sheet.add(Line(x=0, y=y, pieces=((0, 0, NARROW, 0),), stroke=FAINT, thick=0.6))
    sheet.marks = [*_grid_lines(scale, spans), *sheet.marks]
    sheet.wide = NARROW
    if clusters:
        entries = [([edition.dot(each, 5)], edition.label("cluster", each)) for each in clusters]
        y = sheet.text(0, y + 22, wrapped(edition.say(_COUNTS), NARROW, 11.5), 11.5, fill=SOFT)
        y = key(sheet, y + 6, NARROW, entries) - 6
    return y + 26


def _draw_case(sheet: Sheet, scale: _Scale, case: CaseYears, middle: float, edition: Edition) -> None:
    """The line of a case, with its name before it where there is room for names."""
    name = edition.case(case.study, case.case)
    told = edition.say(_FROM).format(name, case.start or edition.say(_UNKNOWN))
    above = 0 if scale.names else 20
    spot = {"x": 0, "y": middle - 12 - above, "wide": scale.right, "high": 24 + above}
    sheet.add(Spot(**spot, told=told, about=("case", case.study, case.case)))
    if scale.names:
        label = wrapped(name, scale.names - 10, 12, most=2 - edition.several)
        sheet.text(0, middle + (-1 if edition.several else 12 - 8 * len(label)), label, 12)
    if scale.names and edition.several:
        study = shortened(clean(case.study), scale.names - 10, 10)
        sheet.text(0, middle + 11, study, 10, fill=SOFT)
    if case.start is None:
        sheet.add(Word(x=scale.left, y=middle + 4, text=edition.say(_UNKNOWN), size=10.5, fill=SOFT))
        return
    x = scale.x(case.start)
    end = scale.x(max(case.until or case.start, case.start))
    if end > x:
        sheet.add(Line(x=x, y=middle, pieces=((0, 0, end - x, 0),), stroke=DEEP, thick=2.4))
        sheet.add(Line(x=end, y=middle, pieces=((0, -5, 0, 5),), stroke=DEEP, thick=1.6))
    sheet.add(Dot(x=x, y=middle, r=5, fill=DEEP))
    text, anchor = str(case.start), "end" if x - 10 - width("0000", 10.5) > scale.names else "start"
    at = x - 9 if anchor == "end" else max(x, end) + 9
    sheet.add(Word(x=at, y=middle + 4, text=text, size=10.5, anchor=anchor))


def _draw_works(
    sheet: Sheet, scale: _Scale, works: Sequence[WorkYear], top: float, edition: Edition
) -> float:
    """The works of each cluster, oldest first, each in a row of its own; returns where they end."""
    y = _panel(sheet, scale, _WORKS, top, edition)
    whole, spans = y, list[tuple[float, float]]()
    for cluster in dict.fromkeys(work.cluster for work in works):
        mine = [work for work in works if work.cluster == cluster]
        room = scale.names - 28 if scale.names else NARROW - 22
        lines = wrapped(edition.label("cluster", cluster), room, 12, bold=True, most=3)
        start = y
        sheet.add(Line(x=0, y=y, pieces=((0, 0, scale.right, 0),), stroke=INK, thick=0.8))
        y += 6
        sheet.add(edition.dot(cluster, 5.5).moved(7, y + 9))
        after = sheet.text(22, y + 13, lines, 12, bold=True)
        long = 22 + width(lines[0], 12, bold=True)
        name = edition.label("cluster", cluster)
        sheet.add(Spot(x=0, y=y, wide=long, high=18, told=name, about=("cluster", cluster)))
        if not scale.names:
            y = after - 8
        first = y
        for work in mine:
            _draw_work(sheet, scale, work, y + _WORK_ROW / 2, edition)
            y += _WORK_ROW
        spans.append((first if edition.narrow else start, y))
        y = max(y + 6, start + 15.6 * len(lines) + 14)
    sheet.marks = [*_grid_lines(scale, spans if edition.narrow else [(whole, y)]), *sheet.marks]
    return y


def _draw_work(sheet: Sheet, scale: _Scale, work: WorkYear, y: float, edition: Edition) -> None:
    """A sign at the year, and the name beside it: to the left where it fits, else to the right."""
    name = clean(edition.label("work", work.work))
    label = shortened(name, 320 if scale.names else 200, 11)
    told = edition.say(_IN).format(name, edition.label("cluster", work.cluster).lower())
    if work.year is None:
        text = f"{label}: {edition.say(_UNKNOWN)}"
        sheet.add(Word(x=scale.left, y=y + 4, text=text, size=11, fill=SOFT))
        sheet.add(_work_spot(scale.left, y, width(text, 11), told, work))
        return
    x = scale.x(work.year)
    if not scale.names:
        label = shortened(name, max(x - 10, scale.right + _EDGE - x - 10), 11)
    sheet.add(edition.dot(work.cluster).moved(x, y))
    long = width(label, 11)
    if x + 10 + long > scale.right and x - 10 - long >= scale.names:
        sheet.add(Word(x=x - 10, y=y + 4, text=label, size=11, anchor="end"))
        sheet.add(_work_spot(x - 10 - long, y, long + 16, told, work))
    else:
        sheet.add(Word(x=x + 10, y=y + 4, text=label, size=11))
        sheet.add(_work_spot(x - 6, y, long + 16, told, work))


def _work_spot(x: float, y: float, wide: float, told: str, work: WorkYear) -> Spot:
    """A work that says for what it is cited."""
    return Spot(x=x, y=y - 8, wide=wide, high=16, told=told, about=("work", work.work))


def _grids(cases: Sequence[CaseYears], works: Sequence[WorkYear], edition: Edition) -> list[Grid]:
    def year(value: Cell) -> str:
        return edition.say(_UNKNOWN) if value is None else str(value)

    say = edition.say
    grids = []
    clusters = list(dict.fromkeys(cluster for case in cases for cluster in case.motives))
    if cases:
        heads = [say(_HEADS["case"]), say(_HEADS["start"])]
        heads += [edition.label("cluster", cluster) for cluster in clusters]
        rows = [
            (
                edition.case(case.study, case.case) + (f" ({case.study})" if edition.several else ""),
                year(case.start),
                *(str(case.motives.get(cluster, "–")) for cluster in clusters),
            )
            for case in cases
        ]
        grids.append(Grid(f"{say(_CASES)}. {say(_COUNTS)}", tuple(heads), tuple(rows)))
    if works:
        heads = [say(_HEADS[name]) for name in ("work", "year", "cluster")]
        named = [(edition.label("work", work.work), work.year, work.cluster) for work in works]
        rows = [(label, year(when), edition.label("cluster", cluster)) for label, when, cluster in named]
        grids.append(Grid(say(_WORKS), tuple(heads), tuple(rows)))
    return grids
