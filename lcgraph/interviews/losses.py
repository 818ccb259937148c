"""What readers of projects leave out or cut down: its name in Dutch and English, for one and for more."""

from __future__ import annotations

from collections.abc import Mapping

from lcgraph.say import Text

MAX_SEGMENT = 1_000_000
"""Characters of one segment."""
LEFT: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "memos": (("memo", "memo's"), ("memo", "memos")),
    "annotations": (
        ("selectie of annotatie zonder code", "selecties of annotaties zonder code"),
        ("selection or annotation without a code", "selections or annotations without a code"),
    ),
    "pdf": (
        (
            "codering van een vlak op een pdf-pagina is bewaard zonder fragment",
            "coderingen van een vlak op een pdf-pagina zijn bewaard zonder fragment",
        ),
        (
            "coding of an area of a PDF page is kept without a segment",
            "codings of an area of a PDF page are kept without a segment",
        ),
    ),
    "picture": (
        (
            "codering van een deel van een afbeelding is bewaard zonder fragment",
            "coderingen van een deel van een afbeelding zijn bewaard zonder fragment",
        ),
        (
            "coding of a part of a picture is kept without a segment",
            "codings of a part of a picture are kept without a segment",
        ),
    ),
    "audio": (
        (
            "codering van geluid is bewaard zonder fragment",
            "coderingen van geluid zijn bewaard zonder fragment",
        ),
        (
            "coding of a stretch of audio is kept without a segment",
            "codings of a stretch of audio are kept without a segment",
        ),
    ),
    "video": (
        (
            "codering van video is bewaard zonder fragment",
            "coderingen van video zijn bewaard zonder fragment",
        ),
        (
            "coding of a stretch of video is kept without a segment",
            "codings of a stretch of video are kept without a segment",
        ),
    ),
    "media": (
        (
            "codering van geluid of video is bewaard zonder fragment",
            "coderingen van geluid of video zijn bewaard zonder fragment",
        ),
        (
            "coding of audio or video is kept without a segment",
            "codings of audio or video are kept without a segment",
        ),
    ),
    "unknown code": (
        (
            "codering met een code die het codeboek niet kent",
            "coderingen met een code die het codeboek niet kent",
        ),
        (
            "coding with a code that is not in the code book",
            "codings with a code that is not in the code book",
        ),
    ),
    "unknown source": (
        ("codering bij een bron die er niet is", "coderingen bij een bron die er niet is"),
        ("coding of a source that is not there", "codings of a source that is not there"),
    ),
    "no text": (
        (
            "codering is bewaard zonder haar fragment, omdat de tekst daar niet te vinden is",
            "coderingen zijn bewaard zonder hun fragment, omdat de tekst daar niet te vinden is",
        ),
        (
            "coding is kept without its segment, because the text is not found there",
            "codings are kept without their segment, because the text is not found there",
        ),
    ),
    "long": (
        (
            f"codering heeft een fragment dat is afgebroken na {MAX_SEGMENT} tekens",
            f"coderingen hebben een fragment dat is afgebroken na {MAX_SEGMENT} tekens",
        ),
        (
            f"coding has a segment that is broken off after {MAX_SEGMENT} characters",
            f"codings have a segment that is broken off after {MAX_SEGMENT} characters",
        ),
    ),
    "across cases": (
        (
            "codering over passages van meer dan één case blijft bij de hele bron",
            "coderingen over passages van meer dan één case blijven bij de hele bron",
        ),
        (
            "coding across passages of more than one case stays with the whole source",
            "codings across passages of more than one case stay with the whole source",
        ),
    ),
    "case codes": (
        ("code die een case aanduidt, gelezen als case", "codes die een case aanduiden, gelezen als cases"),
        ("code that stands for a case, read as a case", "codes that stand for cases, read as cases"),
    ),
    "coded cases": (
        ("codering van een case als geheel", "coderingen van een case als geheel"),
        ("coding of a case as a whole", "codings of a case as a whole"),
    ),
    "cases": (
        ("case zonder bron", "cases zonder bron"),
        ("case without a source", "cases without a source"),
    ),
    "links": (("koppeling", "koppelingen"), ("link", "links")),
    "code sets": (
        ("verzameling van codes of memo's", "verzamelingen van codes of memo's"),
        ("set of codes or memos", "sets of codes or memos"),
    ),
    "graphs": (
        ("netwerk of diagram", "netwerken of diagrammen"),
        ("network or diagram", "networks or diagrams"),
    ),
    "descriptions": (
        (
            "beschrijving van een bron, een case of het geheel",
            "beschrijvingen van bronnen, cases of het geheel",
        ),
        ("description of a source, a case or the whole", "descriptions of sources, cases or the whole"),
    ),
    "journal": (("logboeknotitie", "logboeknotities"), ("journal entry", "journal entries")),
    "pictures apart": (
        (
            "codering van een afbeelding is niet ingelezen: haar code telt hier niet mee",
            "coderingen van afbeeldingen zijn niet ingelezen: hun codes tellen hier niet mee",
        ),
        (
            "coding of a picture was not read: its code does not count here",
            "codings of pictures were not read: their codes do not count here",
        ),
    ),
    "untagged": (
        ("markering zonder code", "markeringen zonder code"),
        ("highlight without a tag", "highlights without a tag"),
    ),
}
"""What can be left out or cut down: its name in Dutch (one, more) and in English, in the order of telling."""


def losses(counted: Mapping[str, int]) -> tuple[Text, ...]:
    """What was left out, with its number.

    >>> [text.en for text in losses({"links": 2, "memos": 1})]
    ['1 memo', '2 links']
    """
    return tuple(
        Text(nl=f"{count} {nl[count != 1]}", en=f"{count} {en[count != 1]}")
        for kind, (nl, en) in LEFT.items()
        if (count := counted.get(kind, 0))
    )
