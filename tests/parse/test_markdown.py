"""Laws of the Markdown reader: every link is found at its place, nothing raises, and the work grows with the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from litlint.model.nodes import Block, Inline, Link
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.parse.markdown import read_blocks
from litlint.parse.markdown.emphasis import Token
from litlint.parse.markdown.inlines import Inlines


@dataclass(frozen=True)
class Written:
    """A link as it was written: its text in the source, the raw URL in it, the URL it names, and its kind."""

    text: str
    raw: str
    url: str
    kind: str
    definition: str = ""


def plain(url: str) -> list[Written]:
    """Every form that a link to a URL may take."""
    path = url.removeprefix("https://")
    wild = f"{url}_(a\\)b)"
    return [
        Written(f"[a]({url})", url, url, "inline"),
        Written(f"[**a** `b]` \\] c]({url})", url, url, "inline"),
        Written(f"[[pdf]]({url})", url, url, "inline"),
        Written(f'[a]( {url} "title (x)" )', url, url, "inline"),
        Written(f"[a](<{url} b>)", f"{url} b", f"{url} b", "inline"),
        Written(f"[a]({wild})", f"{url}_(a\\)b)", f"{url}_(a)b)", "inline"),
        Written(f"[a]({url}?x=1&amp;y=2)", f"{url}?x=1&amp;y=2", f"{url}?x=1&y=2", "inline"),
        Written(f"![a]({url})", url, url, "image"),
        Written(f"<{url}>", url, url, "autolink"),
        Written(url, url, url, "bare"),
        Written(f"www.{path}", f"www.{path}", f"http://www.{path}", "bare"),
        Written(f'<a href="{url}">a</a>', url, url, "html"),
        Written(f"<A HREF={url}><b>a</b></A>", url, url, "html"),
        Written(f'<img alt="a" src="{url}">', url, url, "html-image"),
        Written(f"[a][{path}]", url, url, "reference", f"[{path}]: {url} 'title'\n"),
        Written(f"[{path}][]", url, url, "reference", f"[{path}]:\n  <{url}>\n"),
        Written(f"[{path}]", url, url, "reference", f"[{path}]: {url}\n"),
        Written(f"![a][{path}]", url, url, "image", f"[{path}]: {url}\n"),
    ]


FORMS = len(plain(""))


WORDS = st.sampled_from(["", "b ", "**b** ", "`c` ", "é表 ", "\\[ ", "(", "*a **b ", "&amp; ", "<br>", "[x] "])
MARKERS = st.sampled_from(["- ", "* ", "1. ", "12) ", "-\t", "- [ ] ", "+    "])


class Writer:
    """Writes blocks with links in all sorts of places, and remembers the links."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.written: list[Written] = []

    def link(self, *, in_table: bool = False) -> str:
        url = f"https://x{len(self.written)}.org/a"
        form = plain(url)[self.draw(st.integers(0, FORMS - 1))]
        if in_table and "`" in form.text:
            form = plain(url)[0]
        if self.draw(st.integers(0, 9)) == 0:
            inner = Written(f"![a]({url}i)", url + "i", url + "i", "image")
            form = Written(f"[{inner.text}]({url})", url, url, "inline")
            self.written.append(inner)
        self.written.append(form)
        return form.text

    def line(self) -> str:
        # A tag alone on its line would begin a block of HTML.
        count = self.draw(st.integers(1, 3))
        return "b " + " ".join(self.draw(WORDS) + self.link() for _ in range(count))

    def items(self) -> list[str]:
        marker = self.draw(MARKERS)
        return items(marker, [self.block() for _ in range(self.draw(st.integers(1, 2)))])

    def table(self) -> list[str]:
        cells = [self.link(in_table=True) for _ in range(4)]
        return ["|a|\\||", "|:-|-:|", f"| {cells[0]}|b \\| {cells[1]} |", f"{cells[2]} | {cells[3]}"]

    def block(self) -> list[str]:
        kinds: list[Callable[[], list[str]]] = [
            lambda: [self.line()],
            lambda: ["#" * self.draw(st.integers(1, 6)) + " " + self.line() + " ##"],
            lambda: [self.line() + "  ", self.line() + " \\", self.line()],
            lambda: [self.line(), "==="],
            self.items,
            lambda: ["> " + inner for inner in self.block()],
            self.table,
            lambda: ["```bibtex", "[a](https://code.org)", "```"],
            lambda: ["<details>", "<summary>a</summary>", "", self.line(), "", "</details>"],
            lambda: ["[^1]: " + self.line()],
            lambda: ["<!-- [a](https://hidden.org) -->"],
            # Behind a list, an indented line would be a paragraph of its last item.
            lambda: ["b", "", "    [a](https://code.org)"],
        ]
        return self.draw(st.sampled_from(kinds))()


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Written]]:
    """Make a page with links in all sorts of places."""
    writer = Writer(draw)
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        lines += [*writer.block(), ""]
    definitions = "".join(form.definition for form in dict.fromkeys(writer.written))
    return "\n".join(lines) + "\n" + definitions, writer.written


def items(marker: str, contents: Iterable[list[str]]) -> list[str]:
    # The box of a task is content: it does not move what stands below.
    width = len(marker.removesuffix("[ ] ").expandtabs(4))
    lines = []
    for content in contents:
        # Code and blank lines are indented by more than a marker's width only behind text.
        first, *rest = ["c", "", *content]
        lines += [marker + first, *((" " * width + line) if line else "" for line in rest)]
    return lines


def links(source: Source) -> list[Link]:
    found = [inline.link for block in walk(source) for top in block.inlines for inline in top.walk() if inline.link]
    return [link for link in found if link.kind != "definition"]


def walk(source: Source) -> Iterator[Block]:
    for block in read_blocks(source):
        yield from block.walk()


def key(text: str, raw: str, url: str, kind: str) -> tuple[str, str, str, str]:
    return text, raw, url, kind


def are_at_their_places(source: Source, written: list[Written]) -> None:
    found = [key(link.span.text, link.url_span.text, link.url, link.kind) for link in links(source)]
    assert sorted(found) == sorted(key(form.text, form.raw, form.url, form.kind) for form in written)


@given(pages())
def test_every_link_is_found_at_its_place(page: tuple[str, list[Written]]) -> None:
    text, written = page
    are_at_their_places(Source("a.md", text), written)


@given(pages())
def test_line_ends_and_byte_order_marks_move_nothing(page: tuple[str, list[Written]]) -> None:
    text, written = page
    for ends in (text.replace("\n", "\r\n"), text.rstrip("\n")):
        are_at_their_places(Source.decode("a.md", b"\xef\xbb\xbf" + ends.encode()), written)


PIECES = st.sampled_from(
    [
        *"[a](u) [b](http://x.y/z_(q)) ![i](v) [![i](v)](w) [r] [r][] [t][r] <http://au.to> <m@x.org> http://bare.url/p".split(),
        *"`c` ``c`d`` ` ``` ~~~ ** * _ __ ~~ a \\[ \\] \\ é 表 ( ) [ ] ]( ! < > &amp; & \" ' : . --- === | \\|".split(),
        *"<img src='s'> <br> <details> </details> <!-- --> www.x.org/a <pre> [^1] |a|b|\n|-|-|\n |--|\n".split(" "),
        *["b c", "- ", "* ", "1. ", "2) ", "> ", "# ", "## ", "- [ ] ", "<a ", '<a href="h">t</a>', "<!-- c -->"],
        *["[r]: /ref 'T'", "[^1]: foot", " ", "  ", "    ", "\t", "\n", "\n\n", "  \n", "\\\n"],
        *["\x00", "\udce9", "\u2028", "\ufeff"],
    ]
)
soups = st.lists(PIECES, max_size=16).map("".join)
any_text = st.one_of(soups, st.text(), st.binary().map(lambda data: Source.decode("a.md", data).text))


@given(any_text)
def test_nothing_raises_and_every_place_lies_in_its_parent(text: str) -> None:
    source = Source("a.md", text)
    in_order(read_blocks(source), 0, len(text))
    assert read_document(source).source is source


def in_order(blocks: Iterable[Block], start: int, end: int) -> None:
    for block in blocks:
        assert start <= block.span.start <= block.span.end <= end
        assert block.span.contains(block.body)
        inlines_in_order(block.inlines, block.span.start, block.span.end)
        in_order(block.children, block.span.start, block.span.end)
        start = block.span.end


def inlines_in_order(inlines: Iterable[Inline], start: int, end: int) -> None:
    for inline in inlines:
        assert start <= inline.span.start <= inline.span.end <= end
        inlines_in_order(inline.children, inline.span.start, inline.span.end)
        start = inline.span.end
        reads_as_it_says(inline)


def reads_as_it_says(inline: Inline) -> None:
    raw = inline.span.text
    if inline.kind == "text" and not re.search(r"[\\&\r\n\ud800-\udfff]", raw):
        assert inline.value == raw
    if inline.kind in ("strong", "emphasis"):
        width = 2 if inline.kind == "strong" else 1
        assert raw[:width] == raw[-width:]
        assert set(raw[:width]) <= {"*"} or set(raw[:width]) <= {"_"}
    if inline.kind == "code":
        assert raw[0] == raw[-1] == "`"
    if inline.link is not None:
        first = {"inline": "[", "reference": "[", "autolink": "<", "image": "!", "html": "<", "html-image": "<"}
        assert raw.startswith(first.get(inline.link.kind, ""))


def shape(source: Source) -> list[object]:
    """Everything that is read, line ends made equal."""

    def same(text: str) -> str:
        return text.replace("\r\n", "\n")

    def told(inline: Inline) -> list[object]:
        link = inline.link
        more = (link.kind, same(link.url), same(link.url_span.text), same(link.text_span.text)) if link else ()
        return [inline.kind, same(inline.span.text), inline.value, more, *map(told, inline.children)]

    def read(block: Block) -> list[object]:
        texts = [same(block.span.text), same(block.body.text)]
        return [block.kind, texts, block.level, block.info, block.closed, list(map(told, block.inlines))]

    return list(map(read, walk(source)))


@given(soups)
def test_a_text_reads_the_same_with_other_line_ends(text: str) -> None:
    assert shape(Source("a.md", text)) == shape(Source("a.md", text.replace("\n", "\r\n")))


def test_a_target_that_a_template_fills_in_makes_a_link() -> None:
    urls = [
        *("{{ site.baseurl }}/x.html", "{{ '/a b.png' | relative_url }}", '{{< ref "x.md" >}}'),
        *("{% link x.md %}#e", "k"),
    ]
    text = "".join(f"[text {i}]({url}) " for i, url in enumerate(urls)) + "`[f]({{ g }})` h]({{ i }}) [l]({{ m )\n"
    links = read_document(Source("_posts/a.md", text)).links
    assert [link.url for link in links] == urls
    assert [link.url_span.text for link in links] == urls
    assert [link.text for link in links] == [f"text {i}" for i in range(len(urls))]


_MARKS = [
    "[",
    "]",
    "(",
    ")",
    "[a](u)",
    "[b c](http://x.y)",
    "[*a*](b)",
    "[a](u)[b](v)",
    "!",
    "*",
    "**",
    "_",
    "`",
    "\\",
    "<",
]
_WORDS = [" ", "x", "www.", "http", "://", "&amp;", "~", ".", ":", "{", "}", '"', "é", "\n"]


@given(st.lists(st.sampled_from([*_MARKS, *_WORDS]), max_size=12).map("".join))
def test_what_is_read_without_mistune_is_read_as_by_it(text: str) -> None:
    def shown(tokens: list[Token]) -> list[object]:
        return [
            (each["type"], each["start"], each["end"], each.get("label_end"), shown(each.get("children", [])))
            for each in tokens
        ]

    parser = Inlines()
    # A definition that no text here refers to has mistune read all of it.
    assert shown(parser.tokens(text, {})) == shown(parser.tokens(text, {"a definition": {"url": "u"}}))
