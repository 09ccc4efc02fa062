import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from litlint.model.finding import Counts, Report
from litlint.report import Style, badge

from .sample import sample


@pytest.mark.parametrize(("proved", "entries"), [(0, 0), (0, 7), (3, 7), (241, 252), (252, 252), (99_999, 100_000)])
def test_it_says_how_many_entries_are_proved(proved: int, entries: int) -> None:
    written = badge.write(Report(counts=Counts(entries=entries, proved=proved)), Style())
    picture = ElementTree.fromstring(written)  # noqa: S314 - our own
    texts = [element.text for element in picture.iter() if element.tag.endswith("text")]
    assert texts == ["entries proved", f"{proved}/{entries}"]
    assert picture.attrib["aria-label"] == f"entries proved: {proved}/{entries}"


def test_its_colours_can_be_read() -> None:
    """WCAG 2.2, 1.4.3: white text on the colour has a contrast of 4.5 to 1."""
    for _, colour in badge._COLOURS:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 4.5


def test_findings_do_not_change_it() -> None:
    report = sample()
    assert badge.write(report, Style()) == badge.write(replace(report, findings=()), Style())
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", badge.write(report, Style()))
