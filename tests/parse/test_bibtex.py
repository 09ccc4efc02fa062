from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest
from bibtexparser.model import Entry, ParsingFailedBlock
from bibtexparser.splitter import Splitter
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.citation import Citation
from litlint.model.source import Source
from litlint.parse.bibtex import is_plain, looks_like_bibtex, parse_bibtex, read_bodies
from litlint.parse.bibtex.scan import scan

NEXT = "\n@article{next2021, title={Next}, year=2021}\n"


def read(text: str) -> list[Citation]:
    return parse_bibtex(Source("refs.bib", text).whole)[0]


def one(text: str) -> Citation:
    (citation,) = read(text)
    return citation


def content(citation: Citation) -> list[tuple[str, str, str]]:
    return [(field.name, field.delimiter, field.raw) for field in citation.fields]


def test_places_of_all_parts() -> None:
    text = 'See\n\n@InProceedings {doe:2020,\n  Title = {A {Small} Study},\n  pages="1--2" # x,\n year =2020\n}\nend'
    citation = one(text)
    assert citation.span.text == text[5:-4]
    assert (citation.kind, citation.kind_span.text) == ("inproceedings", "InProceedings")
    assert (citation.key, citation.key_span.text) == ("doe:2020", "doe:2020")
    assert [field.span.text for field in citation.fields] == [
        "Title = {A {Small} Study}",
        'pages="1--2" # x',
        "year =2020",
    ]
    assert [field.name_span.text for field in citation.fields] == ["Title", "pages", "year"]
    assert [field.value_span.text for field in citation.fields] == ["A {Small} Study", '"1--2" # x', "2020"]
    assert content(citation) == [("title", "{", "A {Small} Study"), ("pages", "", '"1--2" # x'), ("year", "", "2020")]
    assert citation.problems == ()


SOUND = [
    '@string{acm = {ACM}}\n@misc{a, publisher = acm # { Press}, month = jan # "~1", year = 2020}',
    '@comment{@misc{b, title={B}}}\n@preamble{"\\foo"}\n@misc(a, title={x (y)}, note="z)")',
    "@comment{jabref-meta: grouping;}\n@misc{a, title={x}}",
    "@misc{a,\r\n\ttitle = {A\r\n\t  B},\r\n}\r\n",
    '@misc{a, title={a \\{ b}, note={"quoted", {"}}, other="{"}x{"} {"y, z"}",}',
    "@misc{a, note={mail me@b.org, @here (now)}}",
    "@misc{a\n  , title = {x}\n  , year = 2020\n  }",
    "@misc{DBLP:conf/x-y+z_1.2'&*, title={x}}",
    "@misc{un=usual, title={x}}",
    "@misc{wang 2024, title={x}}",
    "@misc{a}",
    "@misc{a, }",
    "@misc\n  {a, title={x}} @misc{b, title={y}},\n@misc{c, title={z}};",
    "Some text, me@b.org (me), 50% of it.\n@john (who) said {\n@misc{a, title={x}}\n} and more",
    "% @misc{old,\n%  title={x}\n@misc{a, title={x}}",
    "@misc{a, title={x}, ...\n}",
    "@misc{a, title={ends in a line break \\\\}, year={2020}}",
    "@misc{a, abstract={Let\n  x = {1, 2}\n  and so on}, year={2020}}",
    "@unknowntype{a, strangefield = undefinedmacro}",
    '@misc{a, title={x}}\ntitle = "Python, not BibTeX"\n',
]


@pytest.mark.parametrize("text", SOUND)
def test_what_is_right_stays_silent(text: str) -> None:
    for variant in (text, text.replace("\r\n", "\n").replace("\n", "\r\n")):
        citations = read(variant + NEXT)
        assert citations[-1].key == "next2021"
        assert [problem.message for citation in citations for problem in citation.problems] == []


FAULTS = {
    "a missing comma in a line": ("@misc{a,\n title={x},\n primaryClass={cs.LG} url={u},\n}", "}", "x cs.LG u"),
    "a missing comma at a line's end": ("@misc{a,\n title={x}\n year=2020\n}", "}", "x 2020"),
    "a missing comma after a number": ("@misc{a,\n year=2020\n title={x}\n}", "0", "2020 x"),
    "no comma behind the key": ("@misc{a\n title={x},\n}", "a", "x"),
    "no comma behind the key, in a line": ("@misc{a title={x}}", "a", "x"),
    "no key": ("@misc{title={x}, year=2020}", "@misc{", "x 2020"),
    "an empty key": ("@misc{,\n title={x},\n}", "{,", "x"),
    "nothing at all": ("@misc{}", "{}", ""),
    "an unclosed brace": ("@misc{a,\n title={x,\n author={y},\n year=2020\n}", "{", "x y 2020"),
    "an unclosed inner brace": ("@misc{a,\n title={x {Y},\n author={y}\n}", "{", "x {Y} y"),
    "an unclosed brace in a line": ("@misc{a, title={x, author={y}, year=2020}", "{", "x y 2020"),
    "an unclosed last brace": ("@misc{a,\n title={x},\n url={http://y\n}", "{", "x http://y"),
    "an unclosed value before a macro": ("@misc{a,\n title={x,\n month = jul\n}", "{", "x jul"),
    "an encoded brace": ("@misc{a,\n title={x},\n url={http://y%7D\n}", "%7D", "x http://y"),
    "an unclosed quote": ('@misc{a,\n title="x,\n author="y",\n year=2020\n}', '"', "x y 2020"),
    "an unclosed last quote": ('@misc{a,\n title="x\n}', '"', "x"),
    "a quote closed by a brace": ('@misc{a,\n title="x},\n author="y"\n}', "}", "x y"),
    "a brace closed by a quote": ('@misc{a,\n title={x",\n author={y}\n}', '"', "x y"),
    "a brace that nothing closes, in quotes": ('@misc{a,\n title="x { y",\n author={y}\n}', "{", "x { y y"),
    "a brace that closes nothing, in quotes": ('@misc{a,\n title="x } y",\n author={y}\n}', "}", "x } y y"),
    "an escaped quote": ('@misc{a,\n title="\\"Uber x",\n author={y}\n}', '\\"', '\\"Uber x y'),
    "no equals sign": ("@misc{a,\n title {x},\n year=2020\n}", "title", "x 2020"),
    "a colon": ("@misc{a,\n title: {x},\n year=2020\n}", ":", "x 2020"),
    "no name": ("@misc{a,\n = {x},\n year=2020\n}", "=", "2020"),
    "no value": ("@misc{a,\n title=,\n year=2020\n}", "title", " 2020"),
    "no value before a field": ("@misc{a,\n pages=\n year={2020}\n}", "pages", " 2020"),
    "words for a name": ("@misc{a,\n to be read = {x},\n year=2020\n}", "to be read", "x 2020"),
    "stray text": ("@misc{a,\n title={x},\n some words\n year=2020\n}", "some words", "x 2020"),
    "text behind a value": ("@misc{a,\n title={x} words, more,\n year=2020\n}", "words", "x 2020"),
    "quotes in quotes": ('@misc{a,\n title="x "y" z",\n year=2020\n}', "y", "x  2020"),
    "two commas": ("@misc{a,\n title={x},,\n year=2020\n}", ",", "x 2020"),
    "a brace too many": ("@misc{a,\n title={x}},\n year=2020\n}", "}", "x 2020"),
    "a brace too many before an uncommon field": ("@misc{a,\n title={x}},\n unusual=2020\n}", "}", "x 2020"),
    "a brace too many and no comma": ("@misc{a,\n title={x}}\n year=2020\n}", "}", "x 2020"),
    "a brace too many at the end": ("@misc{a,\n title={x}\n}\n}", "}", "x"),
    "no opening brace": ("@misc{a,\n title=x y},\n year=2020\n}", "x y}", "x y 2020"),
    "no opening brace, with commas": ("@misc{a,\n author=Doe, Jane},\n year=2020\n}", "Doe, Jane}", "Doe, Jane 2020"),
    "no opening brace, with a sign": ("@misc{a,\n url=http://x?id=1}\n}", "http://x?id=1}", "http://x?id=1"),
    "words without braces": ("@misc{a,\n title=x y,\n year=2020\n}", "x y", "x y 2020"),
    "a URL without braces": ("@misc{a,\n url=http://x,\n year=2020\n}", "http://x", "http://x 2020"),
    "pages without braces": ("@misc{a,\n pages=1--2,\n year=2020\n}", "1--2", "1--2 2020"),
    "a comment inside": ("@misc{a,\n % title={x},\n year=2020\n}", "% title={x},", "2020"),
    "never closed": ("@misc{a,\n title={x},\n year=2020\n", "@misc{", "x 2020"),
    "cut off": ("@misc{a,\n title={x", "{", "x"),
    "cut off in the key": ("@misc{a", "@misc{", ""),
    "no @": ("misc{a,\n title={x}\n}", "misc", "x"),
    "no brace behind the type": ("@misc a,\n title={x}\n}", "@misc", "x"),
    "a quote in place of the brace": ('@misc"a,\n title={x}\n}', '@misc"', "x"),
    "a bracket in place of the brace": ("@misc[a,\n title={x}\n}", "@misc[", "x"),
    "a key glued to the type": ("@misca2020,\n title={x}\n}", "@misc", "x"),
    "closed by a parenthesis": ("@misc{a,\n title={x})", ")", "x"),
    "opened by a parenthesis": ("@misc(a,\n title={x}}", "}", "x"),
    "a brace in the key": ("@misc{a{b}, title={x}}", "{", "x"),
}


@pytest.mark.parametrize(("text", "place", "values"), FAULTS.values(), ids=FAULTS)
def test_one_fault_is_one_problem_at_its_place(text: str, place: str, values: str) -> None:
    for variant in (text, text.replace("\n", "\r\n")):
        first, following = read(variant + NEXT)
        (problem,) = first.problems
        assert problem.span.text == place
        assert " ".join(field.raw for field in first.fields) == values
        assert content(following) == [("title", "{", "Next"), ("year", "", "2021")]
        assert following.problems == ()


def test_an_entry_inside_a_value_is_an_entry_of_its_own() -> None:
    first, inner, following = read("@misc{a,\n note={\n@misc{b,\n title={B}\n}\n}\n}" + NEXT)
    assert [problem.span.text for problem in first.problems] == ["{"]
    assert (inner.key, content(inner), inner.problems) == ("b", [("title", "{", "B")], ())
    assert following.problems == ()


def test_a_brace_missing_here_and_too_many_there_are_two_faults() -> None:
    citation = one("@misc{a,\n title={x,\n author={y}},\n year=2020\n}")
    assert [(problem.span.text, problem.span.line) for problem in citation.problems] == [("{", 2), ("}", 3)]


def test_each_missing_comma_is_told() -> None:
    citation = one("@misc{a,\n x={1}\n y={2}\n z={3}\n}")
    assert [(problem.span.text, problem.insert) for problem in citation.problems] == [("}", ","), ("}", ",")]


def test_a_quoted_value_that_never_closes_ends_before_the_next_field() -> None:
    first, _ = read('@misc{a, title = "A Study of Ants, author = "Jane Doe", year = 2020}' + NEXT)
    assert [(field.name, field.raw) for field in first.fields] == [
        ("title", "A Study of Ants"),
        ("author", "Jane Doe"),
        ("year", "2020"),
    ]
    assert len(first.problems) == 1


def test_words_after_a_value_make_it_unsound() -> None:
    citation = one("@misc{a, title = {A Study} of Ants}, year = 2020}")
    assert [field.name for field in citation.sound_fields] == ["year"]


def test_the_rest_of_another_entry_is_not_read_as_fields_of_the_one_before() -> None:
    left = "\n title = {B},\n note = {Not Ours}\n}"
    first, second = read("@misc{a, title = {A}, year = 2020}" + left + NEXT)
    assert content(first) == [("title", "{", "A"), ("year", "", "2020")]
    assert [problem.span.text for problem in first.problems] == ["title"]
    assert (second.key, second.problems) == ("next2021", ())


def test_faults_between_entries_are_told_with_the_entry_before() -> None:
    citation, _ = read('@misc{a, title={x}}\n@string{s = "unclosed}' + NEXT)
    assert [problem.span.text for problem in citation.problems] == ['"']


def test_a_fault_before_the_first_entry_is_told_with_it() -> None:
    assert [problem.span.text for problem in read("@string{nonsense}" + NEXT)[0].problems] == ["@string{"]


def test_comments() -> None:
    source = Source("refs.bib", "% litlint: allow a-rule (why)\r\n@misc{a, title={100% x}} % b\n%\nabout 5% x\n")
    citations, comments = parse_bibtex(source.whole)
    assert [citation.problems for citation in citations] == [()]
    assert [comment.text for comment in comments] == [" litlint: allow a-rule (why)", " b", ""]
    assert [comment.span.text for comment in comments] == ["% litlint: allow a-rule (why)", "% b", "%"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("{A {B}\n   C~D}", "A B C D"),
        ('"{\\"O}zg{\\"u}r \\& S{\\o}n"', "Özgür & Søn"),
        ("acm # { and } # other # 12", "ACM & Co and other12"),
        ("jan", "jan"),
        ("{1--2}", "1–2"),
    ],
)
def test_values(raw: str, value: str) -> None:
    (citation,) = read(f"@string{{ACM = {{ACM \\& Co}}}}\n@misc{{a, f = {raw}}}")
    assert citation.fields[0].value == value


@pytest.mark.parametrize("name", ["url", "doi", "eprint"])
def test_values_that_are_read_letter_by_letter(name: str) -> None:
    citation = one(f"@misc{{a, {name} = {{https://x.org/~a--b\\_c\\%20}}}}")
    assert citation.fields[0].value == "https://x.org/~a--b_c%20"


def test_line_prefixes_of_a_quote_or_an_item_are_no_text() -> None:
    plain = "@misc{a,\n  title={A\n    B},\n  primaryClass={x} url={y}\n}\n"
    bare = one(plain)
    for prefix in ("    ", "> ", ">", "  > > ", "\t"):
        text = "".join(prefix + line for line in plain.splitlines(keepends=True))
        for start in (0, len(prefix)):
            source = Source("list.md", text)
            (citation,), _ = parse_bibtex(source.span(start, len(text)))
            assert [field.value for field in citation.fields] == [field.value for field in bare.fields]
            assert [field.name_span.text for field in citation.fields] == ["title", "primaryClass", "url"]
            assert [problem.span.column for problem in citation.problems] == [18 + len(prefix)]


YES = [
    "@misc{a, title={x}}",
    "  @Article{a,\n",
    "text\n@foo{a, title = {x}}",
    "@misc(a, title={x})",
    "@misc{a\n title={x}\n}",
    "> @misc{a,\n> title={x}\n> }\n",
    "@misc a,\n title={x}\n}",
]
NO = [
    "",
    "@dataclass(frozen=True)\nclass A: ...",
    "@given(a, title={1: 2})\ndef f(): ...",
    "@app.route('/x')",
    "@media (max-width: 3px) {\n a { color: red }\n}",
    "@media print{\n}",
    "@font-face{ font-family: x, y; }",
    "mail me@misc{x, y}",
    "@param {string} name, title = {x}",
    '@Table(name = "x", title = "y")',
    "@string{a = {b}}",
    "@comment{x, title={y}}",
    "@misc{}",
    "\\@misc{a, title={x}}",
]


@pytest.mark.parametrize("text", YES)
def test_bibtex_is_recognised(text: str) -> None:
    assert looks_like_bibtex(text)


@pytest.mark.parametrize("text", NO)
def test_other_code_is_not_taken_for_bibtex(text: str) -> None:
    assert not looks_like_bibtex(text)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    for text, _, _ in FAULTS.values():
        read(text)
    read("@misc{a, title={\\ensuremath \\input{x} \\foo}}")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert capfd.readouterr() == ("", "")


# Laws, on entries drawn at random.

letters = st.text(st.sampled_from("abcXYZ "), min_size=1, max_size=6)
texts = st.recursive(
    st.text(st.sampled_from("ab ,=#%@'\n\\é-"), max_size=6).map(
        lambda text: text.replace("\\", "\\&").replace("@", "a@")
    ),
    lambda inner: st.builds(lambda a, b, c: f"{a}{{{b}}}{c}", inner, inner, inner),
    max_leaves=4,
)
names = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,6}", fullmatch=True)
keys = st.from_regex(r"[A-Za-z0-9:/_.+-]{1,8}", fullmatch=True)
blank = st.text(st.sampled_from(" \t\n"), max_size=3)
pieces = st.one_of(
    texts.map(lambda text: f"{{{text}}}"),
    texts.map(lambda text: f'"{text}"'),
    st.from_regex(r"[0-9]{1,4}|[a-z]{1,5}", fullmatch=True),
)
values = st.lists(pieces, min_size=1, max_size=3).map(" # ".join)


@st.composite
def entries(draw: st.DrawFn, value: st.SearchStrategy[str] = values, least: int = 0) -> str:
    fields = draw(st.lists(st.tuples(names, blank, blank, value), min_size=least, max_size=5))
    body = "".join(f",{draw(blank)}{name}{before}={after}{text}{draw(blank)}" for name, before, after, text in fields)
    close = draw(st.sampled_from(["}", ",}", ",\n}"])) if fields else "}"
    return f"@misc{{{draw(keys)}{body}{close}"


def reading_of_bibtexparser(text: str) -> list[list[tuple[str, str]]]:
    blocks = Splitter(text).split().blocks
    found = [block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block for block in blocks]
    return [[(field.key.lower(), field.value) for field in block.fields] for block in found if isinstance(block, Entry)]


@given(st.lists(entries(), max_size=3).map("\n".join))
def test_sound_entries_are_read_as_bibtexparser_reads_them(text: str) -> None:
    citations = read(text)
    ours = [[(field.name, field.span.text.partition("=")[2].strip()) for field in each.fields] for each in citations]
    assert ours == reading_of_bibtexparser(text)
    assert [each.problems for each in citations] == [()] * len(citations)


odd = st.text(st.sampled_from("{}=,#%()[]<>.-~$ \n\ta1é"), max_size=12)
odd_values = st.recursive(odd, lambda inner: st.builds("{}{{{}}}{}".format, odd, inner, odd), max_leaves=3).map(
    "{{{}}}".format
)


@given(st.lists(entries(odd_values | st.sampled_from(["2020", "jan"])), max_size=3).map("\n".join))
def test_plain_entries_need_no_second_reader(text: str) -> None:
    plain = [entry for entry in scan(text).entries if not entry.faults and is_plain(text, entry)]
    bodies = read_bodies(text[entry.key[1] : entry.end] for entry in plain)
    ours = [[(text[slice(*field.name)], text[slice(*field.value)]) for field in entry.fields] for entry in plain]
    assert ours == [bodies[index] for index in range(len(plain))]


@given(entries(st.just("{x {y}, z}"), least=2), st.data())
def test_what_a_problem_inserts_mends_it(text: str, data: st.DataObject) -> None:
    sound = one(text)
    ends = [field.span.end for field in sound.fields[:-1]]
    end = data.draw(st.sampled_from(ends))
    comma = text.index(",", end)
    broken = text[:comma] + " " + text[comma + 1 :]
    (problem,) = one(broken).problems
    assert problem.span.end == end
    mended = one(broken[: problem.span.end] + (problem.insert or "") + broken[problem.span.end :])
    assert (content(mended), mended.problems) == (content(sound), ())


hostile = st.text(st.sampled_from('@{}(),=#%"\\\n\r> atitle1'), max_size=60) | st.lists(
    st.sampled_from(
        [
            "@misc{",
            "a,",
            "title",
            "=",
            "{",
            "}",
            '"',
            ",",
            "\n",
            " x ",
            "year = 2020",
            "%",
            "@string{",
            "@comment{",
            "(",
            ")",
        ]
    ),
    max_size=30,
).map("".join)


@given(st.text(max_size=60) | hostile | st.builds(lambda text: text + NEXT, hostile))
def test_any_text_is_read_with_places_that_hold(text: str) -> None:
    source = Source("refs.bib", text)
    citations, comments = parse_bibtex(source.whole)
    for before, after in pairwise(citations):
        assert before.span.end <= after.span.start
    for citation in citations:
        places = [citation.kind_span, citation.key_span, *(field.span for field in citation.fields)]
        assert all(citation.span.contains(place) for place in places)
        assert (citation.kind_span.text.lower(), citation.key_span.text) == (citation.kind, citation.key)
        for field in citation.fields:
            assert field.span.contains(field.name_span)
            assert field.span.contains(field.value_span)
            assert field.name_span.text.lower() == field.name
        for problem in citation.problems:
            assert 0 <= problem.span.start < problem.span.end <= len(text)
            assert "\n" not in problem.span.text.strip()
    assert all(comment.span.text == f"%{comment.text}" for comment in comments)
    looks_like_bibtex(text)


def calls(work: Callable[[], object]) -> int:
    """Count the function calls that a piece of work makes."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("start", ["", "@misc{a, ", "@misc{a,\n title={x ", '@misc{a,\n title="x '])
@pytest.mark.parametrize(
    "unit",
    [
        "{",
        '"',
        "@",
        "@a{",
        "@misc{a,\n",
        "\ntitle={",
        "\n,x={",
        "title={",
        "}\ntitle=1\n",
        'a="{", ',
        "a=b ",
        "%\n",
        "@comment{\n",
    ],
)
def test_work_grows_with_the_text(start: str, unit: str) -> None:
    read(start + unit)
    small, large = (calls(partial(read, start + unit * size)) for size in (500, 2000))
    assert large <= 5 * small


def test_a_value_has_its_pieces_joined_and_its_macros_replaced() -> None:
    (citation,) = read(
        '@string{doe = "Jane Doe"}\n@misc{a, author = doe # " and {M}ax", month = jan # "~1", journal = {\\apj}}'
    )
    author, month, journal = citation.fields
    assert (author.raw, author.resolved, author.value) == (
        'doe # " and {M}ax"',
        "Jane Doe and {M}ax",
        "Jane Doe and Max",
    )
    assert month.resolved == "January~1"
    assert (journal.resolved, journal.value) == ("\\apj", "Astrophysical Journal")


def test_a_key_that_cannot_be_read_hides_no_bibtex() -> None:
    assert looks_like_bibtex("@misc{Doe20_{Gardens},\n  author = {Jane Doe},\n}\n")
    assert not looks_like_bibtex("@media {screen},\n  color = {red}\n")
