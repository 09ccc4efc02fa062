"""What all tests share: no example is judged by the time that it takes, which tells of the machine alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep an index that whoever runs the tests may have out of them."""
    monkeypatch.setenv("LITLINT_INDEX", "")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count what runs in a CI job of its own among the slow tests, so that ``-m "not slow"`` is the inner loop."""
    for item in items:
        if any(item.get_closest_marker(name) for name in ("browser", "editor", "fuzz", "kill")):
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what litlint stores out of the home of whoever runs the tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
