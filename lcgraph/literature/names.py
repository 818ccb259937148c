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
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from lcgraph.literature.identifiers import known_as, orcid
from lcgraph.literature.latex import balanced, decode, encode
from lcgraph.literature.model import Agent
from lcgraph.say import Text

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
_LONGEST: Final = 1000
_LONG: Final = re.compile(r"\s*(family|given|prefix|suffix|useprefix|[a-z]+-i|id)\s*=", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """The agents of one field in their order; `others` when the list ends in "and others" or "et al."."""

    agents: tuple[Agent, ...] = ()
    others: bool = False


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


def names(field: str) -> Names:
    """The agents of an `author` or `editor` field, as BibTeX writes it; `ValueError` where none can be."""
    named = _OTHERS.sub("", joined := " ".join(field.split()))
    given = [name for name in _apart(named) if name.strip(" ,{}")]
    return Names(tuple(_agent(name) for name in given), others=named != joined and bool(given))


def parted(name: str) -> list[str]:
    """The names that a program put into one, with `;`, `&` or commas between them; else that name alone.

    >>> parted("Bos, P.; Ros, A."), parted("Bos, P., Ros, A. M."), parted("Procter & Gamble, Inc.")
    (['Bos, P.', 'Ros, A.'], ['Bos, P.', 'Ros, A. M.'], ['Procter & Gamble, Inc.'])
    """
    pieces = [piece.strip() for piece in name.split(",")]
    if len(pieces) > 3 and len(pieces) % 2 == 0 and all(map(_INITIALS.fullmatch, pieces[1::2])):
        return [", ".join(pair) for pair in zip(pieces[::2], pieces[1::2], strict=True)]
    parts = [part.strip() for part in re.split(r";|\\?&", name) if part.strip()]
    return parts if len(parts) > 1 and all(re.search(r"\S, *\S", part) for part in parts) else [name]


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


def no_list(role: str, value: str) -> Text:
    """What to tell of a field of authors or editors that is not a list of names."""
    shown = brief(value)
    return Text(
        nl=f"{role} {shown!r} is geen lijst van namen: schrijf Achternaam, Voornaam and Achternaam, Voornaam",
        en=f"{role} {shown!r} is not a list of names: write Family, Given and Family, Given",
    )


def no_name(text: str) -> Text:
    """What to tell of a text among the names that is none, and is left out."""
    return Text(nl=f"{text!r} is geen naam: weggelaten", en=f"{text!r} is not a name: left out")


def _apart(text: str) -> Iterator[str]:
    """The names between the words "and" that stand in no braces.

    bibtexparser's own function loses an escape that begins or ends a name (`and \\'Etienne, X.`).
    """
    depth = start = 0
    for found in re.finditer(r"\\.|[{}]| and(?= )", text, re.IGNORECASE):
        token = found.group()
        if token in "{}":
            depth = max(0, depth + (1 if token == "{" else -1))
        elif depth == 0 and not token.startswith("\\"):
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def _agent(name: str) -> Agent:
    """A person; an organisation when the whole name stands in braces or (EndNote) before a comma."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if len(name) > _LONGEST:
        raise ValueError(name)
    if _LONG.match(name):
        return _long(name)
    if re.fullmatch(r"[^,{}]+,\s*", name):
        return organisation(decode(name.strip(", ")))
    bare = _outside_braces(name)
    if ";" in bare or "&" in bare or _ONLY_OTHERS.fullmatch(bare.strip()):
        raise ValueError(name)
    parts = parse_single_name_into_parts(name)
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
    if re.search(r",|&|\band\b", family, re.IGNORECASE):
        family = f"{{{family}}}"
    if "&" in suffix or re.search(r",|&|\band\b", first if comma else given, re.IGNORECASE):
        return f"{family}, {{{given}}}"
    if comma:
        return f"{family}, {suffix}, {first}"
    if given:
        return f"{family}, {given}"
    return f"family={{{family}}}" if re.search("[ &]", family) else family


# ---- Identifiers


def identified(agents: Iterable[Agent], fields: Mapping[str, str], role: str) -> tuple[Agent, ...]:
    """Agents with the identifiers that the fields of their entry give.

    Two conventions are read: biblatex's annotation `author+an:orcid = {1="0000-…"; 2="…"}` (and `…:ror`), by
    position, and Web of Science's `orcid-numbers = {Family, Given/0000-…}`, by name.
    """
    given = tuple(agents)
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
    for kind in ("orcid", "ror"):
        for part in fields.get(f"{role}+an:{kind}", "").split(";"):
            position, equals, value = part.partition("=")
            if equals and position.strip().isdecimal() and (link := known_as(value)):
                found[int(position)] = link
    return found


def wrong_ids(fields: Mapping[str, str], role: str) -> list[Text]:
    """What to tell of the iDs in the fields of an entry that are none, by form or by check digit."""
    said = [
        part.partition("=")[2].strip().strip('"')
        for kind in ("orcid", "ror")
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
