"""What was read in a document and found in it, kept for the next run in the user's cache folder.

A document is known again by its path and bytes, so the same store serves a check, two revisions and a commit in progress.
What the rules found in it that look at one document alone is kept by all that they may look at. Both are plain data under the
hash of what they depend on: litlint's own files, the interpreter and the packages beside them are a part of it. Any doubt is
a miss, and then the document is read and judged as ever.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from litlint.cache_folder import cache_folder, digest, read_sealed, write_sealed
from litlint.model.document import Document
from litlint.model.finding import Finding
from litlint.model.plain import Plain, document_of, findings_of, plain_document, plain_findings
from litlint.model.source import Source
from litlint.parse.document import LateBlocks, read_document
from litlint.result_cache import unrecorded

_FORM = b"litlint document 3\n"
# Reading less than this takes no longer than to look it up.
_LEAST_CHARACTERS = 4_000
# Two files for each document: enough for the lists of many repositories, at three bytes for each of theirs.
_MOST_FILES, _MOST_BYTES = 2_000, 400_000_000


class DocumentStore:
    """The store of one run; ``hits`` counts the documents that were not read anew."""

    def __init__(self) -> None:
        self.hits = 0
        self._folder = cache_folder("documents")
        self._keys: dict[Source, str] = {}

    def read(self, source: Source) -> Document:
        """Read a document, or take what an earlier run read; its blocks are then read when something asks for them."""
        if len(source.text) < _LEAST_CHARACTERS:
            return read_document(source)
        key = self._keys[source] = self._key("document", source.path, digest(source.encode()))
        plain = self._load(key)
        if plain is not None:
            try:
                document = document_of(plain, source, LateBlocks(source, plain[0]))
            except (ValueError, TypeError, LookupError):
                pass
            else:
                self.hits += 1
                return document
        document = read_document(source)
        self._save(key, plain_document(document))
        return document

    def findings(
        self, source: Source, around: Iterable[str], sources: Mapping[str, Source]
    ) -> tuple[Finding, ...] | None:
        """Return what an earlier run found in a document that this store read, with all ``around`` it as now."""
        plain = self._load(self._key("findings", self._keys[source], *around)) if source in self._keys else None
        if plain is None:
            return None
        try:
            return findings_of(plain, source, sources)
        except (ValueError, TypeError, LookupError):
            return None

    def keep(self, source: Source, around: Iterable[str], findings: Sequence[Finding]) -> None:
        """Keep what was found in a document that this store read."""
        if source in self._keys:
            self._save(self._key("findings", self._keys[source], *around), plain_findings(findings, source))

    def _key(self, *parts: str) -> str:
        return digest("\0".join((self._program, *parts)).encode("utf-8", "surrogatepass"))

    @cached_property
    def _program(self) -> str:
        """What decides how a document is read and judged beside the document."""
        with unrecorded():
            return digest("\0".join(_program()).encode("utf-8", "surrogatepass"))

    def _load(self, key: str) -> Plain | None:
        with unrecorded():
            data = read_sealed(os.path.join(self._folder, key), _FORM)
        return None if data is None else json.loads(data)

    def _save(self, key: str, plain: Plain) -> None:
        data = json.dumps(plain, separators=(",", ":")).encode("ascii")
        with unrecorded():
            write_sealed(os.path.join(self._folder, key), _FORM, data, most_files=_MOST_FILES, most_bytes=_MOST_BYTES)


def _program() -> list[str]:
    """Return what litlint is made of: the interpreter, the content of its own files, and the packages with their versions.

    Not where they are or how old, so that what one machine keeps serves another, as in CI.
    """
    found, top = [sys.version], os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                found.append(f"{os.path.relpath(folder, top)}/{name} {digest(file.read())}")
    for place in sys.path:
        if place.endswith("-packages") and os.path.isdir(place):
            found += [name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info"))]
    return sorted(found)
