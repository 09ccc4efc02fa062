"""The ledger of misses: a link dies only slowly, and its row changes only when something was said."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.lookup.pages.link_check import LinkCheck, update_page_record
from litlint.model.facts import Page

URL = "https://x.org/"
DAY = date(2026, 11, 20)
ALIVE, GONE, BLOCKED = LinkCheck("alive", judged=True), LinkCheck("gone", 404), LinkCheck("blocked", 403)
THREE = ("2026-11-21", "2026-11-22", "2026-11-24")
SLOW, SILENT = LinkCheck("unknown", "timeout"), LinkCheck("unknown")


def history(*looks: tuple[int, LinkCheck]) -> Page | None:
    """Return the row after looks on days counted from the first."""
    row = None
    for day, seen in looks:
        row = update_page_record(URL, row, seen, DAY + timedelta(days=day))
    return row


@pytest.mark.parametrize(
    ("looks", "row", "dead"),
    [
        ([(0, ALIVE)], Page(URL), False),
        ([(0, GONE)], Page(URL, 404, ("2026-11-20",), fresh=True), True),
        ([(0, GONE), (1, GONE), (9, GONE)], Page(URL, 404, ("2026-11-20",), fresh=True), True),
        ([(0, ALIVE), (1, GONE)], Page(URL, 404, ("2026-11-21",)), False),
        ([(0, ALIVE), (1, GONE), (1, GONE)], Page(URL, 404, ("2026-11-21",)), False),
        ([(0, ALIVE), (1, GONE), (2, GONE), (3, GONE)], Page(URL, 404, ("2026-11-21", "2026-11-22")), False),
        (
            [(0, ALIVE), *((day, GONE) for day in range(1, 30))],
            Page(URL, 404, ("2026-11-21", "2026-11-22", "2026-11-24")),
            True,
        ),
        ([(0, ALIVE), (1, GONE), (2, ALIVE)], Page(URL), False),
        ([(0, ALIVE), (1, GONE), (2, BLOCKED)], Page(URL, 404, ("2026-11-21",)), False),
        ([(0, ALIVE), (1, SLOW), (5, SLOW), (9, SLOW)], Page(URL), False),
        ([(0, BLOCKED)], Page(URL), False),
        ([(0, BLOCKED), (1, GONE)], Page(URL, 404, ("2026-11-21",)), False),
        ([(0, SLOW)], Page(URL, "timeout"), False),
        ([(0, SLOW), (1, BLOCKED)], Page(URL), False),
        ([(0, SLOW), (1, GONE)], Page(URL, 404, ("2026-11-21",)), False),
        ([(0, SILENT)], None, False),
        ([(0, SILENT), (1, ALIVE), (2, SILENT)], Page(URL), False),
    ],
)
def test_rows(looks: Any, row: Any, dead: Any) -> None:
    assert history(*looks) == row
    assert (row is not None and row.dead) == dead


def test_what_could_not_be_judged_stays() -> None:
    row = update_page_record(URL, None, LinkCheck("alive", soft_404="404", judged=True, missing_fragments=("a",)), DAY)
    assert update_page_record(URL, row, LinkCheck("alive"), DAY) == row
    assert update_page_record(URL, row, LinkCheck("alive", judged=True, missing_fragments=()), DAY) == Page(URL)


looks = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([ALIVE, GONE, BLOCKED, SLOW, SILENT])), max_size=12)


@given(looks)
def test_a_link_that_answered_dies_only_after_three_misses_over_three_days(steps: Any) -> None:
    row: Page | None = Page(URL)
    day = DAY
    misses: list[date] = []
    for days, seen in steps:
        day += timedelta(days=days)
        row = update_page_record(URL, row, seen, day)
        misses = [] if seen is ALIVE else [*misses, day] if seen is GONE else misses
        if row is not None and row.dead:
            assert len(set(misses)) >= 3
            assert misses[-1] - misses[0] >= timedelta(days=3)


@given(looks)
def test_the_same_look_on_the_same_day_changes_nothing(steps: Any) -> None:
    row, day = None, DAY
    for days, seen in steps:
        day += timedelta(days=days)
        row = update_page_record(URL, row, seen, day)
        assert update_page_record(URL, row, seen, day) == row
