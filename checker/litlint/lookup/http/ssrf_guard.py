"""Where a connection may go: to public addresses only, looked at in the very moment of connecting.

A stranger's list must not make this machine talk to its own network. A name is resolved once a connection, all of its
addresses are looked at, and the socket is opened to an address that was looked at: a name that answers differently
the next time (DNS rebinding) gains nothing. Names for TLS and ``Host`` stay as they are in the URL.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.poolmanager import PoolManager

from litlint.lookup.http.clock import Deadline

Resolve = Callable[[str, int], list[str]]
Dial = Callable[[str, int, float | None], socket.socket]
Open = Dial

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
"""How a network that has IPv6 alone reaches IPv4: RFC 6052. Its neighbour 64:ff9b:1::/48 is for local use: RFC 8215."""
_GLOBAL_UNICAST: Final = ipaddress.ip_network("2000::/3")
# What is not "Globally Reachable" in IANA's registries of special-purpose addresses (read 2026-11), with multicast and the
# reserved ranges. Python's own ``is_global`` differs between its versions, and lacks what never was in a registry.
# https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
_NOT_PUBLIC_4: Final = tuple(
    map(
        ipaddress.IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
            *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        ),
    )
)
_NOT_PUBLIC_6: Final = tuple(
    map(
        ipaddress.IPv6Network,
        # IETF protocols with Teredo and ORCHID, documentation, 6to4, AS112, and documentation again.
        ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)
_LOCAL_NAMES: Final = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")
_GIVEN_UP: Final = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class RefusedError(Exception):
    """A connection that must not be made; the text says why."""


class UnresolvedError(Exception):
    """A name that has no address. ``lasting`` is false where the resolver itself did not answer."""

    def __init__(self, lasting: bool) -> None:
        super().__init__("its name does not resolve" if lasting else "no answer for its name")
        self.lasting = lasting


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, in the system's order. Raises UnresolvedError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise UnresolvedError(error.errno in _GIVEN_UP) from error
    except UnicodeError as error:
        raise UnresolvedError(lasting=True) from error
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def dial(address: str, port: int, timeout: float | None) -> socket.socket:
    """Open a connection to an address. Raises OSError."""
    sock = socket.create_connection((address, port), timeout)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def is_public(address: str) -> bool:
    """Say whether an address belongs to the public internet; one that carries an IPv4 address within, only by NAT64.

    >>> is_public("93.184.215.14"), is_public("::ffff:93.184.215.14"), is_public("64:ff9b:1::1")
    (True, False, False)
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        return ip in _GLOBAL_UNICAST and not any(ip in block for block in _NOT_PUBLIC_6)
    return not any(ip in block for block in _NOT_PUBLIC_4)


class Guard:
    """Decides where a connection goes. ``allowed`` are hosts, or ``host:port``, that the configuration names."""

    def __init__(self, allowed: frozenset[str] = frozenset(), resolve: Resolve = resolve, dial: Dial = dial) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._dial = dial

    def check_url(self, url: str) -> SplitResult:
        """Return the parts of a URL that may be asked. Raises RefusedError."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise RefusedError("its URL is malformed") from error
        if parts.scheme.lower() not in ("http", "https"):
            raise RefusedError("it leads to neither http nor https")
        if not host:
            raise RefusedError("its URL has no host")
        return parts

    def check_behind_proxy(self, host: str, port: int) -> None:
        """Look at a name that a proxy will resolve, as well as that can be done from here. Raises RefusedError."""
        if self._is_allowed(host, port):
            return
        if host == "localhost" or host.endswith(_LOCAL_NAMES) or ("." not in host.rstrip(".") and ":" not in host):
            raise RefusedError("it is in the local network")
        try:
            self.addresses(host, port)
        except UnresolvedError:
            return

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of a name, once all of them are known to be public. Raises RefusedError or
        UnresolvedError.
        """
        if ":" in host and not is_public(host) and not self._is_allowed(host, port):
            raise RefusedError("it has no public address")
        found = self._resolve(host, port)
        if not found:
            raise UnresolvedError(lasting=True)
        if not self._is_allowed(host, port):
            for address in found:
                if not is_public(address):
                    raise RefusedError("it has no public address")
        return found

    def open(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Connect to a name at one of its addresses that were looked at. Raises RefusedError, UnresolvedError or
        OSError.
        """
        return self._first(self.addresses(host, port), port, timeout)

    def open_anywhere(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Connect to a name wherever it leads. Raises UnresolvedError or OSError."""
        return self._first(self._resolve(host, port), port, timeout)

    def _first(self, addresses: list[str], port: int, timeout: float | None) -> socket.socket:
        last: OSError | None = None
        for address in addresses:
            try:
                return self._dial(address, port, timeout)
            except OSError as error:
                last = error
        raise last or OSError("no address")

    def _is_allowed(self, host: str, port: int) -> bool:
        host = host.lower().rstrip(".")
        return host in self._allowed or f"{host}:{port}" in self._allowed or f"[{host}]:{port}" in self._allowed


class GuardedAdapter(HTTPAdapter):
    """The transport of requests, with connections that a guard opens and a deadline ends."""

    def __init__(self, guard: Guard, connections: int) -> None:
        self._guard = guard
        super().__init__(pool_connections=256, pool_maxsize=connections)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        """Make the pools for direct connections."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._guard.open)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        """Make the pools for a proxy, which the user's environment names and which may be in the local network."""
        manager = super().proxy_manager_for(proxy, **proxy_kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _pools(self._guard.open_anywhere)
        return manager


def _pools(open_to: Open) -> dict[str, type[HTTPConnectionPool]]:
    class Guarded(HTTPConnection):
        _handle: socket.socket | None = None

        def _new_conn(self) -> socket.socket:
            timeout = self.timeout if isinstance(self.timeout, int | float) else None
            try:
                sock = open_to(self._dns_host, self.port or self.default_port, timeout)
            except TimeoutError as error:
                raise ConnectTimeoutError(self, "no connection in time") from error
            except OSError as error:
                raise NewConnectionError(self, str(error)) from error
            self._handle = sock.dup()
            Deadline.watch(self._handle)
            return sock

        def putrequest(self, *args: Any, **kwargs: Any) -> None:
            Deadline.watch(self._handle)
            super().putrequest(*args, **kwargs)

        def close(self) -> None:
            super().close()
            handle, self._handle = self._handle, None
            if handle is not None:
                handle.close()

    class GuardedTLS(Guarded, HTTPSConnection):
        pass

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class TLSPool(HTTPSConnectionPool):
        ConnectionCls = GuardedTLS

    return {"http": Pool, "https": TLSPool}
