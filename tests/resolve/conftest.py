"""A web of one's own for each test, and a clock whose hours cost nothing."""

import pytest

from checker.resolve.settings import Settings

from .web.clock import FakeClock
from .web.server import TLS, Web
from .web.services import World


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "ca.pem"))


@pytest.fixture
def web():
    web = Web()
    yield web
    web.close()


@pytest.fixture
def world(web):
    world = World()
    world.serve(web)
    return world


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def settings(tmp_path):
    return Settings(
        cache=tmp_path / "cache",
        credentials={"api.github.com": ("Authorization", "bearer secret")},
    )
