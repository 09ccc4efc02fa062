"""The rule missing-anchor."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from litlint import regex as re
from litlint.metadata.placeholders import is_placeholder
from litlint.metadata.spelling import distance, nearest
from litlint.parse.anchors import slug
from litlint.rule import Bad, Context, Document, Edit, Finding, Fix, Good, Link, Related, Rule, Severity, Workspace
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.link_target import own_target_of

# The top of a page, the start of a repository's page, lines of code, text fragments, and what a page's script reads.
_ALWAYS = re.compile(r"(?:top|readme|readme-ov-file|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?)?\Z|:~:|[/!?]", re.I)
# The lines of a file that a link marks
# (https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-a-permanent-link-to-a-code-snippet).
_RANGE = re.compile(r"#L(?P<first>\d{1,9})-(?P<letter>L?)(?P<last>\d{1,9})\Z")
_ON_GITHUB = re.compile(r"https?://(?:www\.)?github\.com/[^/]+/[^/]+/(?:blob|blame)/", re.I)
# Selectors of emoji and joiners are not seen, and hardly ever typed.
_UNSEEN = re.compile("[\ufe0e\ufe0f\u200d]")
_MARKS = re.compile(r"[\W_]+")
_NO_DIGITS = re.compile(r"\D+")
_LIKENESS, _LETTERS_A_SLIP = 0.8, 5
_SHORTEST, _LONGEST = 4, 60  # the comparison of spellings is quadratic
# To compare with all others costs their number times that of the findings.
_MOST_COMPARED = 100


class MissingAnchor(Rule):
    """A link leads to an anchor that no heading, `id` or `name` of the document has, or to a range of lines that is wrong.

    The reader lands at the top of the page. Usually the heading was renamed after the link was written. GitHub makes the
    anchor of a heading from its text: in lower case, spaces as hyphens, without punctuation and emoji, and with `-1`,
    `-2` … at the end of repeated ones. A range of lines is written `#L10-L20`.

    Write the anchor of the heading as it is now; GitHub shows it when the pointer is over a heading.
    """

    reads_others = True
    severity = Severity.ERROR
    examples = (
        Bad(
            "- [Sorting](#sorting-list)\n\n## Sorting Lists\n",
            finds="#sorting-list",
            fixed="- [Sorting](#sorting-lists)\n\n## Sorting Lists\n",
        ),
        Bad(
            "[Gardens](areas.md#towns)\n",
            files={"areas.md": "# Garden Towns\n"},
            finds="areas.md#towns",
            fixed="[Gardens](areas.md#garden-towns)\n",
        ),
        Bad(
            "- [排序 (Sorting)](#Sorting)\n\n## 排序 (Sorting)\n",
            finds="#Sorting",
            fixed="- [排序 (Sorting)](#排序-sorting)\n\n## 排序 (Sorting)\n",
        ),
        Bad("- [Post-Training](#post-training)\n\n## Pre-Training\n", finds="#post-training"),
        Good(
            "[A](#sorting--searching-) [B](#towns-1) [C](#Towns)\n\n## Sorting & Searching 🔍\n\n## Towns\n\n## Towns\n"
        ),
        Bad("[Lines](sort.py#L30-L10)\n", files={"sort.py": ""}, finds="#L30-L10", fixed="[Lines](sort.py#L10-L30)\n"),
        Bad("[Lines](sort.py#L10-30)\n", files={"sort.py": ""}, finds="#L10-30", fixed="[Lines](sort.py#L10-L30)\n"),
        Good('[Back](#start) [Top](#)\n\n<a name="start"></a>\n'),
        Good("[一览](#%E4%B8%80%E8%A7%88)\n\n## 一览\n"),
        Good("[Line](sort.py#L12)\n", files={"sort.py": ""}),
        Good("# List\n\n## Contributing\n\nWrite `[Sorting](#sorting)`, [as](#a-section) here.\n\n## Towns\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        document = context.document
        if "#" in link.url and (problem := self._lines(link)) is not None:
            yield problem
            return
        target = own_target_of(link.url, document.path, context.workspace.origin)
        if target is None or not target.fragment or _ALWAYS.match(target.fragment):
            return
        other = document if target.path is None else _document_at(target.path, context.workspace)
        if other is None or other.kind != "markdown" or target.climbs:
            return
        anchors = context.derived(_AnchorsOfDocuments).of(other)
        wanted = _plain(target.fragment).removeprefix("user-content-")
        if wanted in anchors.offered or is_placeholder(wanted):
            return
        near = anchors.nearest(target.fragment, link.text)
        if near is not None or not is_contributor_template(document, link.span):
            yield self._missing(link, target.fragment, near, other, document)

    def _lines(self, link: Link) -> Finding | None:
        """Judge the range of lines that a link to a file names, here or elsewhere on GitHub."""
        found = _RANGE.search(link.url_span.text)
        if found is None or (link.is_outside and not _ON_GITHUB.match(link.url)):
            return None
        first, last = int(found["first"]), int(found["last"])
        if first <= last and found["letter"]:
            return None
        place = link.url_span.sub(*found.span())
        written = f"#L{min(first, last)}-L{max(first, last)}"
        fix = Fix(f"write {written}", (Edit(place, written),), safe=first <= last)
        message = f"the range ends before it begins: line {first} to line {last}"
        if first <= last:
            message = "GitHub needs an L before both lines of a range, or it marks only the first"
        return self.finding(place, message, fix=fix, severity=Severity.WARNING)

    def _missing(self, link: Link, fragment: str, near: str | None, other: Document, document: Document) -> Finding:
        where = "this file" if other is document else other.path
        message = f"no heading in {where} has the anchor #{fragment}"
        if near is None:
            return self.finding(link.url_span, message, help="link to an existing heading")
        if near != near.strip():
            return self._blank(link, message, near, other)
        path, _, _ = link.url_span.text.partition("#")
        url = f"{path}#{_written(near, link.url_span.text)}"
        fix = Fix(f"write {url}", (Edit(link.url_span, url),), safe=False)
        related = [Related(other.anchors[near], f"its anchor is #{near}")]
        return self.finding(link.url_span, message, help=f"did you mean #{near}?", fix=fix, related=related)

    def _blank(self, link: Link, message: str, anchor: str, other: Document) -> Finding:
        place = other.anchors[anchor]
        fix = Fix("remove the spaces from the anchor", (Edit(place, anchor.strip()),))
        related = [Related(place, "spaces around the name are part of it")]
        return self.finding(link.url_span, message, help="remove the spaces from the anchor", fix=fix, related=related)


def _document_at(path: str, workspace: Workspace) -> Document | None:
    """Return the document that GitHub shows at a path: of a folder, its README."""
    folder = f"{path}/" if path else ""
    return next(
        (
            found
            for name in (path, f"{folder}README.md", f"{folder}readme.md")
            if (found := workspace.by_path.get(name))
        ),
        None,
    )


def _plain(anchor: str) -> str:
    return _UNSEEN.sub("", anchor).lower()


class _AnchorsOfDocuments:
    """The anchors of the documents that the links of one lead to, each prepared once."""

    def __init__(self, context: Context) -> None:
        self._by_path: dict[str, _Anchors] = {}

    def of(self, document: Document) -> _Anchors:
        if document.path not in self._by_path:
            self._by_path[document.path] = _Anchors(document)
        return self._by_path[document.path]


class _Anchors:
    """The anchors of a document, searched by their words: what is between hyphens and other marks."""

    def __init__(self, document: Document) -> None:
        self.written = document.anchors
        self.offered = frozenset(_plain(anchor) for anchor in document.anchors)
        self.by_words: dict[str, str] = {}
        self.by_letters: dict[str, str] = {}
        for anchor in document.anchors:
            self.by_words.setdefault(_words(anchor), anchor)
            self.by_letters.setdefault(_words(anchor).replace("-", ""), anchor)
        self.by_word: dict[str, list[str]] = {}
        for words in self.by_words:
            for word in dict.fromkeys(words.split("-")):
                self.by_word.setdefault(word, []).append(words)
        self._around: dict[str, str | None] = {}

    def nearest(self, fragment: str, text: str) -> str | None:
        """Return the anchor that was most likely meant, None if none is likely.

        It is the same but for marks, that of a heading that says what the link says, the only one that holds the same
        words and more, or one that is spelt a little otherwise: another word is another topic.
        """
        words = _words(fragment)
        if not words:
            return None
        named = slug(text.strip())
        same = self.by_letters.get(words.replace("-", "")) or (named if named in self.written else None)
        if same is not None:
            return same
        if words not in self._around:
            self._around[words] = self._only_around(words)
        near = self._around[words] or self._like(words)
        return self.by_words[near] if near else None

    def _only_around(self, words: str) -> str | None:
        rarest = min((self.by_word.get(part, []) for part in words.split("-")), key=len)
        around = (known for known in rarest if f"-{words}-" in f"-{known}-")
        only = next(around, None)
        return only if next(around, None) is None else None

    def _like(self, words: str) -> str | None:
        if len(self.by_words) > _MOST_COMPARED or not _SHORTEST <= len(words) <= _LONGEST:
            return None
        return nearest(words, [known for known in self.by_words if _is_spelt_alike(words, known)], _LIKENESS)


def _words(anchor: str) -> str:
    return _MARKS.sub("-", anchor.lower()).strip("-")


def _is_spelt_alike(one: str, other: str) -> bool:
    """Say whether two runs of words are the same but for the spelling of some; other digits are never a slip."""
    mine, theirs = one.split("-"), other.split("-")
    if len(mine) != len(theirs) or _NO_DIGITS.sub("", one) != _NO_DIGITS.sub("", other):
        return False
    pairs = zip(mine, theirs, strict=True)
    return all(distance(word, their) <= max(1, len(their) // _LETTERS_A_SLIP) for word, their in pairs)


def _written(anchor: str, raw: str) -> str:
    """Return a fragment in the manner of a raw URL: with percent signs, or in plain characters."""
    return quote(anchor, safe="") if "%" in raw else anchor.replace(" ", "%20")
