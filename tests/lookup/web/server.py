"""Real HTTP and TLS servers on loopback that stand in for the whole web: a handler a host, every request on record."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from litlint.lookup.http.ssrf_guard import Guard, UnresolvedError

TLS = Path(__file__).parent / "tls"


@dataclass
class Call:
    """A request as a server sees it; ``raw`` is for faults that no well-formed answer can show."""

    host: str
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    raw: BaseHTTPRequestHandler
    web: Web


@dataclass
class Reply:
    """What a handler answers."""

    status: int = 200
    body: bytes | str = b""
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Reply | None]


def page(title: str = "A page", body: str = "", status: int = 200, **headers: str) -> Reply:
    """Return a page of HTML."""
    text = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Reply(status, text, {"Content-Type": "text/html; charset=utf-8", **headers})


def moved(url: str, status: int = 301) -> Reply:
    """Return a redirect."""
    return Reply(status, b"", {"Location": url})


class _Requests(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 20
    disable_nagle_algorithm = True
    web: Web

    def log_message(self, *args: object) -> None:
        pass

    def _answer(self) -> None:
        port = self.connection.getsockname()[1]
        host = self.web.origins.get(port) or self.headers.get("Host", "").lower().removesuffix(f":{port}")
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(host, self.command, parts.path, query, headers, body, self, self.web)
        with self.web.lock:
            self.web.calls.append(call)
        handler = self.web.handlers.get(host) or self.web.fallback
        reply = handler(call)
        if reply is None:
            self.close_connection = True
            return
        data = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(data)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_HEAD = do_POST = _answer  # noqa: N815 - the names that http.server calls

    def do_CONNECT(self) -> None:
        """Be a proxy that tunnels to this web, whatever the host."""
        self.close_connection = True
        with socket.create_connection(("127.0.0.1", self.web.ports[443])) as inner:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=_pump, args=(inner, self.connection), daemon=True)
            back.start()
            _pump(self.connection, inner)
            back.join(5)


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Copy all that comes from one socket to another, and its end."""
    with suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that hang up."""


class Web:
    """All hosts by name. ``names`` gives a host other addresses than its public one; None: it does not resolve."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.calls: list[Call] = []
        self.handlers: dict[str, Handler] = {}
        self.fallback: Handler = lambda call: page("Nothing here", status=404)
        self.names: dict[str, list[str] | Callable[[], list[str]] | None] = {}
        self.dialled: list[tuple[str, int]] = []
        self.stopping = threading.Event()
        self.origins: dict[int, str] = {}
        self._requests = type("Requests", (_Requests,), {"web": self})
        self._servers: list[_Server] = []
        self._plain = self._server()
        self._tls = self._server()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / "server.pem", TLS / "server.key")
        self._tls.socket = context.wrap_socket(self._tls.socket, server_side=True, do_handshake_on_connect=False)
        self.ports = {80: self._plain.server_address[1], 443: self._tls.server_address[1]}
        self._run(self._plain)
        self._run(self._tls)

    def _server(self) -> _Server:
        return _Server(("127.0.0.1", 0), self._requests)

    def _run(self, server: _Server) -> None:
        self._servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def origin(self, host: str) -> str:
        """Return an address of this machine under which one host can be reached without its name."""
        server = self._server()
        port = server.server_address[1]
        self.origins[port] = host
        self._run(server)
        return f"http://127.0.0.1:{port}"

    def close(self) -> None:
        """Stop the servers; a handler that waits does so on ``stopping``."""
        self.stopping.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def serve(self, host: str, handler: Handler) -> None:
        """Give a host its handler."""
        self.handlers[host] = handler

    def guard(self, allowed: frozenset[str] = frozenset()) -> Guard:
        """Return a guard whose names and addresses are those of this web; its checks are the real ones."""
        return Guard(allowed, self._resolve, self._dial)

    def counts(self) -> Counter[str]:
        """Return the number of requests by host."""
        with self.lock:
            return Counter(call.host for call in self.calls)

    def methods(self, host: str) -> list[str]:
        """Return the methods by which a host was asked, in order."""
        with self.lock:
            return [call.method for call in self.calls if call.host == host]

    def _resolve(self, host: str, port: int) -> list[str]:
        literal = [host] if ":" in host or host.replace(".", "").isdigit() else ["93.184.216.34"]
        known = self.names.get(host, literal)
        if callable(known):
            return known()
        if known is None:
            raise UnresolvedError(lasting=True)
        return known

    def _dial(self, address: str, port: int, timeout: float | None) -> socket.socket:
        with self.lock:
            self.dialled.append((address, port))
        return socket.create_connection(("127.0.0.1", self.ports.get(port, port)), timeout)
