import os
import random
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from litlint.errors import LitlintError
from litlint.files import ChangedError, read_file, read_start, write_atomically, write_new, write_output


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
class TestWhatIsNoFile:
    def test_a_pipe_and_a_device_are_not_read(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        for place in (tmp_path / "pipe", Path("/dev/zero")):
            with pytest.raises(OSError, match="it is not a regular file"):
                read_file(place)

    def test_a_file_is_read_to_its_bound(self, tmp_path: Path) -> None:
        (tmp_path / "long").write_bytes(b"12345")
        assert read_file(tmp_path / "long", 5) == b"12345"
        with pytest.raises(OSError, match="longer than 4 bytes"):
            read_file(tmp_path / "long", 4)
        assert read_start(tmp_path / "long", 2) == b"12"

    def test_a_pipe_is_not_replaced(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(LitlintError, match="it is not a regular file"):
            write_atomically(tmp_path / "pipe", b"x")
        with pytest.raises(LitlintError, match="cannot be written"):  # nobody reads it
            write_output(tmp_path / "pipe", b"x", root=tmp_path)
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    def test_a_report_to_a_device_leaves_the_device(self, tmp_path: Path) -> None:
        before = os.stat(os.devnull)
        write_output(Path(os.devnull), b"x", root=tmp_path)
        (tmp_path / "null").symlink_to(os.devnull)
        with pytest.raises(LitlintError, match="outside of"):
            write_output(tmp_path / "null", b"x", root=tmp_path)
        assert (before.st_ino, before.st_mode) == (os.stat(os.devnull).st_ino, os.stat(os.devnull).st_mode)

    def test_a_report_goes_through_no_link_that_leads_out(self, tmp_path: Path) -> None:
        root, outside = tmp_path / "root", tmp_path / "outside"
        root.mkdir()
        outside.mkdir()
        (root / "folder").symlink_to(outside)
        with pytest.raises(LitlintError, match="outside of"):
            write_output(root / "folder" / "report.json", b"x", root=root)
        with pytest.raises(LitlintError, match="outside of"):
            write_new(root / "folder" / "deep" / "new.yml", b"x", inside=root)
        assert os.listdir(outside) == []

    def test_a_full_disk_leaves_no_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(handle: int, data: memoryview) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        with pytest.raises(LitlintError, match="No space left"):
            write_atomically(tmp_path / "list.md", b"x")
        assert os.listdir(tmp_path) == []


def test_a_file_that_has_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(b"theirs")
    with pytest.raises(ChangedError, match="has changed since it was read"):
        write_atomically(file, b"mine", before=b"as read")
    with pytest.raises(ChangedError, match="exists by now"):
        write_new(file, b"mine", inside=tmp_path)
    assert file.read_bytes() == b"theirs"


def test_a_file_of_this_content_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(b"same")
    inode = file.stat().st_ino
    write_atomically(file, b"same", before=b"same")
    assert file.stat().st_ino == inode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_of_a_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    file.write_bytes(b"one")
    os.chown(file, 1234, 2345)
    file.chmod(0o664)
    write_atomically(file, b"two")
    about = file.stat()
    assert (about.st_uid, about.st_gid, about.st_mode & 0o7777) == (1234, 2345, 0o664)


ADDER = """
import sys
from pathlib import Path
from litlint.files import update_file
for number in range(100):
    update_file(Path(sys.argv[1]), lambda old: (old or b"") + f"{sys.argv[2]}{number}\\n".encode())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows locks no folders")
def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "list.md"
    writers = [subprocess.Popen([sys.executable, "-c", ADDER, file, name]) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert sorted(file.read_text().split()) == sorted(f"{name}{number}" for name in "ab" for number in range(100))
    assert os.listdir(tmp_path) == ["list.md"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs signals")
def test_kills_leave_the_old_or_the_new_file(tmp_path: Path) -> None:
    file, chance = tmp_path / "list.md", random.Random(7)
    writer = "import sys\nfrom pathlib import Path\nfrom litlint.files import write_atomically\nprint(flush=True)\n"
    writer += "while True:\n    for letter in b'ab':\n        write_atomically(Path(sys.argv[1]), bytes([letter]) * 300_000)\n"
    for _ in range(20):
        with subprocess.Popen([sys.executable, "-c", writer, file], stdout=subprocess.PIPE) as child:
            child.stdout.readline()  # type: ignore[union-attr]  # it is a pipe
            for _ in range(chance.randrange(1, 2000)):
                os.path.lexists(file)
            child.kill()
        if file.exists():
            assert file.read_bytes() in (b"a" * 300_000, b"b" * 300_000)
