"""The first answer to a change says what a check of the whole text says, for what one document tells alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litlint.model.finding import Finding
from litlint.model.source import Source
from litlint.server.first_answer import Judged, carried_over, changed
from litlint.server.repository import open_alone

WORDS = ("Ants", "Bees", "Cats", "Dogs", "Elks", "Frogs", "Gulls", "Hens")
ITEMS = "".join(
    f"- [A Study of {word}](https://arxiv.org/abs/2001.0123{at}), Jane Doe, ICML 2020 [[code](https://github.com/doe/{word})]\n"
    for at, word in enumerate(WORDS)
)
ROWS = "".join(f"| {word} at Night | [pdf](https://arxiv.org/abs/2002.0123{at}) |\n" for at, word in enumerate(WORDS))
CITED = "".join(
    f"#### {word} of the North\n\npaper link: [here](https://arxiv.org/abs/2003.0123{at})\n\n"
    f"```bibtex\n@misc{{doe{at},\n  title={{{word} of the North}},\n  author={{Doe, Jane}},\n  year={{2020}},\n"
    f"  eprint={{2003.0123{at}}},\n  archivePrefix={{arXiv}}\n}}\n```\n\n"
    for at, word in enumerate(WORDS)
)
LIST = f"# Papers\n\n## Studies\n\n{ITEMS}\n## Nights\n\n| Title | Paper |\n|---|---|\n{ROWS}\n## North\n\n{CITED}"
REPOSITORY = open_alone(None)
DOCUMENT = REPOSITORY.read(Source("list.md", LIST))
JUDGED = Judged(DOCUMENT, REPOSITORY.judge_alone(DOCUMENT).findings)


def places(findings: tuple[Finding, ...]) -> set[tuple[str, int, int]]:
    """Return what was found where; counts in words, as of a habit, may be those of a moment ago."""
    return {(one.rule, one.span.start, one.span.end) for one in findings}


def both(text: str) -> tuple[set[tuple[str, int, int]], set[tuple[str, int, int]]]:
    """Return the first answer to a changed text, and what is found in the whole of it."""
    source = Source("list.md", text)
    first = JUDGED.first_answer(source, REPOSITORY)
    assert first is not None
    assert all(one.span.source is source for one in first)
    return places(first), places(REPOSITORY.judge_alone(REPOSITORY.read(source)).findings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://arxiv.org/abs/2001.01233", "http://arxiv.org/abs/2001.01233"),
        ("(https://arxiv.org/abs/2001.01233)", "(https://arxiv.org/abs/2001.01233"),
        ("(https://arxiv.org/abs/2002.01233)", "(http://arxiv.org/abs/2002.01233)"),
        ("eprint={2003.01234}", "eprint={2013.01234}"),
        ("  year={2020},\n  eprint={2003.01236}", "  yaer={2020},\n  eprint={2003.01236}"),
        ("archivePrefix={arXiv}\n}\n```\n\n#### Elks", "archivePrefix={arXiv}\n```\n\n#### Elks"),
        ("[A Study of Dogs]", "[]"),
        ("## Nights\n", "## Nights\n\n- [New](http://arxiv.org/abs/2004.01234)\n"),
        ("- [A Study of Cats]", "-[A Study of Cats]"),
    ],
)
def test_what_a_change_causes_is_found_at_once(old: str, new: str) -> None:
    assert LIST.count(old) == 1
    first, whole = both(LIST.replace(old, new))
    assert first == whole
    assert whole


@given(
    st.integers(0, len(LIST)),
    st.integers(0, 3),
    st.text(st.sampled_from("ab1 .,:()[]{}|`*-#\n@éx"), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_what_is_found_first_is_found_in_the_end(at: int, gone: int, typed: str) -> None:
    """Not the reverse: what depends on the rest of the list, as an order or a count does, may come a moment later."""
    first, whole = both(LIST[:at] + typed + LIST[at + gone :])
    assert first <= whole


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_what_differs_lies_between_equal_ends(before: str, after: str) -> None:
    first, last = changed(before, after)
    assert before[:first] == after[:first]
    assert before[last:] == after[last + len(after) - len(before) :]
    assert first <= last
    assert first <= last + len(after) - len(before)


def test_what_was_found_moves_with_its_text() -> None:
    source = Source("list.md", LIST.replace("https", "http"))
    findings = REPOSITORY.judge_alone(REPOSITORY.read(source)).findings
    moved = Source("list.md", "\n\n" + source.text)
    for one, other in zip(findings, carried_over(findings, source, moved), strict=True):
        assert other.span.text == one.span.text
        assert other.span.start == one.span.start + 2
