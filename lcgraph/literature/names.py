"""The people and organisations of a reference: from names as lists write them to agents with stable slugs.

Names follow BibTeX, to which the readers of other formats bring theirs: `van der Vaart, R.` keeps its
particle, `King, Jr., Martin` his suffix, and braces (`{Vereniging Hogescholen}`) mark an organisation.
biblatex's long form (`family=Vaart, prefix=van der`) is read too; `bibtexparser` takes a name apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from lcgraph.literature.identifiers import known_as, orcid
from lcgraph.literature.latex import balanced, decode, encode
from lcgraph.literature.model import Agent
from lcgraph.say import Text, many

_PLAIN: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
"""Letters of the Latin script that do not fall apart into a plain letter and a mark."""
_OTHERS: Final = re.compile(r"(?: and)?(?: and others|,? \{?(?:et\.? al\.?|e\.a\.)\}?)$", re.IGNORECASE)
"""What stands at the end of a list of names that is not whole."""
_ONLY_OTHERS: Final = re.compile(r"(?:and )?others|et\.? al\.?|e\.a\.", re.IGNORECASE)
PARTICLES: Final = frozenset(
    ("van", "von", "vom", "de", "der", "den", "des", "het", "'t", "ten", "ter", "te", "tot", "op", "in", "la",
     "le", "les", "du", "da", "di", "do", "dos", "das", "del", "della", "zu", "zur", "zum", "af", "av", "el",
     "al", "y", "v.d.", "vd", "v/d", "d'")
)  # fmt: skip
"""Words before a family name; Dutch lists write them after the given name."""
_INITIALS: Final = re.compile(r"(?:[^\W\d_a-z]\.?[ -]?){1,4}")
_BARE: Final = re.compile(
    r"((?:[a-z']{1,4} ){0,3}[A-ZÀ-Þ][^\s,;&{}]*[a-zß-ÿ][^\s,;&{}]*) ((?:[A-Z]\.?[ -]?){1,4})"
)
"""A family name and initials without a comma, as PubMed writes them."""
_LONGEST: Final = 1000
_LONG: Final = re.compile(r"\s*(family|given|prefix|suffix|useprefix|[a-z]+-i|id)\s*=", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The agents of one field in their order; `others` when the list ends in "and others" or "et al.".

    `notes` say what was guessed and what was left out.
    """

    agents: tuple[Agent, ...] = ()
    others: bool = False
    notes: tuple[Text, ...] = field(default=(), compare=False)


@lru_cache(maxsize=10_000)
def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; letters of other scripts become their code points.

    >>> slug("Müller-De Laat, É.")
    'muller-de-laat-e'
    """
    marks = (char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
    plain = "".join(_PLAIN.get(char, char) for char in marks)
    ascii_ = "".join(f"-u{ord(char):x}-" if not char.isascii() and char.isalnum() else char for char in plain)
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or "unnamed"


def person(family: str, given: str) -> Agent:
    """An author whose slug is the family name and the first initial, so that `Bos, Peter` is `Bos, P.`.

    Particles behind the given name go to the family: `Vaart, Rob van der` is `van der Vaart, Rob`.
    """
    first, comma, suffix = given.partition(", ")
    words = first.split(" ")
    at = len(words)
    while at and words[at - 1] in PARTICLES:
        at -= 1
    if at < len(words):
        family = " ".join([*words[at:], family])
        given = " ".join(words[:at]) + comma + suffix
    return Agent(slug(f"{family} {given[:1]}"), family, given)


def organisation(name: str) -> Agent:
    """A corporate author under its whole name."""
    return Agent(slug(name), name, "", corporate=True)


_PLAIN_NAME: Final = re.compile(r"([^\s,;&{}\\~$\"`'=-]+), ([^\s,;&{}\\~$\"`'=-]+(?: [A-Z]\.)*)")
"""A family and given names in which nothing has to be decoded."""
_TILDE: Final = re.compile(r"(?<!\\)\\~\s*(?:([A-Za-z])|\{([A-Za-z])\})")
"""An accent that stands in no braces itself, which bibtexparser takes for a space."""


@lru_cache(maxsize=10_000)
def names(text: str) -> Names:
    """The agents of an `author` or `editor` field, as BibTeX and as programs write it.

    What is no name is left out, and told.
    """
    named = _OTHERS.sub("", joined := " ".join(text.split()))
    notes: list[Text] = []
    agents: list[Agent] = []
    others = named != joined
    for each in _split(named, r" and(?= )"):
        parts = parted(each)
        if len(parts) > 1:
            notes.append(_read_as_many(each, len(parts)))
        for part in parts:
            if _ONLY_OTHERS.fullmatch(part.strip()):
                others = True
                notes.append(misplaced_others())
            elif part.strip(" ,{}") and (agent := _agent(part.strip(), notes)):
                agents.append(agent)
    return Names(tuple(agents), others and bool(agents), tuple(notes))


def parted(name: str) -> list[str]:
    """The names that a program put into one, with `;`, `&` or commas between them; else that name alone.

    >>> parted("Bos, P.; Ros, A."), parted("Bos, P., Ros, A. M."), parted("Procter & Gamble, Inc.")
    (['Bos, P.', 'Ros, A.'], ['Bos, P.', 'Ros, A. M.'], ['Procter & Gamble, Inc.'])
    >>> parted("Bos P, de Vries AM"), parted("Bos, P., Ros, A. & Vos, C.")
    (['Bos P', 'de Vries AM'], ['Bos, P.', 'Ros, A.', 'Vos, C.'])
    """
    if not re.search("[;&]|,.*,| [^,]*[A-Z], ", name):
        return [name]
    parts = [part.strip() for part in _split(name, ";") if part.strip()]
    if len(parts) < 2:
        parts = [part.strip() for part in _split(name, r"\\?&") if part.strip()]
        parts = parts if all(re.search(r"\S, *\S", part) for part in parts) else [name]
    if len(parts) > 1:
        return [each for part in parts for each in parted(part)]
    pieces = [piece.strip() for piece in _split(name, ",") if piece.strip()]
    if len(pieces) > 3 and len(pieces) % 2 == 0 and all(map(_INITIALS.fullmatch, pieces[1::2])):
        return [", ".join(pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]
    return pieces if len(pieces) > 1 and all(map(_BARE.fullmatch, pieces)) else [name]


def bare_name(text: str) -> Agent | None:
    """The person of a name without a comma, as PubMed has it: `van der Vaart RJ`; None for any other name."""
    found = _BARE.fullmatch(text)
    if not found:
        return None
    return person(found[1], " ".join(f"{letter}." for letter in found[2] if letter.isalpha()))


def read_as(name: str, agent: Agent) -> Text:
    """What to tell of a name that lacks its comma."""
    return Text(
        nl=f"{name!r} heeft geen komma en is als {agent.name!r} gelezen",
        en=f"{name!r} has no comma and was read as {agent.name!r}",
    )


def read_as_organisation(name: str) -> Text:
    """What to tell of a name that was taken for that of an organisation."""
    return Text(
        nl=f"{brief(name)!r} is als organisatie gelezen", en=f"{brief(name)!r} was read as an organisation"
    )


def _read_as_many(value: str, number: int) -> Text:
    return Text(
        nl=f"{brief(value)!r} is gelezen als {many(number, 'naam', 'namen')}",
        en=f"{brief(value)!r} was read as {many(number, 'name', 'names')}",
    )


def without_others(name: str) -> str:
    """A name without the "et al." that ends it; "" when it is nothing else.

    >>> without_others("Ros, A., et al."), without_others("et al."), without_others("Ros, A.")
    ('Ros, A.', '', 'Ros, A.')
    """
    return "" if _ONLY_OTHERS.fullmatch(name.strip()) else _OTHERS.sub("", name)


def misplaced_others() -> Text:
    """What to tell of an "et al." that does not end a list."""
    return Text(
        nl="'et al.' staat niet aan het eind van de namen: het is gelezen alsof het daar staat",
        en="'et al.' does not end the names: it was read as if it did",
    )


def brief(value: str) -> str:
    """A value as messages show it: its beginning, where it is long."""
    return value if len(value) <= 60 else value[:59] + "…"


def no_name(text: str) -> Text:
    """What to tell of a text among the names that is none, and is left out."""
    return Text(
        nl=f"{brief(text)!r} is geen naam en valt weg: schrijf Achternaam, Voornaam and Achternaam, Voornaam",
        en=f"{brief(text)!r} is not a name and is left out: write Family, Given and Family, Given",
    )


def _split(text: str, separator: str) -> Iterator[str]:
    """The parts of a text between the separators that stand in no braces.

    bibtexparser's own function loses an escape that begins or ends a name (`and \\'Etienne, X.`).
    """
    depth = start = 0
    for found in re.finditer(rf"({separator})|\\.|[{{}}]", text, re.IGNORECASE):
        token = found.group()
        if token in "{}":
            depth = max(0, depth + (1 if token == "{" else -1))
        elif depth == 0 and found[1]:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _agent(name: str, notes: list[Text]) -> Agent | None:
    """A person; an organisation when the whole name stands in braces or (EndNote) before a comma."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if plain := _PLAIN_NAME.fullmatch(name):
        return person(plain[1], plain[2])
    if len(name) > _LONGEST or ";" in (bare := _outside_braces(name)):
        notes.append(no_name(brief(name)))
        return None
    if _LONG.match(name):
        return _long(name)
    if re.fullmatch(r"[^,{}]+,\s*", name):
        return organisation(decode(name.strip(", ")))
    if not name.startswith("{") and (agent := bare_name(decode(name))):
        notes.append(read_as(name, agent))
        return agent
    if "&" in bare:
        notes.append(read_as_organisation(decode(name)))
        return organisation(decode(name))
    whole = name if balanced(name) else re.sub("[{}]", "", name)
    try:
        parts = parse_single_name_into_parts(_TILDE.sub(r"{\\~\1\2}", whole))
    except Exception:  # what it raises is its own
        notes.append(no_name(brief(name)))
        return None
    family = " ".join([*parts.von, *parts.last])
    given = decode(", ".join(filter(None, (" ".join(parts.first), " ".join(parts.jr)))))
    if re.fullmatch(r"\{.*\}", family) and not given and balanced(family[1:-1]):
        return organisation(decode(family))
    return person(decode(family), given)


def _outside_braces(name: str) -> str:
    depth = 0
    outside = []
    for char in name:
        depth += (char == "{") - (char == "}")
        if depth == 0 and char != "}":
            outside.append(char)
    return "".join(outside)


def _long(name: str) -> Agent:
    """A name in biblatex's long form."""
    parts: dict[str, str] = {}
    for part in re.split(r",(?![^{]*\})", name):
        key, _, value = part.partition("=")
        parts[key.strip().lower()] = decode(value.strip().strip('"'))
    given = ", ".join(filter(None, (parts.get("given"), parts.get("suffix"))))
    return person(" ".join(filter(None, (parts.get("prefix"), parts.get("family")))), given)


def as_bibtex(agents: Iterable[Agent], *, others: bool = False) -> str:
    """Agents as an `author` or `editor` field, which `names` reads as the same agents."""
    written = [_as_name(agent) for agent in agents]
    return " and ".join([*written, "others"] if others else written)


def _as_name(agent: Agent) -> str:
    family, given = encode(agent.family), encode(agent.given)
    if agent.corporate:
        return f"{{{family}}}"
    first, comma, suffix = given.rpartition(", ")
    if re.search(r",|&|\band\b", family, re.IGNORECASE) or len(parted(f"{family}, {given}")) > 1:
        family = f"{{{family}}}"  # else it would be read as several names
    if "&" in suffix or re.search(r",|&|\band\b", first if comma else given, re.IGNORECASE):
        return f"{family}, {{{given}}}"
    if comma:
        return f"{family}, {suffix}, {first}"
    if given:
        return f"{family}, {given}"
    return f"family={{{family}}}" if re.search("[ &]", family) else family


# ---- Identifiers

_KINDS_OF_ID: Final = ("orcid", "ror")


def identified(agents: Iterable[Agent], fields: Mapping[str, str], role: str) -> tuple[Agent, ...]:
    """Agents with the identifiers that the fields of their entry give.

    Two conventions are read: biblatex's annotation `author+an:orcid = {1="0000-…"; 2="…"}` (and `…:ror`), by
    position, and Web of Science's `orcid-numbers = {Family, Given/0000-…}`, by name.
    """
    given = tuple(agents)
    if "orcid-numbers" not in fields and not any(f"{role}+an:{kind}" in fields for kind in _KINDS_OF_ID):
        return given
    by_position = _annotations(fields, role)
    by_name = {
        slug(name): orcid(number)
        for line in re.split(r"[;\n]", fields.get("orcid-numbers", ""))
        for name, slash, number in (line.rpartition("/"),)
        if slash and "," in name
    }
    by_initial = {
        person(*(part.strip() for part in line.rpartition("/")[0].split(",", 1))).slug: orcid(line)
        for line in re.split(r"[;\n]", fields.get("orcid-numbers", ""))
        if "," in line and "/" in line
    }
    plain = Counter(agent.slug for agent in given)
    return tuple(
        replace(
            agent,
            same_as=by_position.get(position)
            or by_name.get(slug(agent.name))
            or (by_initial.get(agent.slug, "") if plain[agent.slug] == 1 else ""),
        )
        for position, agent in enumerate(given, 1)
    )


def _annotations(fields: Mapping[str, str], role: str) -> dict[int, str]:
    found = {}
    for kind in _KINDS_OF_ID:
        for part in fields.get(f"{role}+an:{kind}", "").split(";"):
            position, equals, value = part.partition("=")
            if equals and position.strip().isdecimal() and (link := known_as(value)):
                found[int(position)] = link
    return found


def wrong_ids(fields: Mapping[str, str], role: str) -> list[Text]:
    """What to tell of the iDs in the fields of an entry that are none, by form or by check digit."""
    said = [
        part.partition("=")[2].strip().strip('"')
        for kind in _KINDS_OF_ID
        for part in fields.get(f"{role}+an:{kind}", "").split(";")
    ]
    if role == "author":
        said += [line.rpartition("/")[2] for line in re.split(r"[;\n]", fields.get("orcid-numbers", ""))]
    wrong = [number.strip() for number in said if number.strip() and not known_as(number)]
    return [
        Text(
            nl=f"{number!r} is geen ORCID iD of ROR iD: weggelaten",
            en=f"{number!r} is not an ORCID iD or ROR iD: left out",
        )
        for number in wrong
    ]


def as_annotations(agents: Iterable[Agent], role: str) -> dict[str, str]:
    """The identifiers of agents as fields that `identified` reads."""
    found: dict[str, list[str]] = {}
    for position, agent in enumerate(agents, 1):
        if agent.same_as:
            kind = "orcid" if "orcid.org" in agent.same_as else "ror"
            number = agent.same_as.rpartition("/")[2] if kind == "orcid" else agent.same_as
            found.setdefault(f"{role}+an:{kind}", []).append(f'{position}="{number}"')
    return {name: "; ".join(parts) for name, parts in found.items()}
