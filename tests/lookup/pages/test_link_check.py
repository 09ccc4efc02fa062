"""Links: for every way in which a server can behave, the verdict and the number of requests."""

from __future__ import annotations

import gzip
import socket
import struct
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from litlint.lookup.cache import Cache
from litlint.lookup.http.session import Session
from litlint.lookup.http.transport import Transport
from litlint.lookup.pages.link_check import LinkCheck, check_link
from litlint.lookup.settings import Settings
from tests.lookup.web.clock import FakeClock
from tests.lookup.web.server import Call, Reply, Web, moved, page
from tests.lookup.web.services import World

HOST = "site.web.test"
URL = f"https://{HOST}/a/paper"


@pytest.fixture
def look(web: Web, world: World, clock: FakeClock, settings: Settings) -> Callable[..., Any]:
    """Look at links; return what was seen of each."""

    def run(*urls: str, fragments: Any = (), settings: Settings = settings, guard: Any = None) -> Any:
        wire = Transport.open(settings, guard or web.guard(settings.hosts))
        session: Session[Any] = Session(settings, clock, wire, Cache(None, 0.0), {})
        for url in urls:
            session.start(url, check_link(url, frozenset(fragments), settings))
        seen = dict(session.results())
        session.close()
        return seen[urls[0]] if len(urls) == 1 else seen

    return run


def status(code: Any, **headers: Any) -> Any:
    return lambda call: page("Some page", status=code, **headers)


def coded(body: Any, charset: Any) -> Reply:
    return Reply(200, body, {"Content-Type": f"text/html; charset={charset}"})


HEALTHY = page("A healthy page", "<h1>Results</h1>" + "<p id=one>a</p><p id=two>b</p><p id=three>c</p>")


@pytest.mark.parametrize(
    ("handler", "verdict", "requests"),
    [
        pytest.param(lambda call: HEALTHY, "alive", 1, id="well"),
        pytest.param(lambda call: Reply(204), "alive", 1, id="no content"),
        pytest.param(lambda call: Reply(200, b"%PDF", {"Content-Type": "application/pdf"}), "alive", 1, id="a file"),
        pytest.param(status(404), "gone", 2, id="404"),
        pytest.param(status(410), "gone", 2, id="410"),
        pytest.param(status(401), "blocked", 1, id="401"),
        pytest.param(status(403), "blocked", 1, id="403"),
        pytest.param(status(406), "blocked", 1, id="406"),
        pytest.param(status(418), "blocked", 1, id="418"),
        pytest.param(status(429), "blocked", 2, id="429"),
        pytest.param(status(451), "blocked", 1, id="451"),
        pytest.param(status(999), "blocked", 1, id="999"),
        pytest.param(status(400), "unknown", 1, id="400"),
        pytest.param(status(500), "unknown", 2, id="500"),
        pytest.param(status(503), "unknown", 2, id="503"),
        pytest.param(status(404, **{"cf-mitigated": "challenge"}), "blocked", 1, id="a challenge with 404"),
        pytest.param(lambda call: page("Just a moment..."), "blocked", 1, id="a challenge with 200"),
        pytest.param(lambda call: page("Just a moment...", status=404), "blocked", 1, id="a challenge in a 404"),
        pytest.param(lambda call: page("Making sure you're not a bot!"), "blocked", 1, id="another challenge"),
        pytest.param(lambda call: moved(f"https://{HOST}/login?next=x", 302), "blocked", 2, id="a login"),
        pytest.param(lambda call: moved(URL, 302), "unknown", 1, id="a redirect to itself"),
        pytest.param(lambda call: moved(call.path + "x", 302), "unknown", 11, id="redirects without end"),
        pytest.param(lambda call: moved("http://127.0.0.1/"), "unknown", 1, id="a redirect into the machine"),
        pytest.param(lambda call: moved("http://169.254.169.254/latest/meta-data/"), "unknown", 1, id="cloud metadata"),
        pytest.param(lambda call: moved("http://[::ffff:10.0.0.1]/"), "unknown", 1, id="a mapped private address"),
        pytest.param(lambda call: moved("file:///etc/passwd"), "unknown", 1, id="a redirect to a file"),
        pytest.param(lambda call: moved("https://[broken/"), "unknown", 1, id="a redirect to no URL"),
        pytest.param(
            lambda call: Reply(200, b"ok", {"Content-Type": "text/html; charset=klingon"}), "alive", 1, id="charset"
        ),
        pytest.param(
            lambda call: Reply(200, b"\xff\xfe\x00", {"Content-Type": "text/html; charset=utf-8"}),
            "alive",
            1,
            id="bytes",
        ),
    ],
)
def test_verdicts(web: Web, look: Callable[..., Any], handler: Any, verdict: Any, requests: Any) -> None:
    web.serve(HOST, lambda call: page("Sign in") if call.path == "/login" else handler(call))
    seen = look(URL)
    assert seen.verdict == verdict
    assert web.counts()[HOST] == requests
    assert not any(address.startswith(("127.", "169.", "10.")) for address, _ in web.dialled)


def test_a_passing_failure_is_no_miss(web: Web, look: Callable[..., Any]) -> None:
    answers = iter([page("x", status=503), page("x", status=404), HEALTHY])
    web.serve(HOST, lambda call: next(answers))
    assert look(URL).verdict == "alive"
    assert web.counts()[HOST] == 3


class TestHead:
    FILE = f"https://{HOST}/papers/one.pdf"
    PDF = Reply(200, b"%PDF-1.7", {"Content-Type": "application/pdf"})

    @pytest.mark.parametrize(
        ("head", "get", "verdict", "methods"),
        [
            pytest.param(PDF, PDF, "alive", "HEAD", id="believed"),
            pytest.param(Reply(405), PDF, "alive", "HEAD GET", id="refused"),
            pytest.param(Reply(501), PDF, "alive", "HEAD GET", id="not known"),
            pytest.param(Reply(403), PDF, "alive", "HEAD GET", id="forbidden"),
            pytest.param(Reply(404), PDF, "alive", "HEAD GET", id="lies that it is gone"),
            pytest.param(page("ok"), Reply(404), "gone", "HEAD GET GET", id="lies that it is there"),
            pytest.param(Reply(200), Reply(404), "gone", "HEAD GET GET", id="says nothing"),
            pytest.param(Reply(404), Reply(404), "gone", "HEAD GET GET", id="right"),
            pytest.param(page("ok"), page("404 Not Found"), "alive", "HEAD GET", id="a page for a file"),
        ],
    )
    def test_is_tried_on_files_and_believed_with_care(
        self, web: Web, look: Callable[..., Any], head: Any, get: Any, verdict: Any, methods: Any
    ) -> None:
        web.serve(HOST, lambda call: head if call.method == "HEAD" else get)
        assert look(self.FILE).verdict == verdict
        assert " ".join(web.methods(HOST)) == methods

    def test_that_hangs_up_is_followed_by_get(self, web: Web, look: Callable[..., Any]) -> None:
        web.serve(HOST, lambda call: reset(call) if call.method == "HEAD" else self.PDF)
        assert look(self.FILE).verdict == "alive"
        assert web.methods(HOST) == ["HEAD", "GET"]


def reset(call: Call) -> None:
    """Break the connection off."""
    call.raw.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    call.raw.connection.close()


def truncated(call: Call) -> None:
    """Promise more than is sent."""
    call.raw.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<title>Half")


def drip(start: Any, step: Any) -> Callable[..., Any]:
    """Send so slowly that no single wait is long."""

    def handler(call: Call) -> None:
        call.raw.wfile.write(start)
        for _ in range(200):
            if call.web.stopping.wait(0.05):
                return
            call.raw.wfile.write(step)
            call.raw.wfile.flush()

    return handler


def headers(size: Any, count: Any) -> Callable[..., Any]:
    def handler(call: Call) -> None:
        lines = b"".join(b"X-%d: %s\r\n" % (number, b"a" * size) for number in range(count))
        call.raw.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + lines + b"\r\n")

    return handler


BOMB = gzip.compress(bytes(4 << 20)) * 256
"""A gibibyte of nothing in one mebibyte."""


def bomb(call: Call) -> Reply:
    return Reply(200, BOMB, {"Content-Type": "text/html", "Content-Encoding": "gzip"})


class TestFaults:
    @pytest.mark.parametrize(
        ("handler", "verdict", "requests"),
        [
            pytest.param(reset, "unknown", 2, id="reset"),
            pytest.param(truncated, "alive", 1, id="truncated"),
            pytest.param(headers(100_000, 1), "unknown", 2, id="a huge header"),
            pytest.param(headers(10, 500), "unknown", 2, id="many headers"),
            pytest.param(bomb, "alive", 1, id="gzip bomb"),
            pytest.param(lambda call: call.raw.wfile.write(b"hello\r\n\r\n") and None, "unknown", 2, id="no HTTP"),
            pytest.param(
                lambda call: Reply(200, b"\x1f\x8b no", {"Content-Type": "text/html", "Content-Encoding": "gzip"}),
                "alive",
                1,
                id="broken gzip",
            ),
        ],
    )
    def test_nothing_breaks_and_nobody_is_blamed(
        self, web: Web, look: Callable[..., Any], handler: Any, verdict: Any, requests: Any
    ) -> None:
        web.serve(HOST, handler)
        assert look(URL).verdict == verdict
        assert web.counts()[HOST] == requests

    @pytest.mark.parametrize(
        ("handler", "verdict"),
        [
            pytest.param(drip(b"HTTP/1.1 200 OK\r\nX: ", b"a"), "unknown", id="headers"),
            pytest.param(
                drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999\r\n\r\n", b"a"),
                "alive",
                id="body",
            ),
            pytest.param(
                drip(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"
                ),
                "alive",
                id="chunks",
            ),
        ],
    )
    def test_what_drips_is_ended(
        self, web: Web, look: Callable[..., Any], settings: Settings, handler: Any, verdict: Any
    ) -> None:
        web.serve(HOST, handler)
        assert look(URL, settings=replace(settings, timeout=1.0)).verdict == verdict

    def test_a_certificate_that_nobody_vouches_for(
        self, web: Web, look: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        seen = look(URL, "http://example.com/")[URL]
        assert (seen.verdict, seen.status) == ("unknown", None)  # the control pages fail too: nobody is to blame

    def test_a_certificate_for_another_name(self, web: Web, look: Callable[..., Any]) -> None:
        seen = look("https://other.test/")
        assert (seen.verdict, seen.status) == ("unknown", "tls")


class TestNames:
    def test_a_name_that_is_gone_while_others_resolve(self, web: Web, look: Callable[..., Any]) -> None:
        web.names[HOST] = None
        seen = look(URL)
        assert (seen.verdict, seen.status) == ("gone", "dns")
        assert web.counts() == {"example.com": 1}

    def test_no_link_is_blamed_while_the_network_is_down(self, web: Web, look: Callable[..., Any]) -> None:
        for name in (HOST, "example.com", "www.wikipedia.org"):
            web.names[name] = None
        seen = look(URL)
        assert (seen.verdict, seen.status) == ("unknown", None)

    def test_no_link_is_blamed_behind_a_portal_that_answers_404_to_all(
        self, web: Web, look: Callable[..., Any]
    ) -> None:
        web.handlers.clear()
        assert look(URL).verdict == "unknown"

    def test_the_network_is_asked_for_once(self, web: Web, look: Callable[..., Any]) -> None:
        urls = [f"https://{HOST}/{number}" for number in range(20)]
        web.serve(HOST, status(404))
        assert {seen.verdict for seen in look(*urls).values()} == {"gone"}
        assert web.counts() == {HOST: 40, "example.com": 1}


class TestSoft404:
    @pytest.mark.parametrize(
        "title",
        [
            "404",
            "404 Not Found",
            "Page not found",
            "Page Not Found | Some Lab",
            "Error 404",
            "Oops! Page not found",
            "Not Found",
        ],
    )
    def test_a_page_that_says_so(self, web: Web, look: Callable[..., Any], title: str) -> None:
        web.serve(HOST, lambda call: page(title))
        seen = look(URL)
        assert (seen.verdict, seen.soft_404) == ("alive", title)

    def test_a_heading_that_says_so(self, web: Web, look: Callable[..., Any]) -> None:
        web.serve(HOST, lambda call: page("Some Lab", "<h1 class='x'><span>Page not found</span></h1>"))
        assert look(URL).soft_404 == "Page not found"

    @pytest.mark.parametrize(
        "title",
        [
            "How we served 404 models",
            "Not Found in Translation",
            "Lost pages: 404 errors explained",
            "Missing data",
            "",
        ],
    )
    def test_a_page_that_only_speaks_of_it(self, web: Web, look: Callable[..., Any], title: str) -> None:
        web.serve(HOST, lambda call: page(title, "<h1>Results</h1><p>404 not found</p>"))
        assert look(URL).soft_404 is None

    def test_a_deep_link_that_ends_at_the_front_page(self, web: Web, look: Callable[..., Any]) -> None:
        web.serve(HOST, lambda call: page("Home") if call.path == "/" else moved("/", 302))
        assert look(URL).soft_404 == "redirects to the front page"

    def test_a_front_page_that_stays_one(self, web: Web, look: Callable[..., Any]) -> None:
        web.serve(HOST, lambda call: page("Home") if call.path == "/en/" else moved("/en/", 302))
        assert look(f"https://{HOST}/").soft_404 is None


class TestMoves:
    @pytest.mark.parametrize(
        ("target", "code", "moved_to"),
        [
            pytest.param(f"https://{HOST}/new/paper", 301, f"https://{HOST}/new/paper", id="301"),
            pytest.param(f"https://{HOST}/new/paper", 308, f"https://{HOST}/new/paper", id="308"),
            pytest.param("https://www.site.web.test/b", 301, None, id="no such host"),
            pytest.param("https://docs.web.test/b", 301, None, id="another site"),
            pytest.param(f"https://{HOST}/new/paper", 302, None, id="for now"),
            pytest.param(f"https://{HOST}/", 301, None, id="to the front page"),
            pytest.param(f"https://{HOST}/login", 301, None, id="to a login"),
            pytest.param(URL + "/", 301, None, id="a slash"),
            pytest.param(f"https://{HOST}/a(b", 301, None, id="a URL that breaks Markdown"),
        ],
    )
    def test_only_a_lasting_move_within_the_site_is_offered(
        self, web: Web, look: Callable[..., Any], target: Any, code: Any, moved_to: Any
    ) -> None:
        web.serve("docs.web.test", lambda call: HEALTHY)
        web.serve(HOST, lambda call: moved(target, code) if call.path == "/a/paper" else HEALTHY)
        assert look(URL).moved == moved_to

    def test_from_http_to_https(self, web: Web, look: Callable[..., Any]) -> None:
        web.serve(HOST, lambda call: HEALTHY if call.raw.connection.__class__.__name__ == "SSLSocket" else moved(URL))
        assert look(URL.replace("https", "http")).moved == URL


class TestFragments:
    @pytest.mark.parametrize(
        ("fragment", "missing"),
        [("one", False), ("four", True), ("L10", False), ("/route", False), (":~:text=x", False), ("top", False)],
    )
    def test_are_looked_for_where_the_page_has_anchors(
        self, web: Web, look: Callable[..., Any], fragment: Any, missing: Any
    ) -> None:
        web.serve(HOST, lambda call: HEALTHY)
        assert look(URL, fragments=[fragment]).missing_fragments == ((fragment,) if missing else ())

    def test_are_not_judged_on_a_page_that_makes_them(self, web: Web, look: Callable[..., Any]) -> None:
        web.serve(HOST, lambda call: page("App", "<div id=root></div><script src=x></script>"))
        assert look(URL, fragments=["four"]).missing_fragments == ()

    def test_are_not_judged_on_the_shell_of_an_app(self, web: Web, look: Callable[..., Any]) -> None:
        shell = "".join(f"<div id=panel{number}></div>" for number in range(9)) + "<script src=x></script>"
        web.serve(HOST, lambda call: page("App", shell))
        assert look(URL, fragments=["four"]).missing_fragments == ()

    def test_are_judged_where_a_script_only_decorates(self, web: Web, look: Callable[..., Any]) -> None:
        text = "<h2 id=one>1</h2><h2 class='x' id='two'>2</h2><a name=three></a><script src=x></script>"
        web.serve(HOST, lambda call: page("Text", text))
        assert look(URL, fragments=["two", "four"]).missing_fragments == ("four",)

    def test_are_not_judged_on_half_a_page(self, web: Web, look: Callable[..., Any]) -> None:
        web.serve(HOST, truncated)
        assert look(URL, fragments=["four"]).missing_fragments is None


def test_each_url_is_asked_once(web: Web, look: Callable[..., Any]) -> None:
    web.serve(HOST, lambda call: HEALTHY)
    assert look(URL, URL, URL)[URL] == LinkCheck("alive", judged=True, missing_fragments=())
    assert web.counts()[HOST] == 1
