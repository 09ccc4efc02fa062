"""Citations in one form: what says the same is written the same way, and what only a program keeps for itself is left out.

Sources: the biblatex manual 3.20, section 2 (entry types and fields); arXiv, "BibTeX and Eprint Fields".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from litlint import regex as re
from litlint.export.people import bibtex_names, clean_names
from litlint.identifiers.identifier import Identifier, from_doi
from litlint.metadata.author_list import NAME_FIELDS
from litlint.metadata.bibtex_schema import JOURNAL_FIELDS, KINDS, meant_field
from litlint.metadata.byline import HTML_TAG
from litlint.metadata.months import MACROS, month_number
from litlint.metadata.venues import is_preprint_server
from litlint.model.citation import Field
from litlint.model.facts import Paper
from litlint.parse.bibtex import VERBATIM
from litlint.write.bibtex import ENTITY, entity_in_latex, escaped, escaped_url, is_balanced

SPELLED: Final = {"archiveprefix": "archivePrefix", "primaryclass": "primaryClass", "reportnumber": "reportNumber"}
"""Fields that are not written in lower case throughout."""
ORDER: Final = tuple(
    """
    title author editor booktitle journal journaltitle series volume number pages publisher organization institution school
    howpublished address edition month year date eprint archiveprefix primaryclass eprinttype eprintclass doi isbn issn url ids
    """.split()
)
"""In which order fields are written; those not here follow as they were."""
# A name that every reader of BibTeX reads as one; what a broken entry start left over is not a name.
_NAME = re.compile(r"[A-Za-z][\w.:+-]*")
# `…, https://example.org/study.pdf` at the end of a title, with or without a command round it.
_TRAILING_URL = re.compile(r"(?<![\s,;:(])[\s,;:(]*+(?:\\url\s*\{)?(?:https?|ftps?)://[^\s{}()]*+\}?\)?\s*\Z")
_COMMANDS = {
    "i": "textit",
    "em": "textit",
    "b": "textbf",
    "strong": "textbf",
    "sub": "textsubscript",
    "sup": "textsuperscript",
}
_FORMAT_TAG = re.compile(rf"<({'|'.join(_COMMANDS)})>([^<>]*+)</\1>", re.IGNORECASE)
_URL = re.compile(r"\s*(?:\\url\{)?(https?://[^\s{}]+)\}?\s*")
_OURS: Final = frozenset(
    """
    bdsk-url-1 bdsk-url-2 bdsk-file-1 biburl bibsource date-added date-modified file mendeley-tags month_numeric owner
    timestamp
    """.split()
)
"""Fields that programs keep for themselves: paths of a computer, when an entry was changed."""

Fields = dict[str, str]


def normalized(kind: str, given: Iterable[Field], work: Identifier | None, paper: Paper | None) -> tuple[str, Fields]:
    """Return the kind and the raw fields of a citation: its preprint by ``eprint``, its DOI bare, its kind as its venue is.

    ``given`` are its fields, with those that it inherits. ``work`` is what the citation, or else its entry, names;
    ``paper`` what its registry says.
    """
    fields: Fields = {}
    given = list(given)
    names = {field.name for field in given}
    for field in given:
        meant = meant_field(field.name)
        if meant is not None and meant not in names:
            field = replace(field, name=meant)
        raw = readable(field.resolved)
        usable = _NAME.fullmatch(field.name) and (field.value.strip() or raw.strip("{} \t\r\n")) and is_closed(raw)
        if usable and field.name not in _OURS:
            fields.setdefault(field.name, _one_form(field, raw))
    _move_url(fields)
    for name in ("title", "booktitle") & fields.keys():
        fields[name] = _without_url(fields[name]) or fields[name]
    for name in NAME_FIELDS & fields.keys():
        if people := clean_names(fields.pop(name)):
            fields[name] = people
    if work is not None and work.scheme == "arxiv":
        _name_preprint(fields, work, paper)
    _rename_date(fields)
    fields = {name: raw for name, raw in fields.items() if raw and is_closed(raw)}
    return kind_of(kind, fields), fields


def _one_form(field: Field, raw: str) -> str:
    """Return the raw value of a field in the form that is written for all citations."""
    if field.name == "doi":
        named = from_doi(field.value)
        return named.value if named and named.scheme == "doi" else raw
    if field.name == "url":
        return escaped_url(field.value)
    if field.name == "month":
        return _month(field, raw)
    if field.name == "pages":
        return re.sub(r"(?<=\d)\s*(?:-|–|—)\s*(?=\d)", "--", raw)
    if field.name in VERBATIM:
        return raw
    return " ".join(_in_latex(raw).split())


def _in_latex(raw: str) -> str:
    """Return a value with the HTML of web pages as LaTeX: entities and tags; of other tags the text stays."""
    if "&" in raw:
        raw = ENTITY.sub(lambda entity: entity_in_latex(entity[0]) or entity[0], raw)
    if "<" not in raw:
        return raw
    text = _FORMAT_TAG.sub(lambda found: f"\\{_COMMANDS[found[1].lower()]}{{{found[2]}}}", raw)
    return HTML_TAG.sub("", text)


def _month(field: Field, raw: str) -> str:
    """Return BibTeX's macro of a month, without the days beside it; what is no single month stays as it is."""
    value = field.value.strip()
    words = re.findall(r"[^\W\d_]{3,}", value)
    # Days beside the month (08--11 Nov) make it a text that biber cannot sort by.
    number = int(value) if value.isdecimal() and len(value) < 3 else month_number(words[0]) if len(words) == 1 else None
    if number is not None and 1 <= number <= len(MACROS):
        return MACROS[number - 1]
    return raw if field.delimiter or value not in raw else field.value


def _move_url(fields: Fields) -> None:
    """Put a URL that a citation has for its venue into the field for it."""
    for name in ("journal", "journaltitle", "booktitle"):
        if found := _URL.fullmatch(fields.get(name, "")):
            del fields[name]
            fields.setdefault("url", escaped_url(found[1]))


def _without_url(raw: str) -> str:
    """Return a title without the URL that someone put after it."""
    return _TRAILING_URL.sub("", raw)


def _rename_date(fields: Fields) -> None:
    """Take a month out of a citation that says the same by biblatex's ``date``."""
    if re.match(r"\d{4}-\d\d", fields.get("date", "")):
        fields.pop("month", None)
        fields.pop("year", None)


def readable(text: str) -> str:
    """Return a text as a reader means it: bytes of Windows-1252 decoded, invisible characters left out.

    Files that are not UTF-8 are mostly Windows-1252, whose bytes ``Source`` keeps as lone surrogates (PEP 383), or which
    another program took for control characters (U+0080 to U+009F).
    """
    if text.isascii() and text.isprintable():
        return text
    pieces = []
    for character in text:
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF or 0x80 <= code <= 0x9F:
            pieces.append(bytes([code & 0xFF]).decode("cp1252", "ignore"))
        elif (
            character in "\t\r\n"
            or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
            or character in "\u200c\u200d"
        ):
            pieces.append(character)
    return unicodedata.normalize("NFC", "".join(pieces))


def is_closed(raw: str) -> bool:
    """Say whether a value closes what it opens, and nothing else, whether or not an escaped brace counts for one."""
    readings = (raw, re.sub(r"(?<=\\).", "", raw, flags=re.DOTALL), re.sub(r"\\.", "", raw, flags=re.DOTALL))
    return all(map(is_balanced, readings)) and not raw.endswith("\\")


def _name_preprint(fields: Fields, work: Identifier, paper: Paper | None) -> None:
    """Name a preprint by the fields that arXiv asks for, instead of by its journal."""
    if is_preprint_server(fields.get("journal", "")):
        del fields["journal"]
        for name in ("volume", "number", "pages"):
            if work.value in fields.get(name, "") or "abs/" in fields.get(name, ""):
                del fields[name]
    for name in ("eprinttype", "eprintclass"):
        value = fields.pop(name, None)
        if name == "eprintclass" and value:
            fields.setdefault("primaryclass", value)
    fields["eprint"] = work.value
    fields["archiveprefix"] = "arXiv"
    if paper is not None and paper.category:
        fields.setdefault("primaryclass", paper.category)


def kind_of(kind: str, fields: Fields) -> str:
    """Return the kind that the fields of a citation make it; one that says where it appeared is no ``misc``."""
    kind = {"conference": "inproceedings", "electronic": "online", "www": "online"}.get(kind, kind)
    kind = kind if kind in KINDS else "misc"
    journal = any(name in fields for name in JOURNAL_FIELDS)
    if kind == "inproceedings" and "crossref" in fields:
        return kind  # its volume is in another bibliography
    if kind not in ("article", "misc", "inproceedings", "unpublished"):
        return kind
    if "booktitle" in fields and not journal:
        return "inproceedings"
    if journal:
        return "article"
    # An article without journal is a preprint, unless its volume or pages say that just the journal's name is missing.
    return kind if kind == "unpublished" or not {"volume", "number", "pages", "issn"}.isdisjoint(fields) else "misc"


def made_of(paper: Paper) -> tuple[str, Fields]:
    """Return a citation made of what a registry says."""
    fields = {"title": escaped(paper.title), "author": bibtex_names(paper.authors)}
    work, venue = paper.identifier, paper.venue or ""
    kind = "misc"
    year = (paper.updated or paper.published if work.scheme == "arxiv" else paper.published) or ""
    fields["year"] = year[:4]
    if work.scheme == "arxiv":
        fields |= {"eprint": work.value, "archiveprefix": "arXiv", "primaryclass": paper.category or ""}
    elif re.search(r"proceedings|conference|symposium|workshop", venue, re.IGNORECASE):
        kind, fields["booktitle"] = "inproceedings", escaped(venue)
    elif venue:
        kind, fields["journal"] = "article", escaped(venue)
    fields["doi"] = work.value if work.scheme == "doi" else paper.doi or ""
    fields["url"] = escaped_url(work.url)
    return kind, {name: value for name, value in fields.items() if value}


def filled(fields: Fields, paper: Paper | None) -> Fields:
    """Return the fields of a citation with those that it lacks and its registry knows: title, authors and year."""
    if paper is None or not paper.title:
        return fields
    known = made_of(paper)[1]
    lacking = {name for name in ("title", "author", "year") if name not in fields}
    if "date" in fields:
        lacking.discard("year")
    return fields | {name: value for name, value in known.items() if name in lacking}


def in_order(fields: Mapping[str, str]) -> Fields:
    """Return fields in the usual order."""
    names = [name for name in ORDER if name in fields] + [name for name in fields if name not in ORDER]
    return {name: fields[name] for name in names}
