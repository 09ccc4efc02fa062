import os
import subprocess
import sys
from pathlib import Path

import pytest

from litlint import __version__, cli
from litlint.__main__ import main

LITLINT = [sys.executable, "-m", "litlint"]
ROOT = Path(__file__).parents[2]


def litlint(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    place = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([*LITLINT, *arguments], cwd=cwd, env=place, capture_output=True)


def test_the_version_costs_no_imports() -> None:
    program = (
        "import sys; before = set(sys.modules); from litlint.__main__ import main; code = main(['--version'])\n"
        "print(code, *sorted(set(sys.modules) - before))"
    )
    answer = subprocess.run([sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}"],
                            capture_output=True, text=True, check=True)  # fmt: skip
    version, loaded = answer.stdout.splitlines()
    assert version == f"litlint {__version__}"
    own = {"litlint", "litlint.__main__", "litlint.errors"}
    assert set(loaded.split()) - {"0", "__future__"} == own


def test_entries_need_no_network_library() -> None:
    program = "import sys, litlint.cli.commands.entries, litlint.cli.commands.check; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"requests", "rich", "defusedxml", "pathspec"} & set(answer.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["chekc"], 'no command "chekc"; did you mean "check"? (litlint help lists all)'),
        (["--quiet"], 'unexpected argument "--quiet" before the command (litlint help lists all)'),
        (["tests"], "to check a file or folder, write: litlint check tests"),
        (["check", "--slect", "x"], 'unexpected argument "--slect"; did you mean "--select"? (litlint check --help'),
        (["news"], "litlint news needs --since (litlint news --help lists the options)"),
        (["check", "--select"], "--select: expected one argument (litlint check --help lists the options)"),
        (["check", "--select", "unused-alow"], 'no rule "unused-alow"; did you mean "unused-allow"? (litlint rules'),
        (["check", "--ignore", "qqqqq"], 'no rule "qqqqq" (litlint rules lists all)'),
        (["check", "--output-format", "jsn"], 'no output format "jsn"; did you mean "json"? (there are badge,'),
        (["check", "--output", "jsn:x"], 'no output format "jsn"; did you mean "json"?'),
        (["check", "--output", "json"], '--output takes FORMAT:FILE, as in json:report.json, not "json"'),
        (
            ["check", "--fail-on", "eror"],
            'unknown severity "eror"; did you mean "error"? (there are note, warning, error)',
        ),
        (["check", "--color", "alway"], 'unknown value of --color "alway"; did you mean "always"?'),
        (["check", "--config", "none.toml"], "none.toml: cannot be read: No such file or directory"),
        (["entries", "--format", "jso"], 'unknown format "jso"; did you mean "json"? (there are text, json)'),
        (["rules", "identity-missmatch"], 'no rule "identity-missmatch"; did you mean "identity-mismatch"? (litlint'),
        (["rules", "\x1b[2J\n"], 'no rule "\\u001b[2J\\n" (litlint rules lists all)'),
        (["\x1b[2J\n"], 'no command "\\x1b[2J " (litlint help lists all)'),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(
    arguments: list[str], error: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"litlint: {error}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["help"], ["--help"], ["-h"], []])
def test_help_lists_every_command_by_group(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == (0 if arguments else 2)
    out = capsys.readouterr().out
    assert "\nCheck:\n  check " in out
    assert all(f"\n  {name} " in out for name in cli.names())
    assert all(cli.load(name).GROUP in cli.GROUPS for name in cli.names())


@pytest.mark.parametrize("arguments", [["help", "check"], ["check", "--help"], ["check", "x.md", "-h"]])
def test_help_of_a_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert "--stdin-filename PATH" in capsys.readouterr().out


@pytest.mark.slow
def test_any_encoding_of_the_terminal_will_do(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_bytes("# 论文\n\n- [Gärten 论文 études](https://arxiv.org/abs/2001.01234)\n".encode())
    for encoding in ("ascii", "cp1252", "utf-8"):
        answer = litlint("entries", cwd=tmp_path, PYTHONIOENCODING=encoding)
        assert answer.returncode == 0, answer.stderr
        assert b"etudes" not in answer.stdout
        assert "études".encode(encoding, "backslashreplace").strip(b"\\xe9") in answer.stdout


@pytest.mark.slow
def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    entries = "".join(f"- [A Study of {'very ' * 20}{n}](https://arxiv.org/abs/2001.{n:05})\n" for n in range(3000))
    (tmp_path / "list.md").write_text(entries)
    process = subprocess.Popen(
        [*LITLINT, "entries"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from litlint import __main__

    def interrupted(argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(__main__, "main", interrupted)
    assert __main__.run() == 130
    assert capsys.readouterr() == ("", "")


def test_what_follows_two_hyphens_is_no_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--output-format", "json", "--", "--version"]) == 2
    assert "--version: no such file or folder" in capsys.readouterr().out
    for word in ("-h", "--help"):
        assert main(["check", "--output-format", "json", "--", word]) == 2
        assert f"{word}: no such file or folder" in capsys.readouterr().out
    assert main(["baseline", "--", "x"]) == 2
    assert 'unexpected argument "x"' in capsys.readouterr().err
