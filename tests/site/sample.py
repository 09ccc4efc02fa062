"""Repositories of a few works, from which sites are made."""

from __future__ import annotations

from pathlib import Path

from litlint.__main__ import main
from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import LockFile, key_of
from litlint.model.facts import Paper, Repository

GARDENS = Identifier("arxiv", "2001.01234")
LIST = """\
# Gardens and Towns

## Growth

- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234), Jane Doe and Édouard Manet, 2020 \
[[code](https://github.com/doe/gardens)]
- [Roses and How They Grow in Towns](https://doi.org/10.1145/3600006.3613165), SOSP 2023

## Decay

- [What the Leaves Leave Behind](https://leaves.example.org/paper.pdf), 2021 \
([copy](https://web.archive.org/web/2022/https://leaves.example.org/paper.pdf))
"""
HOSTILE = """\
# Papers <script>alert(1)</script> & "more" </title>

## </script><img src=x onerror=alert(2)>

- [A Study of "\\> \\<img src=x onerror=alert(3)\\> Broken Quotes](https://a.example.org/?x="onmouseover="alert(4)), 2020
- [A Study of Scripts \\</script\\>\\<script\\>alert(5)\\</script\\> in Titles](javascript:alert\\(6\\)), NeurIPS 2021
- [A Study of Data in Links of Many Kinds](data:text/html,<script>alert(7)</script>), 2022
- [A Study \u202eof gnisrever\u202c and \u2066hiding\u2069 Marks](https://arxiv.org/abs/2002.04567), 2020
- [A Study of Templates {{ 7 * 7 }} {% raw %} ${alert(8)}](https://b.example.org/x?a=1&b='c'<d>), 2023
- [A Study of Comments <!-- --> ]]> and ' onfocus='alert(9)' autofocus](https://c.example.org/), 2024
- [A Study of Code in Repositories of Others](https://d.example.org) \
[[code](https://github.com/a/b"onload="alert(10))], 2024

```bibtex
@article{x</script><script>alert(11)</script>,
  title = {A Study of Citations <script>alert(12)</script> That End},
  author = {<img src=x onerror=alert(13)> and O'Neil, "Jo"},
  journal = {Journal of <b onclick=alert(14)> Marks},
  url = {javascript:alert(15)},
  year = {2020}
}
```
"""


def write_lock(root: Path, **gardens: str) -> None:
    """Write what is known of the first work; ``gardens`` are further fields of its record."""
    paper = Paper(GARDENS, "A Small Study of Gardens", ("Jane Doe", "Édouard Manet"), "2020", **gardens)  # type: ignore[arg-type] # texts
    code = Identifier("github", "doe/gardens")
    lock = LockFile({key_of(GARDENS): paper, key_of(code): Repository("doe/gardens", archived=True)}, kept=True)
    (root / "papers.lock").write_text(lock.text(), "utf-8")


def write_list(root: Path, text: str = LIST) -> None:
    """Write a list and its lock into a folder."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "README.md").write_text(text, "utf-8")
    write_lock(root)


def make_site(root: Path, *options: str) -> Path:
    """Make the site of the repository in a folder, from within it, and return its folder."""
    assert main(["site", "--output", "public", *options]) == 0
    return root / "public"
