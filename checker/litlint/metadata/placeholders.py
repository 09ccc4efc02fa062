"""Words and URLs that only keep the place for a link: ``TODO``, ``link-to-paper``, ``XXXX.XXXXX``."""

from __future__ import annotations

import re

_WORD = (
    r"arxiv|article|blog|code|demo|doi|github|here|homepage|href|image|img|insert|link|links|name|page|paper|path|pdf|project|put|repo"
    r"|repository|target|the|this|title|to|todo|tbd|tba|url|website|your|x{2,}|链接|论文|地址|网址"
)
_PLACEHOLDER = re.compile(rf"[\s<(\[]*(?:https?://)?[\s<(\[]*(?:{_WORD})(?:[\s_/-]*(?:{_WORD}))*[\s_/>)\]-]*", re.I)
_GAP = re.compile(r"x{4,}|\.\.\.|…|<[^<>]*>|\{[^{}]*\}|\$\w+|\bexample\.(?:com|org|net)\b|/your[-_]|[-_]here\b", re.I)


def is_placeholder(url: str) -> bool:
    """Say whether a URL only keeps the place for one: ``url``, ``link-to-paper``, ``https://arxiv.org/abs/XXXX.XXXXX``."""
    return _PLACEHOLDER.fullmatch(url) is not None or _GAP.search(url) is not None
