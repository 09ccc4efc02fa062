"""A work without an identifier is found only by a clear match, and missing only when every index says so."""

from typing import Any

import pytest

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange
from litlint.lookup.search import Found, is_match, look_up
from litlint.model.facts import ABSENT, Paper, TitleQuery


def paper(title: str, *authors: str) -> Paper:
    return Paper(Identifier("doi", "10.1/x"), title, authors)


@pytest.mark.parametrize(
    ("work", "found", "match"),
    [
        (TitleQuery("The Curious Case of X", "Holtzman, Ari"), paper("The curious case of X.", "Ari Holtzman"), True),
        (
            TitleQuery("The Curious Case of X", "Ari Holtzman"),
            paper("Closing the Curious Case of X", "Ari Holtzman"),
            False,
        ),
        (TitleQuery("Attention", "Ashish Vaswani"), paper("Attention is all you need", "Ashish Vaswani"), False),
        (TitleQuery("The Curious Case of X", "Jan Buys"), paper("The Curious Case of X", "Ari Holtzman"), False),
        (TitleQuery("On Ré's Theorem", "Ré, Christopher"), paper("On Ré's theorem", "Christopher Re"), True),
        (TitleQuery("A Title", ""), paper("A Title", "Ari Holtzman"), False),
        (
            TitleQuery("A Title of Many Words That Names One Work"),
            paper("A title of many words that names one work", "A B"),
            True,
        ),
        (TitleQuery("One Two Three Four Five Six"), paper("One two three four five six: and a subtitle", "A B"), True),
        (TitleQuery("A Title", "Ann Author"), paper("A Title"), False),
    ],
)
def test_matches(work: Any, found: Any, match: Any) -> None:
    assert is_match(work, found) is match


class Index:
    enabled = True

    def __init__(self, name: str, answer: list[Paper] | str) -> None:
        self.name = self.key = name
        self.answer = answer

    def search(self, work: TitleQuery) -> Exchange[list[Paper] | str]:
        yield from ()
        return self.answer


WORK = TitleQuery("The Curious Case of Neural Text Degeneration", "Ari Holtzman")
RIGHT = paper("The Curious Case of Neural Text Degeneration", "Ari Holtzman")
OTHER = paper("Something entirely different about birds", "Ann Author")
NEAR = paper("Closing the Curious Case of Neural Text Degeneration", "Matthew Finlayson")


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([[RIGHT]], Found(RIGHT)),
        ([[OTHER], [RIGHT]], Found(RIGHT)),
        (["busy", [RIGHT]], Found(RIGHT)),
        ([[OTHER], []], Found(ABSENT)),
        ([[OTHER], "busy"], Found(None, (("1", "busy"),))),
        ([[NEAR], []], Found(None, alike=NEAR)),
        ([], Found(None)),
    ],
)
def test_conclusions(answers: Any, found: Any) -> None:
    indexes: list[Any] = [Index(str(number), answer) for number, answer in enumerate(answers)]
    asking = look_up(WORK, indexes)
    with pytest.raises(StopIteration) as end:
        next(asking)
    assert end.value.value == found
