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
        offered: dict[str, frozenset[str]] = {}
        for link in document.links:
            target = target_of(link.url, document.path)
            if target is None or not target.fragment or _ALWAYS.match(target.fragment):
                continue
            other = document if target.path is None else _document_at(target.path, collection)
            if other is None or other.kind != "markdown" or target.climbs:
                continue
            if other.path not in offered:
                offered[other.path] = frozenset(_plain(anchor) for anchor in other.anchors)
            wanted = _plain(target.fragment).removeprefix("user-content-")
            if wanted in offered[other.path] or is_placeholder(wanted) or shows_form(document, link.span):
                continue
            yield self._missing(link, target.fragment, other, document)

    def _missing(self, link: Link, fragment: str, other: Document, document: Document) -> Finding:
        where = "this document" if other is document else other.path
        near = _nearest(fragment, other)
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


def _nearest(fragment: str, document: Document) -> str | None:
    """Return the anchor that was most likely meant: equal but for marks, the only one that begins or ends so, or a like one."""
    words = _MARKS.sub("-", fragment.lower()).strip("-")
    by_words: dict[str, list[str]] = {}
    for anchor in document.anchors:
        by_words.setdefault(_MARKS.sub("-", anchor.lower()).strip("-"), []).append(anchor)
    if words in by_words:
        return by_words[words][0]
    parts = [names[0] for known, names in by_words.items() if words and _is_part(words, known)]
    if len(parts) == 1:
        return parts[0]
    near = nearest(words, by_words, _LIKENESS) if len(words) >= _SHORTEST else None
    return by_words[near][0] if near else None


def _is_part(words: str, known: str) -> bool:
    return bool(known) and (f"-{words}-" in f"-{known}-" or f"-{known}-" in f"-{words}-")


def _written(anchor: str, raw: str) -> str:
    """Return a fragment in the manner of a raw URL: with percent signs, or in plain characters."""
    return quote(anchor, safe="") if "%" in raw else anchor.replace(" ", "%20")
