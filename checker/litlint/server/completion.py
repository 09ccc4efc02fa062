"""What may be written at the cursor: citation keys, labels and sections of this list, BibTeX types and fields, venues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from lsprotocol import types

from litlint import regex as re
from litlint.metadata.bibtex_schema import FIELDS, KINDS, missing_fields
from litlint.model.citation import Citation
from litlint.model.source import Source
from litlint.server.view import View

TRIGGERS = ("@", "[", "#", "{")
"""Signs after which an editor asks by itself."""

# The text before the cursor in its line says what is being written. A key after an at sign in brackets, or in a role
# or a command that cites (see ``parse.cited_keys``).
_KEY = re.compile(
    r"""
    (?: \[ [^\[\]\n]* @
      | \{cite(?::\w+)?\}` (?: [^`\n]* , )? \s*
      | \\[cC]ite[a-zA-Z]{0,12}\*? (?: \[ [^\]\n]* \] ){0,2} \{ (?: [^{}\n]* , )? \s*
    )
    [\w:.-]* \Z
    """,
    re.VERBOSE,
)
_ANCHOR = re.compile(r"\]\(#[^()\s]*\Z")
_LABEL = re.compile(r"(?:\A|[^!\\])\[[^\[\]()\n]{0,30}\Z")
_TYPE = re.compile(r"\A\s*@[a-zA-Z]*\Z")
_FIELD = re.compile(r"\A\s*[a-zA-Z-]*\Z")
_VENUE_VALUE = re.compile(r"(?:booktitle|journal|journaltitle)\s*=\s*[{\"][^{}\"]*\Z", re.IGNORECASE)
_WORD = re.compile(r"[A-Z][A-Za-z]{1,60}\Z")
_MOST = 200  # items of one kind; an editor filters what it was given, and asks again as more is typed


def completions(view: View, source: Source, offset: int) -> list[types.CompletionItem]:
    """Return what may be written at an offset of a text as it is now; ``view`` may be of the text before the last key."""
    line = source.position(offset)[0]
    before = source.text[source.offset(line, 1) : offset]
    return list(_items(view, source, offset, before))


def _items(view: View, source: Source, offset: int, before: str) -> Iterator[types.CompletionItem]:
    in_bibtex = view.document.kind == "bibtex" or _is_in_fence(source.text, offset)
    if in_bibtex:
        yield from _bibtex(view, source, offset, before)
    elif _KEY.search(before):
        yield from _keys(view)
    elif _ANCHOR.search(before):
        for name, place in view.document.anchors.items():
            yield _item(name, types.CompletionItemKind.Reference, place.text.partition("\n")[0])
    elif _LABEL.search(before):
        yield from _counted(_labels(view), types.CompletionItemKind.EnumMember)
    elif _WORD.search(before):
        yield from _counted(_venues(view), types.CompletionItemKind.Value)


def _bibtex(view: View, source: Source, offset: int, before: str) -> Iterator[types.CompletionItem]:
    if _TYPE.match(before):
        for kind in sorted(KINDS):
            yield _item(kind, types.CompletionItemKind.Class, "type of BibTeX")
    elif _VENUE_VALUE.search(before):
        yield from _counted(_venues(view), types.CompletionItemKind.Value)
    elif _FIELD.match(before):
        citation = _citation_around(view, offset)
        present = frozenset(field.name for field in citation.fields) if citation else frozenset()
        wanted = set(chain.from_iterable(missing_fields(citation.kind, present))) if citation else set()
        for name in sorted(FIELDS - present):
            detail = f"required by @{citation.kind}" if citation and name in wanted else "field of BibTeX"
            yield _item(name, types.CompletionItemKind.Field, detail, f"{name not in wanted:d}{name}")


def _citation_around(view: View, offset: int) -> Citation | None:
    """Return the citation that the cursor is in: the last that begins before it, as the one being written has no end."""
    return next((one for one in reversed(view.document.citations) if one.span.start < offset), None)


def _is_in_fence(text: str, offset: int) -> bool:
    """Say whether a fence of BibTeX is open at an offset: the last line of fence marks before it opens one."""
    start = text.rfind("```", 0, offset)
    info = text[start + 3 : start + 20].partition("\n")[0].strip().lower() if start >= 0 else ""
    return info in ("bibtex", "bib", "biblatex")


def _keys(view: View) -> Iterator[types.CompletionItem]:
    seen = set()
    for document in view.documents:
        for citation in document.citations:
            if citation.key and citation.key not in seen:
                seen.add(citation.key)
                title = citation.title.value if citation.title else ""
                yield _item(citation.key, types.CompletionItemKind.Reference, title)


def _labels(view: View) -> Iterable[str]:
    for entry in view.document.entries:
        for link in entry.links:
            if not link.is_image and link.text and link.text != entry.title.value:
                yield link.text


def _venues(view: View) -> Iterable[str]:
    for document in view.documents:
        for entry in document.entries:
            if entry.venue is not None:
                yield entry.venue.value
        for citation in document.citations:
            venue = citation.get("booktitle", "journal", "journaltitle")
            if venue is not None:
                yield venue.value


def _counted(values: Iterable[str], kind: types.CompletionItemKind) -> Iterator[types.CompletionItem]:
    """Yield values, the most usual first; what is once may be a slip, but is what there is in a short list."""
    for rank, (value, count) in enumerate(Counter(values).most_common(_MOST)):
        yield _item(value, kind, f"{count} times in these lists" if count > 1 else "once in these lists", f"{rank:04}")


def _item(label: str, kind: types.CompletionItemKind, detail: str, order: str | None = None) -> types.CompletionItem:
    return types.CompletionItem(label, kind=kind, detail=detail, sort_text=order)
