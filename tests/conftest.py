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
