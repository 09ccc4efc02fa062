"""Works below the line of their authors, as bibliographies of archaeology have them."""

from __future__ import annotations

from litlint.model.document import Entry
from litlint.model.source import Source
from litlint.parse.document import read_document

LIST = """# Bibliography

Sample, Rosa Maria.
    2015   _Garden Culture and Identity: A Study of Pots_. Pond Press, Oxford.

Doe, Jane.
    2014   Ants in Winter: A Critical Approach. _Garden Studies_ 107 (1): 175-220
    2017a  Reinventing Bees. _Medieval Moss_, 5, pp. 70-94.
    2022   Is Moss a Tree? In _Identities of Plants_, editor John Roe, pp. 19-47. Pond Press,
    Oxford.

Baum, Hal, and Eve Gold.
    2010   Whose Garden? Finding the Spaces between Trees. _Garden Studies_ 7: 9-23.
"""


def entries(text: str) -> tuple[Entry, ...]:
    return read_document(Source("list.md", text)).entries


def test_each_line_that_begins_with_a_year_is_a_work_of_the_authors_above() -> None:
    read = entries(LIST)
    assert [
        (entry.authors and entry.authors.value, entry.year and entry.year.value, entry.title.value) for entry in read
    ] == [
        ("Sample, Rosa Maria.", 2015, "Garden Culture and Identity: A Study of Pots"),
        ("Doe, Jane.", 2014, "Ants in Winter: A Critical Approach"),
        ("Doe, Jane.", 2017, "Reinventing Bees"),
        ("Doe, Jane.", 2022, "Is Moss a Tree?"),
        ("Baum, Hal, and Eve Gold.", 2010, "Whose Garden? Finding the Spaces between Trees"),
    ]
    assert [entry.venue and entry.venue.value for entry in read][1:3] == ["Garden Studies", "Medieval Moss"]


def test_a_few_dates_below_a_name_are_no_works() -> None:
    assert entries("# About\n\nJane Doe\n2015 Joined the garden club of the town.\n2018 Left it for the pond.\n") == ()
