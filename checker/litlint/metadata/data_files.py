"""The word lists in ``data/``: each a TOML file that names its source and the day on which it was read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).parent.parent / "data"


def read_table(name: str) -> dict[str, Any]:
    """Return the content of ``data/NAME.toml``, which is part of the package."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
