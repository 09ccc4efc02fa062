"""Fetching DBLP's dump from a server on this machine: progress, going on after a break, and what is no dump."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from litlint.errors import LitlintError
from litlint.lookup.index.download import download
from litlint.lookup.settings import Settings

from ..web.server import Call, Reply, Web, page

DUMP = gzip.compress(b"<dblp></dblp>" * 50_000, 1, mtime=0) + bytes(range(256)) * 9_000


class Home:
    """A server that has one dump; ``breaks_at`` is where its first answer breaks off."""

    def __init__(self, breaks_at: int | None = None, tag: str = '"one"') -> None:
        self.breaks_at, self.tag, self.asked = breaks_at, tag, list[str]()

    def __call__(self, call: Call) -> Reply:
        wanted = call.headers.get("range", "")
        self.asked.append(wanted)
        headers = {"Content-Type": "application/gzip", "ETag": self.tag}
        goes_on = wanted and call.headers.get("if-range") == self.tag
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if goes_on else 0
        body = DUMP[start:]
        if self.breaks_at is not None:
            cut, self.breaks_at = body[: self.breaks_at], None
            call.raw.close_connection = True
            return Reply(206 if goes_on else 200, cut, {**headers, "Content-Length": str(len(body))})
        return Reply(206 if goes_on else 200, body, headers)


def fetch(web: Web, target: Path, told: list[tuple[int, int]] | None = None) -> None:
    url = web.origin("dblp.web.test") + "/dblp.xml.gz"
    settings = Settings(hosts=frozenset({url.split("/")[2]}))
    download(url, target, settings, lambda have, total: (told if told is not None else []).append((have, total)))


def test_a_dump_is_fetched_with_progress(web: Web, tmp_path: Path) -> None:
    web.serve("dblp.web.test", Home())
    told: list[tuple[int, int]] = []
    fetch(web, tmp_path / "dblp.xml.gz", told)
    assert (tmp_path / "dblp.xml.gz").read_bytes() == DUMP
    assert [path.name for path in tmp_path.iterdir()] == ["dblp.xml.gz"]
    assert told[-1] == (len(DUMP), len(DUMP))
    assert told == sorted(told)


def test_a_download_that_broke_off_goes_on_where_it_ended(web: Web, tmp_path: Path) -> None:
    home = Home(breaks_at=1_500_000)
    web.serve("dblp.web.test", home)
    target = tmp_path / "dblp.xml.gz"
    with pytest.raises(LitlintError) as error:
        fetch(web, target)
    assert "\n" not in str(error.value)
    assert not target.exists()
    fetch(web, target)
    assert target.read_bytes() == DUMP
    assert home.asked[0] == ""
    assert home.asked[1].startswith("bytes=")


def test_another_version_is_fetched_from_its_beginning(web: Web, tmp_path: Path) -> None:
    home = Home(breaks_at=1_500_000)
    web.serve("dblp.web.test", home)
    target = tmp_path / "dblp.xml.gz"
    with pytest.raises(LitlintError):
        fetch(web, target)
    home.tag = '"two"'
    fetch(web, target)
    assert target.read_bytes() == DUMP


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (page("Making sure you're not a bot!"), "answered with a web page"),
        (Reply(200, b"no gzip at all", {"Content-Type": "application/octet-stream"}), "not a gzip file"),
        (Reply(503), "answered HTTP 503"),
    ],
)
def test_what_is_no_dump_is_refused_with_one_line(web: Web, tmp_path: Path, reply: Reply, said: str) -> None:
    web.serve("dblp.web.test", lambda call: reply)
    with pytest.raises(LitlintError) as error:
        fetch(web, tmp_path / "dblp.xml.gz")
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert not (tmp_path / "dblp.xml.gz").exists()
