"""The index file, read through a memory map: nothing is loaded until it is asked for.

Layout, all numbers little-endian: papers and volumes in blocks of zlib; then the tables (offsets of the blocks, hashes of
keys in order, the record of each, and where each pair of first bytes begins), the manifest in JSON, and a tail that says
where each part begins. A key is looked up in the sorted hashes, so one look-up reads a few pages of the file.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final
from zlib import crc32, decompressobj, error

from litlint.errors import LitlintError
from litlint.files import open_file
from litlint.lookup.index.records import IndexedPaper, Manifest, Source, title_keys
from litlint.lookup.index.volumes import Coverage
from litlint.metadata.normalize import normalize_title

try:
    from _blake2 import blake2b  # hashlib would load OpenSSL, which takes longer than a thousand look-ups
except ImportError:  # a Python without its own BLAKE2
    from hashlib import blake2b

MAGIC: Final = b"litlint index 1\n"
# Records that are compressed together: more save space, fewer save time on a look-up.
PER_BLOCK: Final = 64
FIRST_BYTES: Final = 1 << 16
"""How many pairs of first bytes a hash may have."""
# A record is some 300 bytes, and one of a volume names all its papers; damaged bytes may unpack to gigabytes.
_MOST_IN_A_BLOCK: Final = 64 << 20
TAIL: Final = struct.Struct("<6Q2I16s")
"""Begins of: block offsets, hashes, records, first bytes, manifest, tail; number of keys, CRC-32 of the manifest; magic."""


def key_hash(kind: str, text: str) -> int:
    """Return the 64-bit hash of a key. Kinds: ``title``, ``part``, ``id``, ``volume``, ``venue``."""
    return int.from_bytes(blake2b(f"{kind}\0{text}".encode("utf-8", "replace"), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class IndexedVolume:
    """A volume in an index: its papers there, and whether page numbers prove that these are all, or that some lack."""

    key: str
    venue: str
    year: int | None
    title: str
    coverage: Coverage
    papers: tuple[int, ...]
    source: str


class PaperIndex:
    """An index file, open for look-ups. Look-ups that meet damaged bytes raise LitlintError."""

    def __init__(self, path: Path) -> None:
        """Open an index.

        Raises:
            LitlintError: the file cannot be read, or is not an index that this version understands.
        """
        self.path = path
        try:
            with open_file(path) as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as problem:
            raise LitlintError(f"{path} cannot be read: {getattr(problem, 'strerror', None) or problem}") from problem
        size = len(self._data)
        if self._data[: len(MAGIC)] != MAGIC:
            raise LitlintError(f"{path} is not an index of litlint; build it with: litlint index build DUMP")
        if size < len(MAGIC) + TAIL.size or self._data[-16:] != MAGIC:
            raise LitlintError(f"{path} is cut short; build it again with: litlint index build DUMP")
        blocks, hashes, records, fan, manifest, tail, self._keys, checksum, _ = TAIL.unpack(self._data[-TAIL.size :])
        parts = (len(MAGIC), blocks, hashes, records, fan, manifest, tail)
        sizes = (hashes - blocks, records - hashes, fan - records, manifest - fan)
        if (
            sorted(parts) != list(parts)
            or tail != size - TAIL.size
            or crc32(self._data[manifest:tail]) != checksum
            or any(size % width for size, width in zip(sizes, (8, 8, 4, 4), strict=True))
            or (sizes[1], sizes[3]) != (8 * self._keys, 4 * (FIRST_BYTES + 1))
            or sizes[2] < 4 * self._keys
        ):
            raise self._damaged()
        self._view = view = memoryview(self._data)
        self._blocks = view[blocks:hashes].cast("Q")
        self._hashes = view[hashes:records].cast("Q")
        self._records = view[records:fan].cast("I")
        self._fan = view[fan:manifest].cast("I")
        self._manifest = (manifest, tail)

    def _damaged(self) -> LitlintError:
        return LitlintError(f"{self.path} is damaged; build it again with: litlint index build DUMP")

    def close(self) -> None:
        """Close the file; nothing can be looked up then."""
        for view in (self._blocks, self._hashes, self._records, self._fan, self._view):
            view.release()
        self._data.close()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The dumps that the index was made from."""
        return self._made_from.sources

    @property
    def registrants(self) -> Mapping[str, int]:
        """How many papers each registrant of DOIs has here, by its prefix (``10.1109``); empty in an old index."""
        return self._made_from.registrants

    @cached_property
    def _made_from(self) -> Manifest:
        try:
            return Manifest.decode(self._data[slice(*self._manifest)])
        except ValueError as problem:
            raise LitlintError(f"{self.path} is damaged: {problem}") from problem

    def find(self, kind: str, text: str) -> Iterator[int]:
        """Yield the numbers of the records that have a key."""
        wanted = key_hash(kind, text)
        first = wanted >> 48
        begin, end = self._fan[first], self._fan[first + 1]
        if not begin <= end <= self._keys:
            raise self._damaged()
        at = bisect_left(self._hashes, wanted, begin, end)
        while at < self._keys and self._hashes[at] == wanted:
            yield self._records[at]
            at += 1

    def papers_titled(self, title: str) -> Iterator[IndexedPaper]:
        """Yield the papers of a title: first of the whole title, then those that share a long part of it."""
        seen = set()
        for kind, text in title_keys(title):
            # A whole title here may be a part of the title there, and the reverse.
            for asked in ("title", "part") if kind == "title" else ("title",):
                for number in self.find(asked, text):
                    if number not in seen:
                        seen.add(number)
                        yield self.paper(number)

    def papers_of(self, scheme: str, value: str) -> Iterator[IndexedPaper]:
        """Yield the papers that have an identifier, as ``("arxiv", "1904.09751")`` or ``("doi", "10.18653/v1/p18-1012")``."""
        for number in self.find("id", f"{scheme}:{value.lower()}"):
            yield self.paper(number)

    def volumes_of(self, venue: str, year: int) -> list[IndexedVolume]:
        """Return the volumes of a venue and year, its workshops and other parts included; ``venue`` is its usual short name."""
        return [self.volume(number) for number in self.find("venue", f"{normalize_title(venue)} {year}")]

    def paper(self, number: int) -> IndexedPaper:
        """Return the paper with a record's number."""
        try:
            return IndexedPaper.decode(self._record(number))
        except (ValueError, TypeError) as problem:
            raise self._damaged() from problem

    def volume(self, number: int) -> IndexedVolume:
        """Return the volume with a record's number."""
        try:
            key, venue, year, title, coverage, source, papers = self._record(number).decode().split("\t")
            numbers = tuple(int(each, 36) for each in papers.split())
            known: Coverage = "whole" if coverage == "whole" else "partial" if coverage == "partial" else ""
            return IndexedVolume(key, venue, int(year) if year else None, title, known, numbers, source)
        except ValueError as problem:
            raise self._damaged() from problem

    def _record(self, number: int) -> bytes:
        block, place = divmod(number, PER_BLOCK)
        lines = self._block(block)
        if place >= len(lines):
            raise ValueError(f"there is no record {number}")
        return lines[place]

    def _block(self, block: int) -> list[bytes]:
        if block + 1 >= len(self._blocks):
            raise ValueError(f"there is no block {block}")
        try:
            return _lines(bytes(self._data[self._blocks[block] : self._blocks[block + 1]]))
        except error as problem:
            raise ValueError(f"block {block} is damaged") from problem


@lru_cache(maxsize=64)
def _lines(compressed: bytes) -> list[bytes]:
    packed = decompressobj()
    data = packed.decompress(compressed, _MOST_IN_A_BLOCK)
    if not packed.eof:
        raise error
    return data.split(b"\n")
