"""The rule shared-link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles
from litlint.model.document import Document, Entry
from litlint.model.finding import Finding, Related
from litlint.model.nodes import Link
from litlint.rule import Bad, Context, Good, Rule

# How many entries apart a link is still thought to have been copied from one to the other.
_NEAR = 2
_STARS = re.compile(
    r"img\.shields\.io/github/(?:stars|last-commit|forks)/([\w.-]+)/([\w.-]+?)(?:\.svg|\.png)?(?:[?#&]|\Z)"
)
_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset("the a an of for and in on to with by from via using code paper official pytorch".split())


@dataclass(frozen=True)
class SharedLink(Rule):
    """An entry has its neighbour's link, or a star badge counts another repository's stars.

    Entries are made by copying the one above; what is not replaced stays. A link that two neighbours share is reported
    when it bears the name of one of them only, or when the two have no author in common. One repository that serves
    several works is right.

    Put the entry's own link in, or leave the link out.
    """

    examples = (
        Bad(
            "- **GardenNet: Deep Networks for Gardens**\n  - Jane Doe, John Roe\n"
            "  - [[Paper]](https://arxiv.org/abs/2001.01234)\n  - [[Code]](https://github.com/doe/gardennet)\n"
            "- **Fast Sorting of Very Long Lists**\n  - Ann Other, Bob Else\n"
            "  - [[Paper]](https://arxiv.org/abs/2002.04321)\n  - [[Code]](https://github.com/doe/gardennet)\n",
            finds="https://github.com/doe/gardennet",
        ),
        Bad(
            "|Title|Paper|Code|\n|--|--|--|\n"
            "|A Small Study of Gardens|[[pdf]](https://arxiv.org/abs/2001.01234)|[[gardens]](https://github.com/doe/gardens) "
            "![](https://img.shields.io/github/stars/roe/sorting.svg?style=social)|\n",
            finds="roe/sorting",
        ),
        Good(
            "- ZeRO-Inference: Large Models for Everyone [[code](https://github.com/acme/deep)]\n"
            "- DeepKernels: Fast Kernels for Inference [[code](https://github.com/acme/deep)]\n"
        ),
        Good(
            "- [GardenNet: Deep Networks for Gardens](https://arxiv.org/abs/2001.01234) [[code](https://github.com/doe/gardennet)]\n"
            "- [GardenNet v2: Deeper Networks](https://arxiv.org/abs/2101.01234) [[code](https://github.com/doe/gardennet)]\n"
        ),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        holders: dict[str, list[tuple[int, Entry, Link]]] = {}
        for index, entry in enumerate(document.entries):
            for key, link in _other_links(entry).items():
                holders.setdefault(key, []).append((index, entry, link))
            yield from self._badges(entry)
        for key, group in holders.items():
            if len(group) == 2 and group[1][0] - group[0][0] <= _NEAR:
                yield from self._pair(key, group)

    def _pair(self, key: str, group: Sequence[tuple[int, Entry, Link]]) -> Iterator[Finding]:
        (_, one, one_link), (_, two, two_link) = group
        if compare_titles(one.title.value, two.title.value) in ("same", "close") or _common_author(one, two):
            return
        mine, theirs = _bears_name(key, one), _bears_name(key, two)
        disjoint = one.authors is not None and two.authors is not None and group[1][0] - group[0][0] == 1
        if mine and not theirs and not _mentions_owner(key, two):
            wrong, link, right, other = two, two_link, one, one_link
        elif theirs and not mine and not _mentions_owner(key, one):
            wrong, link, right, other = one, one_link, two, two_link
        elif disjoint and not mine and not theirs:
            wrong, link, right, other = two, two_link, one, one_link
        else:
            return
        if normalize_title(link.label) == normalize_title(key.rpartition("/")[2]):
            return  # whoever wrote the repository's own name as the label meant it
        sure = mine or theirs
        why = "it bears that work's name" if sure else "the two works have no author in common"
        message = f'this is also the link of "{right.title.value}" (line {other.span.line}), and {why}'
        help_text = f'was it copied from there? Give "{wrong.title.value}" its own link, or none'
        yield self.finding(link.url_span, message, help=help_text, related=[Related(other.url_span, "the same link")])

    def _badges(self, entry: Entry) -> Iterator[Finding]:
        codes = [link for link in entry.links if not link.is_image and _repository(link)]
        if len({_repository(link) for link in codes}) != 1:
            return
        for link in entry.links:
            shown = _STARS.search(link.url) if link.is_image else None
            if shown and shown[2].lower() != _repository(codes[0]):
                name = f"{shown[1]}/{shown[2]}"
                at = link.url_span.text.find(name)
                yield self.finding(
                    link.url_span.sub(at, at + len(name)) if at >= 0 else link.url_span,
                    f"the badge counts {name}, the code link is {codes[0].url}",
                    help="name the repository of the code link in the badge",
                    related=[Related(codes[0].url_span, "the code link")],
                )


def _repository(link: Link) -> str | None:
    """Return the name of the GitHub repository that a link leads to, without its owner, who may have changed."""
    identifier = link.identifier
    is_code = identifier is not None and identifier.scheme == "github"
    return identifier.value.partition("/")[2].lower() if identifier is not None and is_code else None


def _other_links(entry: Entry) -> dict[str, Link]:
    """Return an entry's links that name no work, by what they lead to."""
    found: dict[str, Link] = {}
    for link in entry.links:
        identifier = link.identifier
        if link.is_image or not link.is_outside or (identifier is not None and identifier.is_work):
            continue
        found.setdefault(_key(link.url), link)
    return found


def _key(url: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?", "", url.lower()).partition("#")[0]
    return bare.rstrip("/").removesuffix(".git")


def _bears_name(key: str, entry: Entry) -> bool:
    """Say whether a URL is made of words of the title, its short name, its initials, or an author's name."""
    owner = "".join(_WORD.findall(key.split("/")[1])) if key.count("/") else ""
    if entry.authors is not None and any(
        len(word) > 4 and word in owner for word in normalize_title(entry.authors.value).split()
    ):
        return True
    title = normalize_title(entry.title.value)
    name = normalize_title(entry.name.value) if entry.name else ""
    words = [word for word in f"{name} {title}".split() if word not in _PLAIN]
    joined = "".join(words)
    for part in key.split("/")[1:]:
        tokens = [
            token for token in _WORD.findall(part) if len(token) > 1 and token not in _PLAIN and not token.isdigit()
        ]
        if any(len(token) > 2 and token in words for token in tokens) or (len(part) > 4 and "".join(tokens) in joined):
            return True
    last = "".join(_WORD.findall(key.rpartition("/")[2]))
    return 3 <= len(last) <= 6 and _are_initials(last, words)


def _are_initials(letters: str, words: Sequence[str]) -> bool:
    left = [word[0] for word in words]
    for letter in letters:
        if letter not in left:
            return False
        left.remove(letter)
    return True


def _mentions_owner(key: str, entry: Entry) -> bool:
    """Say whether an entry's own words name the owner of a repository: a laboratory, a company, an author."""
    owner = "".join(_WORD.findall(key.split("/")[1])) if key.count("/") else ""
    text = re.sub(r"\]\([^)]*\)|https?://\S+", " ", entry.span.text).casefold()
    return any(len(word) > 3 and (word in owner or owner in word) for word in _WORD.findall(text)) if owner else False


def _common_author(one: Entry, two: Entry) -> bool:
    if one.authors is None or two.authors is None:
        return False
    return bool(_surnames(one.authors.value) & _surnames(two.authors.value))


def _surnames(authors: str) -> set[str]:
    names = (normalize_title(name).split() for name in re.split(r",|;|&|\band\b", authors))
    return {name[-1] for name in names if name}
