"""Ask registries and the web about what the lists name, and keep what they say in papers.lock.

Asked for is what is new or older than --max-age; what no list names any more is dropped. PATH, a file or a folder,
limits what is asked for. It may be stopped at any time: the next run goes on from there.

With --spread 7 a daily run asks for what is new and for a seventh of the rest, each day another one. With --shard 2/4 a
machine asks about the second of four parts and writes these rows alone: the files of all four, one after the other, are
the lock.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from litlint.cli.progress import bars
from litlint.lookup.lockfile import LOCK_NAME, load_lock
from litlint.lookup.questions import Questions, questions_of
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many, silent, some
from litlint.workspace.git import first_day_of
from litlint.workspace.project import Project, open_project, today

if TYPE_CHECKING:
    from litlint.lookup.update import Update

GROUP = "Write"
EXAMPLES = (
    ("litlint lock", "ask for what is new or old"),
    ("litlint lock --spread 7", "each day ask for what is new, and for a seventh of the rest"),
    ("litlint lock --check", "ask nothing; exit 1 if something has no record"),
)
# Changes of the lock that are named one by one.
_SHOWN = 20
_NOUNS = {"pages": ("link", "links"), "GitHub": ("repository", "repositories"), "Hugging Face": ("model", "models")}


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; without any, every list")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")
    parser.add_argument("--max-age", metavar="DAYS", type=_days, help="ask again for what is older")
    parser.add_argument("--spread", metavar="DAYS", type=_spread, help="ask for what is new and for what is due today")
    parser.add_argument("--shard", metavar="K/N", type=_shard, help="ask about one of N parts, and write it alone")
    parser.add_argument("--refresh", action="store_true", help="ask for everything again")
    parser.add_argument("--check", action="store_true", help="ask nothing; say whether the lock is complete")
    parser.add_argument("-q", "--quiet", action="store_true", help="say only what changed or could not be asked")


def run(options: Namespace) -> int:
    """Bring the lock up to date, or check it, and return the exit code."""
    project = open_project(options.paths, config=options.config)
    for problem in project.problems:
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    if project.problems:
        return 2
    registries = project.config.registries
    questions = questions_of(project.asked, registries)
    listed = frozenset(questions_of(project.workspace.documents, registries).keys())
    if options.shard is not None:
        questions = questions.only(options.shard.holds)
        listed = frozenset(filter(options.shard.holds, listed))
    return (_check if options.check else _update)(project, questions, listed, options)


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not (number.isascii() and number.isdecimal()):
        raise ArgumentTypeError(f"{text!r} is not a number of days")
    return int(number)


def _spread(text: str) -> int:
    days = _days(text)
    if days == 0:
        raise ArgumentTypeError("the days must be 1 or more")
    return days


def _shard(text: str) -> Shard:
    number, _, count = text.partition("/")
    if not all(part.isascii() and part.isdecimal() and len(part) < 5 for part in (number, count)):
        raise ArgumentTypeError(f"{text!r} is not of the form 2/4")
    if not 1 <= int(number) <= int(count):
        raise ArgumentTypeError(f"{text!r} is no part: the first of {int(count)} is 1/{int(count)}")
    return Shard(int(number), int(count))


def _check(project: Project, questions: Questions, listed: frozenset[str], options: Namespace) -> int:
    from litlint.lookup.update import audit

    lock = load_lock(project.lock_path)
    found = audit(lock, questions, listed)
    for key in found.missing[:_SHOWN]:
        _say(f"{LOCK_NAME} lacks {key}")
    for key in found.orphans[:_SHOWN]:
        _say(f"{LOCK_NAME} holds {key}, which no list names")
    left_out = sum(max(0, len(keys) - _SHOWN) for keys in (found.missing, found.orphans))
    if left_out:
        _say(f"and {left_out} more")
    if found.missing or found.orphans:
        _say("litlint lock brings it up to date")
        return 1
    if not options.quiet:
        _say(f"{LOCK_NAME} is complete: {many(len(lock.rows), 'record', 'records')}")
    return 0


def _update(project: Project, questions: Questions, listed: frozenset[str], options: Namespace) -> int:
    from litlint.lookup.http.clock import Clock
    from litlint.lookup.known_answers import Freshness
    from litlint.lookup.update import update_lock

    settings = project.settings()
    if options.max_age is not None:
        settings = replace(settings, max_age=options.max_age)
    if options.spread is not None:
        locked = load_lock(project.lock_path).rows
        questions = questions.only(lambda key: key not in locked or is_due(key, options.spread, today()))
        settings = replace(settings, max_age=min(settings.max_age, options.spread - 1))
    want = Freshness.ALL if options.refresh else Freshness.STALE
    try:
        with bars(sys.stderr, options.quiet) as tell:
            update = update_lock(
                *(project.lock_path, questions, listed, settings, want, Clock(today())),
                tell=tell,
                added=partial(first_day_of, project.root),
            )
    except KeyboardInterrupt:
        sys.stderr.write(
            "litlint: stopped; the answers so far are kept, and the next litlint lock continues from there\n"
        )
        raise
    say(update, quiet=options.quiet)
    return 0


def say(update: Update, *, quiet: bool = False) -> None:
    """Print what was asked, by service, unless ``quiet``; then what changed, and what could not be asked."""
    if not quiet:
        _say_services(update)
    _say_result(update)


def _say_services(update: Update) -> None:
    unanswered = {service: count for service, count, _ in silent(update.unchecked)}
    for service in update.services:
        nouns = _NOUNS.get(service.service, ("work", "works"))
        asked = many(service.total, *nouns) if service.total else ""
        notes = [f"{unanswered[service.service]} not answered"] if service.service in unanswered else []
        if service.service == "pages" and update.blocked:
            notes.append(f"{len(update.blocked)} blocked")
        requests = many(service.requests, "request", "requests")
        line = f"{service.service:<16} {asked:<18} {requests:<14} {', '.join(notes)}"
        _say(line.rstrip())
    if update.longest is not None:
        queue = update.longest
        total = many(sum(update.requests.values()), "request", "requests")
        apart = f", {queue.gap:g} s apart" if queue.requests > 1 else ""
        at_once = f"longest queue {queue.host}: {many(queue.requests, 'request', 'requests')}{apart}"
        _say(f"{total} in {update.seconds:.1f} s ({at_once})")
    if update.services:
        _say("")


def _say_result(update: Update) -> None:
    for sentence in update.drift:
        _say(f"- {sentence}")
    if update.blocked:
        hosts = sorted({urlsplit(url).netloc for url in update.blocked})
        _say(f"{many(len(update.blocked), 'link', 'links')} could not be judged: {some(hosts)} refused us")
    for service, count, why in silent(update.unchecked):
        _say(f"{service}: {count} not answered: {why}")
    if not update.changed:
        _say(f"{LOCK_NAME}: nothing changed, {many(update.rows, 'record', 'records')}")
    else:
        _say(f"{LOCK_NAME}: {many(update.changed, 'record', 'records')} changed, {update.rows} in all")


def _say(line: str) -> None:
    """Print a line; what registries and pages said has no power over a terminal or a workflow."""
    safe = visible(line, sys.stdout.encoding or "utf-8").replace("##[", "## [")
    sys.stdout.write(f"{safe}\n")


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th of ``count`` parts, 1 first."""

    number: int
    count: int

    def holds(self, key: str) -> bool:
        """Say whether a row is in this part."""
        return _place(key, self.count, b"shard") == self.number - 1


def is_due(key: str, days: int, today: date) -> bool:
    """Say whether a row's turn is today, where each has one turn in so many days."""
    return _place(key, days, b"spread") == today.toordinal() % days


def _place(key: str, count: int, purpose: bytes) -> int:
    """Return a number below ``count``; those for two purposes have nothing to do with each other."""
    from hashlib import blake2b

    return (
        int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8, person=purpose).digest(), "big") % count
    )
