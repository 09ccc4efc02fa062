"""Registries against servers that keep their contracts: what is asked, how often, and what each quirk is taken for."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from litlint.identifiers.identifier import Identifier
from litlint.lookup import registries
from litlint.lookup.cache import Cache
from litlint.lookup.http.session import Session
from litlint.lookup.http.transport import Transport
from litlint.lookup.registries import RegistrySet, served_schemes, service_classes
from litlint.lookup.registries.registry import Archive
from litlint.lookup.settings import RegistrySettings, Settings
from litlint.model.facts import ABSENT, Paper, Repository

from .web.clock import FakeClock
from .web.server import Call, Reply, Web, page
from .web.services import World


@pytest.fixture
def routes(settings: Settings) -> RegistrySet:
    return RegistrySet(settings)


@pytest.fixture
def ask(web: Web, world: World, clock: FakeClock, settings: Settings, routes: Any) -> Callable[..., Any]:
    """Run one question and return its result."""

    def run(asking: Any) -> Any:
        session: Session[Any] = Session(
            settings, clock, Transport.open(settings, web.guard()), Cache(None, 0.0), routes.queues
        )
        session.start("it", asking)
        results = list(session.results())
        session.close()
        assert len(results) == 1
        return results[0][1]

    return run


def arxiv(*values: str) -> Any:
    return [Identifier("arxiv", value) for value in values]


def dois(*values: str) -> Any:
    return [Identifier("doi", value) for value in values]


class TestArxiv:
    def test_one_call_asks_for_all_and_order_does_not_matter(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        world.paper("2310.00001", "One", category="cs.CL", comment="Technical report", updated="2023-05-06", version=3)
        world.paper("2310.00002", "Two\n  words", doi="10.1145/1.2", journal_ref="SOSP 2024")
        world.paper("cs/0112017", "Old", authors=["Á Ñ", "The ATLAS Collaboration"])
        replies = ask(routes.services["arxiv"].ask(arxiv("2310.00001", "2310.00002", "cs/0112017", "2310.99999")))
        one, two, old, none = arxiv("2310.00001", "2310.00002", "cs/0112017", "2310.99999")
        assert replies.answers == {
            one: Paper(one, "One", ("Ann Author",), "2023-01-02", "2023-05-06", "cs.CL", 3),
            two: Paper(
                two,
                "Two words",
                ("Ann Author",),
                "2023-01-02",
                "2023-01-02",
                version=1,
                doi="10.1145/1.2",
                venue="SOSP 2024",
            ),
            old: Paper(old, "Old", ("Á Ñ", "The ATLAS Collaboration"), "2023-01-02", "2023-01-02", version=1),
            none: ABSENT,
        }
        assert not replies.unanswered
        assert web.counts() == {"export.arxiv.org": 1}
        assert web.calls[0].query["max_results"] == "4"
        assert web.calls[0].headers["user-agent"].startswith("litlint/")

    @pytest.mark.parametrize("status", [400, 200])
    def test_a_malformed_id_is_dropped_and_the_rest_asked_again(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any, status: int
    ) -> None:
        world.paper("2310.00001", "One")
        serve = world.arxiv

        def strict(call: Call) -> Reply:
            if "2310.00002" not in call.query["id_list"]:
                return serve(call)
            call.query["id_list"] = "2310.00002x"
            reply = serve(call)
            return Reply(status, str(reply.body).replace("2310.00002x", "2310.00002"), reply.headers)

        web.serve("export.arxiv.org", strict)
        replies = ask(routes.services["arxiv"].ask(arxiv("2310.00001", "2310.00002")))
        assert [type(answer) for answer in replies.answers.values()] == [Paper, type(ABSENT)]
        assert web.counts() == {"export.arxiv.org": 2}

    @pytest.mark.parametrize(
        "reply",
        [
            page("Access denied", status=403),
            page("arXiv is reindexing"),
            Reply(200, b"<feed><entry>", {"Content-Type": "application/atom+xml"}),
            Reply(
                200,
                b'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "b">]><feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>',
            ),
            Reply(200, b""),
            Reply(406, b"no"),
        ],
    )
    def test_what_is_no_feed_is_no_answer(self, web: Web, ask: Callable[..., Any], routes: Any, reply: Any) -> None:
        web.serve("export.arxiv.org", lambda call: reply)
        replies = ask(routes.services["arxiv"].ask(arxiv("2310.00001", "2310.00002")))
        assert not replies.answers
        assert set(replies.unanswered) == set(arxiv("2310.00001", "2310.00002"))

    def test_too_long_a_list_is_halved(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        for number in range(1, 9):
            world.paper(f"2310.0000{number}", f"Paper {number}")
        serve = world.arxiv
        web.serve("export.arxiv.org", lambda call: serve(call) if call.query["id_list"].count(",") <= 3 else Reply(414))
        replies = ask(routes.services["arxiv"].ask(arxiv(*world.papers)))
        assert len(replies.answers) == 8
        assert web.counts() == {"export.arxiv.org": 3}

    @pytest.mark.parametrize(
        ("comment", "kinds", "withdrawn"),
        [
            ("This paper has been withdrawn by the author due to an error", ["D", "I"], True),
            ("Withdrawn from ICLR; accepted at ICML", ["D", "D"], False),
            ("A note on withdrawn papers", None, False),
        ],
    )
    def test_withdrawal_is_believed_only_for_certain(
        self,
        web: Web,
        world: World,
        ask: Callable[..., Any],
        routes: Any,
        comment: Any,
        kinds: Any,
        withdrawn: Any,
    ) -> None:
        world.paper("2310.00001", "One", version=2, comment=comment, source_types=kinds)
        replies = ask(routes.services["arxiv"].ask(arxiv("2310.00001")))
        assert replies.answers[arxiv("2310.00001")[0]].withdrawn == (comment if withdrawn else None)
        assert web.counts() == {"export.arxiv.org": 1, "oaipmh.arxiv.org": 1}

    def test_the_code_that_an_abstract_or_a_comment_names_is_kept(
        self, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        abstract = (
            "We count birds.\nCode: https://github.com/Doe/birds/tree/main, https://x.org/a and github.com/doe/birds."
        )
        world.paper("2310.00001", "One", abstract=abstract, comment="Data at https://github.com/roe/nests")
        replies = ask(routes.services["arxiv"].ask(arxiv("2310.00001")))
        assert replies.answers[arxiv("2310.00001")[0]].code == ("github:doe/birds", "github:roe/nests")

    def test_former_titles_come_from_the_versions(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        former = {1: "Fast Context Loading", 2: "Fast Context Loading", 3: "KV Cache Streaming"}
        world.paper("2310.07240", "KV Cache Compression", version=4, former=former)
        world.paper("2310.00002", "Never renamed", version=2)
        papers = list(ask(routes.services["arxiv"].ask(arxiv("2310.07240", "2310.00002"))).answers.values())
        assert ask(routes.services["arxiv"].former_titles(papers)) == {
            papers[0].identifier: ("KV Cache Streaming", "Fast Context Loading"),
            papers[1].identifier: (),
        }
        assert web.counts() == {"export.arxiv.org": 2}


class TestDois:
    def test_crossref_answers_fifty_at_once(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        world.works["10.1000/xyz123"] = {
            "title": ["An <i>Invented</i> Paper &amp; more"],
            "subtitle": ["With a Subtitle"],
            "author": [{"given": "Ann", "family": "Author"}, {"name": "The Group"}],
            "container-title": ["Proceedings of Nothing 2024"],
            "issued": {"date-parts": [[2024, 7]]},
        }
        for number in range(30):
            world.works[f"10.1000/{number}"] = {"title": [f"Work {number}"]}
        wanted = dois("10.1000/xyz123", *(f"10.1000/{number}" for number in range(30)), "10.9999/nothing")
        replies = ask(routes.services["crossref"].ask(wanted))
        assert replies.answers[wanted[0]] == Paper(
            wanted[0],
            "An Invented Paper & more: With a Subtitle",
            ("Ann Author", "The Group"),
            "2024-07",
            venue="Proceedings of Nothing 2024",
        )
        assert replies.answers[wanted[-1]] is ABSENT
        assert len(replies.answers) == 32
        assert web.counts() == {"api.crossref.org": 1}

    def test_retraction_both_ways(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        notice = {
            "DOI": "10.1/n",
            "type": "retraction",
            "label": "Retraction",
            "updated": {"date-parts": [[2010, 2, 6]]},
        }
        correction = {"DOI": "10.1/c", "type": "correction", "label": "Correction"}
        world.works["10.1/retracted"] = {"title": ["Retracted"], "updated-by": [correction, notice]}
        world.works["10.1/corrected"] = {"title": ["Corrected"], "updated-by": [correction]}
        world.works["10.1/taken-back"] = {"title": ["Taken back"]}
        world.works["10.1/notice"] = {"title": ["A notice"], "update-to": [{**notice, "DOI": "10.1/Taken-Back"}]}
        replies = ask(
            routes.services["crossref"].ask(dois("10.1/retracted", "10.1/corrected", "10.1/taken-back", "10.1/notice"))
        )
        assert [answer.retracted for answer in replies.answers.values()] == [
            "Retraction, 2010-02-06, doi:10.1/n",
            None,
            "Retraction, 2010-02-06, doi:10.1/notice",
            None,
        ]

    def test_a_comma_is_asked_alone(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        world.works["10.1/a,b"] = {"title": ["Comma"]}
        world.datacite["10.2/c,d"] = {"title": "Data", "authors": ["Ann Author"]}
        crossref = ask(routes.services["crossref"].ask(dois("10.1/a,b", "10.1/x,y", "10.1/plain")))
        assert [getattr(answer, "title", None) for answer in crossref.answers.values()] == ["Comma", None, None]
        datacite = routes.route(dois("10.1/x")[0])[1]
        answers = ask(datacite.ask(dois("10.2/c,d", "10.2/e,f"))).answers
        held, missing = answers.values()
        assert (held.authors, missing) == (("Ann Author",), ABSENT)

    def test_datacite_stands_in_for_arxiv(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        world.paper("2310.00001", "One", authors=["Artyom Eliseev"])
        datacite = routes.route(arxiv("2310.00001")[0])[1]
        replies = ask(datacite.ask(arxiv("2310.00001", "2310.00002")))
        one, two = arxiv("2310.00001", "2310.00002")
        assert replies.answers == {one: Paper(one, "One", ("Artyom Eliseev",), "2023-01-02"), two: ABSENT}

    def test_doi_org_vouches(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        world.handles.add("10.5/known")
        handle = routes.route(dois("10.5/known")[0])[2]
        replies = ask(handle.ask(dois("10.5/known", "10.5/unknown")))
        assert list(replies.answers.values()) == [Paper(Identifier("doi", "10.5/known"), ""), ABSENT]


class TestAclIds:
    def test_crossref_is_asked_in_both_forms(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        world.works["10.18653/v1/2023.acl-long.1"] = {"title": ["An Older Paper"]}
        world.works["10.18653/2026.acl-long.2"] = {"title": ["A Newer Paper"]}
        wanted = [Identifier("acl", f"{year}.acl-long.{number}") for year, number in ((2023, 1), (2026, 2), (2015, 3))]
        older, newer, unknown = ask(routes.services["crossref"].ask(wanted)).answers.values()
        assert (older.title, older.doi) == ("An Older Paper", "10.18653/v1/2023.acl-long.1")
        assert (newer.identifier, newer.doi) == (wanted[1], "10.18653/2026.acl-long.2")
        assert unknown is ABSENT
        assert web.counts() == {"api.crossref.org": 1}

    def test_silence_about_either_form_is_no_answer(self, web: Web, ask: Callable[..., Any], routes: Any) -> None:
        web.serve("api.crossref.org", lambda call: Reply(503))
        wanted = [Identifier("acl", "2023.acl-long.1")]
        replies = ask(routes.services["crossref"].ask(wanted))
        assert (replies.answers, set(replies.unanswered)) == ({}, set(wanted))

    def test_more_dois_than_fit_a_call_are_asked_in_several(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        world.works["10.18653/2023.acl-long.40"] = {"title": ["The Last"]}
        wanted = [Identifier("acl", f"2023.acl-long.{number}") for number in range(1, 41)]
        assert ask(routes.services["crossref"].ask(wanted)).answers[wanted[-1]].title == "The Last"
        assert web.counts() == {"api.crossref.org": 2}


class TestWayback:
    URL = "https://gardens.org/a b?c=1"

    def capture(self, ask: Callable[..., Any], routes: Any, day: date | None = None) -> Any:
        return ask(routes.archives[0].capture(self.URL, day))

    def test_the_copy_nearest_to_a_day_is_asked_for(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        world.captures[self.URL] = "20230612123456"
        assert self.capture(ask, routes, date(2023, 6, 1)) == "20230612123456"
        assert web.calls[0].query == {"url": self.URL, "timestamp": "20230601"}

    @pytest.mark.parametrize(
        "closest",
        [
            {},
            {"available": True, "status": "404", "timestamp": "20230612123456"},
            {"available": False, "status": "200", "timestamp": "20230612123456"},
            {"available": True, "status": "200", "timestamp": "../../../evil"},
            [],
            "a copy",
        ],
    )
    def test_what_is_no_copy_of_the_page_is_none(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any, closest: object
    ) -> None:
        body = json.dumps({"archived_snapshots": {"closest": closest}})
        web.serve("archive.web.test", lambda call: Reply(200, body, {"Content-Type": "application/json"}))
        assert self.capture(ask, routes) is None

    @pytest.mark.parametrize("reply", [Reply(429), Reply(503), Reply(200, "<html>busy</html>"), Reply(200, "[")])
    def test_silence_is_none(self, web: Web, world: World, ask: Callable[..., Any], routes: Any, reply: Reply) -> None:
        web.serve("archive.web.test", lambda call: reply)
        assert self.capture(ask, routes) is None


class TestSemanticScholar:
    def test_other_ids_are_asked_by_their_prefixes(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        hashed = "0" * 39 + "1"
        asked = ["ACL:2023.acl-long.1", "PMID:12", "PMCID:34", "CorpusId:56", hashed]
        for number, one in enumerate(asked[:4]):
            world.published[one] = {
                "title": f"Paper {number}",
                "year": 2020,
                "venue": "ACL",
                "authors": [{"name": "A B"}],
            }
        wanted = [
            *(Identifier("acl", "2023.acl-long.1"), Identifier("pubmed", "12"), Identifier("pmc", "34")),
            *(Identifier("s2", "corpusid:56"), Identifier("s2", hashed)),
        ]
        replies = ask(routes.services["semantic-scholar"].ask(wanted))
        assert json.loads(web.calls[0].body) == {"ids": asked}
        assert replies.answers[wanted[0]] == Paper(wanted[0], "Paper 0", ("A B",))  # year and venue may be a preprint's
        assert replies.answers[wanted[3]].title == "Paper 3"
        assert replies.answers[wanted[4]] is ABSENT

    def test_answers_come_by_position(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        world.published["2310.00001"] = {
            "title": "One",
            "venue": "ICML",
            "publicationVenue": {"name": "International Conference on Machine Learning"},
            "externalIds": {"ArXiv": "2310.00001", "DOI": "10.48550/arXiv.2310.00001"},
        }
        world.published["2310.00003"] = {"title": "Three", "venue": "arXiv.org", "externalIds": {"DOI": "10.1/X"}}
        replies = ask(routes.services["semantic-scholar"].ask(arxiv("2310.00001", "2310.00002", "2310.00003")))
        one, two, three = replies.answers.values()
        assert (one.venue, one.doi) == ("International Conference on Machine Learning", None)
        assert two is ABSENT
        assert (three.venue, three.doi) == (None, "10.1/x")

    def test_all_missing_is_no_error(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        replies = ask(routes.services["semantic-scholar"].ask(arxiv("2310.00001", "2310.00002")))
        assert set(replies.answers.values()) == {ABSENT}

    def test_an_answer_of_another_length_is_none(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        web.serve("api.semanticscholar.org", lambda call: Reply(200, "[null]", {"Content-Type": "application/json"}))
        assert not ask(routes.services["semantic-scholar"].ask(arxiv("2310.00001", "2310.00002"))).answers


def repositories(*names: str) -> Any:
    return [Identifier("github", name.lower(), spelling=name if name != name.lower() else "") for name in names]


class TestGitHub:
    def test_with_a_token_one_query_asks_for_all(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        world.repositories["microsoft/deepspeed"] = {"name": "deepspeedai/DeepSpeed"}
        world.repositories["a/old"] = {"name": "a/Old", "archived": True}
        wanted = repositories("microsoft/DeepSpeed", "a/old", "no/body")
        replies = ask(routes.route(wanted[0])[0].ask(wanted))
        assert list(replies.answers.values()) == [
            Repository("deepspeedai/DeepSpeed", archived=False),
            Repository("a/Old", archived=True),
            ABSENT,
        ]
        assert web.counts() == {"api.github.com": 1, "github.com": 2}  # what is missing is confirmed by its page
        assert json.loads(web.calls[0].body)["variables"]["o0"] == "microsoft"

    def test_a_limit_inside_a_200_is_no_answer(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any
    ) -> None:
        limited = json.dumps({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]})
        web.serve("api.github.com", lambda call: Reply(200, limited, {"x-ratelimit-remaining": "0"}))
        wanted = repositories("a/b", "c/d")
        replies = ask(routes.route(wanted[0])[0].ask(wanted))
        assert not replies.answers
        assert set(replies.unanswered.values()) == {"asks to be left alone"}

    @pytest.mark.parametrize(
        ("headers", "requests", "seconds"),
        [
            ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1790001800"}, 1, 0),
            ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1790000040"}, 2, 40),
            ({"Retry-After": "20"}, 2, 20),
            ({}, 2, 60),
        ],
    )
    def test_a_limit_is_waited_for_if_it_ends_soon(
        self,
        web: Web,
        world: World,
        clock: FakeClock,
        ask: Callable[..., Any],
        routes: Any,
        headers: Any,
        requests: Any,
        seconds: Any,
    ) -> None:
        limited = json.dumps({"data": None, "errors": [{"type": "RATE_LIMITED", "message": "exceeded"}]})
        world.repositories["a/b"] = {"name": "a/b"}
        replies = iter([Reply(200, limited, headers)])
        web.serve("api.github.com", lambda call: next(replies, None) or world.github(call))
        wanted = repositories("a/b")
        replied = ask(routes.route(wanted[0])[0].ask(wanted))
        assert bool(replied.answers) == (requests == 2)
        assert web.counts() == {"api.github.com": requests}
        assert clock.now() == pytest.approx(seconds, abs=1.5)

    def test_too_large_a_query_is_halved(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        serve = world.github
        for name in ("a/a", "a/b", "a/c", "a/d"):
            world.repositories[name] = {"name": name}
        over = json.dumps({"data": {}, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["r0"]}]})
        web.serve("api.github.com", lambda call: Reply(200, over) if b"o2" in call.body else serve(call))
        wanted = repositories(*world.repositories)
        assert len(ask(routes.route(wanted[0])[0].ask(wanted)).answers) == 4
        assert web.counts() == {"api.github.com": 3}

    def test_forbidden_is_no_answer(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        forbidden = json.dumps({"data": {"r0": None}, "errors": [{"type": "FORBIDDEN", "path": ["r0"]}]})
        web.serve("api.github.com", lambda call: Reply(200, forbidden))
        wanted = repositories("a/b")
        assert ask(routes.route(wanted[0])[0].ask(wanted)).unanswered == {wanted[0]: "answered forbidden"}


class TestGitHubWithoutToken:
    @pytest.fixture
    def settings(self, settings: Settings) -> Any:
        from dataclasses import replace

        return replace(settings, credentials={})

    def test_the_page_redirects(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        world.repositories["microsoft/deepspeed"] = {"name": "deepspeedai/DeepSpeed"}
        world.repositories["deepspeedai/deepspeed"] = {"name": "deepspeedai/DeepSpeed"}
        wanted = repositories("microsoft/DeepSpeed", "deepspeedai/deepspeed", "no/body")
        replies = ask(routes.route(wanted[0])[0].ask(wanted))
        assert list(replies.answers.values()) == [
            Repository("deepspeedai/DeepSpeed"),
            Repository("deepspeedai/deepspeed"),
            ABSENT,
        ]
        assert web.methods("github.com") == ["HEAD", "HEAD", "HEAD", "HEAD", "GET"]

    @pytest.mark.parametrize("status", [403, 429, 451, 500, 503])
    def test_a_refusal_is_no_answer(
        self, web: Web, world: World, ask: Callable[..., Any], routes: Any, status: int
    ) -> None:
        web.serve("github.com", lambda call: Reply(status))
        wanted = repositories("a/b")
        assert not ask(routes.route(wanted[0])[0].ask(wanted)).answers


class TestHuggingFace:
    def test_names_moves_and_misses(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        world.models["google-bert/bert-base-uncased"] = {"id": "google-bert/bert-base-uncased"}
        world.models["bert-base/uncased"] = {"id": "google-bert/bert-base-uncased"}
        world.models["datasets/a/b"] = {"id": "a/b"}
        wanted = [Identifier("huggingface", name) for name in ("bert-base/uncased", "datasets/a/b", "no/body")]
        replies = ask(routes.route(wanted[0])[0].ask(wanted))
        assert list(replies.answers.values()) == [
            Repository("google-bert/bert-base-uncased"),
            Repository("datasets/a/b"),
            ABSENT,
        ]
        assert web.counts() == {"huggingface.co": 4}

    def test_another_401_is_no_answer(self, web: Web, world: World, ask: Callable[..., Any], routes: Any) -> None:
        web.serve("huggingface.co", lambda call: Reply(401, "{}"))
        wanted = [Identifier("huggingface", "a/b")]
        assert not ask(routes.route(wanted[0])[0].ask(wanted)).answers


def modules() -> Any:
    return [module.name for module in iter_modules(registries.__path__) if module.name != "registry"]


def test_every_file_of_a_registry_is_asked() -> None:
    """A file that is dropped into the folder has a service of that name, and something for which it is asked."""
    services = {service.key: service for service in service_classes()}
    assert set(services) == {name.replace("_", "-") for name in modules()}
    for service in services.values():
        asked = service.schemes or service.finds or service.publishes or services.get(service.asked_by)
        asked = asked or hasattr(service, Archive.capture.__name__)
        assert asked, f"nobody asks {service.name}"
        assert service.__module__.rpartition(".")[2].replace("_", "-") == service.key


def test_each_is_asked_in_its_place(settings: Settings) -> None:
    on = {service.key: RegistrySettings(enabled=True) for service in service_classes()}
    routes = RegistrySet(replace(settings, registries=on))
    for service in service_classes():
        for scheme, place in (*service.schemes.items(), *service.recognises.items()):
            example = {"arxiv": "2310.00001", "doi": "10.1/x", "acl": "2020.acl-main.1", "pubmed": "1"}.get(
                scheme, "a/b"
            )
            order = [one.key for one in routes.route(Identifier(scheme, example))]
            assert order[place - 1 : place] == [service.key], f"{service.name} lacks a part of `Registry`"
    assert [one.key for one in routes.indexes] == ["crossref", "semantic-scholar"]
    assert [one.key for one in routes.publications] == ["semantic-scholar"]


def test_what_is_off_by_default_is_asked_where_it_is_set(settings: Settings) -> None:
    paper = Identifier("acl", "2020.acl-main.1")
    on = {"acl-anthology": RegistrySettings(enabled=True)}
    assert not RegistrySet(settings).serves(paper)
    others = ["Crossref", "Semantic Scholar"]
    assert [one.name for one in RegistrySet(settings).route(paper)] == others
    assert [one.name for one in RegistrySet(replace(settings, registries=on)).route(paper)] == [
        "ACL Anthology",
        *others,
    ]
    assert served_schemes(on) == served_schemes() | {"acl"}


class TestAclAnthology:
    RECORD = (Path(__file__).parent / "recorded" / "acl_anthology.xml").read_text(encoding="utf-8")

    @pytest.fixture
    def anthology(self, settings: Settings) -> Any:
        """The Anthology at a host for which the test's certificate is good."""
        on = {"acl-anthology": RegistrySettings("https://acl.web.test", enabled=True)}
        return RegistrySet(replace(settings, registries=on)).services["acl-anthology"]

    def serve(self, web: Web, reply: Any) -> None:
        web.serve("acl.web.test", lambda call: reply if call.path == "/2020.acl-main.1.xml" else Reply(404, "no"))

    def test_a_paper_and_one_that_is_not_there(self, web: Web, ask: Callable[..., Any], anthology: Any) -> None:
        self.serve(web, Reply(200, self.RECORD, {"Content-Type": "application/xml"}))
        known, unknown = Identifier("acl", "2020.acl-main.1"), Identifier("acl", "2020.acl-main.99999")
        replies = ask(anthology.ask([known, unknown]))
        assert replies.answers == {
            known: Paper(
                known,
                "Counting Lamps & Their Shadows: A Study",
                ("Jane Doe", "Ann van der Roe"),
                published="2020-07",
                doi="10.18653/v1/2020.acl-main.1",
                venue="Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics",
            ),
            unknown: ABSENT,
        }
        assert not replies.unanswered

    @pytest.mark.parametrize(
        "reply",
        [
            Reply(200, "<html>busy</html>"),
            Reply(200, "<modsCollection"),
            Reply(500, "no"),
            Reply(200, "<!DOCTYPE x []><x/>"),
        ],
    )
    def test_what_is_no_record_is_no_answer(
        self, web: Web, ask: Callable[..., Any], anthology: Any, reply: Any
    ) -> None:
        self.serve(web, reply)
        paper = Identifier("acl", "2020.acl-main.1")
        replies = ask(anthology.ask([paper]))
        assert not replies.answers
        assert set(replies.unanswered) == {paper}


@pytest.mark.parametrize("name", ["a/b) x", "a b/c", "", "a/b/c/d", 7])
def test_what_is_no_name_of_a_repository_is_no_answer(web: Web, ask: Any, routes: Any, name: object) -> None:
    """A row with such a name could not be read back, and a fix would write it into a list."""
    record = {"data": {"r0": {"nameWithOwner": name, "isArchived": False}}}
    web.serve("api.github.com", lambda call: Reply(200, json.dumps(record), {"Content-Type": "application/json"}))
    wanted = repositories("a/b")
    replies = ask(routes.services["github"].ask(wanted))
    assert replies.answers == {}
    assert list(replies.unanswered) == wanted
