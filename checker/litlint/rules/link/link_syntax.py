"""The rule link-syntax."""

from collections import Counter
from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.labels import is_label
from litlint.rule import Bad, Block, Context, Document, Edit, Finding, Fix, Good, Link, Rule, Severity, Span
from litlint.style.contributor_template import is_example
from litlint.syntax.broken_links import Surroundings, SyntaxProblem, misread_links, plain_label
from litlint.syntax.link_target import target_of
from litlint.syntax.literal_text import EMPHASIS, LINK, TAG, LiteralLine, has_literal, literal_lines
from litlint.syntax.unpaired_brackets import unpaired_brackets

# An address in parentheses that ends the text of a picture.
_ADDRESS_IN_TEXT = re.compile(r"\(https?://[^\s()\[\]]++\)\Z")
# A URL in the brackets, after its text and perhaps in parentheses, or alone.
_TEXT_URL = re.compile(
    r"(?P<text>[^()\[\]（）]*?)(?<!\s)\s*+(?:[(（]\s*+)?(?P<url>https?://[^\s()（）\[\]]++)\s*+(?:[)）]\s*+)?"
)
_URL_ALONE = re.compile(r"https?://[^\s()\[\]]+")
# A URL in the middle of a word, as it is pasted by accident.
_PASTED_URL = re.compile(r"(?<=[A-Za-z])https?://[\w-]+\.\S{1,500}", re.A)
# What is no picture though an address may name a paper: the badge that shows its number.
_BADGE = re.compile(r"badge|shields|\.(?:svg|png|jpe?g|gif|webp)\b", re.I)
# The page of a repository; a file in it may be a picture.
_REPOSITORY = re.compile(r"https?://github\.com/[\w.-]+/[\w.-]+/?", re.I)
# Browsers show no PDF in the place of a picture.
_PDF = re.compile(r"\.pdf(?:[?#]|\Z)", re.I)
# What is a text and not a path: one word of letters, without a dot or slash.
_WORDS = re.compile(r"[^\W\d_]{2,20}")
# A label in brackets with nothing that belongs to it: no target, no reference that is defined anywhere.
_LABEL_ALONE = re.compile(
    r"(?<![\]\w!])\[(?P<label>[^\W\d][^\[\]()]{1,40})\](?:\[[\w-]{0,20}\])?(?![ \t]*[(（]|[\[:{\w])"
)
# That a label is a link elsewhere three times as often as not is a habit of the list, not chance.
_LINKED_ELSEWHERE = 3
_RAW_MARKUP = re.compile(r"<(?:pre|script|style|textarea|code)\b|<!--", re.I)
_NO_TAG = re.compile(r"(?<!\\)<(?:a\s[^<>]{0,80}?href|img\s[^<>]{0,80}?src)\s*=\s*[^\s<>]*", re.I)
_IN_HTML = re.compile(r"!?\[[^\[\]\n]{1,200}\]\(https?://[^\s()]{1,500}\)")


class LinkSyntax(Rule):
    """Brackets, parentheses and a URL that were meant as a link and are not rendered as one.

    Readers see the brackets and the URL as text, or a link that leads elsewhere. It takes little: a blank between the
    two parts, a bracket or parenthesis that is missing or too many, the parts in the wrong order.

    Write `[text](URL)` without blanks; a label in brackets is `[[text]](URL)`. Text in brackets for another
    reason, such as `[1] https://…` or `- [x] done`, is left alone.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            "- [Paper] (https://gardens.org/a)\n",
            finds="[Paper] (https://gardens.org/a)",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad(
            "- [Paper](https://gardens.org/a\n",
            finds="[Paper](https://gardens.org/a",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad(
            "Frogs (\\~40) sing in [Ponds]9https://gardens.org/a) and towns.\n",
            finds="[Ponds]9https://gardens.org/a)",
            fixed="Frogs (\\~40) sing in [Ponds](https://gardens.org/a) and towns.\n",
        ),
        Good("We keep those with a narrow peak (P < 0.01) (https://gardens.org/a/). Others are left out.\n"),
        Good(
            "**[Paper]** Our survey: [Gardens of the World](https://gardens.org/a) is out.\n\n"
            + "".join(
                f"- A Study of {name} [[Paper]](https://gardens.org/{name})\n" for name in ("ants", "bees", "cats")
            )
        ),
        Bad(
            "- [Paper]https://gardens.org/a\n",
            finds="[Paper]https://gardens.org/a",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad(
            "- Sorting [pdf]](https://gardens.org/a)\n",
            finds="[pdf]](https://gardens.org/a)",
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
            finds="[pdf](A Study of Gardens)",
        ),
        Bad(
            "- Sorting [[pdf(https://gardens.org/a)], 2020\n",
            finds="[[pdf(https://gardens.org/a)]",
            fixed="- Sorting [[pdf](https://gardens.org/a)], 2020\n",
        ),
        Bad(
            "- [Paper]{https://gardens.org/a}\n",
            finds="[Paper]{https://gardens.org/a}",
            fixed="- [Paper](https://gardens.org/a)\n",
        ),
        Bad("- [Paper)](https://gardens.org/a)\n", finds=")", fixed="- [Paper](https://gardens.org/a)\n"),
        Bad('<a href="https://gardens.org/a>Paper</a>\n', finds='<a href="'),
        Bad(
            "[[code]](https://gardens.org/b) " * 3 + "[[code]](https://gardens.org/ a)\n",
            finds="[[code]](https://gardens.org/ a)",
        ),
        Bad(
            "[![Build(https://gardens.org/a.svg)](https://gardens.org/a)\n",
            finds="Build(https://gardens.org/a.svg)",
            fixed="[![Build](https://gardens.org/a.svg)](https://gardens.org/a)\n",
        ),
        Bad("- ![slides](https://gardens.org/a.pdf)\n", finds="!["),
        Bad("- [A Study of Garhttps://gardens.org/b dens](https://gardens.org/a)\n", finds="https://gardens.org/b"),
        Good("![arXiv](https://img.shields.io/badge/arXiv-2001.01234-red) ![Bees](bees.pdf)\n"),
        Good("[1] https://gardens.org/a, [Smith] and [2](https://gardens.org/b) (see a[i](x y))\n"),
        Good(
            "- [x] done [[pdf]](https://gardens.org/a) ([code](https://gardens.org/b)) [Code: https://gardens.org/c]\n"
        ),
        Good("- Sorting \\[[pdf](https://gardens.org/a)] \\([code](https://gardens.org/b)\\)\n"),
        Good("Write `[Paper] (URL)` as \\[Paper\\](https://gardens.org/a)\n"),
        Bad(
            "- [A](https://gardens.org/a) ![code](https://github.com/doe/a)\n",
            finds="![",
            fixed="- [A](https://gardens.org/a) [code](https://github.com/doe/a)\n",
        ),
        Bad(
            "- Ants [code|https://github.com/doe/ants]\n",
            finds="[code|https://github.com/doe/ants]",
            fixed="- Ants [code](https://github.com/doe/ants)\n",
        ),
        Bad(
            "- Ants [code](https://github.com/doe/a)\n- Bees [code]:(https://github.com/doe/b)\n",
            finds="[code]:(https://github.com/doe/b)",
            fixed="- Ants [code](https://github.com/doe/a)\n- Bees [code](https://github.com/doe/b)\n",
        ),
        Good("- Ants [see | https://gardens.org/a] and [data]: https://gardens.org/b\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        unlinked = [(block, found) for block in document.walk() if (found := list(_unlinked_labels(block, context)))]
        counts = Counter(plain_label(problem.place.text) for _, found in unlinked for problem in found)
        labels = context.derived(_surroundings).labels

        def is_rare(problem: SyntaxProblem) -> bool:
            """Say whether a label is mostly a link: where many are without one, the list means to have them so."""
            label = plain_label(problem.place.text)
            return counts[label] * _LINKED_ELSEWHERE <= labels.get(label, 0)

        for block, found in unlinked:
            rare = list(filter(is_rare, found))
            broken: set[int] = set()  # the places that are reported to be in a link that is written wrongly
            for other in _block_problems(block, context) if rare else ():
                broken.update(range(other.place.start, other.place.end))
            for problem in rare:
                if problem.place.start not in broken:
                    yield from self._findings(problem, context)

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        if found := _link_problem(link):
            yield from self._findings(found, context)

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        for problem in _block_problems(block, context):
            yield from self._findings(problem, context)

    def _findings(self, problem: SyntaxProblem, context: Context) -> Iterator[Finding]:
        if not is_example(context.document, problem.place):
            fix = Fix(problem.title, problem.edits, problem.safe) if problem.edits else None
            help_text = None if fix else problem.title or "write [text](URL), without spaces"
            yield self.finding(problem.place, problem.message, help=help_text, fix=fix, severity=problem.severity)


def _surroundings(context: Context) -> Surroundings:
    """Return which labels are links in a document, how often links are in brackets, and what is a path."""
    document, paths = context.document, context.workspace.paths or frozenset()
    text = document.source.text
    shown = [link for link in document.links if link.kind in ("inline", "reference", "html") and link.badge is None]
    bracketed = sum(
        text[link.span.start - 1 : link.span.start] == "[" and text[link.span.end : link.span.end + 1] == "]"
        for link in shown
    )

    def is_path(path: str) -> bool:
        target = target_of(path, document.path)
        return (
            target is not None
            and bool(target.path)
            and not target.climbs
            and (target.path in paths or f"{target.path}/" in paths)
        )

    return Surroundings(Counter(plain_label(link.text) for link in shown), bracketed, is_path)


def _block_problems(block: Block, context: Context) -> Iterator[SyntaxProblem]:
    """Yield what is wrong in a block, its labels without a link left out."""
    yield from _tag_problems(block)
    if block.kind == "html":
        if not _RAW_MARKUP.search(block.span.text):
            yield from _html_problems(block)
    elif has_literal(block, "[]()［］【】（）"):
        lines = literal_lines(block)
        yield from misread_links(lines, context.derived(_surroundings))
        yield from unpaired_brackets(lines)


def _unlinked_labels(block: Block, context: Context) -> Iterator[SyntaxProblem]:
    """Yield the labels in brackets that have no target, in lines where other labels are links."""
    for line in literal_lines(block) if block.kind != "html" and has_literal(block, "[") else ():
        for found in _LABEL_ALONE.finditer(line.text) if LINK in line.text else ():
            linked = context.derived(_surroundings).linked(found["label"])
            if linked >= _LINKED_ELSEWHERE and not _is_tag(line, *found.span()):
                message = f"`{found[0]}` has no target here; it is a link in {linked} other places"
                title = "write [text](URL), or remove the label"
                place = line.span(found.start(), found.end("label") + 1)
                yield SyntaxProblem(place, message, title=title, severity=Severity.WARNING)


def _is_tag(line: LiteralLine, start: int, end: int) -> bool:
    """Say whether a label begins its line and words follow it up to a link that is no label: `[Paper] Our survey: [T](U)`."""
    if line.text[:start].strip(EMPHASIS + TAG + " \t"):
        return False
    at = line.text.find(LINK, end)
    link = line.links.get(at)
    return link is not None and not is_label(link.text) and any(map(str.isalpha, line.text[end:at]))


def _tag_problems(block: Block) -> Iterator[SyntaxProblem]:
    """Find the links and pictures in HTML whose tag is not a tag."""
    for inline in (inner for top in block.inlines for inner in top.walk()):
        if inline.kind == "text" and "<" in inline.value:
            for found in _NO_TAG.finditer(inline.span.text):
                yield SyntaxProblem(
                    inline.span.sub(*found.span()),
                    "this HTML tag is malformed, so it is shown as text",
                    title="write the quotes in pairs, and > at the end of the tag",
                )


def _html_problems(block: Block) -> Iterator[SyntaxProblem]:
    for inline in block.inlines:
        if inline.kind == "text":
            for found in _IN_HTML.finditer(inline.span.text):
                message = "Markdown is not parsed inside an HTML block"
                yield SyntaxProblem(
                    inline.span.sub(*found.span()), message, title="add a blank line before it, or write <a href>"
                )


def _link_problem(link: Link) -> SyntaxProblem | None:
    """Find what is wrong with a text that became a link all the same."""
    if link.kind == "image":
        return _picture_problem(link)
    if link.kind != "inline":
        return None
    text, raw = link.text_span.text, link.span.text
    if not link.url.strip():
        return _without_target(link, text)
    if pasted := _PASTED_URL.search(text):
        place = link.text_span.sub(*pasted.span())
        return SyntaxProblem(place, "a URL stands in the middle of a word of this link's text", title="remove it")
    if text.endswith(")") and "(" not in text and not raw.startswith("[!"):
        place = Span(link.text_span.source, link.text_span.end - 1, link.text_span.end)
        message = "the link text ends in a closing parenthesis that was never opened"
        return SyntaxProblem(place, message, (Edit(place, ""),), "remove it", safe=False)
    if _URL_ALONE.fullmatch(text) and _WORDS.fullmatch(link.url):
        edit = Edit(link.span, f"[{link.url}]({text})")
        return SyntaxProblem(
            link.span, "the URL comes before the text, so the link leads to its text", (edit,), "swap them"
        )
    return None


def _picture_problem(link: Link) -> SyntaxProblem | None:
    """Find a picture that is none: of a paper or a repository, or in an open bracket: `[![Build(https://…)](https://…)`."""
    place, source = link.text_span, link.span.source
    paper = (link.identifier is not None and link.identifier.is_work) or _PDF.search(link.url)
    if link.is_outside and (paper or _REPOSITORY.fullmatch(link.url)) and not _BADGE.search(link.url):
        page = "paper" if paper else "repository"
        message = f"this is written as a picture, but it leads to a {page}: readers see a broken picture"
        edit = Edit(link.span.sub(0, 1), "")
        return SyntaxProblem(link.span.sub(0, 2), message, (edit,), "remove the `!`", safe=False)
    found = _ADDRESS_IN_TEXT.search(place.text)
    if found is None or source.text[link.span.start - 1 : link.span.start] != "[":
        return None
    edit = Edit(place.sub(found.start(), found.start()), "]")
    message = "the bracket that ends the text of this picture is missing, so what it leads to is read as its address"
    return SyntaxProblem(place, message, (edit,), "write ](")


def _without_target(link: Link, text: str) -> SyntaxProblem | None:
    """Judge a link with nothing between its parentheses whose brackets hold the URL."""
    found = _TEXT_URL.fullmatch(text)
    if found is None:
        return None
    label, url = (found["text"] or "").strip(" :："), found["url"]
    message = "the URL is in the brackets, and nothing is between the parentheses"
    return SyntaxProblem(link.span, message, (Edit(link.span, f"[{label or url}]({url})"),), "write [text](URL)")
