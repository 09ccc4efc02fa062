"""The settings that ``litlint init`` proposes: what the lists of a repository show, as a commented ``litlint.toml``."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from litlint.model.document import Document
from litlint.model.list_style import EntryKind, nearly_all
from litlint.project_urls import HOME
from litlint.report.layout.safe_text import wrap
from litlint.report.layout.summary import many
from litlint.workspace.project import Project

SCHEMA = f"{HOME}/raw/main/checker/litlint/config.schema.json"
# Lists that are named one by one, lists in a comment, labels, and characters of a comment.
_LISTS, _NAMED, _LABELS, _WIDTH = 20, 6, 12, 96
# What entries of a kind are, and what a link to arXiv is.
_KINDS: Mapping[EntryKind, str] = {
    EntryKind.HEADING: "headings or bold titles with lines of links below",
    EntryKind.NESTED_BULLET: "bullets with bullets in them",
    EntryKind.LINKED_BULLET: "bullets whose title is a link",
    EntryKind.PLAIN_BULLET: "bullets with links after the title",
    EntryKind.NUMBERED: "numbered",
    EntryKind.TABLE_ROW: "rows of a table",
    EntryKind.PARAGRAPH: "paragraphs",
    EntryKind.HTML_ROW: "rows of an HTML table",
}
_ARXIV = {"abs": "abs/ID", "pdf": "pdf/ID", "pdf.pdf": "pdf/ID.pdf"}


def settings_text(project: Project) -> str:
    """Return a configuration that says what the lists show; what would ask for more than now is commented out."""
    documents = [document for document in project.workspace.documents if document.entries]
    lists = [
        document
        for document in project.workspace.documents
        if document.entries or _is_bibliography(document) or _leads_to(document, documents)
    ]
    documents = [document for document in documents if document.kind == "markdown"]
    lines = [
        f"#:schema {SCHEMA}",
        "# What litlint reads from the lists of this repository. Without a line, it is inferred anew each time.",
        "",
    ]
    parts = (
        _lists(project, lists),
        _forms(project, documents),
        _order(project, documents),
        _labels(project, documents),
    )
    for part in filter(None, map(list, parts)):
        lines += [*part, ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _is_bibliography(document: Document) -> bool:
    return document.kind == "bibtex" and bool(document.citations)


def _leads_to(document: Document, lists: list[Document]) -> bool:
    """Say whether a document is the README of a folder that holds lists, at whatever depth: its links lead to them."""
    folder, _, name = document.path.rpartition("/")
    return name.casefold() == "readme.md" and any(one.path.startswith(f"{folder}/" if folder else "") for one in lists)


def _lists(project: Project, documents: list[Document]) -> Iterator[str]:
    entries = sum(_counts(document)[0] for document in documents)
    if not documents:
        yield "# No entry was found. `litlint entries FILE` shows what litlint understands of a file."
        yield '# lists = ["README.md"]'
        return
    yield f"# The files that hold entries: {many(entries, 'entry', 'entries')} in {many(len(documents), 'file')}."
    rows = list(_patterns(project, documents))
    if len(rows) > _LISTS:
        yield "# These are too many to name; folders can be named as well."
        yield f"# lists = {_array([rows[0][0]])}"
        return
    yield "lists = ["
    for pattern, found in rows:
        count, cited = (sum(counts) for counts in zip(*map(_counts, found), strict=True))
        about = f"{len(found)} files, " if len(found) > 1 else ""
        nouns = ("citation", "citations") if all(map(_is_bibliography, found)) else ("entry", "entries")
        about += many(count, *nouns) if count else "no entry, but links to lists"
        about += f", {cited} with a citation" if cited else ""
        yield f"  {_string(pattern)}, # {about}"
    yield "]"


def _patterns(project: Project, documents: list[Document]) -> Iterator[tuple[str, list[Document]]]:
    """Yield a glob for each folder in which every Markdown file is a list, so that the next one is too; else each list."""
    folders: dict[str, list[Document]] = {}
    for document in documents:
        folders.setdefault(document.path.rpartition("/")[0], []).append(document)
    all_in = Counter(document.path.rpartition("/")[0] for document in project.workspace.documents)
    for folder, found in folders.items():
        endings = {document.path.rpartition(".")[2] for document in found}
        if folder and len(endings) == 1 and endings <= {"md", "bib"} and len(found) == all_in[folder] > 1:
            yield f"{_pattern(folder)}/*.{endings.pop()}", found
        else:
            yield from ((_pattern(document.path), [document]) for document in found)


def _counts(document: Document) -> tuple[int, int]:
    """Return how many works a document holds, and how many of them a citation, where not every one is a citation."""
    if _is_bibliography(document):
        return len(document.citations), 0
    return len(document.entries), sum(bool(entry.citations) for entry in document.entries)


def _forms(project: Project, documents: list[Document]) -> Iterator[str]:
    """Yield how most entries of the lists are written, as comments: litlint follows it by itself."""
    alike: dict[str, list[str]] = {}
    for document in documents:
        list_style = project.workspace.list_styles[document.path]
        said = [_KINDS[list_style.kind]] if list_style.kind else []
        said += [f"links as {list_style.link_form.value}"] if list_style.link_form else []
        said += [f"arXiv as arxiv.org/{_ARXIV[list_style.arxiv_form.value]}"] if list_style.arxiv_form else []
        alike.setdefault(", ".join(said), []).append(_string(document.path))
    for said_of_all, paths in alike.items():
        some = paths if len(paths) <= _NAMED else [*paths[:_NAMED], f"{len(paths) - _NAMED} others"]
        yield from _comment(f"Entries of {', '.join(some)} are {said_of_all}.")


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(text, _WIDTH)]


def _order(project: Project, documents: list[Document]) -> Iterator[str]:
    conventions = [project.workspace.list_styles[document.path].sequence for document in documents]
    orders = {convention.value for convention in conventions if convention}
    if len(orders) == 1 and all(conventions):
        count, total = (sum(getattr(convention, name) for convention in conventions) for name in ("count", "total"))
        yield f"# In sections, {count} of {total} neighbours are in this order. Uncomment it to hold all entries to it."
        yield f"# order = {_string(orders.pop())}"
    else:
        yield "# The entries follow no order throughout. If they should: title, oldest-first or newest-first."
        yield '# order = "newest-first"'


def _labels(project: Project, documents: list[Document]) -> Iterator[str]:
    counts: Counter[str] = Counter()
    entries = cited = 0
    for document in documents:
        list_style = project.workspace.list_styles[document.path]
        counts.update(list_style.labels)
        entries, cited = entries + list_style.entries, cited + list_style.cited
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_LABELS]
    yield "[labels]"
    if common:
        yield from _comment(
            "Links are called: " + ", ".join(f"{_string(label)} ({count})" for label, count in common) + "."
        )
    yield "# Labels that are right however rare they are:"
    yield "# known = []"
    required = [label for label, count in common if nearly_all(count, entries)]
    required += ["citation"] if nearly_all(cited, entries) else []
    yield (
        "# What nearly every entry has. Uncomment it to ask it of all." if required else "# What every entry must have:"
    )
    yield f"# required = {_array(required)}"


def _pattern(path: str) -> str:
    """Return the glob that matches one path alone."""
    escaped = re.sub(r"([\\*?\[\]])", r"\\\1", path)
    blanks = len(escaped) - len(escaped.rstrip(" "))
    return f"/{escaped}" if path.startswith("!") else escaped.rstrip(" ") + r"\ " * blanks


def _array(texts: list[str]) -> str:
    return f"[{', '.join(map(_string, texts))}]"


def _string(text: str) -> str:
    """Return a string of TOML (toml.io/en/v1.0.0#string), in which surrogates have no place."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
