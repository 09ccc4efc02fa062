"""What a look at a page makes of its row: a bare row while it answers, up to three dated misses while it is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from litlint.lookup.lockfile import key_of
from litlint.lookup.pages.link_check import LinkCheck
from litlint.model.facts import MISSES_UNTIL_DEAD, Page

_SPAN: Final = timedelta(days=3)


def update_page_record(url: str, old: Page | None, seen: LinkCheck, today: date) -> Page | None:
    """Return a page's row after a look at it; None where there is none and nothing was said.

    Only *gone* counts as a miss, at most once a day, and the third only three days after the first: a bad day at the
    server is no death. A look that judges nothing leaves the row as it is. A link that is gone at its first answer is
    ``fresh``.
    """
    if seen.verdict == "alive":
        return _alive(url, old, seen)
    if seen.verdict == "gone":
        return _gone(url, old, seen, today)
    if old is not None and not (seen.verdict == "blocked" and old.status is not None and not old.misses):
        return old
    if seen.verdict == "blocked":
        return Page(url)
    return Page(url, status=seen.status) if seen.status is not None else None


def _alive(url: str, old: Page | None, seen: LinkCheck) -> Page:
    soft, missing = seen.soft_404, seen.missing_fragments
    if old is not None:
        soft = soft if seen.judged else old.soft_404
        missing = old.missing_fragments if missing is None else missing
    row = Page(url, moved=seen.moved, soft_404=soft, missing_fragments=missing or ())
    if seen.paper is not None:
        work = key_of(seen.paper.identifier) if seen.paper.identifier is not None else ""
        return replace(row, title=seen.paper.title, authors=seen.paper.authors, work=work)
    if old is not None and not seen.judged:
        return replace(row, title=old.title, authors=old.authors, work=old.work)
    return row


def _gone(url: str, old: Page | None, seen: LinkCheck, today: date) -> Page:
    if old is None:
        return Page(url, seen.status, (today.isoformat(),), fresh=True)
    if old.dead or today.isoformat() in old.misses:
        return old
    if len(old.misses) == MISSES_UNTIL_DEAD - 1 and today - date.fromisoformat(old.misses[0]) < _SPAN:
        return old
    if not old.misses:
        return Page(url, seen.status, (today.isoformat(),))
    return replace(old, status=seen.status, misses=(*old.misses, today.isoformat()))
