from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.metadata.people import Person, is_same_person, split_authors


def only(text: str) -> Person:
    (name,) = split_authors(text)
    return name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Knuth, Donald E.", Person("Donald E.", "", "Knuth")),
        ("Donald E. Knuth", Person("Donald E.", "", "Knuth")),
        ("van der Maaten, Laurens", Person("Laurens", "van der", "Maaten")),
        ("Laurens van der Maaten", Person("Laurens", "van der", "Maaten")),
        ("Charles Louis de la Vallee Poussin", Person("Charles Louis", "de la", "Vallee Poussin")),
        ("King, Jr., Martin Luther", Person("Martin Luther", "", "King", "Jr.")),
        ("King, Martin Luther, Jr.", Person("Martin Luther", "", "King", "Jr.")),
        ("Martin Luther King Jr.", Person("Martin Luther", "", "King", "Jr.")),
        ("Martin King, III", Person("Martin", "", "King", "III")),
        ("Wang~Xiaoming", Person("Wang", "", "Xiaoming")),
        ("{The Garden Team}", Person("", "", "The Garden Team", collective=True)),
        ("{Gardens {\\&} Sons, Inc.}", Person("", "", "Gardens {\\&} Sons, Inc.", collective=True)),
        ("Garden Collaboration", Person("", "", "Garden Collaboration", collective=True)),
        ("{\\O}rsted", Person("", "", "{\\O}rsted")),
        ("{\\O}", Person("", "", "{\\O}")),
        ("{van der Berg}, Jan", Person("Jan", "", "{van der Berg}")),
        ("Jan {de Groot}", Person("Jan", "", "{de Groot}")),
    ],
)
def test_the_parts_of_a_name(text: str, name: Person) -> None:
    assert only(text) == name


def test_names_are_joined_by_and_outside_braces_only() -> None:
    names = split_authors("Doe, Jane and {Sand and Sons} AND Max Sander\n and Andy Band and others")
    assert [name.last for name in names] == ["Doe", "Sand and Sons", "Sander", "Band"]


@pytest.mark.parametrize("text", ["", " and ", "others", "~ and ,"])
def test_nobody_is_no_name(text: str) -> None:
    assert split_authors(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("J. Smith", "John Smith"),
        ("Smith, John", "John Q. Smith"),
        ("Zhang Wei", "Wei Zhang"),
        ("He, K.", "Kaiming He"),
        ("Jun-Yan Zhu", "Junyan Zhu"),
        ("J.-Y. Zhu", "Jun-Yan Zhu"),
        ("JY Zhu", "Jun-Yan Zhu"),
        ("Thanh-Toan Do", "Thanh Toan Do"),
        ('M{\\"u}ller, J.', "Müller, Jan"),
        ("Mueller, Jan", "Müller, Jan"),
        ("Mueller, Jan", 'M\\"uller, Jan'),
        ("S\\o ren Kierkegaard", "Søren Kierkegaard"),
        ("{\\L}ukasz Kaiser", "Lukasz Kaiser"),
        ("Erd\\H{o}s, P", "Paul Erdős"),
        ("Dess{\\`\\i}, Roberto", "Roberto Dessì"),
        ("O'Brien, Pat", "Pat O’Brien"),
        ("Gabriel García", "Gabriel García Márquez"),
        ("Laurens Maaten", "van der Maaten, Laurens"),
        ("Alex Smith", "Alexander Smith"),
        ("King, Jr., Martin", "Martin King"),
        ("{Garden Team}", "The Garden Team of Kew"),
    ],
)
def test_one_person_under_two_names(one: str, other: str) -> None:
    assert is_same_person(only(one), only(other)) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Other", "Jane Doe"), ("Wei Zhang", "Wei Li"), ("Alice Jones", "Robert Smith"), ("Doe, J.", "Roe, J.")],
)
def test_two_people(one: str, other: str) -> None:
    assert is_same_person(only(one), only(other)) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob Smith", "Robert Smith"),
        ("Zhang", "Wei Zhang"),
        ("张伟", "Wei Zhang"),
        ("{The Garden Team}", "John Smith"),
        ("Lukasz Kaizer", "Lukasz Kaiser"),
        ("Maria Garcia Lopez", "Maria Garcia Perez"),
        ("A. B.", "C. D."),
    ],
)
def test_names_that_settle_nothing(one: str, other: str) -> None:
    assert is_same_person(only(one), only(other)) is None


words = st.text(st.sampled_from("abzABZäÖéł{}\\\"' ,.-~张"), max_size=12)
names = st.builds(Person, words, words, words, words, st.booleans())


@given(names, names)
def test_order_makes_no_difference(one: Person, other: Person) -> None:
    assert is_same_person(one, other) == is_same_person(other, one)


@given(names)
def test_nobody_is_a_stranger_to_himself(name: Person) -> None:
    assert is_same_person(name, name) is not False


@given(st.text(max_size=60) | st.text(st.sampled_from("aA {},\\~and"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert all(name.first or name.von or name.last for name in split_authors(text))
