"""Single faults put into clean citations are found at their line, and clean ones raise nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from litlint import rules
from litlint.engine.walk import walk
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding, Severity
from litlint.model.source import Source
from litlint.parse.document import read_document

pytestmark = pytest.mark.slow  # many made citations, each judged by all rules; the examples of the rules are quick

FACTS = Facts(date(2025, 6, 1))
RULES = [rules.load(name)() for name, family in rules.names().items() if family in ("citation", "identifiers")]
NAMES = (
    "Jane Doe", "Max Muster", "Li Wang", "Ana Garc{\\'i}a", "Jos\u00e9 M{\\\"u}ller", "Priya K. Nair", "Wei-Lin Chen",
    "Ola Nordmann",
)  # fmt: skip
TITLES = (
    "A Small Study of Gardens", "{GardenNet}: Growing Flowers at Scale", "Why Hedges Work", "Bees \\& Blossoms in $O(n)$ Time",
)  # fmt: skip


@dataclass(frozen=True)
class Cited:
    """A citation to write: its fields in order, and the style of the list that it stands in."""

    kind: str
    key: str
    fields: tuple[tuple[str, str], ...]
    equals: str = "="
    quotes: str = "{}"
    indent: str = "  "
    last_comma: bool = False

    def write(self) -> str:
        lines = [f"{self.indent}{name}{self.equals}{self.quoted(value)}" for name, value in self.fields]
        return f"@{self.kind}{{{self.key},\n" + ",\n".join(lines) + ("," if self.last_comma else "") + "\n}\n"

    def quoted(self, value: str) -> str:
        return f"{self.quotes[0]}{value}{self.quotes[1]}"

    def value(self, name: str) -> str:
        return dict(self.fields)[name]

    def having(self, name: str, value: str) -> Cited:
        return replace(self, fields=tuple((n, value if n == name else v) for n, v in self.fields))


@st.composite
def citations(draw: st.DrawFn) -> Cited:
    authors = draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=6, unique=True))
    year, month = draw(st.integers(2015, 2024)), draw(st.integers(2, 12))
    identifier = f"{year % 100:02}{month:02}.{draw(st.integers(1, 99999)):05}"
    fields = [("title", draw(st.sampled_from(TITLES))), ("author", " and ".join(authors))]
    kind = draw(st.sampled_from(["misc", "article", "inproceedings", "online"]))
    venue = {"article": ("journal", "Journal of Gardens"), "inproceedings": ("booktitle", "Proceedings of GARDEN")}.get(
        kind
    )
    fields += [venue] if venue else []
    fields += [("year", str(year)), ("eprint", identifier), ("archivePrefix", "arXiv"), ("primaryClass", "cs.LG")]
    fields += [("url", f"https://arxiv.org/abs/{identifier}")]
    return Cited(
        kind,
        draw(st.sampled_from(["doe2020small", "DBLP:journals/corr/abs-2001-01234", "280922"])),
        tuple(fields),
        draw(st.sampled_from(["=", " = ", "   =  "])),
        draw(st.sampled_from(["{}", '""'])),
        draw(st.sampled_from(["", "  ", "\t", "      "])),
        draw(st.booleans()),
    )


def findings(text: str, *, fenced: bool = True) -> list[Finding]:
    path, content = ("list.md", f"```bibtex\n{text}```\n") if fenced else ("list.bib", text)
    workspace = Workspace((read_document(Source(path, content)),))
    found = list(walk(workspace, [rule for rule in RULES if rule.default], FACTS).findings.values())
    return [finding for finding in found if finding.severity > Severity.NOTE]


def line_of(text: str, name: str) -> int:
    """Return the line of a field in a fence."""
    return next(at for at, line in enumerate(text.split("\n"), 2) if re.match(rf"\s*{name}\s*=", line))


def is_found(text: str, rule: str, line: int) -> bool:
    return any(finding.rule == rule and abs(finding.span.line - line) <= 1 for finding in findings(text))


@given(citations(), st.booleans())
def test_a_clean_citation_raises_nothing(cited: Cited, fenced: bool) -> None:
    assert findings(cited.write(), fenced=fenced) == []


@given(citations(), st.data())
def test_a_missing_comma_is_found_and_put_back(cited: Cited, data: st.DataObject) -> None:
    name, value = data.draw(st.sampled_from(cited.fields[:-1]))
    text = cited.write()
    broken = text.replace(f"{cited.quoted(value)},\n", f"{cited.quoted(value)}\n", 1)
    found = [finding for finding in findings(broken) if finding.rule == "bibtex-syntax"]
    assert [finding.span.line for finding in found] == [line_of(text, name)]
    assert found[0].fix is not None
    (edit,) = found[0].fix.edits
    whole = edit.span.source.text
    assert whole[: edit.span.start] + edit.text + whole[edit.span.end :] == f"```bibtex\n{text}```\n"


@given(citations(), st.data())
def test_a_missing_delimiter_is_found(cited: Cited, data: st.DataObject) -> None:
    name, value = data.draw(st.sampled_from(cited.fields))
    text = cited.write()
    first = data.draw(st.booleans())
    broken = text.replace(cited.quoted(value), value + cited.quotes[1] if first else cited.quotes[0] + value, 1)
    assert is_found(broken, "bibtex-syntax", line_of(text, name))


@given(citations())
def test_an_unclosed_citation_is_found(cited: Cited) -> None:
    text = cited.write()
    broken = text.removesuffix("}\n") + "\n" + text.replace(cited.key, "other")
    assert "bibtex-syntax" in [finding.rule for finding in findings(broken)]


@given(citations())
def test_a_head_without_brace_is_found(cited: Cited) -> None:
    text = cited.write().replace("{", "", 1)
    assert is_found(text, "bibtex-syntax", 2)


@given(citations(), st.sampled_from([", ", "; ", " \\& ", ",\n    "]))
@example(Cited("misc", "x", (("title", "T"), ("author", "Jane Doe and Max Muster"), ("year", "2020"))), ", ")
def test_authors_joined_otherwise_are_found(cited: Cited, joint: str) -> None:
    text = cited.having("author", cited.value("author").replace(" and ", joint)).write()
    assert is_found(text, "author-separator", line_of(text, "author"))


@given(citations(), st.data())
def test_a_misspelt_field_is_found(cited: Cited, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name, _ in cited.fields if len(name) > 3]))
    slip = data.draw(slips(name))
    assume(slip.lower() not in ("titles", "date", "data", "editor"))
    text = cited.write()
    broken = text.replace(f"{cited.indent}{name}{cited.equals}", f"{cited.indent}{slip}{cited.equals}", 1)
    assert is_found(broken, "bibtex-unknown-field", line_of(text, name))


@given(citations(), st.data())
def test_a_misspelt_type_is_found(cited: Cited, data: st.DataObject) -> None:
    text = replace(cited, kind=data.draw(slips(cited.kind))).write()
    assert is_found(text, "bibtex-unknown-type", 2)


@st.composite
def slips(draw: st.DrawFn, word: str) -> str:
    """Draw a word with a letter left out, doubled, exchanged, or swapped with the next."""
    at = draw(st.integers(0, len(word) - 2))
    made = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + draw(st.sampled_from("abknxz")) + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assume(made.lower() != word.lower())
    return made


FAULTS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "a year of five digits": ("bibtex-year", "year", lambda year: year + "0"),
    "a year of three digits": ("bibtex-year", "year", lambda year: year[:3]),
    "a year in the future": ("bibtex-year", "year", lambda year: "209" + year[3]),
    "a year before the id": ("arxiv-year", "year", lambda year: str(int(year) - 2)),
    "an id with a digit too few": ("arxiv-id-shape", "eprint", lambda value: value[:-1]),
    "an id with a digit too many": ("arxiv-id-shape", "eprint", lambda value: value + "1"),
    "an id of month 13": ("arxiv-id-shape", "eprint", lambda value: value[:2] + "13" + value[4:]),
    "an id with a letter behind it": ("arxiv-id-shape", "eprint", lambda value: value + "b"),
    "an impossible id in a URL": ("arxiv-id-shape", "url", lambda url: url[:-1]),
    "a nested \\url": ("bibtex-url", "url", lambda url: f"\\url{{{url}}}"),
    "a URL without scheme": ("bibtex-url", "url", lambda url: url.removeprefix("https://")),
    "a doubled scheme": ("bibtex-url", "url", lambda url: "https://" + url),
    "a misspelt scheme": ("bibtex-url", "url", lambda url: url.replace("https://", "htps://")),
    "a scheme without colon": ("bibtex-url", "url", lambda url: url.replace("https://", "https//")),
    "a scheme with one slash": ("bibtex-url", "url", lambda url: url.replace("https://", "https:/")),
    "a blank in a URL": ("bibtex-url", "url", lambda url: url.replace("/abs/", "/abs/ ")),
    "nothing": ("bibtex-empty-field", "title", lambda _: ""),
    "a doubled and": ("author-form", "author", lambda names: names.replace(" and ", " and and ", 1)),
    "an and at the end": ("author-form", "author", lambda names: names + " and"),
    "et al.": ("author-separator", "author", lambda names: names.split(" and ")[0] + " et al."),
    "an entity": ("bibtex-text", "title", lambda title: title + " &amp; More"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
@given(cited=citations())
def test_a_spoilt_value_is_found(fault: str, cited: Cited) -> None:
    rule, name, spoil = FAULTS[fault]
    text = cited.having(name, spoil(cited.value(name))).write()
    assert is_found(text, rule, line_of(text, name))


@given(citations(), st.data())
def test_a_repeated_field_is_found(cited: Cited, data: st.DataObject) -> None:
    repeated = data.draw(st.sampled_from(cited.fields))
    text = replace(cited, fields=(*cited.fields, repeated)).write()
    (found,) = (finding for finding in findings(text) if finding.rule == "bibtex-repeated-field")
    assert found.severity is Severity.ERROR
    assert found.fix is not None


@given(citations(), st.data())
def test_a_missing_field_is_found(cited: Cited, data: st.DataObject) -> None:
    required = {
        "article": ("title", "author", "journal", "year"),
        "inproceedings": ("title", "author", "booktitle", "year"),
    }
    gone = data.draw(st.sampled_from(required.get(cited.kind, ("title",))))
    # An @article with an eprint and no journal is a preprint as INSPIRE exports it, which is only a note.
    dropped = {gone, "eprint"} if gone == "journal" else {gone}
    text = replace(cited, fields=tuple(field for field in cited.fields if field[0] not in dropped)).write()
    assert is_found(text, "bibtex-missing-field", 2)


@given(st.text(alphabet='ab,; &{}\\"$@=~\n\u0301.-/:0123456789andurleth', max_size=200))
def test_no_text_makes_a_rule_fail(text: str) -> None:
    fields = ", ".join(
        f"{name}={{{text}}}" for name in ("title", "author", "url", "pages", "doi", "eprint", "month", "year")
    )
    findings(f"@misc{{x, {fields}}}\n")
