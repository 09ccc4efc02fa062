"""The rule unused-key."""

from collections.abc import Iterator

from litlint.rule import Bad, Context, Finding, Good, Severity, Workspace, WorkspaceRule

_BIB = (
    "@misc{doe2020,\n  title = {A Study of Gardens},\n  author = {Jane Doe},\n  year = {2020},\n}\n"
    "@misc{roe2021,\n  title = {A Study of Lamps},\n  author = {Ann Roe},\n  year = {2021},\n}\n"
)


class UnusedKey(WorkspaceRule):
    """A bibliography has an entry that no text of the repository cites.

    It is not printed, and may be a leftover.

    Cite the work, or remove the entry.
    """

    severity = Severity.NOTE
    default = False
    examples = (
        Bad(_BIB, path="refs.bib", files={"text.md": "As shown [@doe2020].\n"}, finds="roe2021"),
        Good(_BIB, path="refs.bib", files={"text.md": "As shown [@doe2020; @roe2021].\n"}),
        Good(_BIB, path="refs.bib", files={"text.md": "Nothing is cited here.\n"}),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        cited = {place.text for document in workspace.documents for place in document.cited}
        for document in workspace.documents:
            if document.kind != "bibtex" or cited.isdisjoint(citation.key for citation in document.citations):
                continue  # a bibliography that no text uses is a list of its own
            for citation in document.citations:
                if citation.key and citation.key not in cited:
                    yield self.finding(citation.key_span, f"no text cites {citation.key}")
