"""The open texts of one editor, and what is known of each: read at once after a change, judged soon after.

Reading and judging run in threads beside the conversation. What they return counts only if the text is still the one that
they were given; else they begin again with the text as it is then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import Any, Final, Protocol, TypeVar

from lsprotocol import types

from litlint.errors import LitlintError
from litlint.model.document import Document
from litlint.model.finding import Finding
from litlint.model.source import Source
from litlint.server.first_answer import Judged, carried_over
from litlint.server.places import file_of, offset_of
from litlint.server.repository import Repository, is_in_repository, open_alone, open_first, open_whole
from litlint.server.view import View

_T = TypeVar("_T")
PAUSE: Final = 0.3
"""Seconds without a keystroke before all documents are judged together: shorter than a pause for thought, longer than
the gap between two letters of a word."""
QUICK: Final = 0.04
"""Seconds that reading and judging a text may take to be done whole after each keystroke; for a longer one a first answer is
worked out for the part around the change, and the whole waits for a pause."""
_ENDINGS = {"bibtex": ".bib", "latex": ".bib"}


class Editor(Protocol):
    """What a session sends to the editor."""

    def show_findings(self, uri: str, version: int | None, findings: Sequence[Finding], view: View) -> None:
        """Show what was found in a text, in place of what was shown before."""

    def show_problem(self, message: str) -> None:
        """Show that something could not be read or judged."""


@dataclass(eq=False)
class OpenText:
    """A text that is open in the editor.

    ``document`` and ``findings`` are None until the text as it is now has been read and judged. ``seen`` is the last document
    that was read, ``last`` the last text that was judged, if only in part, and what was found in it; ``judged`` is the last
    that was judged whole, which took ``seconds``.
    """

    uri: str
    source: Source
    version: int | None
    workplace: Workplace | None = None
    document: Document | None = None
    seen: Document | None = None
    findings: tuple[Finding, ...] | None = None
    last: tuple[Source, tuple[Finding, ...]] | None = None
    judged: Judged | None = None
    seconds: float = 0.0
    progress: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def path(self) -> str:
        """The path in the repository."""
        return self.source.path

    def replace(self, source: Source, version: int | None) -> None:
        """Take another text in place of the present one."""
        self.source, self.version = source, version
        self.document = self.findings = None

    def note_progress(self) -> None:
        """Wake up who waits for the text to be read or judged."""
        self.progress.set()
        self.progress = asyncio.Event()


@dataclass(eq=False)
class Workplace:
    """A repository that texts are open of, and what is to be done there."""

    repository: Repository
    texts: dict[str, OpenText] = field(default_factory=dict)
    unread: list[OpenText] = field(default_factory=list)
    unjudged: bool = False
    outdated: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    def documents(self) -> dict[str, Document]:
        """Return the open texts that are read and are lists of the repository."""
        return {
            path: text.document
            for path, text in self.texts.items()
            if text.document is not None and self.repository.covers(path)
        }


class Session:
    """The open texts of one editor. Its methods are called in the thread of the conversation."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.folders: list[Path] = []
        self.texts: dict[str, OpenText] = {}
        self._running: set[asyncio.Task[None]] = set()
        self.workplaces: dict[Path | str, Workplace] = {}
        self._told: set[str] = set()
        # Two: while one judges a long list, the other reads what was typed into a short one.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="litlint")

    async def in_thread(self, work: Callable[[], _T]) -> _T:
        """Do something that takes time beside the conversation."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def open(self, uri: str, text: str, version: int | None, language: str) -> None:
        """Take a text that the editor has opened."""
        place = file_of(uri)
        name = place.name if place else f"{PurePosixPath(uri).name or 'text'}{_ENDINGS.get(language, '.md')}"
        opened = OpenText(uri, Source(name, _without_lone_surrogates(text)), version)
        self.texts[uri] = opened
        self._run(self._settle(opened, place))

    def change(self, uri: str, changes: Iterable[types.TextDocumentContentChangeEvent], version: int | None) -> None:
        """Take changes that were made to an open text, one after the other."""
        text = self.texts.get(uri)
        if text is None:
            return
        source = text.source
        for change in changes:
            new = change.text
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = offset_of(source, change.range.start), offset_of(source, change.range.end)
                new = f"{source.text[:start]}{new}{source.text[max(start, end) :]}"
            source = Source(source.path, _without_lone_surrogates(new))
        text.replace(source, version)
        if text.workplace is not None:
            self._touch(text, text.workplace)

    def close(self, uri: str) -> None:
        """Forget a text that the editor has closed; its file counts again."""
        text = self.texts.pop(uri, None)
        if text is None:
            return
        text.note_progress()
        self.editor.show_findings(uri, None, (), View.of_nothing(text.source))
        workplace = text.workplace
        if workplace is None:
            return
        del workplace.texts[text.path]
        workplace.unread = [one for one in workplace.unread if one is not text]
        if workplace.texts:
            workplace.outdated = True
            self._work(workplace)
        else:
            self.workplaces = {key: one for key, one in self.workplaces.items() if one is not workplace}
            if workplace.task is not None:
                workplace.task.cancel()

    def files_changed(self, places: Iterable[Path]) -> None:
        """Read again what the files of a repository say, as some of them have changed, unless they are just open texts."""
        changed = list(places)
        for workplace in self.workplaces.values():
            root = workplace.repository.root
            shown = {root / path for path in workplace.texts}
            if any(place.is_relative_to(root) and place not in shown for place in changed):
                workplace.outdated = True
                self._work(workplace)

    def lock_changed(self, uri: str) -> None:
        """Read the lock again of the repository that a text is in."""
        text = self.texts.get(uri)
        if text is not None and text.workplace is not None:
            text.workplace.outdated = True
            self._work(text.workplace)

    async def view(self, uri: str, *, judged: bool = False) -> View | None:
        """Return an open text when it and all other lists have been read as they are now; None if it is not open.

        With ``judged`` it has also been checked.
        """
        while (text := self.texts.get(uri)) is not None:
            workplace, document = text.workplace, text.document
            ready = text.findings is not None or not judged
            if ready and workplace is not None and document is not None and workplace.repository.whole:
                return _view(text, document, workplace)
            await text.progress.wait()
        return None

    def glance(self, uri: str) -> tuple[View, Source] | None:
        """Return what an open text said when it was last read, and the text as it is now: nothing is waited for.

        None if it was never read, or other lists were not yet.
        """
        text = self.texts.get(uri)
        if text is None or text.workplace is None or text.seen is None or not text.workplace.repository.whole:
            return None
        return _view(text, text.seen, text.workplace), text.source

    def views(self) -> Iterator[View]:
        """Yield one open text, read, of each repository."""
        for workplace in self.workplaces.values():
            for text in workplace.texts.values():
                if text.document is not None:
                    yield _view(text, text.document, workplace)
                    break

    def end(self) -> None:
        """End all work."""
        for task in self._running:
            task.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _run(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start something that goes on by itself."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _settle(self, text: OpenText, place: Path | None) -> None:
        """Find out where a text belongs that has been opened, and have it read."""
        workplace = await self._workplace(text, place)
        if workplace is None or self.texts.get(text.uri) is not text:
            return
        if place is not None:
            text.source = Source(place.relative_to(workplace.repository.root).as_posix(), text.source.text)
        text.workplace = workplace
        workplace.texts[text.path] = text
        self._touch(text, workplace)

    async def _workplace(self, text: OpenText, place: Path | None) -> Workplace | None:
        """Return the workplace that a file belongs to; None if it cannot be opened; the editor then shows why."""
        if place is None or not is_in_repository(place, self.folders):
            return self.workplaces.setdefault(text.uri, Workplace(open_alone(place)))
        folders = [folder for folder in self.folders if place.is_relative_to(folder)]
        here = max(folders, key=lambda folder: len(folder.parts), default=place.parent)
        try:
            repository = await self.in_thread(partial(open_first, place, text.source, here))
        except LitlintError as error:
            self._tell([str(error)])
            return None
        return self.workplaces.setdefault(repository.root, Workplace(repository, outdated=True))

    def _touch(self, text: OpenText, workplace: Workplace) -> None:
        """Have a text read and judged, as it is another now."""
        workplace.unread = [*(one for one in workplace.unread if one is not text), text]
        self._work(workplace)

    def _work(self, workplace: Workplace) -> None:
        workplace.changed.set()
        if workplace.task is None or workplace.task.done():
            workplace.task = self._run(self._catch_up(workplace))

    async def _catch_up(self, workplace: Workplace) -> None:
        """Do what is to be done at a workplace until nothing is left: what was typed last comes first."""
        while workplace.unread or workplace.outdated or workplace.unjudged:
            workplace.changed.clear()
            if workplace.unread and workplace.repository.knows(workplace.unread[-1].path):
                await self._answer(workplace, workplace.unread.pop())
            elif workplace.outdated:
                workplace.outdated = False
                await self._reopen(workplace)
            elif not await _is_set_within(workplace.changed, PAUSE):
                workplace.unjudged = False
                await self._judge(workplace)

    async def _answer(self, workplace: Workplace, text: OpenText) -> None:
        """Read a text and show what its own document shows; what was found among others stays where it was."""
        source, repository = text.source, workplace.repository
        quick = text.judged is None or text.seconds <= QUICK
        if not quick and not await self._answer_first(workplace, text):
            return
        started = monotonic()
        document = await self.in_thread(partial(repository.read, source))
        if text.source is not source:
            return
        text.document = text.seen = document
        text.note_progress()
        if not repository.covers(text.path):
            self._show(text, ())
            return
        report = await self.in_thread(partial(repository.judge_alone, document))
        text.seconds = monotonic() - started
        workplace.unjudged = True
        if text.source is not source:
            return
        before, found = text.last or (source, ())
        kept = carried_over(tuple(one for one in found if one.rule not in report.rules), before, source)
        self._show(text, (*report.findings, *kept))
        self._tell(report.problems)

    async def _answer_first(self, workplace: Workplace, text: OpenText) -> bool:
        """Show what a change has caused around it; return whether the writer has paused, so that the whole can be judged."""
        source = text.source
        assert text.judged is not None  # noqa: S101 - asked only then
        found = await self.in_thread(partial(text.judged.first_answer, source, workplace.repository))
        if text.source is not source:
            return False
        if found is None:
            return True
        self._show(text, found)
        if not await _is_set_within(workplace.changed, PAUSE):
            return True
        if text.source is source:  # another text was changed; this one is still to be judged
            workplace.unread.insert(0, text)
        return False

    async def _reopen(self, workplace: Workplace) -> None:
        """Read the repository again: its configuration, its lock, its lists."""
        known = {**workplace.repository.stored.by_path, **workplace.documents()}
        try:
            workplace.repository = await self.in_thread(partial(open_whole, workplace.repository.root, known))
        except LitlintError as error:  # what was known before still counts
            workplace.repository = replace(workplace.repository, whole=True)
            self._tell([str(error)])
            for text in workplace.texts.values():
                text.note_progress()
            return
        self._tell(workplace.repository.problems)
        for text in workplace.texts.values():
            if not workplace.repository.covers(text.path):
                self._show(text, ())
            text.note_progress()
        workplace.unjudged = True

    async def _judge(self, workplace: Workplace) -> None:
        """Judge the open texts among all documents, and show what was found in those that are still the same."""
        if any(text.document is None for text in workplace.texts.values()):
            workplace.unjudged = True
            return
        documents = workplace.documents()
        judged = await self.in_thread(partial(workplace.repository.judge, documents))
        if judged.project is workplace.repository.project:
            workplace.repository = judged
        else:
            workplace.unjudged = True
        for path, document in documents.items():
            text = workplace.texts.get(path)
            if text is not None and text.document is document:
                self._show(text, tuple(one for one in judged.report.findings if one.span.path == path))
        self._tell(judged.report.problems)

    def _show(self, text: OpenText, findings: tuple[Finding, ...]) -> None:
        text.findings = tuple(sorted(findings, key=lambda finding: finding.sort_key))
        text.last = (text.source, text.findings)
        if text.document is not None:
            text.judged = Judged(text.document, text.findings)
        if text.seen is not None and text.workplace is not None:
            view = _view(text, text.seen, text.workplace)
            self.editor.show_findings(text.uri, text.version, text.findings, view)
        text.note_progress()

    def _tell(self, problems: Iterable[str]) -> None:
        """Report problems to the editor, each once."""
        for problem in problems:
            if problem not in self._told:
                self._told.add(problem)
                self.editor.show_problem(problem)


def _view(text: OpenText, document: Document, workplace: Workplace) -> View:
    uris = {path: one.uri for path, one in workplace.texts.items()}
    return View(workplace.repository, document, workplace.documents(), text.findings or (), uris)


async def _is_set_within(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def _without_lone_surrogates(text: str) -> str:
    """Return a text in which halves of characters, which no file can hold, are replacement characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
