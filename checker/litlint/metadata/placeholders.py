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


# How lists say that a link is yet to come, or that there is none to come: one phrase for each tense, English and Chinese.
_ANNOUNCED = re.compile(
    r"(?<!\w)(?:soon|tb[ad]|to be (?:announced|released|published|open[- ]sourced|added)"
    r"|not (?:yet )?(?:available|released|public))(?!\w)|即将(?:开源|公布|发布|公开)|敬请期待|待(?:开源|发布|公开)",
    re.I,
)


def is_announcement(text: str) -> bool:
    """Say whether the words of a link announce what is not there yet: ``Coming soon``, ``code (to be released)``."""
    return _ANNOUNCED.search(text) is not None
