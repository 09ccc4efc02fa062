"""Builds an index from dumps, in memory that does not grow with them: what must be sorted waits in files, by its hash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from struct import Struct
from tempfile import TemporaryDirectory
from typing import IO, Any, Final
from zlib import compress, crc32

from litlint.errors import LitlintError
from litlint.files import move_into_place
from litlint.identifiers.doi import registrant
from litlint.lookup.index.records import IndexedPaper, Manifest, Source, Volume, title_keys
from litlint.lookup.index.store import FIRST_BYTES, MAGIC, PER_BLOCK, TAIL, key_hash
from litlint.lookup.index.volumes import coverage
from litlint.metadata.normalize import normalize_title
from litlint.metadata.venues import read_venue

_KEY: Final = Struct("<QI")
_MEMBER: Final = Struct("<II32s")
# Parts into which records are split on disk, so that each can be sorted in memory.
_BUCKETS: Final = 256
# The same for volumes, of which there are fewer.
_VOLUME_BUCKETS: Final = 64
_MOST_RECORDS: Final = 1 << 32
# Records between two words of progress.
_TELL_EVERY: Final = 20_000


@dataclass
class Dump:
    """A dump to read: its name and date for the manifest, its licence, and its papers and volumes in order."""

    name: str
    date: str
    licence: str
    records: Iterable[IndexedPaper | Volume]


def build_index(dumps: Iterable[Dump], target: Path, tell: Callable[[int], None] = lambda count: None) -> list[Source]:
    """Write the index of some dumps, and return what it was made from; the same dumps give the same bytes.

    ``tell`` is called with how many papers have been read.

    Raises:
        LitlintError: a dump cannot be read, or the index cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".litlint-index-") as folder:
        with ExitStack() as files:
            writer = _Writer(Path(folder), files, tell)
            sources = [writer.take(dump) for dump in dumps]
            writer.write_volumes()
            writer.finish(sources)
        move_into_place(writer.draft, target)
    return sources


@dataclass
class _Writer:
    folder: Path
    files: ExitStack
    tell: Callable[[int], None]
    count: int = 0
    block: list[bytes] = field(default_factory=list)
    offsets: list[int] = field(default_factory=lambda: [len(MAGIC)])
    volumes: dict[str, Volume] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    source_of: dict[str, str] = field(default_factory=dict)
    registrants: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.draft = self.folder / "draft"
        self.heap = self._open("draft")
        self.heap.write(MAGIC)
        self.keys = [self._open(f"keys-{number:03}") for number in range(_BUCKETS)]
        self.members = [self._open(f"members-{number:02}") for number in range(_VOLUME_BUCKETS)]

    def _open(self, name: str) -> IO[bytes]:
        return self.files.enter_context((self.folder / name).open("w+b"))

    def take(self, dump: Dump) -> Source:
        """Read a dump whole."""
        papers = 0
        for record in dump.records:
            if isinstance(record, Volume):
                self.volumes[record.key] = record
                self.source_of[record.key] = dump.name
                continue
            self._paper(record)
            papers += 1
            if papers % _TELL_EVERY == 0:
                self.tell(papers)
        return Source(dump.name, dump.date, dump.licence, papers)

    def _paper(self, paper: IndexedPaper) -> None:
        number = self._append(paper.encode())
        for kind, text in title_keys(paper.title):
            self._key(kind, text, number)
        if paper.doi:
            self.registrants[registrant(paper.doi)] += 1
        for scheme, value in (("doi", paper.doi), ("arxiv", paper.arxiv), ("url", paper.url)):
            if value:
                self._key("id", f"{scheme}:{value.lower()}", number)
        if paper.volume:
            volume = self.numbers.setdefault(paper.volume, len(self.numbers))
            self.source_of.setdefault(paper.volume, paper.source)
            self.volumes.setdefault(paper.volume, Volume(paper.volume, paper.venue, paper.year))
            pages = paper.pages.encode("ascii", "replace")[:32]
            self.members[volume % _VOLUME_BUCKETS].write(_MEMBER.pack(volume, number, pages))

    def write_volumes(self) -> None:
        """Write a record for each volume that has papers, now that all of them are known."""
        names = list(self.numbers)
        for bucket in self.members:
            members = sorted(_unpacked(bucket, _MEMBER))
            for number, group in groupby(members, lambda member: member[0]):
                found = list(group)
                volume = self.volumes[names[number]]
                pages = [pages.rstrip(b"\0").decode() for _, _, pages in found]
                known = coverage(pages)
                if known == "whole" and self._may_grow(volume):
                    known = ""
                papers = " ".join(_base36(paper) for _, paper, _ in found)
                row = (
                    volume.key,
                    volume.venue,
                    str(volume.year or ""),
                    volume.title,
                    known,
                    self.source_of[volume.key],
                )
                at = self._append("\t".join([*(" ".join(cell.split()) for cell in row), papers]).encode())
                self._key("volume", volume.key, at)
                for name in sorted(venue_names(volume)):
                    self._key("venue", f"{name} {volume.year}", at)

    def _may_grow(self, volume: Volume) -> bool:
        """Say whether papers may still be added to a volume: to the latest one of a journal, but to no proceedings."""
        known = read_venue(volume.venue)
        is_journal = known.kind == "journal" if known is not None else volume.key.startswith("journals/")
        return is_journal and (volume.year or 0) >= self._latest.get(volume.venue, 0)

    @cached_property
    def _latest(self) -> Mapping[str, int]:
        """The year of the latest volume of each venue."""
        latest: dict[str, int] = {}
        for volume in self.volumes.values():
            latest[volume.venue] = max(latest.get(volume.venue, 0), volume.year or 0)
        return latest

    def _append(self, record: bytes) -> int:
        if self.count + 1 >= _MOST_RECORDS:
            raise LitlintError("the dumps have more papers than an index can hold")
        self.block.append(record)
        self.count += 1
        if len(self.block) == PER_BLOCK:
            self._flush()
        return self.count - 1

    def _flush(self) -> None:
        if self.block:
            data = compress(b"\n".join(self.block), 6)
            self.heap.write(data)
            self.offsets.append(self.offsets[-1] + len(data))
            self.block.clear()

    def _key(self, kind: str, text: str, number: int) -> None:
        value = key_hash(kind, text)
        self.keys[value >> 56].write(_KEY.pack(value, number))

    def finish(self, sources: list[Source]) -> None:
        """Write the tables after the records."""
        self._flush()
        heap, begins = self.heap, []
        heap.write(b"\0" * (-heap.tell() % 8))
        begins.append(heap.tell())
        heap.write(b"".join(offset.to_bytes(8, "little") for offset in self.offsets))
        begins.append(heap.tell())
        firsts = [0] * (FIRST_BYTES + 1)
        total = 0
        records = self._open("records")
        for bucket in self.keys:
            pairs = sorted(set(_unpacked(bucket, _KEY)))
            heap.write(b"".join(value.to_bytes(8, "little") for value, _ in pairs))
            records.write(b"".join(number.to_bytes(4, "little") for _, number in pairs))
            for value, _ in pairs:
                firsts[(value >> 48) + 1] += 1
            total += len(pairs)
        begins.append(heap.tell())
        records.seek(0)
        while chunk := records.read(1 << 20):
            heap.write(chunk)
        heap.write(b"\0" * (-heap.tell() % 4))
        begins.append(heap.tell())
        running = 0
        for count in firsts:
            running += count
            heap.write(running.to_bytes(4, "little"))
        manifest = Manifest(tuple(sources), self.registrants).encode()
        begins.append(heap.tell())
        heap.write(manifest)
        begins.append(heap.tell())
        heap.write(TAIL.pack(*begins, total, crc32(manifest), MAGIC))


def venue_names(volume: Volume) -> set[str]:
    """Return the normalised short names by which a volume's venue is asked for, those of all parts of it alike."""
    found = [read_venue(name) for name in (volume.venue, volume.title) if name]
    names = {name for venue in found if venue is not None for name in venue.names}
    return {normalize_title(name) for name in names or {volume.venue}}


def _unpacked(file: IO[bytes], row: Struct) -> Iterator[tuple[Any, ...]]:
    file.seek(0)
    while chunk := file.read(row.size * 4096):
        yield from row.iter_unpack(chunk)


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if not number:
            return digits
