"""`litlint check https://github.com/OWNER/NAME`: archives good and hostile, from a server on loopback."""

from __future__ import annotations

import io
import json
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest

from litlint.__main__ import main
from litlint.errors import UsageError
from litlint.lookup import remote_repository
from litlint.lookup.remote_repository import RemoteRepository, read_repository_url

from .web.server import Call, Reply, Web, moved

BAD = "- [A Study of Old Tapes](https://arxiv.org/abs/2013.01234), 2020\n"  # no month 13
LIST = f"# Papers\n\n- [A Study of Ants](https://arxiv.org/abs/2001.01234), 2020. [code](src/main.py)\n{BAD}"
FILES = {"README.md": LIST, "lists/a.md": f"# More\n\n{BAD.replace('Tapes', 'Lamps')}", "src/main.py": "secret"}
Output = pytest.CaptureFixture[str]


def packed(files: dict[str, str], top: str = "papers-main/") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(top + name, text)
    return data.getvalue()


class Place:
    """A folder whose settings name the server that stands in for GitHub."""

    def __init__(self, folder: Path, web: Web) -> None:
        self.folder, self.web = folder, web
        self.home = web.origin("github.com")
        (folder / "litlint.toml").write_text(f'[registries.github-pages]\nbase-url = "{self.home}"\n')
        self.temporary = folder / "tmp"
        self.temporary.mkdir()

    def serves(self, data: bytes) -> None:
        self.web.serve("github.com", lambda call: Reply(200, data, {"Content-Type": "application/zip"}))

    def left(self) -> list[Path]:
        """Return what a run left behind."""
        return list(self.temporary.iterdir())


@pytest.fixture
def place(tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.chdir(tmp_path)
    made = Place(tmp_path, web)
    monkeypatch.setattr(tempfile, "tempdir", str(made.temporary))
    return made


def test_a_repository_is_checked(place: Place, capsys: Output) -> None:
    place.serves(packed(FILES))
    code = main(["check", "https://github.com/ada/papers", "--output", "markdown:out.md", "--output-format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert code == 1
    assert [(one["rule"], one["path"]) for one in report["findings"]] == [
        ("arxiv-id-shape", "README.md"),
        ("arxiv-id-shape", "lists/a.md"),
    ]
    [call] = place.web.calls
    assert call.path == "/ada/papers/archive/HEAD.zip"
    assert "Authorization" not in call.headers
    text = (place.folder / "out.md").read_text("utf-8")
    assert "https://github.com/ada/papers/blob/HEAD/README.md" in text
    assert place.left() == []
    assert Path.cwd() == place.folder


def test_a_file_of_a_branch_is_checked(place: Place, capsys: Output) -> None:
    place.serves(packed(FILES))
    assert main(["check", "https://github.com/ada/papers/blob/v2.0/lists/a.md", "--output-format", "concise"]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith("lists/a.md:3:")
    assert place.web.calls[0].path == "/ada/papers/archive/v2.0.zip"


def test_redirects_are_followed_so_far(place: Place, web: Web, capsys: Output) -> None:
    elsewhere = web.origin("codeload.github.com")
    with (place.folder / "litlint.toml").open("a") as file:
        file.write(f'[lock]\nhosts = ["{elsewhere.removeprefix("http://")}"]\n')
    web.serve("github.com", lambda call: moved(f"{elsewhere}/x.zip", 302))
    web.serve("codeload.github.com", lambda call: Reply(200, packed(FILES)))
    assert main(["check", "https://github.com/ada/papers"]) == 1
    capsys.readouterr()
    web.serve("github.com", lambda call: moved(f"{place.home}/again", 302))
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert "leads from one address to the next without an end" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest", "http://10.0.0.1/x", "file:///etc/passwd"])
def test_a_redirect_into_the_network_at_home_is_refused(place: Place, web: Web, target: str, capsys: Output) -> None:
    web.serve("github.com", lambda call: moved(target, 302))
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert "could not be fetched" in capsys.readouterr().err
    assert len(web.calls) == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [("x/../../../evil.md", "leads out of it"), ("/etc/evil.md", "leads out of it"), ("../evil.md", "leads out of it")],
)
def test_a_path_that_leads_out_is_refused(place: Place, name: str, message: str, capsys: Output) -> None:
    place.serves(packed({**FILES, name: "# Evil\n"}, top=""))
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert message in capsys.readouterr().err
    assert place.left() == []
    assert not list(place.folder.rglob("evil.md"))


def test_links_and_the_folder_of_git_are_left_out(place: Place, capsys: Output) -> None:
    data = io.BytesIO(
        packed({**FILES, ".git/config": "[core]\nfsmonitor = touch owned\n", "a/.GIT/hooks/x": "", "b:c": ""})
    )
    with zipfile.ZipFile(data, "a") as archive:
        link = zipfile.ZipInfo("papers-main/link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    place.serves(data.getvalue())
    seen: list[str] = []
    original = remote_repository._unpack

    def unpack(archive: zipfile.ZipFile, folder: Path, is_read: object) -> None:
        original(archive, folder, is_read)  # type: ignore[arg-type]  # what the command gives it
        seen.extend(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        assert (folder / "src/main.py").read_bytes() == b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remote_repository, "_unpack", unpack)
        assert main(["check", "https://github.com/ada/papers"]) == 1
    assert sorted(seen) == ["README.md", "lists/a.md", "src/main.py"]


def test_a_bomb_is_put_out(place: Place, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(remote_repository, "_MOST_BYTES", 1 << 20)
    bomb = packed({"README.md": "a" * (5 << 20)})
    assert len(bomb) < 100_000
    place.serves(bomb)
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert "are larger than 1 MB" in capsys.readouterr().err
    lying = bytearray(bomb)
    at = lying.find(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the size that the header gives
    place.serves(bytes(lying))
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert place.left() == []


def test_an_archive_that_is_too_large_or_has_too_many_files(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr(remote_repository, "_MOST_BYTES", 100)
    place.serves(packed(FILES))
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert "is larger than" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.chdir(place.folder)
    monkeypatch.setattr(remote_repository, "_MOST_FILES", 2)
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert "more than 2 files" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", packed(FILES)[:-30], b"\0" * 5000])
def test_what_is_no_archive_is_said_in_a_line(place: Place, data: bytes, capsys: Output) -> None:
    place.serves(data)
    assert main(["check", "https://github.com/ada/papers"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "is no archive" in err


@pytest.mark.parametrize(("status", "words"), [(404, "there is no public repository ada/papers"), (503, "HTTP 503")])
def test_what_is_not_answered_is_said(place: Place, status: int, words: str, web: Web, capsys: Output) -> None:
    def answer(call: Call) -> Reply:
        return Reply(status, b"")

    web.serve("github.com", answer)
    assert main(["check", "https://github.com/ada/papers"]) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_is_not_there(place: Place, capsys: Output) -> None:
    place.serves(packed(FILES))
    assert main(["check", "https://github.com/ada/papers/blob/main/none.md"]) == 2
    assert "none.md is not in ada/papers at main" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--fix", "--since=main", "--online", "--watch", "--hook"])
def test_what_needs_a_clone_is_refused(place: Place, option: str, capsys: Output) -> None:
    assert main(["check", "https://github.com/ada/papers", option]) == 2
    assert "needs a clone" in capsys.readouterr().err
    assert place.web.calls == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/o/n", RemoteRepository("o", "n")),
        ("https://www.github.com/o/n.git", RemoteRepository("o", "n")),
        ("https://github.com/o/n/tree/dev", RemoteRepository("o", "n", "dev")),
        ("https://github.com/o/n/blob/main/a%20b/c.md#x", RemoteRepository("o", "n", "main", "a b/c.md")),
    ],
)
def test_addresses(url: str, expected: RemoteRepository) -> None:
    assert read_repository_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/o",
        "https://gitlab.com/o/n",
        "https://github.com.evil.org/o/n",
        "https://github.com/o/n/issues/1",
        "https://github.com/../n",
        "https://github.com/o/n/blob/main/../../x",
        "https://github.com/o/n/blob/main/%2e%2e/x",
        "https://[github.com/o/n",
        "https://github.com/o/..",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(UsageError, match="no repository of GitHub"):
        read_repository_url(url)
