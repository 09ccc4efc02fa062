"""The lock: every row comes back as it was, equal rows give equal bytes, and a broken line is named."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.errors import LitlintError
from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import LockFile, dump_row, load_lock, read_lock, save_lock, search_key
from litlint.model.facts import ABSENT, Page, Paper, Repository, TitleQuery

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
maybe = st.none() | words
days = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str)
ids = st.integers(1, 99999).map(lambda number: Identifier("arxiv", f"2401.{number:05}"))
papers = st.builds(
    Paper,
    identifier=ids,
    title=words,
    authors=st.lists(words, max_size=3).map(tuple),
    published=st.none() | days,
    updated=st.none() | days,
    category=maybe,
    version=st.none() | st.integers(1, 9),
    doi=maybe,
    venue=maybe,
    withdrawn=maybe,
    retracted=maybe,
    former_titles=st.lists(words, max_size=2).map(tuple),
    code=st.just(()) | st.just(("github:doe/gardens",)),
)
urls = st.integers(1, 99).map(lambda number: f"https://x.org/{number}")
pages = st.builds(
    Page,
    url=urls,
    status=st.none() | st.just("dns") | st.integers(100, 599),
    misses=st.lists(days, max_size=3).map(tuple),
    moved=st.none() | st.integers(1, 9).map(lambda number: f"https://www.x.org/new/{number}"),
    soft_404=maybe,
    missing_fragments=st.lists(words, max_size=2).map(tuple),
    fresh=st.booleans(),
    title=st.just("") | words,
    authors=st.lists(words, max_size=2).map(tuple),
    work=st.just("") | st.just("doi:10.1000/182"),
)
repositories = st.builds(
    Repository, st.from_regex(r"[A-Za-z0-9_.-]{1,9}/[A-Za-z0-9_.-]{1,9}", fullmatch=True), st.none() | st.booleans()
)
rows = st.one_of(
    papers.map(lambda paper: (f"arxiv:{paper.identifier.value}", paper)),
    pages.map(lambda page: (page.url, page)),
    st.tuples(st.integers(1, 99).map(lambda number: f"github:a/{number}"), repositories | st.just(ABSENT)),
    st.tuples(words.map(lambda text: search_key(TitleQuery(text + "x").key)), papers | st.just(ABSENT)),
)


@given(st.lists(rows))
def test_rows_come_back_as_they_were(pairs: Any) -> None:
    lock = LockFile(dict(pairs), kept=True)
    text = lock.text()
    again = read_lock(text)
    assert again.rows == lock.rows
    assert again.text() == text
    assert text.count("\n") == len(lock.rows)
    assert [json.loads(line)["id"] for line in text.splitlines()] == sorted(lock.rows)


def test_the_order_of_answers_leaves_no_trace() -> None:
    one, two = Paper(Identifier("doi", "10.1/x"), "One"), Page("https://a.org/")
    there: list[tuple[str, Paper | Page]] = [("doi:10.1/x", one), (two.url, two)]
    assert LockFile(dict(there)).text() == LockFile(dict(reversed(there))).text()


def test_a_row_is_readable_and_holds_no_unseen_character() -> None:
    paper = Paper(
        Identifier("arxiv", "2310.00001"), "Ünïcode \x1b[31m\u202e \u2028 \x9b", ("Christopher Ré",), version=2
    )
    line = LockFile({"arxiv:2310.00001": paper}).text()
    assert line == (
        '{"id": "arxiv:2310.00001", "title": "Ünïcode \\u001b[31m\\u202e \\u2028 \\u009b", '
        '"authors": ["Christopher Ré"], "version": 2}\n'
    )


def test_facts_sort_the_rows_by_kind() -> None:
    found = Paper(Identifier("doi", "10.1/y"), "Found")
    lock = read_lock(
        '{"id": "arxiv:2310.00001", "title": "T"}\n{"id": "arxiv:2310.00002", "absent": true}\n'
        '{"id": "github:a/b", "name": "A/B", "archived": false}\n{"id": "huggingface:a/b", "absent": true}\n'
        '{"id": "https://x.org/", "status": 404, "fresh": true, "misses": ["2026-01-01"]}\n'
        '{"id": "title:some words / ann author", "is": "doi:10.1/y", "title": "Found"}\n'
        '{"id": "title:other words", "absent": true}\n'
    )
    facts = lock.facts(date(2026, 1, 2))
    assert facts.locked
    assert facts.paper(Identifier("arxiv", "2310.00001", version=3)) == Paper(Identifier("arxiv", "2310.00001"), "T")
    assert facts.papers[Identifier("arxiv", "2310.00002")] is ABSENT
    assert facts.repositories == {
        Identifier("github", "a/b"): Repository("A/B", archived=False),
        Identifier("huggingface", "a/b"): ABSENT,
    }
    page = facts.page("https://x.org/#part")
    assert page is not None
    assert page.dead
    assert facts.works == {TitleQuery("Some  Words", "Ann Author").key: found, TitleQuery("other words").key: ABSENT}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"id": "arxiv:1", "title": "a"}\n<<<<<<< HEAD\n', "papers.lock:2: a merge conflict is left here"),
        ("{\n", "papers.lock:1: this line is not valid JSON"),
        ("[" * 100_000, "papers.lock:1: this line is not valid JSON"),
        ("[1]\n", "papers.lock:1: a row is a JSON object"),
        ('{"title": "a"}\n', 'papers.lock:1: a row begins with an "id"'),
        ('{"id": "arxiv:1", "title": 5}\n', '"title" has a value of the wrong kind'),
        ('{"id": "arxiv:1", "authors": ["a", 1]}\n', '"authors" has a value of the wrong kind'),
        ('{"id": "arxiv:1", "version": true}\n', '"version" has a value of the wrong kind'),
        ('{"id": "https://x.org/", "moved": "javascript:alert(1)"}\n', '"moved" is not an address on the same site'),
        ('{"id": "https://x.org/", "moved": "https://evil.example/"}\n', '"moved" is not an address on the same site'),
        ('{"id": "https://x.org/", "moved": "https://x.org/) [x](y"}\n', '"moved" is not an address on the same site'),
        ('{"id": "https://x.org/", "moved": "https://me:word@x.org/"}\n', '"moved" is not an address on the same site'),
        ('{"id": "github:a/b", "name": "a/b) x"}\n', '"name" is not the name of a repository'),
        ('{"id": "arxiv:1", "published": "-"}\n', '"published" does not begin with a year'),
        ('{"id": "title:x", "is": 5, "title": "a"}\n', '"is" has a value of the wrong kind'),
    ],
)
def test_a_broken_line_is_named(text: str, said: Any) -> None:
    with pytest.raises(LitlintError) as error:
        read_lock(text)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_merge_that_kept_both_sides_is_read() -> None:
    lock = read_lock('{"id": "github:a/b", "name": "a/b"}\n\n{"id": "github:a/b", "name": "c/b"}\r\n')
    assert lock.rows == {"github:a/b": Repository("c/b")}


def test_no_file_is_an_empty_lock_that_is_not_kept(tmp_path: Path) -> None:
    lock = load_lock(tmp_path / "papers.lock")
    assert (dict(lock.rows), lock.kept) == ({}, False)


def test_bytes_that_are_no_text_are_said(tmp_path: Path) -> None:
    path = tmp_path / "papers.lock"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(LitlintError, match="not UTF-8"):
        load_lock(path)


def test_equal_bytes_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "papers.lock"
    lock = LockFile({"github:a/b": Repository("a/b")})
    assert save_lock(lock, path, LockFile())
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert not save_lock(lock, path, LockFile())
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_failed_write_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "papers.lock"
    save_lock(LockFile({"github:a/b": Repository("a/b")}), path, LockFile())
    old = path.read_bytes()

    def full(descriptor: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LitlintError, match="No space left"):
        save_lock(LockFile({"github:a/c": Repository("a/c")}), path, LockFile())
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


LATER = (
    '{"id": "https://x.org/", "status": 404, "colour": {"red": [1]}}\n{"id": "arxiv:1", "absent": true, "why": "x"}\n'
)


def test_fields_of_a_later_litlint_are_read_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "papers.lock"
    path.write_text(LATER)
    lock = load_lock(path)
    assert lock.rows["https://x.org/"] == Page("https://x.org/", status=404)
    save_lock(LockFile({**lock.rows, "github:a/b": Repository("a/b")}, kept=True), path, lock)
    assert sorted(path.read_text().splitlines()) == sorted([*LATER.splitlines(), '{"id": "github:a/b", "name": "a/b"}'])


def test_what_another_run_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "papers.lock"
    path.write_text("".join(dump_row(f"github:a/{name}", Repository(f"a/{name}")) for name in "bcd"))
    before = load_lock(path)
    theirs = {**before.rows, "github:a/new": Repository("a/new"), "github:a/b": Repository("b/b")}
    del theirs["github:a/d"]
    save_lock(LockFile(theirs, kept=True), path, before)
    ours = {**before.rows, "github:a/mine": Repository("a/mine"), "github:a/c": Repository("c/c")}
    assert save_lock(LockFile(ours, kept=True), path, before)
    named = {key: row.name for key, row in load_lock(path).rows.items() if isinstance(row, Repository)}
    assert named == {"github:a/new": "a/new", "github:a/b": "b/b", "github:a/mine": "a/mine", "github:a/c": "c/c"}


_PAGE = "https://aclanthology.org/K17-1001/"
_GUESSED = (
    '{"id": "acl:K17-1001", "title": "Minutes of a Meeting", "authors": ["Ann Other"], "doi": "10.18653/v1/k17-1001"}\n'
)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ('"title": "Fog in Spring", "authors": ["Jane Doe"], "work": "doi:10.3115/v1/K17-1001"', "Fog in Spring"),
        ('"title": "Fog in Spring", "work": "doi:10.18653/v1/K17-1001"', "Minutes of a Meeting"),  # the same DOI
        ('"title": "Fog in Spring"', "Minutes of a Meeting"),  # a page without a DOI proves nothing
        ('"work": "doi:10.3115/v1/K17-1001"', "Minutes of a Meeting"),  # nor does one without a title
    ],
)
def test_the_doi_of_the_publishers_page_decides_which_record_is_the_works(said: str, title: str) -> None:
    lock = read_lock(f'{_GUESSED}{{"id": "{_PAGE}", {said}}}\n')
    paper = lock.facts(date(2025, 6, 1)).paper(Identifier("acl", "K17-1001"))
    assert paper is not None
    assert paper.title == title


def test_no_page_decides_over_the_registry_of_an_identifier() -> None:
    record = '{"id": "doi:10.1000/12", "title": "Minutes", "doi": "10.1000/12"}\n'
    page = '{"id": "https://link.springer.com/article/10.1000/12", "title": "Fog", "work": "doi:10.1000/13"}\n'
    paper = read_lock(record + page).facts(date(2025, 6, 1)).paper(Identifier("doi", "10.1000/12"))
    assert paper is not None
    assert paper.title == "Minutes"
