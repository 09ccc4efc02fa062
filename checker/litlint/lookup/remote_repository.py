"""Reads a public repository of GitHub without a clone: its archive, of bounded size, unpacked into a folder of its own."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from litlint import regex as re
from litlint.errors import LitlintError, UsageError
from litlint.lookup.http.ssrf_guard import RefusedError, UnresolvedError
from litlint.lookup.http.transport import Transport
from litlint.lookup.settings import Settings

HOME: Final = "https://github.com"
# Bytes of an archive, and of what is unpacked of it; files of it; redirects: GitHub's archives take one.
_MOST_BYTES: Final = 50 << 20
_MOST_FILES, _MOST_REDIRECTS = 50_000, 5
_CHUNK: Final = 1 << 16
_HELD: Final = 4 << 20  # bytes of an archive that are kept in memory; a larger one goes to a temporary file
# Names that GitHub allows (docs.github.com/rest/repos): letters, digits, hyphens, dots and underscores.
_OWNER, _NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"), re.compile(r"[A-Za-z0-9._-]{1,100}")
# What no file of an archive may be called, whatever the system: Git's own folder, devices and streams of Windows.
_RESERVED = re.compile(
    r"(?i)(?:\.git|git~\d+|con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*[. ]|.*[:\\<>\"|?*\x00-\x1f\x7f].*"
)


@dataclass(frozen=True, slots=True)
class RemoteRepository:
    """A repository, what of it is asked about (a branch, tag or commit), and a file or folder in it, empty for all."""

    owner: str
    name: str
    ref: str = "HEAD"
    path: str = ""

    @property
    def blob(self) -> str:
        """The address below which its files are shown."""
        return f"{HOME}/{self.owner}/{self.name}/blob/{quote(self.ref)}"


def read_repository_url(url: str) -> RemoteRepository:
    """Return what the address of a repository, or of a file or folder in one, names.

    >>> read_repository_url("https://github.com/owner/name/blob/main/lists/a.md").path
    'lists/a.md'

    Raises:
        UsageError: it is no address of GitHub, or of something else there.
    """
    wrong = UsageError(f"{url} is no repository of GitHub; write https://github.com/OWNER/NAME")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise wrong from error
    names = [unquote(part) for part in parts.path.strip("/").split("/")]
    if host.removeprefix("www.") != "github.com" or len(names) < 2:
        raise wrong
    owner, name, *rest = names
    name = name.removesuffix(".git")
    if not _OWNER.fullmatch(owner) or not _NAME.fullmatch(name) or name in (".", ".."):
        raise wrong
    if not rest:
        return RemoteRepository(owner, name)
    if rest[0] not in ("blob", "tree", "raw") or len(rest) < 2 or ".." in rest:
        raise wrong
    return RemoteRepository(owner, name, rest[1], "/".join(rest[2:]))


def fetch_repository(
    repository: RemoteRepository, folder: Path, settings: Settings, is_read: Callable[[str], bool]
) -> None:
    """Unpack a repository into an empty folder: files that ``is_read`` wants with their content, the others empty.

    Raises:
        LitlintError: it cannot be had, is too large, or holds what no archive of GitHub does.
    """
    home = (settings.registry("github-pages").base_url or HOME).rstrip("/")
    url = f"{home}/{repository.owner}/{repository.name}/archive/{quote(repository.ref, safe='')}.zip"
    with SpooledTemporaryFile(_HELD) as file:
        _download(url, file, repository, settings)
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as archive:
                _unpack(archive, folder, is_read)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
            raise LitlintError(f"{url} answered with something that is no archive") from error


def _download(url: str, file: IO[bytes], repository: RemoteRepository, settings: Settings) -> None:
    transport = Transport.open(settings)
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            transport.guard.check_url(url)
            headers = {"User-Agent": settings.agent, "Accept-Encoding": "identity"}
            timeout = settings.connect_timeout * 3
            with transport.session.get(
                url, headers=headers, stream=True, timeout=timeout, allow_redirects=False
            ) as answer:
                if answer.is_redirect:
                    url = urljoin(url, answer.headers["Location"])
                    continue
                if answer.status_code == 404:
                    raise LitlintError(
                        f"there is no public repository {repository.owner}/{repository.name} with {repository.ref}"
                    )
                if answer.status_code != 200:
                    raise LitlintError(f"{url} answered HTTP {answer.status_code}")
                _keep(answer, file, url)
                return
        raise LitlintError(f"{url} leads from one address to the next without an end")
    except (requests.RequestException, HTTPError, RefusedError, UnresolvedError) as error:
        raise LitlintError(f"{url} could not be fetched: {' '.join(str(error).split())[:160]}") from error
    finally:
        transport.close()


def _keep(answer: requests.Response, file: IO[bytes], url: str) -> None:
    have = 0
    for chunk in answer.iter_content(_CHUNK):
        have += len(chunk)
        if have > _MOST_BYTES:
            raise LitlintError(f"{url} is larger than {_MOST_BYTES >> 20} MB; clone the repository and check it there")
        file.write(chunk)


def _unpack(archive: zipfile.ZipFile, folder: Path, is_read: Callable[[str], bool]) -> None:
    members = archive.infolist()
    if len(members) > _MOST_FILES:
        raise LitlintError(f"the repository has more than {_MOST_FILES:,} files; clone it and check it there")
    left = _MOST_BYTES
    for member, parts in _files(members):
        path = folder.joinpath(*parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                if is_read(parts[-1]):
                    left -= _copy(archive, member, file, left)
        except FileExistsError:  # two names that are one on this system: the first counts
            continue
        except OSError as error:  # a name that this system does not allow
            raise LitlintError(f"{'/'.join(parts)[:100]} cannot be unpacked: {error.strerror}") from error


def _files(members: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, list[str]]]:
    """Yield the files of an archive with their paths below its one folder; links and Git's own files are left out."""
    for member in members:
        if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
            continue
        if member.filename.startswith("/") or ".." in member.filename.split("/"):
            raise LitlintError("the archive has a path that leads out of it, so nothing of it is read")
        parts = [part for part in member.filename.split("/")[1:] if part not in ("", ".")]
        if parts and not any(_RESERVED.fullmatch(part) for part in parts):
            yield member, parts


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: IO[bytes], left: int) -> int:
    """Unpack one file, and return how many bytes it has; what its header says of its size is not believed."""
    size = 0
    with archive.open(member) as packed:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise LitlintError(
                    f"the lists of the repository are larger than {_MOST_BYTES >> 20} MB; clone it and check it there"
                )
            file.write(chunk)
    return size
