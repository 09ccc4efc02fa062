"""The rule contents-drift."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from litlint.metadata.normalize import normalize_title
from litlint.parse.entries.sections import is_about_the_list
from litlint.rule import Bad, Context, Document, Edit, Finding, Fix, Good, Link, Related, Rule, Section, Span
from litlint.style.contents import Headings, contents_items, misdirected
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
# Sections from which contents may be expected to name all.
_FEWEST = 4
# Share of sections that contents name, from which one that is missing was forgotten rather than left out.
_SHARE = 0.8


_NESTED = """\
- [Tasks](#tasks)
  - [Others](#others)
- [Data](#data)
  - [Others](#OTHERS)

# Tasks

## Others

# Data

## Others
"""


class ContentsDrift(Rule):
    """The document's own table of contents leaves a section out, or an item of it leads to another section than it names.

    Readers who look for a paper by the contents do not find the section, or land in the wrong one. Usually a section was
    added later, or an item was copied and its link was not changed. Of several sections with one title, GitHub gives the
    second the anchor `#title-1`. Sections about the list itself, such as its licence, may be left out; links to sections
    that are gone are found by `missing-anchor`.

    Add the section to the contents, or write the anchor of the section that the item names.
    """

    examples = (
        Bad(_CONTENTS + "## Hills\n\n## Rivers\n", finds="## Hills"),
        Bad(_CONTENTS.replace("Papers", "清单") + "## Rivers\n\n## 山\n", finds="## 山"),
        Bad(
            "- [Frogs](#frogs)\n- [Snails](#frogs)\n\n## Frogs\n\n## Snails\n",
            finds="#frogs",
            fixed="- [Frogs](#frogs)\n- [Snails](#snails)\n\n## Frogs\n\n## Snails\n",
        ),
        Bad(_NESTED.replace("OTHERS", "others"), finds="#others", fixed=_NESTED.replace("OTHERS", "others-1")),
        Bad(
            '- [Frogs](#f)\n- [Snails](#f)\n\n<a name="f"></a>\n## Frogs\n\n## Snails {#s}\n',
            finds="#f",
            fixed='- [Frogs](#f)\n- [Snails](#s)\n\n<a name="f"></a>\n## Frogs\n\n## Snails {#s}\n',
        ),
        Good('- [Frogs](#f)\n- [Snails](#s)\n\n## <a id="f"></a>Frogs\n\n<div id="s"></div>\n\n## Snails\n'),
        Good(_CONTENTS + "## Rivers\n\n### Small ones\n\n## License\n"),
        Good("- [Sorting](#sorting)\n\n## Sorting\n\n## Towns\n\n## Gardens\n"),
        Good(_NESTED.replace("OTHERS", "others-1") + "\nMore in [the tasks](#tasks) and [all others](#others).\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        anchors = {place.start: name for name, place in document.anchors.items()}
        yield from self._wrong_targets(document, anchors)
        contents = _contents(document)
        if contents is None:
            return
        listed = {fragment for link in contents.links if (fragment := _fragment(link, document))}
        # An item with the section's words and a wrong anchor lists it, too; missing-anchor reports the anchor.
        named = {normalize_title(link.text) for link in contents.links}
        known: dict[int, list[tuple[Section, bool]]] = {}
        works = {entry.title.span.line for entry in document.entries if entry.span.start == entry.section.span.start}
        for section in document.sections:
            heading = section.heading
            if heading is not None and heading.span.start > contents.place.end and not is_about_the_list(section):
                anchor = anchors.get(heading.span.start)
                # The title of a fold has no anchor that contents could lead to; a section that goes on after a fold has one.
                if heading.span.line in works or anchor is None or section.span.start > heading.span.start:
                    continue
                known.setdefault(section.level, []).append((section, anchor.lower() in listed))
        # A section whose own sections are all listed is represented by them: `# Papers` above all topics.
        covered = {path[:-1] for path in (one.path for some in known.values() for one, is_listed in some if is_listed)}
        for sections in known.values():
            for section in _missing(sections):
                if normalize_title(section.title) not in named and section.path not in covered:
                    yield self._finding(section, sections, contents)

    def _wrong_targets(self, document: Document, anchors: Mapping[int, str]) -> Iterator[Finding]:
        """Find the items of contents that lead to another section than the one that has their text."""
        if not any(link.url.startswith(("#", "./#")) for link in document.links):
            return
        headings = Headings.of(document, anchors)
        for items in contents_items(document):
            for item, meant, why in misdirected(items, headings):
                url = item.link.url_span
                raw = url.text
                related = [Related(meant.place, f"its anchor is #{meant.anchor}")] if meant else []
                fix = None
                if meant:
                    written = f"{raw.partition('#')[0]}#{meant.anchor}"
                    fix = Fix(f"write {written}", (Edit(url, written),), safe=False)
                help_text = None if fix else "link to the section that the text names, or name the section"
                yield self.finding(url, why, help=help_text, fix=fix, related=related)

    def _finding(self, section: Section, level: Sequence[tuple[Section, bool]], contents: _Contents) -> Finding:
        count = sum(is_listed for _, is_listed in level)
        return self.finding(
            section.heading.span if section.heading is not None else section.span,
            f"the table of contents does not list this section, but {count} of {len(level)} sections of this level",
            help="add it to the table of contents",
            related=[Related(contents.links[0].span, "the table of contents")],
        )


def _missing(sections: Sequence[tuple[Section, bool]]) -> list[Section]:
    """Return the sections of one level that contents leave out, if they list most of that level."""
    count = sum(is_listed for _, is_listed in sections)
    if count < _FEWEST or count < _SHARE * len(sections):
        return []
    return [section for section, is_listed in sections if not is_listed]


@dataclass(frozen=True)
class _Contents:
    """The table of contents: its links, and where they are."""

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
