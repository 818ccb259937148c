"""A real Apache in the place of the w3id registry, on loopback, with the bundled site beside it."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import lcgraph
from lcgraph.web.folder import write
from lcgraph.web.site import Site

ROOT = Path(__file__).resolve().parents[2]
MODULES = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/libexec/apache2")
"""Where Debian, Fedora and macOS keep the modules of Apache."""
NEEDED = ("mpm_event", "authz_core", "rewrite", "headers", "mime")
CONFIGURATION = """ServerRoot {root}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {root}/httpd.pid
ErrorLog {root}/error.log
DocumentRoot {root}/www
{load}
{user}
<Directory {root}/www>
    AllowOverride All
    Require all granted
</Directory>
TypesConfig /dev/null
AddType text/html .html
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/n-triples .nt
"""
SITE = "https://example.org/lcgraph"
"""The base of the site as the committed file has it."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: its status, where it points, and its headers by name in small letters."""

    status: int
    location: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Registry:
    """An Apache in the place of w3id.org: `/lcgraph/` has our rules, and `/site/` the site."""

    port: int
    www: Path

    @property
    def site(self) -> str:
        """The base of the site, as the rules that are served have it."""
        return f"http://127.0.0.1:{self.port}/site"

    def file(self, location: str) -> Path:
        """The file of the site at an address."""
        assert location.startswith(f"{self.site}/"), location
        return self.www / "site" / location.removeprefix(f"{self.site}/")

    def ask(self, path: str, accept: str | None = "", language: str | None = None) -> Answer:
        """Ask for a path below `/lcgraph/`, following nothing; None leaves a header out."""
        sent = {"Accept": accept, "Accept-Language": language}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest("GET", f"/lcgraph/{path}", skip_accept_encoding=True)
        for name, value in sent.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        response.read()
        connection.close()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers.get("location", ""), headers)


@pytest.fixture(scope="session")
def registry() -> Iterator[Registry]:
    """The rules and the site of the bundled study behind a real Apache; skips where there is none."""
    program = shutil.which("apache2") or shutil.which("httpd")
    modules = next((Path(folder) for folder in MODULES if Path(folder).is_dir()), None)
    if program is None or modules is None:
        pytest.skip("there is no Apache here (Debian: apt-get install apache2-bin)")
    root = Path(tempfile.mkdtemp(prefix="lcgraph-apache-"))
    root.chmod(0o755)
    try:
        with _served(program, modules, root) as found:
            yield found
    finally:
        shutil.rmtree(root)


@contextmanager
def _served(program: str, modules: Path, root: Path) -> Iterator[Registry]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = Registry(port, root / "www")
    (root / "www" / "lcgraph").mkdir(parents=True)
    write(root / "www" / "site", Site(lcgraph.open()).made())
    rules = (ROOT / "w3id" / ".htaccess").read_text(encoding="utf-8")
    assert rules.count(SITE) == 1  # the base of the site is one variable
    (root / "www" / "lcgraph" / ".htaccess").write_text(rules.replace(SITE, found.site), encoding="utf-8")
    load = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in NEEDED)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    configuration = root / "httpd.conf"
    configuration.write_text(CONFIGURATION.format(root=root, port=port, load=load, user=user))
    said = root / "error.log"
    with said.open("ab") as stream:
        server = subprocess.Popen([program, "-f", str(configuration), "-DFOREGROUND"], stderr=stream)
    try:
        _wait(server, port, said)
        yield found
    finally:
        server.terminate()
        server.wait(10)


def _wait(server: subprocess.Popen[bytes], port: int, said: Path) -> None:
    """Until the server answers."""
    for _ in range(200):
        if server.poll() is not None:
            pytest.fail(f"Apache did not start: {said.read_text(encoding='utf-8')}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("Apache does not answer")
