"""Build an offline index of papers from public dumps; check uses it without a network.

build reads dumps that you have: DBLP's dblp.xml.gz, BibTeX files such as the ACL Anthology's, arXiv's metadata snapshot.
update fetches DBLP's dump first; show says what the index holds. The index is one file in your own data folder.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic

from litlint.cli.arguments import one_of
from litlint.errors import UsageError
from litlint.lookup.index import index_path
from litlint.lookup.index.build import Dump, build_index
from litlint.lookup.index.download import DBLP_URL, download
from litlint.lookup.index.dumps import open_dump
from litlint.lookup.index.records import Source
from litlint.lookup.index.store import PaperIndex
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many
from litlint.workspace.project import open_project

GROUP = "Set up"
EXAMPLES = (
    ("litlint index update", "fetch DBLP and build the index"),
    ("litlint index build anthology.bib.gz", "from a dump that you have"),
)
_DEEDS = ("build", "update", "show")
_SECONDS = 0.5  # between two lines of progress


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("deed", metavar="build|update|show", help="what to do")
    parser.add_argument("dumps", nargs="*", metavar="DUMP", help="dumps to read, packed by gzip or not")
    parser.add_argument("--output", metavar="FILE", help="the index, if not the one in your data folder")
    parser.add_argument("--url", metavar="URL", default=DBLP_URL, help=f"where update finds DBLP's dump ({DBLP_URL})")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")
    parser.add_argument("-q", "--quiet", action="store_true", help="show no progress")


def run(options: Namespace) -> int:
    """Do it and return the exit code."""
    deed = one_of("deed", _DEEDS, options.deed)
    target = Path(options.output) if options.output else index_path()
    if target is None:
        raise UsageError("LITLINT_INDEX is empty, which turns the index off; unset it, or name a file by --output")
    if deed == "show":
        return _show(target)
    paths = [Path(dump) for dump in options.dumps]
    if deed == "build" and not paths:
        raise UsageError("litlint index build takes the dumps to read", command="litlint index build dblp.xml.gz")
    tell = _Progress(options.quiet)
    if deed == "update":
        dump = target.with_name("dblp.xml.gz")
        project = open_project(config=options.config)
        download(options.url, dump, project.settings(), tell.bytes)
        paths.insert(0, dump)
    _say_sources(build_index(_opened(paths, tell), target, tell.papers))
    sys.stdout.write(f"{visible(str(target))}: {target.stat().st_size / 1e6:,.1f} MB\n")
    return 0


def _opened(paths: Iterable[Path], tell: _Progress) -> Iterator[Dump]:
    """Open one dump after the other, so that the progress names the one that is read."""
    for path in paths:
        dump = open_dump(path)
        tell.name = dump.name
        yield dump


class _Progress:
    """Says on a terminal how far a download or a build is."""

    def __init__(self, quiet: bool) -> None:
        self.name = ""
        self._shown = sys.stderr.isatty() and not quiet
        self._last = monotonic()

    def bytes(self, have: int, total: int) -> None:
        """Show how much of a download is there."""
        of = f" of {total / 1e6:,.0f}" if total else ""
        self._say(lambda: f"fetched {have / 1e6:,.0f}{of} MB")

    def papers(self, count: int) -> None:
        """Show how many papers of a dump are read."""
        self._say(lambda: f"{self.name}: {count:,} papers")

    def _say(self, words: Callable[[], str]) -> None:
        if self._shown and monotonic() - self._last > _SECONDS:
            self._last = monotonic()
            sys.stderr.write(f"\r\x1b[K{words()}")
            sys.stderr.flush()


def _show(target: Path) -> int:
    if not target.exists():
        raise UsageError(f"there is no index at {target}", command="litlint index update")
    _say_sources(PaperIndex(target).sources)
    sys.stdout.write(f"{visible(str(target))}: {target.stat().st_size / 1e6:,.1f} MB\n")
    return 0


def _say_sources(sources: list[Source] | tuple[Source, ...]) -> None:
    for source in sources:
        licence = f", {source.licence}" if source.licence else ""
        sys.stdout.write(f"{visible(source.name)} of {source.date}: {many(source.papers, 'paper')}{visible(licence)}\n")
