"""The rule repeated-key."""

from collections.abc import Iterator
from dataclasses import replace

from litlint.matching.description import describe_citation
from litlint.matching.evidence import Verdict, weigh
from litlint.matching.vocabulary import Vocabulary, cited_vocabulary
from litlint.matching.work_references import citation_references
from litlint.rule import Bad, Citation, Context, Document, Finding, Good, Related, Severity, Workspace, WorkspaceRule

_TWO = """\
```bibtex
@misc{{doe2020small,
  title={{A Small Study of Gardens}},
  author={{Jane Doe}},
  year={{2020}}
}}
@misc{{{key},
  title={{{title}}},
  author={{Jane Doe}},
  year={{2020}}
}}
```
"""


class RepeatedKey(WorkspaceRule):
    """One BibTeX key names two different works.

    Whoever copies both citations into one file gets an error, or cites the wrong work. BibTeX compares keys without case.
    Where the two citations may be of one work it is a warning. Bibliographies in one folder are read as one, those of two
    folders are not. In one `.bib` file a key may not be used twice even for the same work, since BibTeX stops there.

    Give the later one a key of its own; a letter after the year is usual.
    """

    severity = Severity.ERROR
    examples = (
        Bad(_TWO.format(key="doe2020small", title="Fast Sorting of Long Lists on Tape"), finds=("doe2020small",)),
        Bad(_TWO.format(key="Doe2020Small", title="Fast Sorting of Long Lists on Tape"), finds=("Doe2020Small",)),
        Bad(
            _TWO.format(key="doe2020small", title="Cats").replace("Jane", "Ann", 1).replace("Ann Doe", "Ann Lee"),
            finds="doe2020small",
        ),
        Good(_TWO.format(key="doe2020fast", title="Fast Sorting of Long Lists on Tape")),
        Bad(
            _TWO.format(key="doe2020small", title="A small study of gardens")
            .replace("```bibtex\n", "")
            .replace("```\n", ""),
            finds="doe2020small",
            path="refs.bib",
        ),
        Good(_TWO.format(key="doe2020small", title="A small study of gardens")),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        first: dict[tuple[str, str], Citation] = {}
        vocabulary: Vocabulary | None = None
        for document in workspace.documents:
            scope = _scope(document)
            for citation in document.citations:
                earlier = first.setdefault((scope, citation.key.casefold()), citation) if citation.key else citation
                if earlier is citation:
                    continue
                vocabulary = vocabulary or cited_vocabulary(workspace)
                verdict = _compare(earlier, citation, vocabulary)
                if verdict == "same" and document.kind == "bibtex" and earlier.span.path == document.path:
                    yield self.finding(
                        citation.key_span,
                        f"the key {citation.key} is already used in line {earlier.key_span.line}; BibTeX stops here",
                        help="keep one of the two citations",
                        related=[Related(earlier.key_span, "the same key")],
                    )
                elif verdict != "same":
                    where = f"{earlier.span.path}:{earlier.key_span.line}"
                    title = earlier.title.value if earlier.title else ""
                    yield self.finding(
                        citation.key_span,
                        f'the key {citation.key} already names another work ({where}): "{title}"',
                        help="give this citation a key of its own",
                        related=[Related(earlier.key_span, "the same key")],
                        severity=Severity.ERROR if verdict == "different" else Severity.WARNING,
                    )


def _scope(document: Document) -> str:
    """Return what the documents share whose citations are loaded together: the lists, or the bibliographies of a folder.

    A file that an entry links for its citation is loaded on its own.
    """
    if document.kind != "bibtex":
        return ""
    return document.path if document.is_linked else f"{document.path.rpartition('/')[0]}/"


def _compare(one: Citation, other: Citation, vocabulary: Vocabulary) -> Verdict:
    """Say whether two citations with one key are of two works; of those that may be one, *same* is said."""
    mine, theirs = citation_references(one), citation_references(other)
    shared = any(a.work == b.work for a in mine for b in theirs)
    if not shared and any(a.contradicts(b) for a in mine for b in theirs):
        return "different"
    if one.title is None or other.title is None:
        return "same"
    first, second = describe_citation(one), describe_citation(other)
    judgement = weigh(first, second, vocabulary)
    if shared or judgement.titles in ("same", "close"):
        return "different" if judgement.verdict == "different" else "same"
    if judgement.authors_differ:
        return "different"
    # One key often means one author, so that common authors prove nothing.
    judgement = weigh(replace(first, people=()), replace(second, people=()), vocabulary)
    return judgement.verdict if judgement.balance > 0 else "same"
