"""The rule link-syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litlint.model.document import Document, Entry
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.model.nodes import Block, Link
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.broken_links import SyntaxProblem, misread_links
from litlint.syntax.literal_text import has_literal, literal_lines
from litlint.syntax.strays import strays

_TEXT_URL = re.compile(r"(?P<text>[^()\[\]]+?)\s*[(（]\s*(?P<url>https?://[^\s()（）]+)\s*[)）]?\s*\Z")
_PAIRED = re.compile(r"[\[\]()]")
_RAW_MARKUP = re.compile(r"<(?:pre|script|style|textarea|code)\b|<!--", re.I)
_NO_TAG = re.compile(r"(?<!\\)<(?:a\s[^<>]{0,80}?href|img\s[^<>]{0,80}?src)\s*=\s*[^\s<>]*", re.I)
_IN_HTML = re.compile(r"!?\[[^\[\]\n]{1,200}\]\(https?://[^\s()]{1,500}\)")


class LinkSyntax(Rule):
    """Brackets, parentheses and a URL that were meant as a link and are none.

    Readers see the brackets and the URL as text, or a link that leads elsewhere. It takes little: a blank between the
    two parts, a bracket or parenthesis that is missing or too many, the parts in the wrong order.

    Write `[text](URL)` without blanks; a label in brackets is `[[text]](URL)`. Text that stands in brackets for another
    reason, such as `[1] https://…` or `- [x] done`, is left alone.
    """

    severity = Severity.ERROR
    examples = (
        Bad("- [Paper] (https://gardens.org/a)\n", finds="] (", fixed="- [Paper](https://gardens.org/a)\n"),
        Bad(
            "- [Paper](https://gardens.org/a\n",
            finds="[Paper](https://gardens.org/a",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad(
            "- [Paper]https://gardens.org/a\n",
            finds="[Paper]https://gardens.org/a",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad(
            "- Sorting [pdf]](https://gardens.org/a)\n",
            finds="[pdf]](",
            fixed="- Sorting [[pdf]](https://gardens.org/a)\n",
        ),
        Bad(
            "- (Paper)[https://gardens.org/a]\n",
            finds="(Paper)[https://gardens.org/a]",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad(
            "- [[pdf]https://gardens.org/a]\n",
            finds="[[pdf]https://gardens.org/a]",
            fixed="- [[pdf](https://gardens.org/a)]\n",
        ),
        Bad(
            "- [Paper(https://gardens.org/a)]()\n",
            finds="[Paper(https://gardens.org/a)]()",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad("- [Sorting Lists](Sorting Lists)\n", finds="[Sorting Lists](Sorting Lists)"),
        Bad(
            "- A Study of Gardens [[pdf](A Study of Gardens)] [[arXiv](https://arxiv.org/abs/2001.00009)]\n",
            finds="A Study of Gardens",
        ),
        Bad(
            "- Sorting [[pdf(https://gardens.org/a)], 2020\n",
            finds="[pdf(https://gardens.org/a)]",
            fixed="- Sorting [[pdf](https://gardens.org/a)], 2020\n",
        ),
        Bad(
            "- [Paper]{https://gardens.org/a}\n",
            finds="[Paper]{https://gardens.org/a}",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad("- [Paper)](https://gardens.org/a)\n", finds=")", fixed="- [Paper](https://gardens.org/a)\n"),
        Bad('<a href="https://gardens.org/a>Paper</a>\n', finds='<a href="'),
        Good("[1] https://gardens.org/a, [Smith] and [2](https://gardens.org/b) (see a[i](x y))\n"),
        Good(
            "- [x] done [[pdf]](https://gardens.org/a) ([code](https://gardens.org/b)) [Code: https://gardens.org/c]\n"
        ),
        Good("Write `[Paper] (URL)` as \\[Paper\\](https://gardens.org/a)\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for block in document.walk():
            for fault in _block_faults(block):
                if not is_contributor_template(document, fault.place):
                    yield self._finding(fault)
        for entry in document.entries:
            place = _title_as_target(entry)
            if place is not None and not is_contributor_template(document, place):
                message = "the target is the title, not a URL, so this is no link"
                yield self.finding(place, message, help="write the URL between the parentheses")
        for link in document.links:
            found = _link_fault(link)
            if found is not None and not is_contributor_template(document, link.span):
                yield self._finding(found)

    def _finding(self, fault: SyntaxProblem) -> Finding:
        fix = Fix(fault.title, fault.edits, fault.safe) if fault.edits else None
        help_text = None if fix else fault.title or "write [text](URL), without blanks"
        return self.finding(fault.place, fault.message, help=help_text, fix=fix, severity=fault.severity)


def _block_faults(block: Block) -> Iterator[SyntaxProblem]:
    yield from _tag_faults(block)
    if block.kind == "html":
        if not _RAW_MARKUP.search(block.span.text):
            yield from _html_faults(block)
    elif has_literal(block, "[]()"):
        lines = list(literal_lines(block))
        yield from misread_links(lines)
        yield from strays(lines)


def _tag_faults(block: Block) -> Iterator[SyntaxProblem]:
    """Find the links and pictures in HTML whose tag is no tag."""
    for inline in (inner for top in block.inlines for inner in top.walk()):
        if inline.kind == "text" and "<" in inline.value:
            for found in _NO_TAG.finditer(inline.span.text):
                yield SyntaxProblem(
                    inline.span.sub(*found.span()),
                    "this is no tag",
                    title="write the quotes in pairs, and > behind the tag",
                )


def _html_faults(block: Block) -> Iterator[SyntaxProblem]:
    for inline in block.inlines:
        if inline.kind == "text":
            for found in _IN_HTML.finditer(inline.span.text):
                message = "this stands in HTML, where Markdown is not read"
                yield SyntaxProblem(
                    inline.span.sub(*found.span()), message, title="leave a blank line before it, or write <a href>"
                )


def _title_as_target(entry: Entry) -> Span | None:
    """Return where the title of an entry stands as the target of one of its labels: `[[pdf]](A Study of Gardens)`."""
    text, title = entry.span.text, entry.title.value
    at = text.find(f"]({title})") if " " in title else -1
    if at < 0 or text[:at].endswith(title):
        return None
    return entry.span.sub(at + 2, at + 2 + len(title))


def _link_fault(link: Link) -> SyntaxProblem | None:
    """Find what is wrong with a text that became a link all the same."""
    if link.kind != "inline":
        return None
    text, raw = link.text_span.text, link.span.text
    if not link.url.strip():
        found = _TEXT_URL.match(text)
        if found is None:
            return None
        label, url = found["text"].strip(), found["url"]
        edit = Edit(link.span, f"[{label}]({url})")
        return SyntaxProblem(
            link.span,
            "the URL stands in the brackets, and nothing between the parentheses",
            (edit,),
            "write [text](URL)",
        )
    if text.endswith(")") and "(" not in text and not raw.startswith("[!"):
        place = Span(link.text_span.source, link.text_span.end - 1, link.text_span.end)
        return SyntaxProblem(
            place,
            "a parenthesis closes inside the brackets that none opened",
            (Edit(place, ""),),
            "take it out",
            safe=False,
        )
    return None
