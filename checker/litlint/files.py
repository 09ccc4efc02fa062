"""Files written whole or not at all."""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from litlint.errors import LitlintError

_WRITABLE = 0o222


def write_atomically(path: Path, data: bytes, *, inside: Path | None = None) -> None:
    """Replace a file's content in one step; after a crash either the old or all of the content stands there.

    The file's permissions are kept, and a symbolic link stays one, which must not lead out of the folder ``inside``.

    Raises:
        LitlintError: the file cannot be written, is there and nobody may write it, or is not inside.
    """
    target = Path(os.path.realpath(path))
    if inside is not None and not target.is_relative_to(os.path.realpath(inside)):
        raise LitlintError(f"{path} leads to {target}, outside of {inside}; nothing is written there")
    if target.exists() and not _mode(target) & _WRITABLE:
        raise LitlintError(f"{path} is read-only", command=f"chmod u+w {shlex.quote(str(path))}")
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".litlint-", delete=False) as draft:
            try:
                draft.write(data)
                draft.flush()
                os.fsync(draft.fileno())
                os.chmod(draft.name, _mode(target))
                draft.close()  # Windows replaces no open file
                os.replace(draft.name, target)
            except BaseException:
                draft.close()
                with suppress(OSError):
                    os.unlink(draft.name)
                raise
    except OSError as error:
        raise LitlintError(f"{path} cannot be written: {error.strerror}") from error


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
