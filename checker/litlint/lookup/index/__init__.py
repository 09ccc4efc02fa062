"""An offline index of papers, made from public dumps: which paper has this title, this identifier; what is in a volume."""

from __future__ import annotations

import os
from pathlib import Path


def index_path() -> Path | None:
    """Return where this user's index is: ``LITLINT_INDEX``, else in the data folder; None if that variable is empty."""
    named = os.environ.get("LITLINT_INDEX")
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_data_path

    return user_data_path("litlint", appauthor=False) / "papers.index"
