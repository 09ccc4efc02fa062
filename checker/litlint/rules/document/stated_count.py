"""The rule stated-count."""

from bisect import bisect_right
from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Document, Edit, Finding, Fix, Good, Rule, Severity, Span

# A number and what it counts; a plus means at least as many. Numbers of five digits and more count no list.
_CLAIM = re.compile(
    r"(?<![\w.,/#-])(?P<count>[1-9]\d{0,3}|[1-9],\d{3})(?P<plus>\s?\+)?[*_`]{0,3}\s*+"
    r"(?:(?:selected|curated|research|academic|scientific|relevant)\s++){0,2}+"
    r"(?:papers|articles|publications|entries|works|references|篇论文|篇文献|论文|篇)(?![\w-])",
    re.IGNORECASE,
)
# The same in the address of a badge: https://shields.io/badges/static-badge (``badge/papers-252-blue``).
_BADGE = re.compile(
    r"img\.shields\.io/badge/(?:[\w%]+?(?:_|%20))?(?:papers|articles|publications|entries|works)-(?P<count>\d{1,4})(?P<plus>(?:\+|%2B)?)-",
    re.IGNORECASE,
)
# A number further off than this counts something else: the papers of a survey, of a conference.
_LEAST, _MOST = 0.5, 2.0

_ROWS = "".join(
    f"- [A Study of Garden {name}](https://arxiv.org/abs/20{at}1.01234)\n" for at, name in enumerate("ABCD")
)


class StatedCount(Rule):
    """A list says that it holds so many papers, and holds another number.

    The number was right when it was written. `200+ papers` is right as long as there are as many.

    Write the number that the list has, or leave it out.
    """

    severity = Severity.NOTE
    default = False
    examples = (
        Bad(f"A list of 3 papers.\n\n{_ROWS}", finds="3", fixed=f"A list of 4 papers.\n\n{_ROWS}"),
        Bad(
            f"![](https://img.shields.io/badge/papers-5-blue)\n\n{_ROWS}",
            finds="5",
            fixed=f"![](https://img.shields.io/badge/papers-4-blue)\n\n{_ROWS}",
        ),
        Bad(f"## Gardens (7 papers)\n\n{_ROWS}", finds="7", fixed=f"## Gardens (4 papers)\n\n{_ROWS}"),
        Bad(f"本列表收录 5 篇论文。\n\n{_ROWS}", finds="5", fixed=f"本列表收录 4 篇论文。\n\n{_ROWS}"),
        Good(f"A list of 4 papers, 2+ papers of them new.\n\n{_ROWS}"),
        Good(f"The survey covers 1,200 papers.\n\n{_ROWS}"),
        Good("- [A Study of 3 Papers](https://arxiv.org/abs/2001.01234), with 2 works\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        entries = document.entries
        if not entries:
            return
        for link in document.links:
            if link.is_image and (match := _BADGE.search(link.url_span.text)):
                yield from self._judge(link.url_span, match, len(entries), "the list")
        starts = [entry.span.start for entry in entries]
        for block in document.walk():
            if block.kind not in ("heading", "paragraph"):
                continue
            before = bisect_right(starts, block.span.start) - 1
            if before >= 0 and entries[before].span.end > block.span.start:
                continue  # part of an entry
            for match in _CLAIM.finditer(block.span.text):
                count, whose = self._counted(document, block.span, block.kind == "heading")
                yield from self._judge(block.span, match, count, whose)

    def _counted(self, document: Document, place: Span, is_heading: bool) -> tuple[int, str]:
        """Return how many entries a claim is about, and in words of what."""
        own = next((one for one in document.sections if one.heading and one.heading.span == place), None)
        if not is_heading or own is None or own.level <= 1:
            return len(document.entries), "the list"
        depth = len(own.path)
        inside = [one for one in document.entries if one.section.path[:depth] == own.path]
        return len(inside), "the section"

    def _judge(self, place: Span, match: re.Match[str], count: int, whose: str) -> Iterator[Finding]:
        stated = int(match["count"].replace(",", ""))
        if match["plus"] and stated <= count:
            return
        if stated == count or not _LEAST * count <= stated <= _MOST * count:
            return
        number = place.sub(*match.span("count"))
        if number.text != match["count"]:
            return
        written = f"{count:,}" if "," in match["count"] else str(count)
        fix = Fix(f"write {written}", (Edit(number, written),), safe=False)
        yield self.finding(number, f"{whose} has {count} entries", fix=fix)
