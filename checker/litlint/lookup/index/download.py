"""Fetches DBLP's dump from its home: with progress, and going on where a broken download ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import requests
from urllib3.exceptions import HTTPError

from litlint.errors import LitlintError
from litlint.lookup.http.ssrf_guard import RefusedError, UnresolvedError
from litlint.lookup.http.transport import Transport
from litlint.lookup.settings import Settings

DBLP_URL: Final = "https://dblp.org/xml/dblp.xml.gz"
"""Source: https://dblp.org/faq/How+can+I+download+the+whole+dblp+dataset.html"""
_CHUNK: Final = 1 << 20
_GZIP: Final = b"\x1f\x8b"


def download(url: str, target: Path, settings: Settings, tell: Callable[[int, int], None]) -> None:
    """Fetch a packed dump into a file; ``tell`` is called with how many bytes there are, and of how many (0 if not known).

    What came before a break is kept beside the file, and the rest is asked for (RFC 9110, section 14) if the server
    still has the same version (its ``ETag`` or ``Last-Modified``).

    Raises:
        LitlintError: the server did not answer, or with something that is no packed dump.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part, note = target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.part.json")
    version = _version_of(note) if part.exists() else ""
    have = part.stat().st_size if version else 0
    headers = {"User-Agent": settings.agent, "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    transport = Transport.open(settings)
    try:
        with transport.session.get(url, headers=headers, stream=True, timeout=settings.connect_timeout * 3) as answer:
            if answer.status_code not in (200, 206):
                raise LitlintError(f"{url} answered HTTP {answer.status_code}; nothing was changed")
            if "html" in answer.headers.get("Content-Type", "").lower():
                raise LitlintError(
                    f"{url} answered with a web page, perhaps a check for robots; "
                    "download the file in a browser, then: litlint index build dblp.xml.gz"
                )
            if answer.status_code == 200:
                have = 0
            total = have + int(answer.headers.get("Content-Length") or 0)
            note.write_text(json.dumps(answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""))
            with part.open("ab" if have else "wb") as file:
                for chunk in answer.iter_content(_CHUNK):
                    if not have and not chunk.startswith(_GZIP):
                        raise LitlintError(f"{url} is not a gzip file, so it is not a dump of DBLP")
                    file.write(chunk)
                    have += len(chunk)
                    tell(have, total)
            if total > have:
                raise LitlintError(
                    f"{url} broke off after {have:,} of {total:,} bytes; run it again to go on from there"
                )
    except (requests.RequestException, HTTPError, RefusedError, UnresolvedError, OSError) as error:
        raise LitlintError(f"{url} could not be fetched: {' '.join(str(error).split())[:160]}") from error
    finally:
        transport.close()
    part.replace(target)
    note.unlink(missing_ok=True)


def _version_of(note: Path) -> str:
    try:
        version = json.loads(note.read_text())
    except (OSError, ValueError):
        return ""
    # A weak version may be that of other bytes, so the download cannot be continued.
    return version if isinstance(version, str) and not version.startswith("W/") else ""
