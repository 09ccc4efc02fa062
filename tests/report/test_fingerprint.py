"""Fingerprints: they stay when lists are rearranged, and tell equal findings apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from litlint.matching.fingerprint import with_subjects
from litlint.model.citation import Citation, Field
from litlint.model.document import Document, Entry, Part, Section, Workspace
from litlint.model.finding import Finding, Severity, Subject
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Link
from litlint.model.source import Source, Span

from .sample import at


def listed(
    rows: list[tuple[str, str]], *, head: str = "# Papers\n\n", bullet: str = "- ", path: str = "a.md"
) -> Document:
    """Make a list of titles and URLs, read as a parser would."""
    text, places = head, []
    for title, url in rows:
        start = len(text)
        text += f"{bullet}{title} [pdf]({url})\n"
        places.append((start, len(text)))
    source = Source(path, text)
    section = Section("Papers", 1, ("Papers",), source.whole)
    entries = []
    for (start, end), (title, url) in zip(places, rows, strict=True):
        span = source.span(start, end)
        title_at = start + len(bullet)
        url_at = source.text.index(f"({url})", start) + 1
        link = Link(
            span, "inline", url, source.span(url_at, url_at + len(url)), "pdf", source.span(url_at - 5, url_at - 2)
        )
        part = Part(title, source.span(title_at, title_at + len(title)))
        entries.append(Entry(span, EntryKind.LINKED_BULLET, part, section, (link,)))
    return Document(source, "markdown", sections=(section,), entries=tuple(entries))


def found(rule: str, span: Span) -> Finding:
    return Finding(rule, "family", Severity.ERROR, span, "wrong")


def on_links(document: Document) -> list[Finding]:
    return [found("r", entry.links[0].url_span) for entry in document.entries]


def subjects(findings: list[Finding], workspace: Workspace) -> dict[Finding, Subject]:
    return {one: one.subject for one in with_subjects(findings, workspace) if one.subject}


def prints(*documents: Document) -> set[str]:
    findings = [finding for document in documents for finding in on_links(document)]
    return {subject.fingerprint for subject in subjects(findings, Workspace(documents)).values()}


ROWS = [
    ("Alpha", "https://arxiv.org/abs/2301.00001"),
    ("Beta", "https://arxiv.org/abs/2301.00002"),
    ("Gamma", "https://example.org/gamma"),
    ("Gamma", "https://example.org/gamma"),
    ("Delta", "https://github.com/a/b"),
    ("Epsilon", "https://github.com/a/b"),
]


@given(
    st.permutations(ROWS),
    st.sampled_from(["- ", "* ", "    + ", "## "]),
    st.sampled_from(["", "# Papers\n\n\n\nText.\n"]),
)
def test_sorting_moving_and_laying_out_change_no_fingerprint(
    rows: list[tuple[str, str]], bullet: str, head: str
) -> None:
    assert prints(listed(rows, bullet=bullet, head=head, path="renamed.md")) == prints(listed(ROWS))


def test_every_finding_has_its_own_fingerprint() -> None:
    assert len(prints(listed(ROWS))) == len(ROWS)
    assert len(prints(listed(ROWS), listed(ROWS, path="b.md"))) == 2 * len(ROWS)


def test_a_further_entry_adds_one_fingerprint() -> None:
    rows = [*ROWS]
    rows.insert(3, ("Zeta", "https://arxiv.org/abs/2301.00009"))
    assert prints(listed(ROWS)) < prints(listed(rows))


def test_the_version_of_a_preprint_is_no_other_work() -> None:
    one, two = (listed([("T", f"https://arxiv.org/abs/2301.00001{version}")]) for version in ("", "v2"))
    both = [
        subjects([found("r", document.entries[0].title.span)], Workspace((document,))).popitem()[1].fingerprint
        for document in (one, two)
    ]
    assert both[0] == both[1]


def test_a_finding_knows_its_entry_and_section() -> None:
    document = listed(ROWS)
    subject = subjects([found("r", document.entries[1].links[0].span)], Workspace((document,))).popitem()[1]
    assert (subject.title, subject.section) == ("Beta", ("Papers",))
    assert subject.place == document.entries[1].title.span


def test_outside_entries_the_headings_above_stand_for_the_place() -> None:
    source = Source("a.md", "# One\n\ntext\n\n# Two\n\ntext\n")
    two = source.text.index("# Two")
    sections = (
        Section("One", 1, ("One",), source.span(0, two)),
        Section("Two", 1, ("Two",), source.span(two, len(source.text))),
    )
    document = Document(source, "markdown", sections=sections)
    findings = [found("r", at(source, "text", number)) for number in (0, 1)]
    findings.append(found("r", source.span(len(source.text), len(source.text))))
    told = subjects(findings, Workspace((document,)))
    assert [told[finding].section for finding in findings] == [("One",), ("Two",), ("Two",)]
    assert len({subject.fingerprint for subject in told.values()}) == 3


def test_a_citation_of_a_bibtex_file_is_known_by_its_work_title_or_key() -> None:
    source = Source("a.bib", "@misc{key, title={A Title}}\n@misc{bare,}\n")
    title = Field(
        "title",
        "A Title",
        "A Title",
        at(source, "title={A Title}"),
        at(source, "title"),
        at(source, "A Title"),
        "{",
        "A Title",
    )
    first, second = source.span(0, 27), source.span(28, 41)
    citations = (
        Citation(first, "misc", at(source, "misc"), "key", at(source, "key"), (title,)),
        Citation(second, "misc", at(source, "misc", 1), "bare", at(source, "bare"), ()),
    )
    workspace = Workspace((Document(source, "bibtex", citations=citations),))
    findings = [found("r", citation.kind_span) for citation in citations]
    told = subjects(findings, workspace)
    assert [told[finding].title for finding in findings] == ["A Title", "bare"]


def test_a_file_outside_the_collection_has_fingerprints_too() -> None:
    source = Source("papers.lock", "x")
    told = subjects([found("r", source.whole), found("s", source.whole)], Workspace(()))
    assert len({subject.fingerprint for subject in told.values()}) == 2


def test_an_entry_inside_an_entry_is_the_nearer_one() -> None:
    source = Source("a.md", "- Outer\n  - Inner x\n  y\n")
    section = Section("", 0, (), source.whole)
    outer = Entry(source.whole, EntryKind.LINKED_BULLET, Part("Outer", at(source, "Outer")), section)
    inner = Entry(at(source, "- Inner x\n"), EntryKind.LINKED_BULLET, Part("Inner", at(source, "Inner")), section)
    document = Document(source, "markdown", sections=(section,), entries=(outer, inner))
    findings = [found("r", at(source, "x")), found("r", at(source, "y"))]
    told = subjects(findings, Workspace((document,)))
    assert [told[finding].title for finding in findings] == ["Inner", "Outer"]
