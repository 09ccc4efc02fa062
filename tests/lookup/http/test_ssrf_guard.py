"""A stranger's list reaches no machine but public ones, and takes no secret along."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from litlint.errors import LitlintError
from litlint.lookup.cache import Cache
from litlint.lookup.http.messages import Exchange, Failure, Request, Response
from litlint.lookup.http.session import Session
from litlint.lookup.http.ssrf_guard import Guard, RefusedError, UnresolvedError, is_public
from litlint.lookup.http.transport import Transport
from litlint.lookup.registries import credentials_of
from litlint.lookup.settings import RegistrySettings, Settings
from tests.lookup.web.clock import FakeClock
from tests.lookup.web.server import Call, Reply, Web, moved, page

HOST = "site.web.test"


@pytest.fixture
def fetch(web: Web, clock: FakeClock, settings: Settings) -> Callable[..., Any]:
    """Ask for one URL and return the outcome."""

    def run(url: str, allowed: Any = frozenset(), settings: Settings = settings, hops: Any = 5, **options: Any) -> Any:
        def asking() -> Exchange[Any]:
            return (yield Request(url, "test", hops=hops, tries=1, **options))

        session: Session[Any] = Session(
            settings, clock, Transport.open(settings, web.guard(allowed)), Cache(None, 0.0), {}
        )
        session.start("it", asking())
        outcome = next(session.results())[1]
        session.close()
        return outcome

    return run


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse, nothing is bound
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", False),
        ("::127.0.0.1", False),
        ("::ffff:0:93.184.216.34", False),
        ("64:ff9b:1::5db8:d822", False),
        ("fec0::1", False),
        ("2001::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("5f00::1", False),
        ("100::1", False),
        ("192.0.0.8", False),
        ("198.18.0.1", False),
        ("240.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("not an address", False),
    ],
)
def test_public_addresses(address: Any, public: Any) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[fe80::1%25eth0]/",
        "http://localhost/",
        "https://user:word@10.0.0.1/",
        "ftp://site.web.test/",
        "file:///etc/passwd",
        "gopher://site.web.test/",
        "http:///path",
        "http://site.web.test:99999/",
        "http://[/",
    ],
)
def test_what_is_not_public_is_not_dialled(web: Web, fetch: Callable[..., Any], url: str) -> None:
    web.names |= {"localhost": ["127.0.0.1", "::1"], "2130706433": ["127.0.0.1"], "0x7f000001": ["127.0.0.1"]}
    outcome = fetch(url)
    assert isinstance(outcome, Failure)
    assert outcome.kind == "refused"
    assert web.dialled == []


def test_one_private_address_among_public_ones_is_enough(web: Web, fetch: Callable[..., Any]) -> None:
    web.names[HOST] = ["93.184.216.34", "192.168.0.1"]
    assert fetch(f"https://{HOST}/").kind == "refused"
    assert web.dialled == []


def test_a_name_that_rebinds_gains_nothing(web: Web, fetch: Callable[..., Any]) -> None:
    """The address that was looked at is the one that is dialled; a second look-up is looked at again."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    web.names[HOST] = lambda: next(answers)
    web.serve(HOST, lambda call: Reply(200, b"", {"Connection": "close"}))
    assert fetch(f"https://{HOST}/").status == 200
    assert fetch(f"https://{HOST}/again").kind == "refused"
    assert web.dialled == [("93.184.216.34", 443)]


def test_each_redirect_is_looked_at(web: Web, fetch: Callable[..., Any]) -> None:
    web.serve(HOST, lambda call: moved("https://inner.web.test/", 302))
    web.names["inner.web.test"] = ["10.0.0.8"]
    assert fetch(f"https://{HOST}/").kind == "refused"
    assert web.counts() == {HOST: 1}


def test_a_host_that_the_configuration_names_may_be_private(web: Web, fetch: Callable[..., Any]) -> None:
    web.names["intranet.web.test"] = ["10.0.0.8"]
    web.serve("intranet.web.test", lambda call: page("Inside"))
    assert fetch("https://intranet.web.test/", allowed=frozenset({"intranet.web.test"})).status == 200


def test_a_port_may_be_named_alone() -> None:
    guard = Guard(frozenset({"127.0.0.1:8080"}), resolve=lambda host, port: ["127.0.0.1"])
    assert guard.addresses("127.0.0.1", 8080) == ["127.0.0.1"]
    with pytest.raises(RefusedError):
        guard.addresses("127.0.0.1", 8081)


@pytest.mark.parametrize("host", ["localhost", "printer.local", "db.internal", "intranet", "10.0.0.1"])
def test_behind_a_proxy_local_names_are_refused_too(host: Any) -> None:
    def resolve(host: Any, port: Any) -> Any:
        if host[0].isdigit():
            return [host]
        raise UnresolvedError(lasting=True)

    with pytest.raises(RefusedError):
        Guard(resolve=resolve).check_behind_proxy(host, 443)
    Guard(resolve=resolve).check_behind_proxy("arxiv.org", 443)


def test_a_proxy_of_the_environment_is_used(
    web: Web, fetch: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    web.names["proxy.web.test"] = ["10.0.0.9"]
    web.serve("plain.web.test", lambda call: page("Through the proxy"))
    monkeypatch.setenv("http_proxy", "http://proxy.web.test:80")
    assert fetch("http://plain.web.test/a").status == 200
    assert web.dialled == [("10.0.0.9", 80)]
    assert web.calls[0].raw.path == "http://plain.web.test/a"


def test_a_tunnel_through_a_proxy_of_the_environment_is_used(
    web: Web, fetch: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a proxy tunnels is TLS from end to end; an address that the proxy alone can resolve is left to it."""
    web.names["proxy.web.test"] = ["10.0.0.9"]
    web.names[HOST] = None
    web.serve(HOST, lambda call: page("Through the tunnel"))
    monkeypatch.setenv("https_proxy", "http://proxy.web.test:80")
    outcome = fetch(f"https://{HOST}/a")
    assert (outcome.status, web.dialled) == (200, [("10.0.0.9", 80)])
    monkeypatch.setenv("no_proxy", HOST)
    web.names[HOST] = ["93.184.216.34"]
    assert fetch(f"https://{HOST}/b").status == 200
    assert web.dialled[-1] == ("93.184.216.34", 443)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_certificates_of_the_environment_are_trusted(
    web: Web, fetch: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    bundle = os.environ["REQUESTS_CA_BUNDLE"]
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    web.serve(HOST, lambda call: page())
    assert fetch(f"https://{HOST}/").kind == "tls"
    monkeypatch.setenv(name, bundle)
    assert fetch(f"https://{HOST}/").status == 200


def test_certificates_that_are_not_there_are_said(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(LitlintError, match=r"REQUESTS_CA_BUNDLE names /nowhere/ca.pem, which is not there"):
        Transport.open(settings)


class TestSecrets:
    def test_go_to_their_own_host_alone(self, web: Web, fetch: Callable[..., Any]) -> None:
        web.serve("api.github.com", lambda call: moved(f"https://{HOST}/", 302))
        web.serve(HOST, lambda call: page())
        assert fetch("https://api.github.com/", keyed=True).status == 200
        assert web.calls[0].headers["authorization"] == "bearer secret"
        assert "authorization" not in web.calls[1].headers

    def test_never_travel_in_the_clear(self, web: Web, fetch: Callable[..., Any]) -> None:
        web.serve("api.github.com", lambda call: page())
        assert fetch("http://api.github.com/", keyed=True).status == 200
        assert "authorization" not in web.calls[0].headers

    def test_in_a_url_are_not_sent(self, web: Web, fetch: Callable[..., Any]) -> None:
        web.serve(HOST, lambda call: page())
        assert fetch(f"https://me:word@{HOST}/").status == 200
        assert "authorization" not in web.calls[0].headers

    def test_in_netrc_are_not_read(
        self, web: Web, fetch: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text(f"machine {HOST} login me password word\n")
        netrc.chmod(0o600)
        monkeypatch.setenv("NETRC", str(netrc))
        web.serve(HOST, lambda call: page())
        assert fetch(f"https://{HOST}/").status == 200
        assert "authorization" not in web.calls[0].headers

    def test_may_be_a_parameter(self, web: Web, fetch: Callable[..., Any], settings: Settings) -> None:
        web.serve("api.openalex.org", lambda call: page())
        keyed = replace(settings, credentials={"api.openalex.org": ("?api_key", "a&b")})
        assert fetch("https://api.openalex.org/works?search=x", settings=keyed, keyed=True).status == 200
        assert web.calls[0].query == {"search": "x", "api_key": "a&b"}

    def test_come_from_the_environment(self) -> None:
        tokens = {"GH_TOKEN": " one ", "S2_API_KEY": "two", "HF_TOKEN": "line\nbreak", "GITHUB_TOKEN": ""}
        assert credentials_of(tokens) == {
            "api.github.com": ("Authorization", "bearer one"),
            "api.semanticscholar.org": ("x-api-key", "two"),
        }

    def test_do_not_go_with_a_link_of_a_list(self, web: Web, fetch: Callable[..., Any]) -> None:
        web.serve("api.github.com", lambda call: page())
        assert fetch("https://api.github.com/").status == 200
        assert "authorization" not in web.calls[0].headers

    def test_are_in_no_url_that_is_kept(self, web: Web, fetch: Callable[..., Any], settings: Settings) -> None:
        """The key of OpenAlex reached papers.lock, and a fix wrote it into a README."""
        keyed = replace(settings, credentials={"api.openalex.org": ("?api_key", "a-long-key")})
        web.serve("api.openalex.org", lambda call: moved("https://me:word@site.web.test/x?api_key=a-long-key&y=1#f"))
        web.serve(HOST, lambda call: moved("/z?key=a-long-key") if call.path == "/x" else page())
        outcome = fetch("https://api.openalex.org/works", settings=keyed, keyed=True)
        kept = [outcome.url, *(hop.url for hop in outcome.hops)]
        assert kept == [f"https://{HOST}/z?key=", f"https://{HOST}/x?y=1", f"https://{HOST}/z?key="]
        assert fetch("https://api.openalex.org/works", settings=keyed, keyed=True, hops=0).url.endswith("/works")

    def test_go_to_a_configured_host_that_the_environment_allows_by_name(self) -> None:
        tokens = {"GITHUB_TOKEN": "t", "HF_TOKEN": "h", "LITLINT_TOKEN_HOSTS": "127.0.0.1:8080, else.example"}
        registries = {
            "github": RegistrySettings("http://127.0.0.1:8080/graphql"),
            "hugging-face": RegistrySettings("https://hub.stranger.example/api"),
        }
        assert set(credentials_of(tokens, registries)) == {"api.github.com", "127.0.0.1:8080", "huggingface.co"}

    def test_go_to_no_host_that_the_configuration_names(self) -> None:
        registries = {"github": RegistrySettings("http://127.0.0.1:8080/graphql")}
        assert set(credentials_of({"GITHUB_TOKEN": "t"}, registries)) == {"api.github.com"}

    def test_only_the_environment_moves_them(self) -> None:
        found = credentials_of({"GITHUB_TOKEN": "t", "GITHUB_GRAPHQL_URL": "https://ghe.example.org/api/graphql"})
        assert set(found) == {"ghe.example.org"}


def test_cookies_live_as_long_as_a_chain_of_redirects(web: Web, fetch: Callable[..., Any]) -> None:
    def gate(call: Call) -> Reply:
        if "cookie" in call.headers:
            return page("In")
        return Reply(302, b"", {"Location": "/", "Set-Cookie": "seen=1; Path=/"})

    web.serve(HOST, gate)
    for _ in range(2):
        assert fetch(f"https://{HOST}/").status == 200
    assert ["cookie" in call.headers for call in web.calls] == [False, True, False, True]


def test_a_body_is_read_to_its_bound_and_no_further(web: Web, clock: FakeClock, settings: Settings) -> None:
    web.serve(HOST, lambda call: Reply(200, b"x" * 100_000, {"Content-Type": "text/plain"}))

    def asking(whole: Any) -> Exchange[Any]:
        return (yield Request(f"https://{HOST}/", "test", limit=1000, whole=whole, tries=1))

    session: Session[Any] = Session(settings, clock, Transport.open(settings, web.guard()), Cache(None, 0.0), {})
    session.start("part", asking(whole=False))
    session.start("whole", asking(whole=True))
    outcomes = dict(session.results())
    session.close()
    assert isinstance(outcomes["part"], Response)
    assert (len(outcomes["part"].body), outcomes["part"].cut) == (1000, True)
    assert outcomes["whole"].kind == "cut"
