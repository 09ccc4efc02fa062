"""The per-user cache on disk: answers with their age, and bodies that a server can confirm again.

Only what was said for certain is kept. A failure, a miss, an answer cut short is never kept, so it can never be taken
for truth later. A cache that cannot be used is as good as none: nothing depends on it but speed.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from litlint.lookup.http.messages import Response
from litlint.lookup.lockfile import Answer, dump_row, parse_row, search_key
from litlint.model.facts import ABSENT, Page

# Seconds.
_DAY: Final = 86_400.0
# Answers are asked again long before; what is older was left by lists that are gone.
_KEPT_DAYS: Final = 90
_LARGEST: Final = 2 << 20
_LASTING: Final = (search_key(""), "published:", "unrecognised:")
"""Where an absence is no verdict, so that it may be believed for a while."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, asked REAL NOT NULL, row TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bodies (
    key TEXT PRIMARY KEY, stored REAL NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL
);
"""


def is_certain(key: str, row: Answer) -> bool:
    """Say whether an answer may be believed again without asking: no absence that may pass, no page that misbehaves."""
    if isinstance(row, Page):
        return row.status is None
    return row is not ABSENT or key.startswith(_LASTING)


class Cache:
    """One SQLite file; all methods may be called from any thread."""

    def __init__(self, folder: Path | None, now: float) -> None:
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        if folder is not None:
            self._db = _connect(folder / "cache.sqlite", now)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def answer(self, key: str, now: float, days: float) -> Answer | None:
        """Return the answer to a question that was asked at most so many days ago."""
        for asked, line in self._rows("SELECT asked, row FROM answers WHERE key = ?", key):
            if now - days * _DAY <= asked <= now + _DAY:
                with suppress(ValueError):
                    return parse_row(line)[1]
        return None

    def keep(self, answers: Mapping[str, Answer], now: float) -> None:
        """Keep answers, those that are certain; an uncertain one drops what was kept before."""
        certain = [(key, now, dump_row(key, row)) for key, row in answers.items() if is_certain(key, row)]
        others = [(key,) for key, row in answers.items() if not is_certain(key, row)]
        self._write("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", certain)
        self._write("DELETE FROM answers WHERE key = ?", others)

    def validators(self, key: str) -> dict[str, str]:
        """Return the headers that ask a server whether a body it sent before is still valid."""
        for (headers,) in self._rows("SELECT headers FROM bodies WHERE key = ?", key):
            kept = json.loads(headers)
            names = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
            return {asked: kept[name] for name, asked in names if name in kept}
        return {}

    def body(self, key: str, url: str) -> Response | None:
        """Return the answer that was kept, once its server has confirmed it."""
        for headers, body in self._rows("SELECT headers, body FROM bodies WHERE key = ?", key):
            with suppress(zlib.error, ValueError):
                return Response(200, url, json.loads(headers), zlib.decompress(body))
        return None

    def keep_body(self, key: str, response: Response, now: float) -> None:
        """Keep a whole body that its server can confirm later."""
        headers = response.headers
        vouched = "etag" in headers or "last-modified" in headers
        private = "no-store" in headers.get("cache-control", "").lower()
        if response.status != 200 or response.cut or not vouched or private or len(response.body) > _LARGEST:
            return
        kept = {name: headers[name] for name in ("etag", "last-modified", "content-type") if name in headers}
        self._write(
            "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?)",
            [(key, now, json.dumps(kept), zlib.compress(response.body))],
        )

    def _rows(self, query: str, key: str) -> list[tuple[Any, ...]]:
        with self._lock, suppress(sqlite3.Error):
            if self._db is not None:
                return self._db.execute(query, (key,)).fetchall()
        return []

    def _write(self, query: str, rows: Sequence[tuple[Any, ...]]) -> None:
        with self._lock, suppress(sqlite3.Error):
            if self._db is not None and rows:
                with self._db:
                    self._db.executemany(query, rows)


def _connect(path: Path, now: float) -> sqlite3.Connection | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path, now)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                return None
            path.unlink()
            return _open(path, now)
    except (OSError, sqlite3.Error):
        return None


def _open(path: Path, now: float) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=5, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript(_SCHEMA)
        with db:
            oldest = (now - _KEPT_DAYS * _DAY,)
            db.execute("DELETE FROM answers WHERE asked < ?", oldest)
            db.execute("DELETE FROM bodies WHERE stored < ?", oldest)
    except sqlite3.Error:
        db.close()
        raise
    return db
