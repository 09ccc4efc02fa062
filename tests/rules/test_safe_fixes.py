"""A safe fix never takes away text that a reader sees, nor changes a title, name, venue, year or identifier."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from litlint import rules
from litlint.engine.check import check
from litlint.engine.fixer import apply_fixes
from litlint.model.document import Document, Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding, Report
from litlint.model.list_style import ListStyle
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.style.infer import infer_style
from litlint.workspace.config import Config
from tests.rules.test_examples import CASES, Case

# Rules whose safe fixes change a word, each with its proof.
PROVEN = {
    "unknown-label": "many entries of the list write the label so",
    "venue-shape": "the table of venues has the name without `In`",
    "identity-mismatch": "papers.lock says which of the two the title names",
    "hidden-characters": "each code has one character in Windows-1252",
    "bibtex-month": "BibTeX has a macro for the month",
    "bibtex-venue": "`In` comes from the style of a reference, which says it before every venue",
    "moved-repository": "papers.lock has the new name",
    "moved-link": "papers.lock has the new address",
}
TODAY = date(2025, 6, 1)
_URL = re.compile(r"(?:https?:/*|www\.|//)\S+|\S+\.(?:org|com|io|net)\S*")
_WORD = re.compile(r"[^\W_]+")
_CITED = ("title", "author", "year", "journal", "booktitle")

_LISTS = {
    "full-width brackets": "- 【[论文](https://arxiv.org/abs/2001.00001)】花园研究（A Study of Gardens）\n"
    "- [［1］Lawns](https://arxiv.org/abs/2001.00002)，2020\n",
    "workshops": "".join(
        f"- [[ICCV2021](https://arxiv.org/abs/2107.0{n})] Gardens of kind {n}\n" for n in range(1001, 1013)
    )
    + "- [[ICCVW2021](https://arxiv.org/abs/2110.00464)] Gardens at Work\n"
    + "- [[ECCV2020](https://arxiv.org/abs/2010.00464)] Gardens at Rest\n",
    "entities": "".join(
        f"- [[A](https://gardens.org/{n})] Gardens of kind {n} [[code](https://c.org/{n})]\n" for n in range(14)
    )
    + "- [[A](https://gardens.org/x)] Rank &amp; Sort &lt;all&gt; [[code](https://c.org/x)]\n",
    "other words": "".join(
        f"- Garden {n} [[implementation](https://c.org/{n})] [[Paper](https://p.org/{n})]\n" for n in range(9)
    )
    + "- Garden x [[reimplementation](https://c.org/x)] [[Paper](https://p.org/x)]\n",
    "dots": "- [Every Garden](https://arxiv.org/abs/2204.16202) [[code](https://github.com/doe/E.T.)]\n",
    "numbers": "| No. | Title |\n|--|--|\n| 1 | Ants in 2020 |\n| 2 | Bees |\n| 2 | Cats |\n| 4 | Dogs |\n",
    "controls": "- Dimensions of meaning\x97and the owner\x92s lawn\x81\n",
    "names": "".join(f"- **A Study {n}.** *Jane Doe.* NeurIPS 2020. [pdf](https://p.org/{n})\n" for n in range(12))
    + "- **A Study x.** *JANE DOE1.* NeruIPS 20200. [pdf](https://p.org/x)\n",
    "glued": "- **Title**[pdf](http://arxiv.org/abs/2001.00001)ICML2020\n-[x](https://x.org/a.) ** bold ** text\n",
}


def _workspace(text: str, path: str = "list.md") -> Workspace:
    document = read_document(Source(path, text))
    return Workspace((document,), frozenset({path}), list_styles={path: infer_style(document, ListStyle())})


def _letters(document: Document) -> Counter[str]:
    """Return the letters that a reader sees, without URLs, which a fix may make links of, and without citations."""
    cited = [citation.span for citation in document.citations]
    texts = [
        block.text if block.inlines else block.body.text
        for block in document.walk()
        if not block.children and not any(block.span.contains(span) for span in cited)
    ]
    return Counter(letter for text in texts for word in _WORD.findall(_URL.sub(" ", text)) for letter in word)


def _facts(document: Document) -> Counter[tuple[str, str]]:
    """Return what the entries and citations of a document state, as it is read."""
    found: Counter[tuple[str, str]] = Counter()
    for entry in document.entries:
        parts = {"title": entry.title, "name": entry.name, "venue": entry.venue, "authors": entry.authors}
        found.update((name, " ".join(_WORD.findall(part.value))) for name, part in parts.items() if part)
        found.update([("year", str(entry.year.value))] if entry.year else [])
        found.update(("identifier", str(identifier)) for identifier, _ in entry.works)
    for citation in document.citations:
        fields = [(name, citation.get(name)) for name in _CITED]
        found.update((name, " ".join(_WORD.findall(field.value))) for name, field in fields if field)
        found.update(("identifier", str(identifier)) for identifier, _ in citation.identifiers())
    return found


def _lost(before: Document, after: Document, fixed: Sequence[Finding]) -> Iterator[str]:
    """Yield what safe fixes took away or changed."""
    if any(finding.rule in PROVEN for finding in fixed):
        return
    yield from (f"the letter {letter}" for letter in _letters(before) - _letters(after) if not letter.isdecimal())
    changed = _facts(before) - _facts(after)
    yield from (f"{name} {value}" for (name, value) in changed if name in ("venue", "year", "identifier"))


@pytest.mark.parametrize("case", [case for case in CASES if case.name.endswith("as-is")], ids=lambda case: case.name)
def test_the_safe_fixes_of_an_example_lose_nothing(case: Case) -> None:
    workspace = case.workspace(case.example.text)
    result = apply_fixes(workspace, case.report, unsafe=False)
    path = case.example.path
    assert list(_lost(workspace.by_path[path], result.workspace.by_path[path], result.report.fixed)) == []


@pytest.mark.parametrize("text", _LISTS.values(), ids=_LISTS.keys())
def test_the_safe_fixes_of_all_rules_together_lose_nothing(text: str) -> None:
    chosen = [kind() for kind in rules.discover() if kind.default and kind.name() not in PROVEN]

    def look(workspace: Workspace) -> Report:
        return check(workspace, chosen, Config(), Facts(TODAY))

    workspace = _workspace(text)
    result = apply_fixes(workspace, look, unsafe=False)
    assert list(_lost(workspace.by_path["list.md"], result.workspace.by_path["list.md"], result.report.fixed)) == []


@pytest.mark.parametrize("text", _LISTS.values(), ids=_LISTS.keys())
def test_no_proven_fix_changes_what_only_looks_alike(text: str) -> None:
    chosen = [rules.load(name)() for name in ("unknown-label", "venue-shape", "date-shape", "numbering")]

    def look(workspace: Workspace) -> Report:
        return check(workspace, chosen, Config(), Facts(TODAY))

    workspace = _workspace(text)
    after = apply_fixes(workspace, look, unsafe=False).workspace.by_path["list.md"]
    assert _facts(workspace.by_path["list.md"]) == _facts(after)
