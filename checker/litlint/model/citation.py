"""What the BibTeX of a document says."""

from __future__ import annotations

from litlint.identifiers.identifier import Identifier, find_identifiers, from_doi, from_eprint, identify
from litlint.model.source import Span
from litlint.values import value


@value
class Field:
    """One ``name = value`` of a citation.

    ``name`` is lower-cased; ``raw`` is the value between its outer braces or quotes, ``value`` the same decoded from LaTeX
    with white space folded. ``resolved`` is ``raw`` with its pieces joined and the macros of ``@string`` replaced: what LaTeX
    gets. ``span`` covers name, value and delimiters, ``value_span`` just ``raw``. ``delimiter`` is ``{``, ``"`` or empty (a
    number, a macro, a concatenation).
    """

    name: str
    raw: str
    value: str
    span: Span
    name_span: Span
    value_span: Span
    delimiter: str
    resolved: str


@value
class Problem:
    """Something that cannot be read as meant. ``insert`` is the text that certainly corrects it at ``span``'s end, if any."""

    span: Span
    message: str
    insert: str | None = None


@value
class Citation:
    """One BibTeX entry, with the places of its parts. ``kind`` is lower-cased; an absent key is an empty string."""

    span: Span
    kind: str
    kind_span: Span
    key: str
    key_span: Span
    fields: tuple[Field, ...]
    problems: tuple[Problem, ...] = ()

    def get(self, *names: str) -> Field | None:
        """Return the first field that has one of the names, in the order of the names."""
        for name in names:
            for field in self.fields:
                if field.name == name:
                    return field
        return None

    @property
    def is_sound(self) -> bool:
        """Whether all of it could be read as meant, a missing comma or the like apart."""
        return all(problem.insert for problem in self.problems)

    @property
    def sound_fields(self) -> list[Field]:
        """The fields that could be read as meant: what is wrong elsewhere in the citation is no matter.

        Words that follow a value directly were meant as a part of it.
        """
        places = [problem.span for problem in self.problems if not problem.insert]
        if not places:
            return list(self.fields)
        found, index = [], 0
        for field in self.fields:
            while index < len(places) and places[index].end <= field.span.start:
                index += 1
            if index == len(places) or (places[index].start >= field.span.end and not _goes_on(field, places[index])):
                found.append(field)
        return found

    def with_comma(self, field: Field) -> Span:
        """Return the place of a field with the comma before it: what a removal takes away."""
        at = self.fields.index(field)
        start = self.fields[at - 1].span.end if at else self.key_span.end
        return Span(field.span.source, start, field.span.end)

    @property
    def is_data_only(self) -> bool:
        """Whether the citation is never printed on its own: biblatex's options ``dataonly`` and ``skipbib``."""
        options = self.get("options")
        return options is not None and ("dataonly" in options.value or "skipbib" in options.value)

    @property
    def title(self) -> Field | None:
        """The field that holds the work's title."""
        return self.get("title")

    @property
    def year(self) -> Field | None:
        """The field that holds the year, or a biblatex date."""
        return self.get("year", "date")

    def identifiers(self) -> list[tuple[Identifier, Field]]:
        """Return the works that the citation names, each with the field that names it."""
        found: list[tuple[Identifier, Field]] = []
        for field in self.fields:
            if field.name == "eprint":
                prefix = self.get("archiveprefix", "eprinttype")
                identifier = from_eprint(field.value, prefix.value if prefix else "")
                found += [(identifier, field)] if identifier else []
            elif field.name in ("doi", "url"):
                identifier = identify(field.value) or (from_doi(field.value) if field.name == "doi" else None)
                found += [(identifier, field)] if identifier and identifier.is_work else []
            elif field.name in ("journal", "note", "howpublished", "volume", "number", "eid"):
                found += [
                    (identifier, field) for identifier, _, _ in find_identifiers(field.value) if identifier.is_work
                ]
        return found


def _goes_on(field: Field, place: Span) -> bool:
    """Say whether a faulty place right after a field holds words: not a sign that separates fields, nor a comment."""
    gap = place.source.text[field.span.end : place.start]
    return not gap.strip() and not place.text.startswith((",", "}", ")", "%", "@"))
