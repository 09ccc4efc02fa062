"""The rule empty-title."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.placeholders import is_placeholder
from litlint.rule import Bad, Block, Context, Finding, Good, Inline, Link, Rule
from litlint.style.contributor_template import is_contributor_template

# Bold with nothing in it before text: where a title was forgotten.
_EMPTY_BOLD = re.compile(r"[ \t]*(?P<marks>\*\*\*\*|____)(?=[ \t(,.:]+\w)")
# Nothing that a reader sees.
_MARKS_ONLY = re.compile(r"[\s*_`\[\]()\"“”]*\Z")


class EmptyTitle(Rule):
    """A heading without text, or a link or bold that begins an entry and shows nothing.

    An empty heading is a gap in the page and in its contents, and a link without text cannot be seen or clicked. A list
    that sets its parts off by bare `##` again and again does so on purpose.

    Write the title, or remove what is left of it.
    """

    examples = (
        Bad("####\n\npaper link: [here](https://arxiv.org/abs/2001.00009)\n", finds="####"),
        Bad("- [](https://arxiv.org/abs/2001.00009), GARDEN 2020\n", finds="[](https://arxiv.org/abs/2001.00009)"),
        Bad("## ****\n", finds="## ****"),
        Bad("1. **** GARDEN 2020. [paper](https://arxiv.org/abs/2001.00009)\n", finds="****"),
        Good("#### A Study of Gardens\n\npaper link: [here](https://arxiv.org/abs/2001.00009)\n"),
        Good("##\n\n# Ants\n\n##\n\n# Bees\n"),
        Good('## <a name="gardens"></a>\n'),
        Good(
            "- [![](https://img.shields.io/badge/paper-pdf-red)](https://arxiv.org/abs/2001.00009) A Study of Gardens\n"
        ),
    )

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        if (
            block.kind == "heading"
            and _is_empty(block)
            and not (_is_bare(block) and context.derived(_has_bare_headings))
        ):
            yield self.finding(block.span, "the heading has no text", help="write the title, or remove the heading")
        elif block.kind in ("paragraph", "cell"):
            if (marks := _EMPTY_BOLD.match(block.span.text)) and not is_contributor_template(
                context.document, block.span
            ):
                place = block.span.sub(*marks.span("marks"))
                yield self.finding(place, "the bold text is empty", help="write the title between the marks")
            link = _empty_link(block)
            if link is None or is_placeholder(link.url) or is_contributor_template(context.document, link.span):
                return
            message = "the link shows nothing to the reader"
            yield self.finding(link.span, message, help="write the title between the brackets")


def _is_bare(heading: Block) -> bool:
    return not heading.span.text.strip("# ")


def _has_bare_headings(context: Context) -> bool:
    """Say whether a list sets its parts off by headings that are nothing but `##`, and more than once."""
    return sum(block.kind == "heading" and _is_bare(block) for block in context.document.walk()) > 1


def _is_empty(heading: Block) -> bool:
    return _MARKS_ONLY.match(heading.span.text.strip().strip("#=-")) is not None


def _empty_link(block: Block) -> Link | None:
    """Return the link that begins a text, if it shows nothing, not even a picture."""
    first = next((inline for inline in block.inlines if inline.kind != "text" or inline.value.strip(" *_")), None)
    while first is not None and first.kind in ("strong", "emphasis"):
        first = _first(first)
    link = first.link if first is not None and first.kind == "link" else None
    if link is None or link.text.strip() or link.badge is not None or not link.is_outside or link.kind == "html":
        return None
    return link


def _first(inline: Inline) -> Inline | None:
    return inline.children[0] if inline.children else None
