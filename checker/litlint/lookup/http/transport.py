"""One exchange with one server, through requests: bounded in size and time, without redirects, without memory."""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Final
from urllib.parse import SplitResult, quote, quote_plus, urlencode, urlsplit, urlunsplit

import requests
from requests.cookies import RequestsCookieJar
from requests.utils import select_proxy
from urllib3.exceptions import HTTPError, ReadTimeoutError, SSLError

from litlint.errors import LitlintError
from litlint.lookup.http.clock import Deadline
from litlint.lookup.http.messages import Failure, HttpResult, Request, Response
from litlint.lookup.http.ssrf_guard import Guard, GuardedAdapter, RefusedError, UnresolvedError
from litlint.lookup.settings import THIS_MACHINE, Settings

_CHUNK: Final = 64 << 10
_BUNDLES: Final = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
"""Where the environment names its own certificate authorities, the first that is set; as requests, curl and OpenSSL do."""
_LEAST_TOKEN: Final = 6  # characters; what is shorter is no token that a registry gives, and may be part of any address
Jar = RequestsCookieJar


@dataclass(frozen=True)
class Transport:
    """Sends requests. Credentials go to their own host alone; cookies live as long as one chain of redirects."""

    settings: Settings
    guard: Guard
    session: requests.Session

    @classmethod
    def open(cls, settings: Settings, guard: Guard | None = None) -> Transport:
        """Make a transport that keeps its connections open for reuse.

        Raises LitlintError if the environment names certificates that are not there.
        """
        guard = guard or Guard(settings.named_hosts())
        session = requests.Session()
        session.verify = _bundle(os.environ) or True
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = GuardedAdapter(guard, settings.workers)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return cls(settings, guard, session)

    def close(self) -> None:
        """Close all connections."""
        self.session.close()

    def send(
        self, request: Request, method: str, url: str, extra: Mapping[str, str], jar: Jar, seconds: float
    ) -> HttpResult:
        """Send one request to ``url``, which is the request's own or that of a redirect, and read its answer.

        ``extra`` are headers beside the request's own. All is over after ``seconds``.
        """
        try:
            parts = self.guard.check_url(url)
            bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))
            prepared = self._prepared(request, method, urlsplit(bare), extra, jar)
            environment = self.session.merge_environment_settings(prepared.url, {}, True, None, None)
            if select_proxy(prepared.url or "", environment["proxies"]):
                self.guard.check_behind_proxy(parts.hostname or "", parts.port or 443)
        except RefusedError as error:
            return Failure("refused", str(error))
        except (requests.RequestException, UnicodeError, ValueError) as error:
            return Failure("invalid", f"the URL cannot be asked: {_words(error)}")
        with Deadline(seconds) as deadline:
            outcome = self._exchange(request, prepared, bare, environment, jar, deadline)
            return Failure("timeout", "no answer in time") if deadline.passed and _broke(outcome) else outcome

    def _prepared(
        self, request: Request, method: str, parts: SplitResult, extra: Mapping[str, str], jar: Jar
    ) -> requests.PreparedRequest:
        headers = {
            "User-Agent": self.settings.agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            **dict(request.headers),
            **extra,
        }
        query, body = parts.query, request.body
        if method != request.method:  # after a redirect with status 303, which asks for something else
            body = None
            headers = {name: text for name, text in headers.items() if name.lower() != "content-type"}
        name, value = self._credential(request, parts)
        if name.startswith("?"):
            query = "&".join(filter(None, (query, urlencode({name[1:]: value}))))
        elif name:
            headers[name] = value
        # Names and passwords within a URL are never sent, and prepare() below reads no .netrc.
        url = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
        return requests.Request(method, url, headers=headers, data=body, cookies=jar).prepare()

    def _credential(self, request: Request, parts: SplitResult) -> tuple[str, str]:
        """Return the header or parameter that proves who asks; none for a link in a list, whatever host it leads to."""
        host = parts.netloc.lower()
        if not request.keyed or host != host_of(request.url):
            return "", ""
        if parts.scheme.lower() == "https" or parts.hostname in THIS_MACHINE:
            return self.settings.credentials.get(host, ("", ""))
        return "", ""

    def _without_credentials(self, text: str) -> str:
        """Return where a redirect leads without the tokens that its server may send back, as a parameter or elsewhere."""
        for name, form in self.settings.credentials.values():
            token = form.rpartition(" ")[2]
            parameter = re.escape(name.removeprefix("?")) if name.startswith("?") else None
            if parameter is not None:
                text = re.sub(rf"(?<=[?&]){parameter}=[^&#]*&?", "", text).rstrip("?&")
            for spelled in () if len(token) < _LEAST_TOKEN else (token, quote(token, safe=""), quote_plus(token)):
                text = text.replace(spelled, "")
        return text

    def _exchange(
        self,
        request: Request,
        prepared: requests.PreparedRequest,
        bare: str,
        environment: Mapping[str, Any],
        jar: Jar,
        deadline: Deadline,
    ) -> HttpResult:
        timeout = (min(deadline.seconds, self.settings.connect_timeout), deadline.seconds)
        try:
            answer = self.session.send(prepared, allow_redirects=False, timeout=timeout, **environment)
        except (RefusedError, UnresolvedError, requests.RequestException, HTTPError, OSError, ValueError) as error:
            return _failure(error)
        with answer:
            if deadline.passed:
                return Failure("timeout", "no whole header in time")
            jar.update(answer.cookies)
            headers = {name.lower(): value for name, value in answer.headers.items()}
            if "location" in headers:
                headers["location"] = self._without_credentials(headers["location"])
            kind = headers.get("content-type", "").lower()
            if request.only and not kind.startswith(request.only):
                return Response(answer.status_code, bare, headers, cut=True)
            body, cut = _body(answer, request.limit)
            return Response(answer.status_code, bare, headers, body, cut or deadline.passed)


def _bundle(environment: Mapping[str, str]) -> str | None:
    name = next((name for name in _BUNDLES if environment.get(name)), None)
    if name is None:
        return None
    if not os.path.isfile(environment[name]) and not os.path.isdir(environment[name]):
        raise LitlintError(f"{name} names {environment[name]}, which is not there or no file; correct it or unset it")
    return environment[name]


def _body(answer: requests.Response, limit: int) -> tuple[bytes, bool]:
    """Read at most ``limit`` bytes, decoded; say whether something is missing at the end."""
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := answer.raw.read1(_CHUNK, decode_content=True):
            pieces.append(piece[: limit - size])
            size += len(piece)
            if size > limit:
                return b"".join(pieces), True
    except (HTTPError, OSError, ValueError):
        return b"".join(pieces), True
    return b"".join(pieces), False


def _failure(error: Exception) -> Failure:
    if isinstance(error, RefusedError):
        return Failure("refused", str(error))
    if isinstance(error, UnresolvedError):
        return Failure("dns" if error.lasting else "reset", str(error))
    if isinstance(error, requests.exceptions.ProxyError):
        return Failure("proxy", "the proxy did not connect")
    if isinstance(error, requests.Timeout | ReadTimeoutError | TimeoutError):
        return Failure("timeout", "no answer in time")
    if isinstance(error, requests.exceptions.SSLError | SSLError | ssl.SSLError):
        return Failure("tls", "no trustworthy TLS connection")
    if isinstance(error, requests.ConnectionError | HTTPError | OSError):
        return Failure("reset", "the connection broke")
    return Failure("invalid", f"no proper answer: {_words(error)}")


def _broke(outcome: HttpResult) -> bool:
    return isinstance(outcome, Failure) and outcome.kind not in ("refused", "dns", "invalid")


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def host_of(url: str) -> str:
    """Return the host and port that a URL is served by, in lower case; empty for what is no URL."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
