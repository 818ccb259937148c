"""What a column of a table of codings may hold, and what people call it."""

from __future__ import annotations

FIELDS: dict[str, tuple[str, ...]] = {
    "respondent": ("interviewee", "participant", "respondentnummer", "geinterviewde", "deelnemer",
                   "informant", "respondent id", "interview", "document", "transcript", "bron", "source",
                   "bestand", "file", "document name", "documentnaam", "filename", "file name",
                   "bestandsnaam", "media title", "resource title", "resource name"),
    "code": ("motive", "motief", "code name", "codename", "codenaam", "codes", "tag", "tags", "category",
             "categorie", "label", "theme", "thema", "codes applied combined", "codes applied", "node",
             "nodes"),
    "case": ("casus", "collaboration", "samenwerking", "community", "project", "document group",
             "documentgroep"),
    "role": ("rol", "partner role", "partnerrol", "type partner", "groep", "group"),
    "organisation": ("organization", "organisatie", "employer", "werkgever", "company", "bedrijf"),
    "level": ("niveau", "motiefniveau", "motive level"),
    "phase": ("fase", "moment", "round", "ronde", "time", "tijdstip"),
    "segment": ("fragment", "quotation", "quote", "citaat", "text", "tekst", "coded segment", "passage",
                "quotation content", "segment text", "content", "inhoud", "excerpt", "excerpt copy",
                "coded text", "reference text"),
    "source": ("document", "transcript", "bron", "bestand", "file", "document name", "documentnaam"),
    "coder": ("codeur", "coded by", "gecodeerd door", "onderzoeker", "researcher", "user", "gebruiker",
              "owner", "created by", "modified by", "gemaakt door", "gewijzigd door", "excerpt creator",
              "coded by initials"),
    "coded_on": ("date", "datum", "coded on", "gecodeerd op", "created", "modified", "aangemaakt",
                 "excerpt date"),
    "note": ("notitie", "opmerking", "comment", "commentaar", "memo"),
    "weight": ("gewicht", "weight score"),
}  # fmt: skip
"""What a column may hold, each with headers that people give to it; `respondent` and `code` must be there."""
