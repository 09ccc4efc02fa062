"""The lock's update: what it asks, what it writes, what it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from litlint.identifiers.identifier import Identifier
from litlint.lookup.known_answers import Freshness
from litlint.lookup.lockfile import LockFile, load_lock, save_lock, search_key
from litlint.lookup.online import resolve
from litlint.lookup.progress_counts import Queue
from litlint.lookup.questions import Questions
from litlint.lookup.settings import RegistrySettings, Settings
from litlint.lookup.update import audit, update_lock
from litlint.model.facts import ABSENT, Page, Paper, TitleQuery
from litlint.model.finding import Unchecked

from .web.clock import FakeClock
from .web.server import Reply, Web, page
from .web.services import World

HOST = "site.web.test"


def rows_of(path: Path) -> Mapping[str, Any]:
    """Return the rows of a lock; a test knows of what kind each is."""
    return load_lock(path).rows


def arxiv(number: int) -> Identifier:
    return Identifier("arxiv", f"2310.{number:05}")


def links(*urls: str) -> Any:
    return {url: frozenset() for url in urls}


@pytest.fixture
def update(web: Web, world: World, clock: FakeClock, settings: Settings, tmp_path: Path) -> Callable[..., Any]:
    """Bring the lock up to date with some questions."""
    path = tmp_path / "papers.lock"

    def run(
        questions: Questions, want: Any = Freshness.STALE, settings: Settings = settings, listed: Any = None
    ) -> Any:
        web.calls.clear()
        return update_lock(path, questions, listed or questions.keys(), settings, want, clock, web.guard())

    run.path = path  # type: ignore[attr-defined] # where the lock is
    return run


@pytest.fixture
def questions(web: Web, world: World) -> Questions:
    """A small list, and the world that it speaks of."""
    for number in range(1, 6):
        world.paper(f"2310.{number:05}", f"Invented paper number {number}", version=2)
    world.works["10.1/x"] = {"title": ["A work"], "author": [{"given": "Ann", "family": "Author"}]}
    world.repositories["a/b"] = {"name": "a/B"}
    world.models["m/n"] = {"id": "m/n"}
    world.published["2310.00001"] = {
        "title": "Invented paper number 1",
        "venue": "ICML",
        "externalIds": {"DOI": "10.1/y"},
    }
    web.serve(HOST, lambda call: page("A page"))
    return Questions(
        (
            *map(arxiv, range(1, 6)),
            Identifier("doi", "10.1/x"),
            Identifier("github", "a/b"),
            Identifier("huggingface", "m/n"),
        ),
        links(f"https://{HOST}/1", f"https://{HOST}/2"),
        (TitleQuery("A work", "Ann Author"),),
    )


def test_a_world_unchanged_changes_no_byte(update: Any, questions: Questions, clock: FakeClock, web: Web) -> None:
    first = update(questions)
    assert first.changed == 11
    assert not first.unchecked
    text = update.path.read_bytes()
    stamp = update.path.stat().st_mtime_ns
    for want in (Freshness.STALE, Freshness.ALL):
        clock.days(40)
        again = update(questions, want)
        assert (again.changed, again.drift) == (0, ())
        assert sum(web.counts().values()) >= 7
    assert update.path.read_bytes() == text
    assert update.path.stat().st_mtime_ns == stamp


def test_what_is_fresh_is_not_asked_again(update: Any, questions: Questions, web: Web) -> None:
    update(questions)
    assert update(questions).requests == {}
    assert web.calls == []


def test_an_empty_cache_asks_again_and_writes_the_same(
    update: Any, questions: Questions, settings: Settings, tmp_path: Path, web: Web
) -> None:
    update(questions)
    text = update.path.read_bytes()
    elsewhere = replace(settings, cache=tmp_path / "elsewhere")
    assert update(questions, settings=elsewhere).changed == 0
    assert len(web.calls) == 7
    assert update.path.read_bytes() == text


def test_a_newer_lock_is_not_undone_by_an_older_cache(update: Any, questions: Questions, world: World) -> None:
    update(questions)
    lock = load_lock(update.path)
    row = lock.rows["arxiv:2310.00001"]
    assert isinstance(row, Paper)
    newer = replace(row, title="Invented paper number 1, renamed")
    save_lock(LockFile({**lock.rows, "arxiv:2310.00001": newer}, kept=True), update.path, lock)
    world.papers["2310.00001"]["title"] = "Invented paper number 1, renamed"
    assert update(questions).changed == 0


def test_what_no_list_names_is_dropped(update: Any, questions: Questions) -> None:
    update(questions)
    fewer = Questions(questions.identifiers[:2])
    assert update(fewer).changed == 9
    assert set(rows_of(update.path)) == fewer.keys()


def test_a_part_of_the_lists_drops_nothing_of_the_others(update: Any, questions: Questions) -> None:
    update(questions)
    assert update(Questions(questions.identifiers[:2]), listed=questions.keys()).changed == 0


def test_drift_is_told_in_words(update: Any, questions: Questions, world: World, web: Web, clock: FakeClock) -> None:
    update(questions)
    world.papers["2310.00002"] |= {"title": "A better title", "version": 3, "journal_ref": "SOSP 2024", "doi": "10.1/z"}
    world.papers["2310.00003"] |= {"comment": "This paper has been withdrawn by the author", "source_types": ["D", "I"]}
    world.repositories["a/b"] = {"name": "new/name", "archived": True}
    del world.papers["2310.00004"]
    web.serve(HOST, lambda call: page("A page", status=404 if call.path == "/1" else 200))
    told = update(questions, Freshness.ALL).drift
    assert told == (
        "arXiv:2310.00002 was renamed: “Invented paper number 2” is now “A better title”",
        "A better title was published: SOSP 2024, 10.1/z",
        "Invented paper number 3 was withdrawn: This paper has been withdrawn by the author",
        "arXiv knows no paper 2310.00004 any more",
        "a/B is now new/name",
        "new/name is archived",
        f"https://{HOST}/1 did not answer as it should (404); it counts as gone after three misses",
    )
    row = rows_of(update.path)["arxiv:2310.00002"]
    assert row.former_titles == ("Invented paper number 2",)
    for _ in range(4):
        clock.days(1)
        told = update(questions, Freshness.ALL).drift or told
    assert told == (f"https://{HOST}/1 is gone (404)",)
    web.serve(HOST, lambda call: page("A page"))
    assert update(questions).drift == (f"https://{HOST}/1 is back",)


def test_where_a_preprint_was_published_is_joined_in(update: Any, questions: Questions, web: Web, world: World) -> None:
    update(questions)
    row = rows_of(update.path)["arxiv:2310.00001"]
    assert (row.venue, row.doi) == ("ICML", "10.1/y")
    web.serve("api.semanticscholar.org", lambda call: Reply(429))
    again = update(questions, Freshness.ALL)
    assert again.changed == 0  # while nobody says otherwise, what was said stays
    assert again.unchecked == (Unchecked("Semantic Scholar", 5, "asks to be left alone (HTTP 429)"),)


def test_a_record_of_another_work_is_not_joined_in(update: Any, questions: Questions, world: World) -> None:
    world.published["2310.00001"]["title"] = "On the migration of birds in autumn"
    update(questions)
    assert rows_of(update.path)["arxiv:2310.00001"].venue is None


def test_a_title_of_an_earlier_version_is_looked_for_only_where_the_list_gives_one(
    update: Any, world: World, web: Web
) -> None:
    world.paper("2310.00001", "The present title", version=3, former={1: "The first title"})
    world.paper("2310.00002", "Another title", version=3, former={1: "Never asked"})
    said = {arxiv(1): frozenset({"The first title"}), arxiv(2): frozenset({"Another Title."})}
    update(Questions((arxiv(1), arxiv(2)), said=said))
    rows = rows_of(update.path)
    assert rows["arxiv:2310.00001"].former_titles == ("The first title",)
    assert rows["arxiv:2310.00002"].former_titles == ()
    assert web.counts()["export.arxiv.org"] == 2
    assert update(Questions((arxiv(1), arxiv(2)), said=said)).requests == {}


class TestTitlesOfEarlierVersions:
    """A title that the paper bore before is no other paper, so nothing is said of it while the versions are not told."""

    SAID = Questions((arxiv(1),), said={arxiv(1): frozenset({"Slow gardens of tiny ponds"})})

    @pytest.fixture(autouse=True)
    def renamed(self, world: World) -> None:
        world.paper(
            "2310.00001", "Fast inference for language models", version=9, former={4: "Slow gardens of tiny ponds"}
        )

    def test_are_all_asked_for(self, update: Any) -> None:
        update(self.SAID)
        assert rows_of(update.path)["arxiv:2310.00001"].former_titles == ("Slow gardens of tiny ponds",)

    def test_leave_the_record_open_while_arxiv_tells_none(self, update: Any, world: World, web: Web) -> None:
        web.serve("export.arxiv.org", lambda call: Reply(403) if "v" in call.query["id_list"] else world.arxiv(call))
        result = update(self.SAID)
        assert not update.path.exists()
        assert [(one.service, one.count) for one in result.unchecked] == [("arXiv versions", 1)]
        world.serve(web)
        assert not update(self.SAID).unchecked
        assert rows_of(update.path)["arxiv:2310.00001"].former_titles == ("Slow gardens of tiny ponds",)

    def test_leave_the_record_open_where_another_registry_stands_in(self, update: Any, web: Web) -> None:
        web.serve("export.arxiv.org", lambda call: Reply(429))
        assert [one.service for one in update(self.SAID).unchecked] == ["arXiv versions"]
        assert not update.path.exists()

    def test_do_not_matter_to_who_bears_the_present_title(self, update: Any, web: Web) -> None:
        web.serve("export.arxiv.org", lambda call: Reply(429))
        said = {arxiv(1): frozenset({"Fast Inference for Language Models."})}
        assert not update(Questions((arxiv(1),), said=said)).unchecked
        assert rows_of(update.path)["arxiv:2310.00001"].title == "Fast inference for language models"


class TestSilence:
    def test_an_invented_paper_is_absent_once_all_have_been_asked(self, update: Any, web: Web) -> None:
        update(Questions((arxiv(1), Identifier("doi", "10.9999/nothing"))))
        assert rows_of(update.path) == {"arxiv:2310.00001": ABSENT, "doi:10.9999/nothing": ABSENT}
        assert web.counts() == {"export.arxiv.org": 1, "api.datacite.org": 2, "api.crossref.org": 1, "doi.org": 1}

    def test_a_paper_that_was_asked_for_too_early_is_found_the_next_time(self, update: Any, world: World) -> None:
        update(Questions((arxiv(1),)))
        world.paper("2310.00001", "Announced at last")
        assert update(Questions((arxiv(1),))).changed == 1
        assert rows_of(update.path)["arxiv:2310.00001"].title == "Announced at last"

    @pytest.mark.parametrize("host", ["export.arxiv.org", "api.datacite.org"])
    def test_the_same_is_only_unchecked_while_one_of_them_is_throttled(self, update: Any, web: Web, host: Any) -> None:
        web.serve(host, lambda call: Reply(429))
        result = update(Questions((arxiv(1),)))
        assert not update.path.exists()
        assert [one.count for one in result.unchecked] == [1]

    def test_datacite_stands_in_while_arxiv_is_down(
        self, update: Any, web: Web, questions: Questions, clock: FakeClock
    ) -> None:
        update(questions)
        text = update.path.read_bytes()
        web.serve("export.arxiv.org", lambda call: Reply(503))
        clock.days(40)
        assert update(questions).changed == 0
        assert update.path.read_bytes() == text

    def test_a_doi_that_is_only_vouched_for_is_open_while_crossref_is_down(
        self, update: Any, web: Web, world: World
    ) -> None:
        world.handles.add("10.5/known")
        known = Questions((Identifier("doi", "10.5/known"),))
        web.serve("api.crossref.org", lambda call: Reply(500))
        assert [one.service for one in update(known).unchecked] == ["Crossref"]
        world.serve(web)
        assert not update(known).unchecked
        assert rows_of(update.path) == {"doi:10.5/known": Paper(Identifier("doi", "10.5/known"), "")}

    def test_everything_down_ends_and_changes_nothing(
        self, update: Any, web: Web, questions: Questions, clock: FakeClock
    ) -> None:
        update(questions)
        text = update.path.read_bytes()
        web.handlers.clear()
        web.fallback = lambda call: Reply(503)
        clock.days(40)
        before = clock.now()
        result = update(questions)
        assert (result.changed, update.path.read_bytes()) == (0, text)
        assert clock.now() - before <= 900
        assert sum(one.count for one in result.unchecked) >= 10


def test_a_link_that_is_blocked_or_new_and_gone(update: Any, web: Web, settings: Settings) -> None:
    web.serve(HOST, lambda call: page(status=403 if call.path == "/wall" else 404))
    result = update(Questions(links=links(f"https://{HOST}/wall", f"https://{HOST}/gone")))
    rows = rows_of(update.path)
    assert rows[f"https://{HOST}/wall"] == Page(f"https://{HOST}/wall")
    assert rows[f"https://{HOST}/gone"].dead
    assert result.blocked == {f"https://{HOST}/wall"}


def test_a_page_is_looked_at_again_only_for_another_fragment(update: Any, web: Web) -> None:
    places = "".join(f"<p id={name}>x</p>" for name in ("one", "two", "three"))
    web.serve(HOST, lambda call: page("A page", places))

    def ask(*fragments: str) -> Any:
        return update(Questions(links={f"https://{HOST}/": frozenset(fragments)})).requests

    assert ask("one", "four") == {"pages": 1}
    assert rows_of(update.path)[f"https://{HOST}/"].missing_fragments == ("four",)
    text = update.path.read_bytes()
    assert ask("four", "one") == {}
    assert update.path.read_bytes() == text
    assert ask("two") == {"pages": 1}
    assert rows_of(update.path)[f"https://{HOST}/"] == Page(f"https://{HOST}/")


def test_a_search_is_kept_for_good_once_it_found(update: Any, world: World, web: Web, clock: FakeClock) -> None:
    world.works["10.1/x"] = {"title": ["A work of some renown"], "author": [{"given": "Ann", "family": "Author"}]}
    asked = Questions(
        works=(TitleQuery("A Work of Some Renown", "Author, Ann"), TitleQuery("Nobody wrote this ever", "No One"))
    )
    update(asked)
    rows = rows_of(update.path)
    assert rows[search_key("a work of some renown / author, ann")].identifier == Identifier("doi", "10.1/x")
    assert rows[search_key("nobody wrote this ever / no one")] is ABSENT
    clock.days(40)
    update(asked)
    assert web.counts() == {"api.crossref.org": 1, "api.semanticscholar.org": 1}


def test_a_search_that_ends_in_doubt_leaves_no_row_and_is_not_repeated(
    update: Any, world: World, web: Web, clock: FakeClock
) -> None:
    world.works["10.1/x"] = {"title": ["A work of some renown"], "author": [{"given": "Ann", "family": "Author"}]}
    asked = Questions(works=(TitleQuery("A Work of Some Renown", "Somebody Else"),))
    assert not update(asked).unchecked
    assert not update.path.exists()
    assert audit(LockFile(kept=True), asked, asked.keys()).missing == ()
    assert update(asked).requests == {}
    clock.days(31)
    assert update(asked).requests == {"titles": 2}


def test_look_ups_and_confirmations_are_counted_apart(update: Any, questions: Questions, world: World) -> None:
    del world.repositories["a/b"]
    world.papers["2310.00001"]["former"] = {1: "Another title"}
    said = {arxiv(1): frozenset({"Another title"})}
    assert update(replace(questions, said=said)).requests == {
        "arXiv": 1,
        "arXiv versions": 1,
        "Crossref": 1,
        "GitHub": 1,
        "GitHub pages": 2,
        "Hugging Face": 1,
        "Semantic Scholar": 1,
        "pages": 2,
        "titles": 1,
    }


def test_the_longest_queue_bounds_the_time(update: Any, world: World, settings: Settings) -> None:
    for number in range(1, 6):
        world.paper(f"2310.{number:05}", f"Paper {number}", doi="10.1/x", journal_ref="A venue")
    one_by_one = replace(settings, registries={"arxiv": RegistrySettings(batch=1)})
    result = update(Questions(tuple(map(arxiv, range(1, 6)))), settings=one_by_one)
    assert result.longest == Queue("arxiv.org", requests=5, gap=3.0)
    assert result.seconds == pytest.approx(result.longest.seconds, abs=0.5)


def test_online_asks_for_what_the_lock_lacks_and_looks_at_links(
    web: Web, world: World, clock: FakeClock, settings: Settings, questions: Questions
) -> None:
    lock = LockFile({"arxiv:2310.00001": Paper(arxiv(1), "From the lock")}, kept=True)
    answers = resolve(questions, lock, settings, clock, web.guard())
    assert answers.lock.kept
    assert answers.lock.rows["arxiv:2310.00001"] == lock.rows["arxiv:2310.00001"]
    asked = [call.query["id_list"] for call in web.calls if call.host == "export.arxiv.org"]
    assert asked == ["2310.00002,2310.00003,2310.00004,2310.00005"]
    assert web.counts()[HOST] == 2
    assert "api.semanticscholar.org" not in web.counts()
    assert set(answers.lock.rows) == questions.keys()


def test_audit_compares_offline() -> None:
    lock = LockFile({"arxiv:2310.00001": ABSENT, "https://x.org/": Page("https://x.org/")})
    questions = Questions((arxiv(1), arxiv(2)))
    found = audit(lock, questions, questions.keys())
    assert (found.missing, found.orphans) == (("arxiv:2310.00002",), ("https://x.org/",))


@pytest.mark.parametrize("after", [1, 4, 9])
def test_an_interruption_keeps_what_was_answered(
    update: Any, questions: Questions, web: Web, clock: FakeClock, settings: Settings, after: Any
) -> None:
    heard = []

    def interrupt(progress: Any) -> None:
        heard.append(progress)
        if len([one for one in heard if one.done]) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_lock(update.path, questions, questions.keys(), settings, Freshness.STALE, clock, web.guard(), interrupt)
    assert set(rows_of(update.path)) < questions.keys()
    assert not update(questions).unchecked
    assert set(rows_of(update.path)) == questions.keys()


ACL, PUBMED = Identifier("acl", "2023.acl-long.9"), Identifier("pubmed", "77")


def test_what_no_registry_can_deny_leaves_no_row_and_is_not_asked_twice(web: Web, world: World, update: Any) -> None:
    result = update(Questions(optional=(ACL, PUBMED)))
    assert (rows_of(update.path), result.unchecked) == ({}, ())
    assert web.counts() == {"api.crossref.org": 1, "api.semanticscholar.org": 2}
    update(Questions(optional=(ACL, PUBMED)))
    assert not web.counts()
    assert audit(LockFile(kept=True), Questions(optional=(ACL,)), frozenset()).missing == ()


def test_what_a_registry_recognises_gets_a_row(web: Web, world: World, update: Any) -> None:
    world.works["10.18653/v1/2023.acl-long.9"] = {"title": ["A Paper"]}
    world.published["PMID:77"] = {"title": "Another Paper", "authors": [{"name": "Ann Author"}]}
    update(Questions(optional=(ACL, PUBMED)))
    rows = rows_of(update.path)
    assert rows["acl:2023.acl-long.9"].doi == "10.18653/v1/2023.acl-long.9"
    assert rows["pubmed:77"] == Paper(PUBMED, "Another Paper", ("Ann Author",))


def test_a_registry_that_is_silent_about_them_is_said(web: Web, world: World, update: Any) -> None:
    web.serve("api.semanticscholar.org", lambda call: Reply(429))
    result = update(Questions(optional=(PUBMED,)))
    assert [one.service for one in result.unchecked] == ["Semantic Scholar"]
    assert "pubmed:77" not in rows_of(update.path)


def test_a_dead_link_gets_the_time_of_its_copy(web: Web, world: World, update: Any) -> None:
    url = f"https://{HOST}/gone"
    web.serve(HOST, lambda call: Reply(404))
    update(Questions(links=links(url)))
    assert rows_of(update.path)[url].capture == ""
    world.captures[url] = "20230612123456"
    update(Questions(links=links(url)))
    row = rows_of(update.path)[url]
    assert (row.dead, row.archive_prefix) == (True, "https://web.archive.org/web/20230612123456/")
    update(Questions(links=links(url)))
    assert web.counts()["archive.web.test"] == 0
    assert rows_of(update.path)[url] == row


def test_an_archive_that_is_silent_changes_nothing_else(web: Web, world: World, update: Any) -> None:
    web.serve(HOST, lambda call: Reply(404))
    web.serve("archive.web.test", lambda call: Reply(429))
    result = update(Questions(links=links(*(f"https://{HOST}/{number}" for number in range(30)))))
    assert (len(rows_of(update.path)), result.unchecked) == (30, ())
    assert web.counts()["archive.web.test"] <= 20
