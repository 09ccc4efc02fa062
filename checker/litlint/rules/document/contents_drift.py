"""The rule contents-drift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litlint.model.document import Document, Section
from litlint.model.finding import Finding, Related
from litlint.model.nodes import Link
from litlint.model.source import Span
from litlint.parse.entries.sections import is_about_the_list
from litlint.rule import Bad, Context, Good, Rule
from litlint.syntax.link_target import target_of

_CONTENTS = """\
# Papers

- [Sorting](#sorting)
- [Towns](#towns)
- [Gardens](#gardens)
- [Rivers](#rivers)

## Sorting

## Towns

## Gardens

"""
_FEWEST = 4
_SHARE = 0.8


@dataclass(frozen=True)
class ContentsDrift(Rule):
    """A section that the document's own table of contents leaves out, though it lists nearly all sections of that rank.

    Who looks for a paper by the contents does not find the section. Usually it was added later. Sections about the list
    itself, such as its licence, may be left out; links to sections that are gone are found by `missing-anchor`.

    Add the section to the contents.
    """

    examples = (
        Bad(_CONTENTS + "## Hills\n\n## Rivers\n", finds="## Hills"),
        Bad(_CONTENTS.replace("Papers", "清单") + "## Rivers\n\n## 山\n", finds="## 山"),
        Good(_CONTENTS + "## Rivers\n\n### Small ones\n\n## License\n"),
        Good("- [Sorting](#sorting)\n\n## Sorting\n\n## Towns\n\n## Gardens\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        anchors = {place: name for name, place in document.anchors.items()}
        contents = _contents(document)
        if contents is None:
            return
        listed = {fragment for link in contents.links if (fragment := _fragment(link, document))}
        known: dict[int, list[tuple[Section, bool]]] = {}
        for section in document.sections:
            heading = section.heading
            if heading is not None and heading.span.start > contents.place.end and not is_about_the_list(section):
                anchor = anchors.get(heading.span)
                known.setdefault(section.level, []).append((section, anchor is not None and anchor.lower() in listed))
        for level, sections in known.items():
            yield from self._missing(level, sections, contents)

    def _missing(self, level: int, sections: Sequence[tuple[Section, bool]], contents: _Contents) -> Iterator[Finding]:
        count = sum(is_listed for _, is_listed in sections)
        if count < _FEWEST or count < _SHARE * len(sections):
            return
        message = (
            f"the table of contents leaves this section out; it lists {count} of {len(sections)} sections of this rank"
        )
        for section, is_listed in sections:
            if not is_listed and section.heading is not None:
                related = [Related(contents.links[0].span, "the table of contents")]
                yield self.finding(
                    section.heading.span, message, help="add it to the table of contents", related=related
                )


@dataclass(frozen=True)
class _Contents:
    """The table of contents: its links, and where they stand."""

    links: tuple[Link, ...]
    place: Span


def _contents(document: Document) -> _Contents | None:
    """Return the first run of blocks whose links lead nearly all to parts of this document."""
    for block in document.blocks:
        links = tuple(link for inner in block.walk() for link in inner.links())
        own = tuple(link for link in links if _fragment(link, document))
        if (
            block.kind in ("list", "table", "html", "paragraph")
            and len(own) >= _FEWEST
            and len(own) >= _SHARE * len(links)
        ):
            return _Contents(own, block.span)
    return None


def _fragment(link: Link, document: Document) -> str:
    target = target_of(link.url, document.path) if "#" in link.url else None
    return target.fragment.lower() if target is not None and target.path in (None, document.path) else ""
