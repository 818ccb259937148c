"""The redirects of the w3id registry: a real Apache reads `w3id/.htaccess` and is asked for everything."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("text/html", "html"),
        ("text/turtle", "ttl"),
        ("*/*", "ttl"),
        (None, "ttl"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "html"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "jsonld"),
    ],
)
def test_a_thing(registry, accept, ending) -> None:
    found = registry.ask("motive/image", accept)
    print(found)
    assert (found.status, found.location) == (303, f"{registry.site}/motive/image.{ending}")
