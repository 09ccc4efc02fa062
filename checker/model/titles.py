"""When two titles name the same work: the one definition, and the only importer of rapidfuzz."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Relation = Literal["same", "close", "different", "unknown"]


@lru_cache(maxsize=1 << 15)
def normal(title: str) -> str:
    """Return a title as letters, digits and single spaces, in folded case."""
    text = unicodedata.normalize("NFKC", title).casefold()
    text = re.sub(r"\\[a-z]+\s*|[{}$\\]", "", text)
    kept = "".join(c if c.isalnum() else "" if unicodedata.category(c) in ("Mn", "Cf", "So") else " " for c in text)
    return " ".join(kept.split())


def relation(a: str, b: str) -> Relation:
    """Say how two titles relate."""
    one, other = normal(a), normal(b)
    if one == other:
        return "same"
    if not one or not other:
        return "unknown"
    from rapidfuzz import fuzz

    score = fuzz.token_set_ratio(one, other)
    return "same" if score >= 97 else "close" if score >= 75 else "different" if score < 55 else "unknown"


def same_work(a: str, b: str, similarity: float = 90.0) -> bool:
    """Say whether two titles name one work."""
    return relation(a, b) in ("same", "close")


def short_name(title: str) -> str | None:
    """Return the name in front of a colon or in brackets."""
    found = re.match(r"\s*\[([^\]]{2,30})\]|\s*([\w.+-]{2,30})\s*[:：]\s", title)
    return (found[1] or found[2]) if found else None
