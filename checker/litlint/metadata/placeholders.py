"""Words and URLs that only hold the place for a link: ``TODO``, ``link-to-paper``, ``XXXX.XXXXX``."""

from __future__ import annotations

from functools import lru_cache

from litlint import regex as re

# The words that such a target is made of when it is nothing else: `url`, `link-to-paper`, `<paper link>`.
_WORD = (
    r"arxiv|article|blog|code|demo|doi|github|here|homepage|href|image|img|insert|link|links|name|page|paper|path|pdf|project|put|repo"
    r"|repository|target|the|this|title|to|todo|tbd|tba|url|website|your|x{2,}+|链接|论文|地址|网址"
)
_PLACEHOLDER = re.compile(rf"[\s<(\[]*+(?:https?://[\s<(\[]*+)?(?:{_WORD})(?:[\s_/-]*+(?:{_WORD}))*[\s_/>)\]-]*+", re.I)
# The parts of a URL. A part is judged as a whole: `Roexxxx` is an owner, `16<1661::AID-SIM968>3.0` is of a DOI.
_PART = re.compile(r"[^/?#&=]+")
# What a part is when it waits to be filled in: a row of x (`xxxx`, `2401.xxxxx.pdf`), an omission, one pair of angle
# brackets or braces, a shell variable, or `your-` before what a contributor has.
_GAP = re.compile(
    r"(?:arxiv:)?(?:\d{4}\.)?x{3,}(?:[._-]x{2,}|[._-]\d+)*(?:v\d)?(?:\.\w{2,4})?"
    r"|.*(?:\.{3}|…)|<[^<>]*>|\{[^{}]*\}|\$\w+|\$\{\w+\}"
    r"|<?your[-_ ]?(?:account|github|handle|id|link|name|org(?:ani[sz]ation)?|page|paper|project|repo(?:sitory)?|url|user"
    r"|username)(?:[-_ ]?(?:here|id|name))?>?(?:\.git)?"
    r"|(?:add|insert|paste|put)?[-_ ]?(?:[a-z]{1,12}[-_ ])?(?:link|url|path)[-_ ]here",
    re.I,
)
# Hosts that no site has (RFC 2606), or whose owner is to be filled in.
_NO_HOST = re.compile(r"https?://(?:[\w-]+\.)*example\.(?:com|org|net)(?![\w.-])|https?://[^/?#]*[<>{}]", re.I)
# A template that a site's generator fills in: `{{ site.baseurl }}` (Jekyll), `{{< ref "a.md" >}}` (Hugo), `{% link a.md %}`.
_TEMPLATE = re.compile(r"\{\{|\{%|<%|%%")

# A quick look: a URL with a full stop and none of these holds no place.
_MAY_HOLD = re.compile(r"\.{3}|…|[<>{}$]|xxx|your|here|example\.", re.I)


@lru_cache(maxsize=1 << 15)
def is_placeholder(url: str) -> bool:
    """Say whether a URL only holds the place for one: ``url``, ``link-to-paper``, ``https://arxiv.org/abs/XXXX.XXXXX``.

    The words within the name of an owner, a repository or a file are no placeholder: ``Roexxxx/TBDNet``.
    """
    if ("." in url and not _MAY_HOLD.search(url)) or is_template(url):
        return False
    if _PLACEHOLDER.fullmatch(url) is not None or _NO_HOST.match(url) is not None:
        return True
    return any(_GAP.fullmatch(part) for part in _PART.findall(url))


def is_template(url: str) -> bool:
    """Say whether a site's generator fills in a URL before anyone sees it."""
    return _TEMPLATE.search(url) is not None
