"""The configurations in ``docs/editors.md``, in the editors that they are for, each run without a screen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.editor
DOCUMENT = Path(__file__).parents[2] / "docs" / "editors.md"
LIST = "# L\n\n- [A Study of Gärden 🌱](http://arxiv.org/abs/2001.00007). 2020.\n"
# What an editor has of litlint after the list is opened: the line, the rule and the message; then the list is repaired.
NEOVIM = """
vim.cmd("edit list.md")
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, one in ipairs(vim.diagnostic.get(0)) do
  print(one.lnum + 1, one.code, vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})[1])
end
local params = vim.lsp.util.make_range_params()
params.range = { start = { line = 2, character = 0 }, ["end"] = { line = 2, character = 60 } }
params.context = { diagnostics = {} }
for id, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 30000)) do
  local action = answer.result[1]
  if not action.edit then
    action = vim.lsp.buf_request_sync(0, "codeAction/resolve", action, 30000)[id].result
  end
  vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(id).offset_encoding)
end
vim.cmd("write")
vim.cmd("qa!")
"""
EMACS = """
(require 'eglot) (require 'markdown-mode) (require 'flymake)
(setq eglot-sync-connect 30)
(defun wait-until (done)
  (let ((end (+ (float-time) 30))) (while (and (< (float-time) end) (not (funcall done))) (accept-process-output nil 0.02))))
(find-file "list.md")
(markdown-mode)
(apply #'eglot (eglot--guess-contact))
(wait-until #'flymake-diagnostics)
(dolist (one (flymake-diagnostics))
  (message "%s %s %s" (line-number-at-pos (flymake-diagnostic-beg one)) (flymake-diagnostic-text one)
           (buffer-substring (flymake-diagnostic-beg one) (flymake-diagnostic-end one))))
(kill-emacs 0)
"""


def snippet(editor: str, language: str) -> str:
    """Return the code that the document gives for an editor."""
    found = re.search(rf"^{editor}.*?^```{language}\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.M | re.S)
    assert found is not None
    return found[1]


def run(folder: Path, *command: str) -> str:
    """Open a list of a new repository in an editor, and return what it prints."""
    (folder / ".git").mkdir()
    (folder / "list.md").write_text(LIST, "utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "HOME": str(folder), "PATH": path, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_neovim_shows_a_finding_and_takes_its_fix(tmp_path: Path) -> None:
    (tmp_path / "init.lua").write_text(snippet("Neovim from 0.7", "lua"))
    (tmp_path / "try.lua").write_text(NEOVIM)
    said = run(tmp_path, "nvim", "--headless", "-u", "init.lua", "-c", "luafile try.lua")
    assert said.startswith("3 insecure-url http")
    assert (tmp_path / "list.md").read_text("utf-8") == LIST.replace("http:", "https:")


def has_emacs() -> bool:
    """Say whether Emacs is installed with the two packages that the configuration needs."""
    if shutil.which("emacs") is None:
        return False
    needs = "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"
    return subprocess.run(["emacs", "--batch", "--eval", needs], capture_output=True, check=False).returncode == 0


def test_emacs_shows_a_finding(tmp_path: Path) -> None:
    if not has_emacs():
        pytest.skip("Emacs is not installed, or lacks Eglot or its Markdown mode")
    (tmp_path / "try.el").write_text("(package-initialize)\n" + snippet("Emacs", "elisp") + EMACS)
    said = run(tmp_path, "emacs", "--batch", "-l", "try.el")
    assert "3 litlint [insecure-url]: use https for arxiv.org http\n" in said
