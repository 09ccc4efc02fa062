import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from litlint.model.source import Source
from litlint.report.layout.difference import changes, unified

lines = st.lists(st.sampled_from(["a", "b", "c", "", "x" * 5, "@@ -1 +1 @@", "-", "é"]), max_size=30)


def applied(folder: Path, before: bytes, patch: str) -> bytes:
    (folder / "list.md").write_bytes(before)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch.encode("utf-8", "surrogateescape"), check=True)
    return (folder / "list.md").read_bytes()


@given(lines, lines)
def test_the_changes_turn_one_text_into_the_other(old: list[str], new: list[str]) -> None:
    built, at = [], 0
    for i, j, k, m in changes(old, new):
        assert at <= i
        assert (i, k) != (j, m)
        built += old[at:i] + new[k:m]
        at = j
    assert built + old[at:] == new


def test_git_takes_the_difference(tmp_path: Path) -> None:
    cases = [
        (b"a\nb\nc\n", b"a\nc\n"),
        (b"a\r\nb\r\n", b"a\r\nnew\r\nb\r\n"),
        (b"\xef\xbb\xbfa\nb", b"\xef\xbb\xbfb\nb"),
        (b"a", b"a\n"),
        (b"a\xff\n" + b"x\n" * 20 + b"end", b"a\xfe\n" + b"x\n" * 20 + b"END"),
        (b"1\n2\n3\n4\n5\n6\n7\n8\n9\n", b"1\n3\n4\n5\n6\n7\n8\n9\n10\n"),
    ]
    for before, after in cases:
        patch = unified(Source.decode("list.md", before), Source.decode("list.md", after))
        assert applied(tmp_path, before, patch) == after


def test_a_file_that_was_not_there_comes_out_of_nothing() -> None:
    assert unified(None, Source("papers.lock", "row\n")) == "--- /dev/null\n+++ b/papers.lock\n@@ -0,0 +1 @@\n+row\n"


def test_equal_texts_have_no_difference() -> None:
    assert unified(Source("a.md", "x\n"), Source("a.md", "x\n")) == ""


def test_a_change_stands_with_three_lines_around_it() -> None:
    text = "".join(f"{number}\n" for number in range(20))
    patch = unified(Source("a.md", text), Source("a.md", text.replace("\n9\n", "\nnine\n")))
    assert patch.splitlines() == [
        *("--- a/a.md", "+++ b/a.md", "@@ -7,7 +7,7 @@", " 6", " 7", " 8", "-9", "+nine", " 10", " 11", " 12")
    ]
