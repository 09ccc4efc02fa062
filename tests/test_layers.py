import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "checker" / "litlint"

# The rooms that may import a library; a library that is not here is imported nowhere.
LIBRARIES = {
    "bibtexparser": ("parse/bibtex/",),
    "defusedxml": ("lookup/",),
    "filelock": ("lookup/",),
    "jinja2": ("site/",),
    "lsprotocol": ("server/",),
    "mistune": ("parse/markdown/",),
    "pathspec": ("workspace/globs.py", "workspace/tree.py"),
    "platformdirs": ("lookup/", "workspace/project.py"),
    "pygls": ("server/",),
    "pylatexenc": ("parse/", "write/"),
    "rapidfuzz": ("metadata/titles.py",),
    "requests": ("lookup/",),
    "urllib3": ("lookup/",),
    "rich": ("cli/progress.py",),
    "shtab": ("cli/",),
}


def test_each_room_imports_only_what_is_below_it() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    answer = subprocess.run([sys.executable, "-c", command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "4 kept, 0 broken" in answer.stdout


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            yield (node.module or "").partition(".")[0]


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_each_library_is_imported_in_its_room_alone(file: Path) -> None:
    place = file.relative_to(PACKAGE).as_posix()
    for name in set(imported(file)) - sys.stdlib_module_names - {"litlint"}:
        assert place.startswith(LIBRARIES.get(name, ())), f"{name} is imported in {place}"


def test_every_folder_of_code_is_a_package() -> None:
    folders = {file.parent for file in FILES}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
