"""What is tried: each target takes bytes, and raises if one of litlint's laws does not hold for them."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from defusedxml.ElementTree import fromstring

from litlint import export, report
from litlint.add.addition import add
from litlint.api import check_text, fix_text
from litlint.engine.allow import allow
from litlint.engine.check import check
from litlint.engine.fixer import counts, with_sources
from litlint.errors import LitlintError
from litlint.export.left_out import lines
from litlint.export.proofread import proofread
from litlint.export.works import works_of
from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Request, Response
from litlint.lookup.index.answers import index_facts
from litlint.lookup.index.build import build_index
from litlint.lookup.index.dumps import open_dump
from litlint.lookup.index.store import PaperIndex
from litlint.lookup.lockfile import dump_row, key_of, load_lock, read_lock, save_lock
from litlint.lookup.pages.landing import read_citation_file, read_landing
from litlint.lookup.pages.link_check import check_link
from litlint.lookup.registries import service_classes
from litlint.lookup.registries.registry import FormerTitles, Index, Registry
from litlint.lookup.settings import Settings
from litlint.model.document import Document, Workspace
from litlint.model.facts import ABSENT, Facts, Page, Paper, Repository, TitleQuery, page_key
from litlint.model.finding import Report
from litlint.model.source import Source, Span
from litlint.parse.document import read_document
from litlint.scope.baseline import read_rows, rows_of, without_baseline, write_rows
from litlint.workspace.config import Config, config_of, toml_of
from litlint.workspace.discover import list_styles
from litlint.workspace.globs import patterns
from litlint.write.entries import Draft

Target = Callable[[bytes], None]
TODAY = date(2026, 6, 1)
FACTS = Facts(TODAY)
ALL = Config(select=("all",))
_STEPS = 30
"""Requests that one question to a service may take; a page that asks for another one for ever is a hang."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def path_of(data: bytes) -> str:
    """Return the path under which a text is read: that of a bibliography if it begins like one."""
    return "refs.bib" if data.lstrip()[:1] in (b"@", b"%") else "list.md"


def document_of(data: bytes) -> Document:
    return read_document(Source.decode(path_of(data), data))


def spans(value: object, seen: set[int]) -> Iterator[Span]:
    """Yield every place that a model holds."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from spans(item, seen)
    elif is_dataclass(value) and not isinstance(value, type | Source) and id(value) not in seen:
        seen.add(id(value))
        for one in fields(value):
            yield from spans(getattr(value, one.name), seen)


def parse(data: bytes) -> None:
    """Every place is in the text, links are where their text is, and the bytes are kept."""
    document = document_of(data)
    assert document.source.encode() == data
    length = len(document.source.text)
    for span in spans(document, set()):
        assert 0 <= span.start <= span.end <= length, span
    assert document == document_of(data)


def rules(data: bytes) -> None:
    """No rule crashes, with facts or without; each finding is in the text."""
    document = document_of(data)
    for facts in (FACTS, facts_about(document, Random(crc32(data)))):
        found = check_text(data, path_of(data), config=ALL, facts=facts)
        assert found.problems == ()
        for finding in found.findings:
            assert 0 <= finding.span.start <= finding.span.end <= len(document.source.text)
            assert finding.message.strip()


def facts_about(document: Document, random: Random) -> Facts:
    """Return answers to what a document asks, some of them strange."""
    titles = [entry.title.value for entry in document.entries] + ["", "Another Study of Ants", "a\nb", "$x$ {y}"]
    papers: dict[Identifier, Any] = {}
    repositories: dict[Identifier, Any] = {}
    pages = {}
    named = {one for entry in document.entries for one in entry.identifiers}
    named |= {one for citation in document.citations for one, _ in citation.identifiers()}
    for one in sorted(named, key=str):
        title = random.choice(titles)
        people = random.choice(((), ("Ann Lee",), ("Doe, Jane", "李明"), ("et al.",), ("",)))
        day = random.choice((None, "2020", "2020-13", "2023-01-02", "0000"))
        paper = Paper(one, title, people, day, day, "cs.CL", random.choice((None, 0, 3)), "10.1000/1", title or None)
        papers[one] = random.choice((paper, ABSENT))
        repositories[one] = random.choice((Repository("a/b", True), Repository("", None), ABSENT))
    for link in document.links:
        key = page_key(link.url)
        pages[key] = random.choice(
            (
                Page(key, 404, ("2026-01-01", "2026-02-01", "2026-03-01")),
                Page(key, moved="https://x.org/moved", missing_fragments=("a", "")),
                Page(key, title=random.choice(titles), authors=("Ann Lee",), work="doi:10.1000/1"),
                Page(key, "dns", ("2026-01-01",), fresh=True, soft_404="gone"),
            )
        )
    works = {
        TitleQuery(title).key: random.choice((Paper(Identifier("doi", "10.1/1"), title), ABSENT)) for title in titles
    }
    return Facts(TODAY, papers, pages, repositories, True, works)


def _report(data: bytes) -> Report:
    return check_text(data, path_of(data), config=ALL, facts=facts_about(document_of(data), Random(crc32(data))))


def _written(name: str, data: bytes) -> str:
    text = report.load(name)(_report(data), report.Style(colour=False))
    text.encode("utf-8")
    assert not text or text.endswith("\n")
    shown = re.sub(r"^(`{3,})suggestion\n.*?^\1$", "", text, flags=re.M | re.S) if name == "markdown" else text
    assert "<img src=x" not in shown or name in ("json", "sarif", "rdjson", "gitlab", *_PLAIN), "markup of the list"
    return text


_PLAIN = ("text", "concise", "short", "statistics", "github")


def _report_target(name: str) -> Target:
    def target(data: bytes) -> None:
        text = _written(name, data)
        if name in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(text)
        elif name == "junit":
            fromstring(text)
        elif name == "github":
            for line in re.split(r"\r\n|\r|\n", text):
                assert not line or re.match(r"::(error|warning|notice) [a-z]+=[^:]*::|[^:#]*$|[^:]+: ", line), line
        if name not in ("html", "junit"):
            assert not _UNSEEN.search(text), "a control character"

    target.__doc__ = f"The report {name} is well-formed, and holds nothing that steers its reader."
    return target


def fix(data: bytes) -> None:
    """After a fix the written bytes have no new finding, and a second fix changes nothing."""
    _fix(data, unsafe=False)


def unsafe_fix(data: bytes) -> None:
    """The same for all fixes."""
    _fix(data, unsafe=True)


def _fix(data: bytes, *, unsafe: bool) -> None:
    path = path_of(data)
    facts = facts_about(document_of(data), Random(crc32(data))) if len(data) % 2 else FACTS
    before = check_text(data, path, facts=facts)
    fixed = fix_text(data, path, unsafe=unsafe, facts=facts)
    if fixed == data:
        return
    after = check_text(fixed, path, facts=facts)
    more = counts(after) - counts(before)
    assert not more, f"new findings: {dict(more)}"
    assert fix_text(fixed, path, unsafe=unsafe, facts=facts) == fixed, "a second fix changes more"


def _export_target(name: str) -> Target:
    def target(data: bytes) -> None:
        document = document_of(data)
        facts = facts_about(document, Random(crc32(data))) if len(data) % 2 else FACTS
        found = proofread(works_of([document], facts), facts)
        text = export.load(name)(found).encode("utf-8", "replace").decode()
        keys = [work.key for work in found]
        assert all(line.isprintable() for line in lines(found))
        if name == "bibtex":
            again = read_document(Source("out.bib", text))
            assert [citation.key for citation in again.citations] == keys
            works = proofread(works_of([again], FACTS), FACTS)
            assert [(one.key, one.kind, dict(one.fields)) for one in works] == [
                (one.key, one.kind, dict(one.fields)) for one in found
            ]
        elif name == "csv":
            rows = list(csv.reader(io.StringIO(text)))
            assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)
            assert [row[0].lstrip("'") for row in rows[1:]] == keys
        else:
            items = json.loads(text)
            assert name != "csl-json" or [item["id"] for item in items] == keys

    target.__doc__ = f"An export as {name} is read back as it was."
    return target


def directives(data: bytes) -> None:
    """A finding that is allowed by a directive is allowed then, and all else is as before."""
    path = path_of(data)
    source = Source.decode(path, data)
    document = read_document(source)
    workspace = Workspace((document,), None, list_styles=list_styles([document], Config()))

    def look(some: Workspace) -> Report:
        return check(some, Config().chosen_rules(), Config(), FACTS)

    before = look(workspace)
    if not before.findings:
        return
    chosen = Random(crc32(data)).choice(before.findings)
    try:
        done = allow(workspace, path, chosen.span.line, [], "so --> it is\n", look)
    except LitlintError:
        return
    after = look(with_sources(workspace, {path: Source.decode(path, done.source.encode())}))
    assert len(after.allowed) == len(before.allowed) + len(done.findings)
    assert len(after.findings) == len(before.findings) - len(done.findings)


def baseline(data: bytes) -> None:
    """A baseline that is written is read back, and holds all that it was made of; any other bytes are refused in words."""
    found = check_text(data, path_of(data), config=ALL, facts=FACTS)
    rows = rows_of(found)
    again = read_rows(write_rows(rows).encode("utf-8", "backslashreplace").decode(), "b")
    assert again == rows
    assert without_baseline(found, again).findings == ()
    with suppress(LitlintError):
        read_rows(data.decode("utf-8", "replace"), "b")


def lock(data: bytes) -> None:
    """Bytes are a lock or are refused; a lock that is written is read back, and rules can judge by it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "papers.lock"
        place.write_bytes(data)
        try:
            read = load_lock(place)
        except LitlintError:
            return
        save_lock(read, place, read)
        again = load_lock(place)
        assert again.rows == read.rows
        assert again.others == read.others
        assert again.text() == read.text()
    listed = "".join(
        f"- [A Study of Ants]({key if '://' in key else f'https://arxiv.org/abs/{key}'})\n" for key in read.rows
    )
    assert check_text(listed[:5000], facts=read.facts(TODAY), config=ALL).problems == ()


def configuration(data: bytes) -> None:
    """Bytes are settings or are refused; settings that are shown are read back; and a check by them ends."""
    try:
        config = config_of(data, "litlint.toml") or Config()
    except LitlintError:
        return
    assert check_text("- [A Study of Ants](http://a.org)\n", config=config, facts=FACTS).problems == ()
    assert toml_of(config_of(toml_of(config).encode(), "litlint.toml") or Config()) == toml_of(config)
    for pattern in (*config.lists, *config.exclude, *config.per_file_ignores):
        patterns([pattern]).match_file("a" * 60 + "/" + "ab/" * 30 + "a" * 60)


def ignored_paths(data: bytes) -> None:
    """The lines of a .gitignore are patterns or match nothing, in time that grows with the path."""
    known = patterns(data.decode("utf-8", "replace").splitlines()[:200])
    for path in (
        "a" * 100,
        "a/" * 50 + "b",
        "x.md",
        "лист/é.md",
        data.decode("utf-8", "replace").strip("/")[:100] or "a",
    ):
        known.match_file(path)


def answers(data: bytes) -> None:
    """Whatever a server says is an answer or a reason why there is none."""
    random = Random(crc32(data))
    settings = Settings()
    for kind in service_classes():
        service = kind(settings)
        body = data if random.random() < 0.5 else _known_answer(random, data)
        for question in _questions(service):
            _drive(question, random, body)
    for question in (
        check_link("https://x.org/a#b", ("b", "%", ""), settings),
        read_landing("https://x.org/a"),
        read_citation_file(Identifier("github", "a/b")),
    ):
        _drive(question, random, data if random.random() < 0.7 else _known_answer(random, data))


def _questions(service: object) -> Iterator[Generator[Request, Any, object]]:
    asked = [Identifier(*pair) for pair in _ASKED]
    if isinstance(service, Registry):
        batch = [one for one in asked if one.scheme in service.schemes and service.accepts(one)][: service.batch]
        if batch:
            yield service.ask(batch)
    if isinstance(service, Index):
        yield service.search(TitleQuery("A Study of Ants", "Ann Lee"))
    if isinstance(service, FormerTitles):
        yield service.former_titles(
            [Paper(one, "A Study of Ants", version=3) for one in asked if one.scheme == "arxiv"]
        )


_ASKED = (
    *(("arxiv", "2001.01234"), ("arxiv", "hep-th/9901001"), ("doi", "10.1000/182"), ("doi", "10.1000/a,b")),
    *(
        ("github", "a/b"),
        ("huggingface", "a/b"),
        ("huggingface", "datasets/a/b"),
        ("acl", "P18-1012"),
        ("acl", "2020.acl-main.1"),
    ),
)


def _drive(question: Generator[Request, Any, object], random: Random, body: bytes) -> None:
    answer: Response | None = None
    for _ in range(_STEPS):
        try:
            asked = question.send(answer)
        except StopIteration as end:
            for row in _rows(end.value):
                assert read_lock(row).text() == row
            return
        assert re.match(r"https?://[!-~]+\Z", asked.url), asked.url
        status = random.choice((200, 200, 200, 200, 404, 400, 301, 429, 500, 413))
        kind = random.choice(
            (
                "application/json",
                "text/html; charset=utf-8",
                "text/xml",
                "text/html; charset=utf-16",
                "x; charset=punycode",
                "",
            )
        )
        answer = Response(status, asked.url, {"content-type": kind, "retry-after": "x"}, body[: asked.limit])
        if asked.throttled is not None:
            asked.throttled(answer)
    raise AssertionError("asks for ever")


def _rows(value: object) -> Iterator[str]:
    """Yield the rows that a lock would keep of what a registry said."""
    known = getattr(value, "answers", {})
    papers = list(known.items()) if isinstance(known, dict) else []
    for identifier, answer in papers:
        yield dump_row(key_of(identifier), answer)


def _known_answer(random: Random, data: bytes) -> bytes:
    """Return an answer of the right form with some of its values taken from bytes."""
    text = data.decode("utf-8", "replace")[:300]
    leaf: Any = random.choice(
        (text, None, 1, -1, True, 1e308, [], {}, [text], [[]], {"a": text}, 10**30, "2020-01-01", ["x", None])
    )
    names = (
        *(
            "data",
            "message",
            "items",
            "results",
            "DOI",
            "title",
            "author",
            "authors",
            "id",
            "attributes",
            "titles",
            "creators",
        ),
        *(
            "name",
            "given",
            "family",
            "issued",
            "date-parts",
            "updated-by",
            "externalIds",
            "paperId",
            "publicationVenue",
            "doi",
        ),
        *(
            "values",
            "responseCode",
            "repository",
            "r0",
            "nameWithOwner",
            "isArchived",
            "errors",
            "type",
            "path",
            "modelId",
        ),
        *(
            "display_name",
            "authorships",
            "publication_year",
            "dates",
            "container-title",
            "label",
            "update-to",
            "ArXiv",
            "year",
        ),
    )

    def grown(depth: int) -> object:
        if depth == 0 or random.random() < 0.2:
            return (
                leaf if random.random() < 0.5 else random.choice(("10.1000/182", "arXiv:2001.01234", "a/b", text, 2020))
            )
        if random.random() < 0.3:
            return [grown(depth - 1) for _ in range(random.randint(0, 3))]
        return {random.choice(names): grown(depth - 1) for _ in range(random.randint(0, 8))}

    chance = random.random()
    if chance < 0.7:
        return json.dumps(grown(5)).encode()
    if chance < 0.8:
        return b'{"a":' * 20_000
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2001.01234v3</id>'
        f"<title>{text}</title><published>{text}</published><author><name>{text}</name></author></entry></feed>"
    ).encode()


@cache
def _index() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        dump, target = Path(folder) / "acl.bib", Path(folder) / "index"
        dump.write_text(
            "".join(
                f"@inproceedings{{doe-2018-{number},\n title={{A Study of Ants, Part {number}}},\n author={{Doe, Jane}},"
                f"\n booktitle={{Proceedings of ACL}},\n year={{2018}},\n url={{https://aclanthology.org/P18-1{number:03}/}}\n}}\n"
                for number in range(1, 140)
            )
        )
        build_index([open_dump(dump)], target)
        return target.read_bytes()


def index(data: bytes) -> None:
    """A damaged index is refused in words, or answers; an index that is built is whole."""
    whole, random = bytearray(_index()), Random(crc32(data))
    if random.random() < 0.7:
        for _ in range(random.choice((1, 3, 30))):
            at = random.choice(
                (random.randrange(len(whole)), len(whole) - 1 - random.randrange(70), random.randrange(3000))
            )
            whole[at] = random.choice((0, 255, random.randrange(256)))
    if random.random() < 0.2:
        del whole[random.randrange(len(whole)) :]
    text = (
        b"- [A Study of Ants, Part 7](https://aclanthology.org/P18-1007/), Jane Doe, ACL 2018\n- [Else](u), ACL 2018\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        place.write_bytes(whole)
        try:
            opened = PaperIndex(place)
        except LitlintError:
            return
        try:
            index_facts([document_of(text + data[:500])], opened, FACTS)
        except LitlintError:
            pass
        finally:
            opened.close()


def dumps(data: bytes) -> None:
    """A dump is read or refused in words."""
    random = Random(crc32(data))
    text = data.decode("utf-8", "replace")
    head = random.choice(
        (
            "",
            f'<?xml version="1.0"?><dblp><article key="a/b"><author>{text}',
            '<!DOCTYPE dblp [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><dblp><article key="x"><title>&b;',
            '{"id": "2001.01234", "title": ' + json.dumps(text[:50]) + ', "authors_parsed": ',
            "@article{a,\n title={x}, author={",
        )
    )
    with tempfile.TemporaryDirectory() as folder:
        place, target = Path(folder) / "dump", Path(folder) / "index"
        place.write_bytes(head.encode() + data)
        try:
            build_index([open_dump(place)], target)
            opened = PaperIndex(target)
        except LitlintError:
            return
        list(opened.papers_titled("A Study of Ants"))
        opened.close()


def additions(data: bytes) -> None:
    """A work is written so that the list reads as before and the work with it, or is refused in words."""
    document, random = document_of(data), Random(crc32(data))
    if document.kind == "bibtex":
        return
    workspace = Workspace((document,), None, list_styles=list_styles([document], Config()))
    title = random.choice(
        (
            "An Unlisted Study of Wasps",
            "Wasps: [Sic] *and* `more` | {x}",
            "W",
            *(one.title.value for one in document.entries[:1]),
        )
    )
    draft = Draft(
        title,
        "https://arxiv.org/abs/2101.04321",
        Identifier("arxiv", "2101.04321"),
        "https://github.com/a/b",
        ("Jane Doe", "Ann Lee"),
        random.choice((None, "ICML")),
        None,
        2021,
        "2021-01-05",
        ("tag|x",),
        "a\nnote",
    )
    section = random.choice((None, *(entry.section.title for entry in document.entries[:3])))
    try:
        after, added = add(
            workspace,
            document.path,
            [draft],
            section,
            lambda some: check(some, Config().chosen_rules(), Config(), FACTS),
        )
    except LitlintError:
        return
    assert len(added) == 1
    again = read_document(Source.decode(document.path, after.by_path[document.path].source.encode()))
    old = Counter(entry.title.value for entry in document.entries)
    assert not old - Counter(entry.title.value for entry in again.entries), "an entry is gone"
    assert len(again.entries) == len(document.entries) + 1


TARGETS: dict[str, Target] = {
    "parse": parse,
    "rules": rules,
    **{f"report-{name}": _report_target(name) for name in report.formats()},
    "fix": fix,
    "unsafe-fix": unsafe_fix,
    **{f"export-{name}": _export_target(name) for name in export.formats()},
    "directives": directives,
    "baseline": baseline,
    "lock": lock,
    "configuration": configuration,
    "ignored-paths": ignored_paths,
    "answers": answers,
    "index": index,
    "dumps": dumps,
    "additions": additions,
}
