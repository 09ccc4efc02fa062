"""Lists that a program writes from data: a fix in one would be lost, so that findings name the place in the data.

A list is generated where a comment or a paragraph before its first entry says so, or where a file of data in the
repository holds nearly all of its titles.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from litlint import regex as re
from litlint.files import read_file
from litlint.metadata.normalize import normalize_title
from litlint.model.document import Document, Entry
from litlint.model.finding import Finding, Related, Report
from litlint.model.source import Source, Span

# Characters at the head of a list in which it says where it comes from.
_HEAD = 4_000
_GENERATED = re.compile(
    r"\bauto[- ]?generated\b|\bautomatically (?:generated|built|created)\b|\bgenerated (?:automatically|by|from|with|using)\b"
    r"|\b(?:is|was) generated\b|自动生成",
    re.IGNORECASE,
)
_HANDS_OFF = re.compile(
    r"\b(?:do not|don['’]?t|never|please avoid) (?:edit|modify|change|touch)|\bedit\b[^\n]{1,80}\binstead\b"
    r"|\b(?:manual|hand) (?:edits|changes)\b|(?:请勿|勿|不要)(?:手动|直接)?(?:编辑|修改)",
    re.IGNORECASE,
)
# A file that it is made from or by; or what is generated is the whole.
_FILE = re.compile(
    r"(?<![\w./-])[\w./-]+\.(?:ya?ml|json|csv|tsv|toml|bib|py|js|ts|rb|sh|r|jinja2?|j2|tmpl|db|sqlite)\b", re.IGNORECASE
)
_WHOLE = re.compile(r"\b(?:this|the) (?:file|readme|list|page|document)\b|本(?:文件|列表|页面?)", re.IGNORECASE)
# A comment on a part of a file (doctoc, all-contributors), which is no word on the rest.
_PART = re.compile(
    r"\b(?:toc|table of contents|section|start|begin|end|badges?|contributors?|block|below|index)\b", re.IGNORECASE
)
# Files that may be the data, how many of them, and of what size together: they are read only where something was found.
_DATA = (".yml", ".yaml", ".json", ".csv", ".tsv", ".jsonl")
_MOST_FILES, _MOST_BYTES = 40, 8 << 20
# Files of tools, which hold no works.
_TOOLS = re.compile(
    r"(?:^|/)(?:\.[^/]*/|node_modules/)|(?:^|/)(?:package(?:-lock)?|tsconfig|mkdocs|_config|composer|renovate|\.[^/]*)\.\w+$"
)
# What is made of a list cannot be what it is made of: exports and reports of litlint, reports for GitLab, and CSL-JSON, which
# other programs read.
_EXPORT = re.compile(
    r'\A\s*\{\s*"version": \d+,\s*"(?:works|findings|documents)":|\A[^\n]*,section,list,line\s|"name": "litlint"'
    r'|"check_name":|"issued"\s*:\s*\{\s*"date-parts"'
)
# A list of so many entries is judged, and the share of its titles that the data must hold.
_LEAST_ENTRIES, _SHARE = 5, 0.8
# Characters of a value that may be a title.
_SHORTEST, _LONGEST = 8, 400
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)*+)"')
_SCALAR = re.compile(r"^[^\S\n]*+(?:-[^\S\n]++)*+(?:[\w-]++[^\S\n]*+:[^\S\n]++)?+(.*\S)[^\S\n]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a list is made from: ``why`` it is taken to be generated, the data if it was found, and where titles are."""

    why: str
    data: str | None = None
    places: Mapping[str, Span] | None = None

    def place(self, entry: Entry | None) -> Span | None:
        """Return where the data has an entry, None where that is not known."""
        return self.places.get(normalize_title(entry.title.value)) if entry is not None and self.places else None


def find_origins(root: Path, paths: Iterable[str], documents: Iterable[Document]) -> dict[str, Origin]:
    """Return what each of the documents is made from, by its path; those that are not generated are left out.

    ``paths`` are those of the repository, from the root.
    """
    found = {}
    data: list[Source] | None = None
    for document in documents:
        if document.kind != "markdown" or not document.entries:
            continue
        if data is None:
            data = list(_data_files(root, paths))
        said = _says_so(document)
        source = next(((one, places) for one in data if (places := _titles_in(one, document))), None)
        if source is not None:
            one, places = source
            why = "its head says so" if said else f"{one.path} holds its titles"
            found[document.path] = Origin(why, one.path, places)
        elif said:
            found[document.path] = Origin("its head says so", _named_file(said))
    return found


def with_origins(report: Report, origins: Mapping[str, Origin], entries: Mapping[Span, Entry]) -> Report:
    """Return a report in which what is found in a generated list is to be put right in the data, by hand.

    ``entries`` are those of the lists, by the place of their title.
    """
    if not origins:
        return report
    return replace(
        report,
        findings=tuple(_redirected(finding, origins, entries) for finding in report.findings),
    )


def _redirected(finding: Finding, origins: Mapping[str, Origin], entries: Mapping[Span, Entry]) -> Finding:
    origin = origins.get(finding.span.path)
    if origin is None:
        return finding
    subject = finding.subject.place if finding.subject else None
    place = origin.place(entries.get(subject)) if subject else None
    where = f"{place.path}:{place.line}" if place else origin.data
    deed = finding.fix.title if finding.fix else finding.help
    made = f"{finding.span.path} is generated ({origin.why})"
    advice = f"{made}: edit {where}" if where else f"{made}: edit what it is made from"
    related = (*finding.related, Related(place, "the data has it here")) if place else finding.related
    return replace(finding, fix=None, help=f"{deed}; {advice}" if deed else advice, related=related)


def _says_so(document: Document) -> str:
    """Return the words by which a list says that it is generated, else nothing."""
    end = min(document.entries[0].span.start, _HEAD)
    for comment in document.comments:
        text = comment.text
        says = comment.span.start < end and _GENERATED.search(text) and not _PART.search(text)
        if says and any(sign.search(text) for sign in (_HANDS_OFF, _FILE, _WHOLE)):
            return text
    head = document.source.text[: end + _HEAD]
    may_say = _GENERATED.search(head) and _HANDS_OFF.search(head)  # most do not, and their blocks need not be read
    for block in document.blocks if may_say else ():
        text = block.span.text
        if block.span.start >= end:
            break
        if len(text) < _HEAD and _GENERATED.search(text) and _HANDS_OFF.search(text):
            return text
    return ""


def _named_file(text: str) -> str | None:
    """Return the file that a note on the origin names, the data before the program."""
    files = [match[0] for match in _FILE.finditer(text)]
    data = [file for file in files if file.endswith((*_DATA, ".toml", ".bib"))]
    return next(iter(data or files), None)


def _data_files(root: Path, paths: Iterable[str]) -> Iterator[Source]:
    chosen = (path for path in paths if path.lower().endswith(_DATA) and not _TOOLS.search(path))
    left = _MOST_BYTES
    for path in sorted(chosen, key=lambda path: (path.count("/"), path))[:_MOST_FILES]:
        try:
            data = read_file(root / path, left)
        except OSError:  # gone, or larger than is left
            continue
        left -= len(data)
        source = Source.decode(path, data)
        if not _EXPORT.search(source.text[:_HEAD]):
            yield source


def _titles_in(source: Source, document: Document) -> dict[str, Span]:
    """Return where a file of data holds the titles of a list, nothing if it holds too few of them."""
    titles = {normalize_title(entry.title.value) for entry in document.entries} - {""}
    if len(titles) < _LEAST_ENTRIES:
        return {}
    places: dict[str, Span] = {}
    for text, start in _values(source):
        if _SHORTEST <= len(text) <= _LONGEST:
            title = normalize_title(text)
            if title in titles and title not in places:
                places[title] = source.span(start, start + len(text))
    return places if len(places) >= _SHARE * len(titles) else {}


def _values(source: Source) -> Iterator[tuple[str, int]]:
    """Yield the texts that a file of data holds, each with its place."""
    text, ending = source.text, source.path.rpartition(".")[2].lower()
    if ending in ("csv", "tsv"):
        yield from _cells(text, "\t" if ending == "tsv" else ",")
        return
    for match in _QUOTED.finditer(text):
        yield _unescaped(match[1]), match.start(1)
    if ending in ("yml", "yaml"):
        for match in _SCALAR.finditer(text):
            yield match[1].strip("'\""), match.start(1)


def _cells(text: str, delimiter: str) -> Iterator[tuple[str, int]]:
    """Yield the cells of a table of which each row is a line; a cell's place is that of its line."""
    start = 0
    for line in text.splitlines(keepends=True):
        try:
            for row in csv.reader(io.StringIO(line), delimiter=delimiter):
                yield from ((cell, start) for cell in row)
        except csv.Error:
            pass
        start += len(line)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
