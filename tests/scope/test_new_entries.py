"""What a pull request's summary says of each entry that it adds."""

from datetime import date

import pytest

from litlint import rules
from litlint.engine.check import check
from litlint.identifiers.identifier import Identifier
from litlint.model.document import Workspace
from litlint.model.facts import Facts, Paper
from litlint.model.finding import NewEntry
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.scope import new_entries as module
from litlint.scope.changes import PastState, keep_new
from litlint.scope.new_entries import new_entries
from litlint.workspace.config import Config
from litlint.workspace.discover import list_styles

TODAY = date(2026, 1, 1)
OLD = "# Papers\n\n## 2022\n\n- [A Study of Ants](https://arxiv.org/abs/2201.01234), 2022\n"


def workspace(text: str, config: Config) -> Workspace:
    documents = (read_document(Source("README.md", text)),)
    return Workspace(documents, None, list_styles=list_styles(documents, config))


def added(after: str, facts: Facts | None = None, config: Config | None = None, before: str = OLD) -> list[NewEntry]:
    config, facts = config or Config(), facts or Facts(TODAY)
    now, then = workspace(after, config), workspace(before, config)
    report, past = (check(lists, config.chosen_rules(), config, facts) for lists in (now, then))
    return list(new_entries(keep_new(report, now, PastState(then, past)), now, then, facts))


def words(entry: NewEntry) -> list[tuple[str, bool | None]]:
    return [(judgement.words, judgement.holds) for judgement in entry.judgements]


def known(number: str, title: str) -> Facts:
    identifier = Identifier("arxiv", number)
    return Facts(TODAY, papers={identifier: Paper(identifier, title, ("Ada Lee",))}, locked=True)


def test_a_good_entry() -> None:
    [entry] = added(
        OLD + "- [A Study of Bees](https://arxiv.org/abs/2202.01234), 2022\n",
        known("2202.01234", "A Study of Bees"),
        Config(order="oldest-first"),
    )
    assert (entry.title, entry.place.line, entry.holds) == ("A Study of Bees", 6, True)
    assert words(entry) == [
        ("exists", True),
        ("not listed yet", True),
        ("under 2022, in order", True),
        ("title and link agree", True),
    ]


def test_what_nobody_knows_is_said() -> None:
    [entry] = added(OLD + "- [A Study of Bees](https://arxiv.org/abs/2202.01234), 2022\n")
    assert entry.holds is None
    assert [holds for _, holds in words(entry)] == [None, True, True, None]


@pytest.mark.parametrize(
    ("row", "facts", "number", "holds"),
    [
        ("- [A Study of Bees](https://arxiv.org/abs/2213.01234), 2022\n", None, 0, False),  # no month 13
        ("- [A Study of Ants](https://arxiv.org/abs/2201.01234v2), 2022\n", None, 1, False),
        ("- [A Study of Bees](https://arxiv.org/abs/1902.01234), 2019\n", None, 2, None),
        (
            "- [A Study of Bees](https://arxiv.org/abs/2202.01234), 2022\n",
            known("2202.01234", "On Quite Another Thing Entirely"),
            3,
            None,  # a note in lists
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_belongs(row: str, facts: Facts | None, number: int, holds: bool | None) -> None:
    [entry] = added(OLD + row, facts)
    assert entry.judgements[number].holds is holds
    assert entry.holds is holds


def test_what_moves_or_is_edited_is_not_new() -> None:
    rest = OLD.replace("2022\n\n-", "2022\n\n## Old\n\n-").replace("Ants]", "Ants and Others]")
    assert added(rest) == []


def test_the_rules_that_are_named_exist() -> None:
    named = module._ABSENT | module._REPEATED | module._MISPLACED | module._DISAGREEING
    assert named <= set(rules.names())
