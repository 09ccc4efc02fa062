"""The rule missing-anchor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from checker.model.document import Collection, Document
from checker.model.facts import Facts
from checker.model.finding import Edit, Finding, Fix, Related, Severity
from checker.model.markup import Link
from checker.model.spelling import nearest
from checker.model.targets import target_of
from checker.model.templates import is_placeholder, shows_form
from checker.rule import Bad, Good, Rule

# The top of a page, the start of a repository's page, lines of code, text fragments, and what a page's script reads.
_ALWAYS = re.compile(r"(?:top|readme|readme-ov-file|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?)?\Z|:~:|[/!?]", re.I)
# Selectors of emoji and joiners are seen by nobody, and typed by hardly anybody.
_UNSEEN = re.compile("[\ufe0e\ufe0f\u200d]")
_MARKS = re.compile(r"[\W_]+")
_LIKENESS = 0.8
_SHORTEST = 4
_MOST_WORDS = 12
# To compare with all others costs their number times that of the findings.
_MOST_COMPARED = 100


class MissingAnchor(Rule):
    """A link to a part of a document that no heading and no `id` or `name` makes.

    The reader lands at the top of the page. Usually the heading was renamed after the link was written. GitHub makes the
    anchor of a heading from its text: in small letters, blanks as hyphens, punctuation and emoji dropped, and `-1`,
    `-2` … at the end of repeated ones.

    Write the anchor of the heading as it is now; hovering over a heading on GitHub shows it.
    """

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
        Good(
            "[A](#sorting--searching-) [B](#towns-1) [C](#Towns)\n\n## Sorting & Searching 🔍\n\n## Towns\n\n## Towns\n"
        ),
        Good('[Back](#start) [Top](#)\n\n<a name="start"></a>\n'),
        Good("[一览](#%E4%B8%80%E8%A7%88)\n\n## 一览\n"),
        Good("[Line](sort.py#L12)\n", files={"sort.py": ""}),
    )

    def check_document(self, document: Document, collection: Collection, facts: Facts) -> Iterator[Finding]:
        anchors: dict[str, _Anchors] = {}
        for link in document.links:
            target = target_of(link.url, document.path)
            if target is None or not target.fragment or _ALWAYS.match(target.fragment):
                continue
            other = document if target.path is None else _document_at(target.path, collection)
            if other is None or other.kind != "markdown" or target.climbs:
                continue
            if other.path not in anchors:
                anchors[other.path] = _Anchors(other)
            wanted = _plain(target.fragment).removeprefix("user-content-")
            if wanted in anchors[other.path].offered or is_placeholder(wanted) or shows_form(document, link.span):
                continue
            near = anchors[other.path].nearest(target.fragment)
            yield self._missing(link, target.fragment, near, other, document)

    def _missing(self, link: Link, fragment: str, near: str | None, other: Document, document: Document) -> Finding:
        where = "this document" if other is document else other.path
        message = f"no heading of {where} makes the anchor #{fragment}"
        if near is None:
            return self.found(link.url_span, message, help="link to a heading that is there")
        if near != near.strip():
            return self._blank(link, message, near, other)
        path, _, _ = link.url_span.text.partition("#")
        url = f"{path}#{_written(near, link.url_span.text)}"
        fix = Fix(f"write {url}", (Edit(link.url_span, url),), safe=False)
        related = [Related(other.anchors[near], f"its anchor is #{near}")]
        return self.found(link.url_span, message, help=f"did you mean #{near}?", fix=fix, related=related)

    def _blank(self, link: Link, message: str, anchor: str, other: Document) -> Finding:
        place = other.anchors[anchor]
        fix = Fix("take the blanks out of the anchor", (Edit(place, anchor.strip()),))
        related = [Related(place, "blanks around the name are part of it")]
        return self.found(link.url_span, message, help="take the blanks out of the anchor", fix=fix, related=related)


def _document_at(path: str, collection: Collection) -> Document | None:
    """Return the document that GitHub shows at a path: of a folder, its README."""
    folder = f"{path}/" if path else ""
    return next(
        (
            found
            for name in (path, f"{folder}README.md", f"{folder}readme.md")
            if (found := collection.by_path.get(name))
        ),
        None,
    )


def _plain(anchor: str) -> str:
    return _UNSEEN.sub("", anchor).lower()


class _Anchors:
    """The anchors of a document, searched by their words: what is between hyphens and other marks."""

    def __init__(self, document: Document) -> None:
        self.offered = frozenset(_plain(anchor) for anchor in document.anchors)
        self.by_words: dict[str, str] = {}
        for anchor in document.anchors:
            self.by_words.setdefault(_words(anchor), anchor)
        self.by_word: dict[str, list[str]] = {}
        for words in self.by_words:
            for word in dict.fromkeys(words.split("-")):
                self.by_word.setdefault(word, []).append(words)

    def nearest(self, fragment: str) -> str | None:
        """Return the anchor that was most likely meant: equal but for marks, the only one in or around it, or a like one."""
        words = _words(fragment)
        if not words:
            return None
        near = words if words in self.by_words else self._only_part(words) or self._like(words)
        return self.by_words[near] if near else None

    def _only_part(self, words: str) -> str | None:
        parts = words.split("-")
        inside = {
            "-".join(parts[start : start + length])
            for length in range(1, min(len(parts), _MOST_WORDS) + 1)
            for start in range(len(parts) - length + 1)
        }
        rarest = min((self.by_word.get(part, []) for part in parts), key=len)
        around = [known for known in rarest if f"-{words}-" in f"-{known}-"]
        found = {known for known in inside if known in self.by_words}.union(around)
        return found.pop() if len(found) == 1 else None

    def _like(self, words: str) -> str | None:
        compared = len(words) >= _SHORTEST and len(self.by_words) <= _MOST_COMPARED
        return nearest(words, self.by_words, _LIKENESS) if compared else None


def _words(anchor: str) -> str:
    return _MARKS.sub("-", anchor.lower()).strip("-")


def _written(anchor: str, raw: str) -> str:
    """Return a fragment in the manner of a raw URL: with percent signs, or in plain characters."""
    return quote(anchor, safe="") if "%" in raw else anchor.replace(" ", "%20")
