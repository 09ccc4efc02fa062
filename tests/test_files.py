import os
from pathlib import Path

import pytest

from litlint.errors import LitlintError
from litlint.files import write_atomically


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    write_atomically(file, b"one\r\n")
    write_atomically(file, b"two\xff")
    assert file.read_bytes() == b"two\xff"
    assert os.listdir(tmp_path) == ["list.md"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    file, link = tmp_path / "list.md", tmp_path / "link.md"
    file.write_bytes(b"one")
    file.chmod(0o640)
    link.symlink_to(file)
    write_atomically(link, b"two")
    assert link.is_symlink()
    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(b"one")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LitlintError, match=r"list\.md cannot be written: No space left on device"):
        write_atomically(file, b"two")
    assert file.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["list.md"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LitlintError, match="cannot be written: No such file"):
        write_atomically(tmp_path / "none" / "list.md", b"")


def test_nothing_is_written_through_a_link_that_leads_outside(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside.md"
    inside.mkdir()
    outside.write_bytes(b"as it was")
    (inside / "link.md").symlink_to(outside)
    with pytest.raises(LitlintError, match="outside of"):
        write_atomically(inside / "link.md", b"else", inside=inside)
    assert outside.read_bytes() == b"as it was"
