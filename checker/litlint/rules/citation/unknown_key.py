"""The rule unknown-key."""

from collections.abc import Iterator

from litlint.metadata.spelling import did_you_mean
from litlint.rule import Bad, Context, Document, Finding, Good, Severity, Workspace, WorkspaceRule

_BIB = {"refs.bib": "@misc{doe2020,\n  title = {A Study of Gardens},\n  author = {Jane Doe},\n  year = {2020},\n}\n"}
# At least this share of a document's keys must be known: else its at signs are names of users, or its bibliography is
# somewhere else.
_LEAST_KNOWN = 0.5


class UnknownKey(WorkspaceRule):
    """A text cites a key that no bibliography of the repository has.

    Pandoc, Quarto and Jupyter Book print such a citation as a question mark or a bare key.

    Correct the key, or add the work to the bibliography.
    """

    severity = Severity.ERROR
    examples = (
        Bad("As shown before [@doe2020; @doe2021, p. 3].\n", files=_BIB, finds="doe2021"),
        Bad("As shown before {cite}`doe2020,roe2020`.\n", files=_BIB, finds="roe2020"),
        Bad("As shown \\cite{doe2020} and \\citep[p. 3]{deo2020}.\n", files=_BIB, finds="deo2020"),
        Good("As shown before [@doe2020], and thanks to [@octocat](https://github.com/octocat).\n", files=_BIB),
        Good("Thanks to [@octocat] and [@hubot].\n", files=_BIB),
        Good("Write `[@key]` to cite; so does [@doe2020].\n", files=_BIB),
        Good("As shown before [@doe2020].\n"),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        known = {citation.key for document in workspace.documents for citation in document.citations if citation.key}
        if not any(document.kind == "bibtex" for document in workspace.documents):
            return
        for document in workspace.documents:
            if document.kind == "markdown":
                yield from self._in(document, known)

    def _in(self, document: Document, known: set[str]) -> Iterator[Finding]:
        cited = document.cited
        unknown = [place for place in cited if place.text not in known]
        if not cited or len(cited) - len(unknown) < _LEAST_KNOWN * len(cited):
            return
        for place in unknown:
            yield self.finding(
                place,
                f"no bibliography has the key {place.text}{did_you_mean(place.text, known)}",
                help="correct the key, or add the work to the bibliography",
            )
