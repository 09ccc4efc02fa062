"""The user's cache folder: sealed files that only this user can write, the oldest of which go first.

It is read before anything else of litlint, so only modules of the interpreter's core are used.
"""

from __future__ import annotations

import os
import stat
import sys


def cache_folder(name: str) -> str:
    """Return the folder of one kind of stored things, in this user's caches as platformdirs has them."""
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or os.path.expanduser("~"), "litlint", "Cache", name)
    if sys.platform == "darwin":
        return os.path.expanduser(f"~/Library/Caches/litlint/{name}")
    base = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
    return os.path.join(base, "litlint", name)


def digest(data: bytes) -> str:
    """Return a hash of some bytes in 40 hexadecimal digits."""
    # The module below hashlib: that one takes longer to import than all else here takes.
    from _blake2 import blake2b

    return str(blake2b(data, digest_size=20).hexdigest())


def is_private(path: str) -> bool:
    """Say whether a folder is this user's alone: what anyone else can write there is not to be believed."""
    if not hasattr(os, "geteuid"):
        return os.path.isdir(path)
    try:
        about = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & 0o077


def read_sealed(path: str, form: bytes) -> bytes | None:
    """Return what ``write_sealed`` wrote to a path in a form; None where there is nothing, or it is not as it was written."""
    try:
        if not is_private(os.path.dirname(path)):
            return None
        with open(path, "rb") as file:
            found, seal, data = file.readline(), file.readline(), file.read()
        if found != form or seal.decode("ascii").strip() != digest(data):
            return None
        os.utime(path)  # what is asked for goes last
        return data
    except (OSError, ValueError):
        return None


def write_sealed(path: str, form: bytes, data: bytes, *, most_files: int, most_bytes: int) -> None:
    """Write a file at once or not at all, and remove the oldest files beside it beyond so many, or so many bytes.

    ``form`` is a line that says what kind of file it is, and changes when that does. Where nothing can be written, or the
    folder is not this user's alone, nothing is.
    """
    folder = os.path.dirname(path)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not is_private(folder):
            return
        fresh = f"{path}.{os.getpid()}"
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(form + digest(data).encode() + b"\n" + data)
        os.replace(fresh, path)
        _forget_oldest(folder, most_files, most_bytes)
    except OSError:
        return


def clear(name: str) -> int:
    """Remove all stored things of one kind, and return how many there were."""
    folder = cache_folder(name)
    try:
        names = os.listdir(folder)
    except OSError:
        return 0
    for each in names:
        os.remove(os.path.join(folder, each))
    return len(names)


def _forget_oldest(folder: str, most_files: int, most_bytes: int) -> None:
    with os.scandir(folder) as listing:
        files = sorted(((item.stat().st_mtime, item.stat().st_size, item.path) for item in listing), reverse=True)
    size = 0
    for count, (_, length, path) in enumerate(files, 1):
        size += length
        if count > most_files or size > most_bytes:
            os.remove(path)
