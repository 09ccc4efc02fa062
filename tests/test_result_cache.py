"""The stored result of a check: what is printed again is what a new check prints, whatever has changed before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from litlint import result_cache
from litlint.cache_folder import digest

pytestmark = pytest.mark.slow

LIST = """# Papers

- [A Study of Ants](http://arxiv.org/abs/2001.01234), 2020
- [A Study of Bees](other.md), 2020
"""


class Place:
    """A repository, a cache folder and an environment in which litlint is run."""

    def __init__(self, folder: Path) -> None:
        self.root, self.cache = folder / "repo", folder / "cache"
        self.root.mkdir()
        (self.root / "README.md").write_text(LIST)
        self.environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(self.cache),
            "HOME": str(folder),
            "SOURCE_DATE_EPOCH": "1750000000",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self.arguments = ["check"]

    def run(self, *more: str) -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "litlint", *self.arguments, *more],
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def stored(self) -> set[str]:
        folder = self.cache / "litlint" / "results"
        return {path.name for path in folder.iterdir()} if folder.is_dir() else set()

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, env=self.environment, capture_output=True, check=True)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    if sys.platform != "linux":
        pytest.skip("the cache folder is set by XDG_CACHE_HOME here")
    return Place(tmp_path)


def test_an_unchanged_run_prints_the_same_without_checking(place: Place) -> None:
    cold = place.run()
    assert cold[0] == 1
    (name,) = place.stored()
    path = place.cache / "litlint" / "results" / name
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    # Another answer under its own seal shows that it is the stored one that is printed.
    form, _, rest = path.read_bytes().split(b"\n", 2)
    rest = rest.replace(b"note[insecure-url", b"note[indecent-url")
    path.write_bytes(form + b"\n" + digest(rest).encode() + b"\n" + rest)
    assert place.run() == (1, cold[1].replace(b"note[insecure-url", b"note[indecent-url"), cold[2])
    told = place.run("--statistics"), place.run("--statistics")
    assert told[0][1] == told[1][1]
    assert b"stored result" in told[1][2]


def test_a_broken_or_foreign_result_is_a_miss(place: Place) -> None:
    cold = place.run()
    (name,) = place.stored()
    path = place.cache / "litlint" / "results" / name
    whole = path.read_bytes()
    for data in (b"", whole[:-1], whole.replace(b"insecure", b"indecent"), b"\xff" * 99):
        path.write_bytes(data)
        assert place.run() == cold
    path.parent.chmod(0o755)
    path.write_bytes(b"nonsense")
    assert place.run() == cold
    assert path.read_bytes() == b"nonsense"


def change_list(place: Place) -> None:
    (place.root / "README.md").write_text(LIST.replace("http:", "https:"))


def change_with_the_same_time_and_size(place: Place) -> None:
    path = place.root / "README.md"
    before = path.stat()
    path.write_text(LIST.replace("http://arxiv.org", "https:/arxiv.org"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def add_list(place: Place) -> None:
    (place.root / "more.md").write_text("- [More](http://arxiv.org/abs/2001.01235), 2020\n")


def add_target(place: Place) -> None:
    (place.root / "other.md").write_text("text\n")


def add_folder(place: Place) -> None:
    (place.root / "deep").mkdir()
    (place.root / "deep" / "more.md").write_text("- [More](http://arxiv.org/abs/2001.01235), 2020\n")


def add_config(place: Place) -> None:
    (place.root / "litlint.toml").write_text('ignore = ["link"]\n')


def add_pyproject(place: Place) -> None:
    (place.root / "pyproject.toml").write_text('[tool.litlint]\nignore = ["link"]\n')


def add_lock(place: Place) -> None:
    (place.root / "papers.lock").write_text(
        '{"id": "arxiv:2001.01234", "title": "Another Thing", "authors": ["A B"]}\n'
    )


def break_lock(place: Place) -> None:
    (place.root / "papers.lock").write_text("{\n")


def add_baseline(place: Place) -> None:
    place.arguments = ["baseline"]
    assert place.run()[0] == 0
    place.arguments = ["check"]


def hide_list(place: Place) -> None:
    (place.root / ".gitignore").write_text("README.md\n")


def add_list_above(place: Place) -> None:
    (place.root.parent / "litlint.toml").write_text('select = ["link/insecure-url"]\n')


def set_day(place: Place) -> None:
    place.environment["SOURCE_DATE_EPOCH"] = "1790000000"


def set_colour(place: Place) -> None:
    place.environment["FORCE_COLOR"] = "1"


def set_width(place: Place) -> None:
    place.environment["COLUMNS"] = "60"


def set_encoding(place: Place) -> None:
    place.environment["PYTHONIOENCODING"] = "ascii"


def set_options(place: Place) -> None:
    place.arguments = ["check", "--output-format", "json"]


def set_format(place: Place) -> None:
    place.arguments = ["check", "--output-format=concise"]


def name_path(place: Place) -> None:
    place.arguments = ["check", "README.md"]


def drop_list(place: Place) -> None:
    (place.root / "README.md").unlink()


def add_index(place: Place) -> None:
    (place.root.parent / "papers.index").write_bytes(b"no index")
    place.environment["LITLINT_INDEX"] = str(place.root.parent / "papers.index")


CHANGES = (
    change_list,
    change_with_the_same_time_and_size,
    add_list,
    add_target,
    add_folder,
    add_config,
    add_pyproject,
    add_lock,
    break_lock,
    add_baseline,
    hide_list,
    add_list_above,
    set_day,
    set_colour,
    set_width,
    set_encoding,
    set_options,
    set_format,
    name_path,
    drop_list,
    add_index,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("in_git", [False, True], ids=["folder", "git"])
def test_after_a_change_warm_is_cold(place: Place, change: Callable[[Place], None], in_git: bool) -> None:
    if in_git:
        place.git("init", "-q")
        place.git("add", ".")
    place.run()
    assert place.stored()
    change(place)
    warm = place.run()
    cold = place.run("--no-cache")
    assert warm == cold


@pytest.mark.parametrize("path", [".git/info/exclude", ".gitignore"])
def test_what_git_hides_is_looked_at(place: Place, path: str) -> None:
    place.git("init", "-q")
    before = place.run()
    (place.root / ".git" / "info").mkdir(exist_ok=True)
    (place.root / path).write_text("README.md\n")
    after = place.run()
    assert after == place.run("--no-cache")
    assert after != before


def test_ignore_files_of_the_user_are_looked_at(place: Place) -> None:
    place.git("init", "-q")
    before = place.run()
    (place.root.parent / ".config" / "git").mkdir(parents=True)
    (place.root.parent / ".config" / "git" / "ignore").write_text("README.md\n")
    after = place.run()
    assert after == place.run("--no-cache")
    assert after != before


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--fix"],
        ["check", "--diff", "--fix"],
        ["check", "--output", "json:report.json"],
        ["check", "-"],
        ["check", "--stdin-filename=a.md"],
        ["check", "--since=HEAD"],
        ["check", "--hook"],
        ["check", "--online"],
        ["check", "--no-cache"],
        ["entries"],
        [],
    ],
)
def test_what_is_never_stored(arguments: list[str]) -> None:
    assert not result_cache.is_cacheable(arguments)


def test_clear(place: Place) -> None:
    place.run()
    assert place.stored()
    place.arguments = ["cache", "clear"]
    assert place.run()[1] == b"1 stored result removed\n"
    assert not place.stored()


def test_what_is_kept_of_documents_is_no_input(place: Place) -> None:
    long = "".join(f"- [A Study of Ants {number}](http://arxiv.org/abs/2001.{number:05})\n" for number in range(1, 90))
    (place.root / "README.md").write_text(f"# Papers\n\n{long}")
    cold = place.run()
    kept = place.cache / "litlint" / "documents"
    assert len(list(kept.iterdir())) == 2
    assert len(place.stored()) == 1
    for path in kept.iterdir():
        path.unlink()
    assert place.run() == cold
    assert not list(kept.iterdir())  # nothing was read: the stored result holds
