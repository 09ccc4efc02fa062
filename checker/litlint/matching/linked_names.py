"""Lines of a list that begin with a linked name, whether or not they present a paper: tools, courses, data sets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from litlint import regex as re
from litlint.matching.listings import url_key
from litlint.metadata.labels import is_no_name
from litlint.metadata.normalize import content_words, normalize_title
from litlint.model.document import Document
from litlint.model.nodes import Link

# A page that a section names by more names, such as that of a conference, is the page of none of them.
_MOST_NAMES = 3
# Two names are of one thing if two thirds of the words of the shorter one, two at least, are in both.
_LEAST_WORDS, _SHARE = 2, 2 / 3
_NUMBER = re.compile(r"\d+")


def repeated_names(document: Document) -> Iterator[tuple[Link, Link]]:
    """Yield each link that leads to the same page as an earlier one of its section, with that one, under a like name.

    Two names that share few words may be two things of one page, such as two papers of a conference.
    """
    starts = [section.span.start for section in document.sections]
    first: dict[tuple[int, str], list[Link]] = {}
    for link in filter(_is_named, document.leading):
        earlier = first.setdefault((bisect_right(starts, link.span.start), _page(link)), [])
        known = next((one for one in earlier if _are_alike(one.text, link.text)), None)
        if known is not None:
            yield known, link
        elif len(earlier) < _MOST_NAMES:
            earlier.append(link)


def _is_named(link: Link) -> bool:
    """Say whether a link leads out and its text is a name of where it leads."""
    leads_out = link.is_outside and not link.is_image and link.badge is None
    return leads_out and not is_no_name(link.text)


def _page(link: Link) -> str:
    """Return what two links to one page have in common; a folder, or a place within a page, is a page of its own."""
    page, _, fragment = link.url.partition("#")
    identifier = link.identifier
    if identifier is not None and not fragment and _is_root(page):
        return identifier.canonical_work
    return f"{url_key(page)}#{fragment}"


def _is_root(page: str) -> bool:
    """Say whether the path of a page has two parts at most, as that of a repository or a paper."""
    path = page.partition("://")[2].partition("?")[0].partition("/")[2]
    return path.strip("/").count("/") <= 1


def _are_alike(one: str, other: str) -> bool:
    if normalize_title(one) == normalize_title(other):
        return True
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False  # two versions, years or parts of one thing
    words = [set(content_words(tuple(normalize_title(text).split()))) for text in (one, other)]
    common = len(words[0] & words[1])
    return common >= _LEAST_WORDS and common >= _SHARE * min(map(len, words))
