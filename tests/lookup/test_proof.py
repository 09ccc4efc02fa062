"""From a list to a proof: servers are asked, papers.lock is written, and `litlint check` judges by it offline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from litlint.__main__ import main

from .web.server import Reply, Web, page
from .web.services import World

NUCLEUS = "The Curious Case of Neural Text Degeneration"
ENTRY = f"""# Inference

#### {NUCLEUS} (Nucleus Sampling)

paper link: [here](https://arxiv.org/pdf/2209.11057.pdf)

citation:

```bibtex
@misc{{holtzman2020curious,
      title={{{NUCLEUS}}},
      author={{Ari Holtzman and Jan Buys}},
      year={{2020}},
      eprint={{1904.09751}},
      archivePrefix={{arXiv}}
}}
```
"""


@pytest.fixture
def folder(configured: Path, world: World) -> Path:
    """A folder with one entry whose link leads to another paper."""
    world.paper(
        "1904.09751", NUCLEUS, authors=["Ari Holtzman", "Jan Buys"], published="2019-04-22", updated="2020-02-14"
    )
    world.paper("2209.11057", "Simulation-based inference of Bayesian hierarchical models")
    (configured / "list.md").write_text(ENTRY)
    return configured


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Return the exit code and the findings of `litlint check`."""
    capsys.readouterr()
    code = main(["check", "--select", "identity,facts", "--output-format", "json", *arguments])
    return code, json.loads(capsys.readouterr().out)["findings"]


def test_a_wrong_link_is_refused_with_proof_and_mended(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (found,) = check(capsys)
    assert (code, found["rule"], found["fix"]["safe"]) == (1, "identity-mismatch", False)
    assert "Bayesian" not in found["message"]
    main(["lock", "-q"])
    code, (found,) = check(capsys)
    assert (code, found["rule"], found["fix"]["safe"]) == (1, "identity-mismatch", True)
    assert 'arXiv:2209.11057 is "Simulation-based inference of Bayesian hierarchical models"' in found["message"]
    code, left = check(capsys, "--fix")
    assert (code, left) == (0, [])
    assert (folder / "list.md").read_text() == ENTRY.replace("2209.11057", "1904.09751")


@pytest.mark.parametrize("host", ["export.arxiv.org", "api.datacite.org"])
def test_while_a_registry_is_throttled_nothing_is_proved_and_that_is_said(
    folder: Path, web: Web, capsys: pytest.CaptureFixture[str], host: Any
) -> None:
    web.serve(host, lambda call: Reply(429))
    (folder / "list.md").write_text("- [A Study That Nobody Wrote](https://arxiv.org/abs/2310.09999)\n")
    assert check(capsys, "--online") == (0, [])
    assert check(capsys, "--online", "--require-complete") == (1, [])
    main(["check", "--online", "--select", "facts", "--output-format", "concise"])
    assert "litlint: could not be judged: 1 question to" in capsys.readouterr().out


def test_a_made_up_paper_is_an_error_once_all_have_been_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "list.md").write_text("- [A Study That Nobody Wrote](https://arxiv.org/abs/2310.09999)\n")
    code, (found,) = check(capsys, "--online")
    assert (code, found["rule"]) == (1, "unknown-paper")


def test_a_place_within_a_page_is_looked_for(folder: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    web.serve("pages.web.test", lambda call: page("A page", "<p id=one>1</p><p id=two>2</p><p id=three>3</p>"))
    pages = web.origin("pages.web.test")
    (folder / "list.md").write_text(f"- A Study [[results]({pages}/study#four)] [[method]({pages}/study#two)]\n")
    code, (found,) = check(capsys, "--online")
    assert (code, found["rule"]) == (0, "missing-fragment")
    assert "no anchor `#four`" in found["message"]
