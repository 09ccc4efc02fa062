"""Help fits the terminal, is in colours on one, and its examples are command lines that litlint takes."""

import io
import re
import shlex
import shutil
import subprocess

import pytest

from litlint import cli
from litlint.__main__ import main
from litlint.cli.arguments import Parser

Output = pytest.CaptureFixture[str]
COMMANDS = cli.names()


def parser(name: str) -> Parser:
    command = cli.load(name)
    made = Parser(name, command.__doc__ or "", getattr(command, "EXAMPLES", ()))
    command.add_options(made)
    return made


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_help_fits_the_terminal(name: str, columns: str, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main([name, "--help"]) == 0
    text = capsys.readouterr().out
    prose = text.partition("\nexamples:")[0]
    assert max(map(len, prose.splitlines())) <= min(int(columns), 100)
    assert main(["help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= min(int(columns), 100)


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_are_command_lines(name: str) -> None:
    for call, why in getattr(cli.load(name), "EXAMPLES", ()):
        program, command, *arguments = shlex.split(call.partition(" > ")[0])
        assert (program, command) == ("litlint", name)
        parser(name).read(arguments)
        assert why
        assert call in parser(name).help_for(io.StringIO())


def test_colours_add_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = parser("check").help_for(io.StringIO())
    monkeypatch.setenv("FORCE_COLOR", "1")
    painted = parser("check").help_for(io.StringIO())
    assert re.sub(r"\x1b\[\d*m", "", painted) == plain
    assert "\x1b[1mexamples:\x1b[0m" in painted
    assert "\x1b[36m--fix\x1b[0m" in painted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "tcsh", "powershell"])
def test_completion_knows_every_command(shell: str, capsys: Output) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(re.search(rf"\b{re.escape(name)}\b", script) for name in COMMANDS)
    assert "unsafe-fixes" in script
    if shutil.which(shell):
        check = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True)
        assert (check.returncode, check.stderr) == (0, "")


def test_a_shell_that_is_not_known(capsys: Output) -> None:
    assert main(["completion", "basj"]) == 2
    assert 'did you mean "bash"?' in capsys.readouterr().err
    assert main(["completion"]) == 2
    assert "type: litlint completion bash" in capsys.readouterr().err
