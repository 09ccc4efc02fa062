"""Files: read only where they are regular and not too long, written whole or not at all.

Every file that litlint reads or writes goes through here, for a repository may come from anyone: a list may be a device
that never ends, a pipe without a writer, or a link that leads somewhere else.
"""

from __future__ import annotations

import errno
import os
import shlex
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Final

from litlint.errors import LitlintError

if sys.platform != "win32":
    import fcntl

MOST_BYTES: Final = 256 << 20
"""The size of the longest file that is read: several times that of the largest bibliography that is published as one."""
# The bits of a file's mode by which anyone may write to it.
_WRITABLE: Final = 0o222
_IN_PLACE: Final = ("/dev/", "/proc/")
_OPEN: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class ChangedError(LitlintError):
    """A file is no longer what it was when it was read, so that writing it would undo another person's work."""


def read_file(path: Path | str, most: int = MOST_BYTES) -> bytes:
    """Return the content of a regular file; symbolic links are followed.

    Raises:
        OSError: it cannot be read, is a folder, a device, a pipe or a socket, or holds more than ``most`` bytes.
    """
    handle = _open_regular(path)
    with os.fdopen(handle, "rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is longer than {most:,} bytes", str(path))
    return data


def read_start(path: Path | str, size: int) -> bytes:
    """Return at most the first ``size`` bytes of a regular file.

    Raises:
        OSError: as ``read_file``, but for the length.
    """
    with os.fdopen(_open_regular(path), "rb") as file:
        return file.read(size)


def open_file(path: Path | str) -> IO[bytes]:
    """Open a regular file of any size, for what reads it piece by piece.

    Raises:
        OSError: as ``read_file``, but for the length.
    """
    return os.fdopen(_open_regular(path), "rb")


def _open_regular(path: Path | str) -> int:
    sys.audit("open", str(path), "r", os.O_RDONLY)  # also where nothing can be opened, as the stored result must know
    try:
        _check_regular(os.stat(path), path)  # first, as opening a device may have an effect
        handle = os.open(path, _OPEN)
    except ValueError as error:  # a null character, or a name that the system's encoding cannot hold
        raise OSError(errno.EINVAL, "its name is not one that this system takes", ascii(str(path))) from error
    try:
        _check_regular(os.fstat(handle), path)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _check_regular(status: os.stat_result, path: Path | str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))


def write_atomically(
    path: Path, data: bytes, *, inside: Path | None = None, before: bytes | None = None, durable: bool = True
) -> None:
    """Replace a file's content in one step; after a crash either the old or all of the content is there.

    Permissions and owner are kept, and a symbolic link stays one, which must not lead out of the folder ``inside``.
    ``before`` is what the file held when it was read. A file that can be made again need not be ``durable``: the disk is
    not waited for.

    Raises:
        ChangedError: the file now holds something else than ``before``.
        LitlintError: the file cannot be written, is there and may not be written, is no regular file, or is not inside.
    """

    def unchanged(found: bytes | None) -> bytes:
        if before is not None and found != before:
            raise ChangedError(f"{path} has changed since it was read; nothing is written to it, run litlint again")
        return data

    update_file(path, unchanged, inside=inside, durable=durable)


def write_new(path: Path, data: bytes, *, inside: Path) -> None:
    """Write a file that must not exist yet, and the folders above it.

    Raises:
        ChangedError: something is there by now.
        LitlintError: as ``write_atomically``.
    """

    def absent(found: bytes | None) -> bytes:
        if found is not None:
            raise ChangedError(f"{path} exists by now; nothing is written to it")
        return data

    _check_inside(path, inside)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise LitlintError(f"{path} cannot be written: {_why(error)}") from error
    update_file(path, absent, inside=inside)


def write_output(path: Path, data: bytes, *, root: Path) -> None:
    """Write what the user asked to have at a path: a file is replaced, a device or a pipe is written to.

    A path in the folder ``root`` must not lead out of it.

    Raises:
        LitlintError: it cannot be written, or leads out.
    """
    place = Path(os.path.abspath(path))
    inside = root if place.is_relative_to(root) else None
    try:
        if str(place).startswith(_IN_PLACE) or _is_stream(path):
            _check_inside(path, inside)
            _write_in_place(path, data)
            return
    except (OSError, ValueError) as error:
        raise LitlintError(f"{path} cannot be written: {_why(error)}") from error
    write_atomically(path, data, inside=inside)


def update_file(
    path: Path, change: Callable[[bytes | None], bytes], *, inside: Path | None = None, durable: bool = True
) -> None:
    """Replace a file's content by what ``change`` makes of it (None where there is no file), as ``write_atomically``.

    No other litlint writes in the folder meanwhile, so that ``change`` sees what is replaced. Equal content is left alone.

    Raises:
        LitlintError: as ``write_atomically``.
    """
    _check_inside(path, inside)
    try:
        target = Path(os.path.realpath(path))
        with _one_writer(target.parent):
            try:
                old = target.stat()
            except FileNotFoundError:
                old = None
            found = None if old is None else read_file(target)
            data = change(found)
            if data == found:
                return
            if old is not None and not stat.S_IMODE(old.st_mode) & _WRITABLE:
                raise LitlintError(f"{path} is read-only", command=f"chmod u+w {shlex.quote(str(path))}")
            _replace(target, data, old, durable)
    except (OSError, ValueError) as error:
        raise LitlintError(f"{path} cannot be written: {_why(error)}") from error


def move_into_place(draft: Path, path: Path) -> None:
    """Put a finished file in the place of another, or where there is none; a symbolic link stays one.

    Raises:
        LitlintError: what is there is no regular file, or cannot be replaced.
    """
    try:
        target = Path(os.path.realpath(path))
        with suppress(FileNotFoundError):
            old = target.stat()
            _check_regular(old, path)
            os.chmod(draft, stat.S_IMODE(old.st_mode))
        os.replace(draft, target)
    except (OSError, ValueError) as error:
        raise LitlintError(f"{path} cannot be written: {_why(error)}") from error


def _replace(target: Path, data: bytes, old: os.stat_result | None, durable: bool) -> None:
    handle, draft = mkstemp(dir=target.parent, prefix=".litlint-")
    try:
        try:
            _write_all(handle, data)
            _keep_owner_and_mode(handle, draft, old)
            if durable:
                os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _keep_owner_and_mode(handle: int, draft: str, old: os.stat_result | None) -> None:
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(draft, 0o666 & ~mask)
        return
    new = os.fstat(handle)
    if hasattr(os, "fchown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(handle, old.st_uid, old.st_gid)
        except PermissionError as error:
            raise PermissionError(error.errno, "it belongs to another user or group, which cannot be kept") from error
    os.chmod(draft, stat.S_IMODE(old.st_mode))  # after the owner, as a change of owner clears some bits


@contextmanager
def _one_writer(folder: Path) -> Iterator[None]:
    """Keep every other litlint from writing in a folder; the folder itself is locked, so that no file is left."""
    if sys.platform == "win32":  # which locks no folder; the comparison must do
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _check_inside(path: Path, inside: Path | None) -> None:
    target = Path(os.path.realpath(path))
    if inside is not None and not target.is_relative_to(os.path.realpath(inside)):
        raise LitlintError(f"{path} leads to {target}, outside of {inside}; nothing is written there")


def _is_stream(path: Path) -> bool:
    """Say whether a device or a pipe is there, which is written to and never replaced."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _write_in_place(path: Path, data: bytes) -> None:
    # Without O_NONBLOCK a pipe without a reader would hold the run for ever; a reader that is there is then waited for.
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    try:
        os.set_blocking(handle, True)
        _write_all(handle, data)
    finally:
        os.close(handle)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return error.strerror or "failed"
    return "its name is not one that this system takes"
