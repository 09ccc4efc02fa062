"""The rule eprint-in-journal."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.identifiers.identifier import Identifier, arxiv_id_text, find_identifiers, from_eprint
from litlint.rule import Bad, Citation, Context, Edit, Field, Finding, Fix, Good, Rule, Severity, Span

_CITATION = """\
```bibtex
@article{doe2020small,
  title={A Small Study of Gardens},
  author={Jane Doe},
  journal={%s},
  year={2020}%s
}
```
"""
_PREPRINT = "arXiv preprint arXiv:2001.01234"
_FIELDS = ",\n  eprint={2001.01234},\n  archivePrefix={arXiv}"
# `arXiv:` before the id in a journal's name.
_LEAD = re.compile(r"\s*(?P<lead>arxiv\s{0,3}:\s{0,3})", re.I)
# The archive's class in brackets after the id.
_REMARK = re.compile(r"\s*\[[\w.-]+\]\s*\Z")
_HOLDERS = ("journal", "journaltitle", "volume", "note", "howpublished", "number", "eid")


class EprintInJournal(Rule):
    """An arXiv id is not in `eprint` alone, with `archivePrefix` beside it.

    Styles make a link of `eprint` and `archivePrefix`, and programs find the paper by them. An id in
    `journal = {arXiv preprint arXiv:…}` is text to both; a URL or `arXiv:` in `eprint` comes out doubled.

    Write `eprint = {2001.01234}, archivePrefix = {arXiv}`, as arXiv's own export does; `litlint check --fix` adds them.
    """

    severity = Severity.NOTE
    habit = "an arXiv id is only in the journal field, or lacks its archive prefix"
    examples = (
        Bad(
            _CITATION % (_PREPRINT, ""),
            finds="2001.01234",
            fixed=_CITATION.replace("},\n  year", f"}}{_FIELDS.replace('%', '%%')},\n  year") % (_PREPRINT, ""),
        ),
        Bad(
            _CITATION % ("ArXiv", ",\n  eprint={arXiv:2001.01234},\n  archivePrefix={arXiv}"),
            finds="arXiv:",
            fixed=_CITATION % ("ArXiv", _FIELDS),
        ),
        Bad(
            _CITATION % ("ArXiv", ",\n  eprint={https://arxiv.org/abs/2001.01234}"),
            finds="https://arxiv.org/abs/2001.01234",
            fixed=_CITATION % ("ArXiv", _FIELDS),
        ),
        Bad(
            _CITATION % ("ArXiv", ",\n  eprint={2001.01234}"),
            finds="eprint",
            fixed=_CITATION % ("ArXiv", _FIELDS),
        ),
        Good(_CITATION % (_PREPRINT, _FIELDS)),
        Good(_CITATION % ("ArXiv", ",\n  eprint={2001.01234},\n  eprinttype={arxiv}")),
        Good(_CITATION % ("Gardens", ",\n  url={https://arxiv.org/abs/2001.01234}")),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        if not citation.is_sound:
            return
        eprint = citation.get("eprint")
        prefix = citation.get("archiveprefix", "eprinttype")
        if eprint is None:
            yield from self._check_venue(citation)
        elif eprint.delimiter and (prefix is None or "arxiv" in prefix.value.lower()):
            yield from self._check_eprint(eprint, prefix is None)

    def _check_venue(self, citation: Citation) -> Iterator[Finding]:
        for name in _HOLDERS:
            field = citation.get(name)
            for identifier, start, end in find_identifiers(field.raw) if field and field.delimiter else ():
                if field and identifier.scheme == "arxiv" and "://" not in field.raw:
                    fix = _addition(field, ("eprint", identifier.value), ("archivePrefix", "arXiv"))
                    yield self.finding(
                        field.value_span.sub(start, end),
                        f"the id of the paper is only in {name}, not in eprint",
                        fix=fix,
                    )
                    return

    def _check_eprint(self, field: Field, alone: bool) -> Iterator[Finding]:
        identifier = from_eprint(field.value, "arxiv")
        if identifier is None or identifier.scheme != "arxiv":
            return
        bare, span, what = _written(field, identifier)
        edits = (Edit(field.value_span, bare),) if bare != field.raw else ()
        if edits:
            more = _addition(field, ("archivePrefix", "arXiv")).edits if alone else ()
            yield self.finding(span, f"{what} is in `eprint`, beside the id", fix=Fix(f"write {bare}", edits + more))
        elif alone:
            fix = _addition(field, ("archivePrefix", "arXiv"))
            yield self.finding(field.name_span, "eprint says no archive: archivePrefix is missing", fix=fix)


def _written(field: Field, identifier: Identifier) -> tuple[str, Span, str]:
    """Return the bare id of an eprint as it is written, and the place and the name of what is beside it."""
    raw = field.raw
    if place := arxiv_id_text(field.value):
        return field.value[slice(*place)], field.value_span, "a URL"
    lead = _LEAD.match(raw)
    if lead:
        return (
            _REMARK.sub("", raw[lead.end() :]).strip(),
            field.value_span.sub(*lead.span("lead")),
            lead["lead"].strip(),
        )
    if remark := _REMARK.search(raw):
        return raw[: remark.start()].strip(), field.value_span.sub(*remark.span()), "the category"
    return raw, field.value_span, ""


def _addition(field: Field, *added: tuple[str, str]) -> Fix:
    """Return the fix that writes fields after another one, in its own style."""
    source, start = field.span.source, field.span.start
    line = source.text.rfind("\n", 0, start) + 1
    indent = source.text[line:start]
    between = source.newline + indent if not indent.strip(" \t>") else " "
    equals = source.text[field.name_span.end : field.value_span.start - 1]
    opening, closing = ('"', '"') if field.delimiter == '"' else ("{", "}")
    text = "".join(f",{between}{name}{equals}{opening}{value}{closing}" for name, value in added)
    names = " and ".join(name for name, _ in added)
    return Fix(f"add {names}", (Edit(Span(source, field.span.end, field.span.end), text),))
