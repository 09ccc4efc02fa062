"""A web of one's own for each test, and a clock whose hours cost nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from litlint.lookup.http.clock import Clock
from litlint.lookup.settings import RegistrySettings, Settings

from .web.clock import FakeClock
from .web.server import TLS, Web
from .web.services import World


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "ca.pem"))


@pytest.fixture
def web() -> Iterator[Any]:
    web = Web()
    yield web
    web.close()


@pytest.fixture
def world(web: Web) -> World:
    world = World()
    world.serve(web)
    return world


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    # The tests' certificate is not good for the archive's own host.
    archive = RegistrySettings("https://archive.web.test/wayback/available")
    return Settings(
        registries={"wayback": archive},
        cache=tmp_path / "cache",
        credentials={"api.github.com": ("Authorization", "bearer secret")},
    )


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clocks that commands make for themselves pass without waiting."""
    shared = FakeClock()
    for name in ("now", "wait"):
        monkeypatch.setattr(Clock, name, staticmethod(getattr(shared, name)))


@pytest.fixture
def configured(web: Web, world: World, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose configuration puts all registries on this machine."""
    hosts = {
        "arxiv": ("export.arxiv.org", "/api/query"),
        "arxiv-oai": ("oaipmh.arxiv.org", "/oai"),
        "datacite": ("api.datacite.org", "/dois"),
        "crossref": ("api.crossref.org", "/works"),
        "handle": ("doi.org", "/api/handles"),
        "semantic-scholar": ("api.semanticscholar.org", "/graph/v1"),
        "hugging-face": ("huggingface.co", "/api"),
        "wayback": ("archive.web.test", "/wayback/available"),
    }
    lines = ['[lock]\nhosts = ["127.0.0.1"]\ncontact = "keeper@example.org"']
    lines += [
        f'[registries.{key}]\nbase-url = "{web.origin(host)}{path}"\npace = 0' for key, (host, path) in hosts.items()
    ]
    graphql = f"{web.origin('api.github.com')}/graphql"
    lines += [f'[registries.github]\nbase-url = "{graphql}"']
    (tmp_path / "litlint.toml").write_text("\n".join(lines))
    for name in ("GH_TOKEN", "GITHUB_TOKEN", "S2_API_KEY", "SEMANTIC_SCHOLAR_API_KEY", "OPENALEX_API_KEY", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    monkeypatch.setenv("GITHUB_GRAPHQL_URL", graphql)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path
