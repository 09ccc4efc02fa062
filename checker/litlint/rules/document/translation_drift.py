"""The rule translation-drift."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Document, Entry, Finding, Good, Severity, Workspace, WorkspaceRule

# The tag of a language at the end of a file's name (``README.zh-CN.md``, ``README_ja.md``): ISO 639-1 for the languages in
# which lists are translated, ``cn``, ``jp`` and ``kr`` as people write them.
_TAG = re.compile(
    r"[._-](?:zh(?:[-_](?:cn|tw|hk|hans|hant))?|cn|ja|jp|ko|kr|en|fr|de|es|pt(?:[-_]br)?|ru|it|tr|vi|ar|fa|hi|id|pl|uk)$",
    re.IGNORECASE,
)
# Lists that share fewer of their works are lists of their own, whatever they are called.
_SHARED = 0.5

_A = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234)\n"
_B = "- [A Study of Lamps](https://doi.org/10.1145/3368089.3409742)\n"
_C = "- [A Study of Orbits](https://arxiv.org/abs/2003.01234)\n"


class TranslationDrift(WorkspaceRule):
    """A work is in a list and not in its translation, or the other way round.

    Readers of one language miss it. Works are known by their identifiers and links, as titles may be translated. Lists are
    translations of each other if the setting `translations` says so, or if their names differ by a language
    (`README.md`, `README_zh.md`) and they share half of their works.

    Add the work to the other list too.
    """

    severity = Severity.NOTE
    default = False
    examples = (
        Bad(_A + _B + _C, path="README.md", files={"README_zh.md": _A + _B}, finds="A Study of Orbits"),
        Bad(
            _A + _B,
            path="list.md",
            files={"fr/liste.md": _A},
            config={"translations": {"list.md": ["fr/liste.md"]}},
            finds="A Study of Lamps",
        ),
        Good(_A + _B, path="README.md", files={"README_zh.md": _A.replace("A Study of Gardens", "花园研究") + _B}),
        Good(_A + _B + _C, path="README.md", files={"README_en.md": _A}),
        Good(_A + _B, path="README.md", files={"notes.md": _A}),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        lists = [document for document in workspace.documents if document.kind == "markdown" and document.entries]
        groups: dict[str, list[Document]] = {}
        for document in lists:
            groups.setdefault(_original(document, workspace), []).append(document)
        for twins in groups.values():
            for document in twins:
                for other in twins:
                    if other is not document:
                        yield from self._missing(document, other, workspace)

    def _missing(self, document: Document, other: Document, workspace: Workspace) -> Iterator[Finding]:
        """Yield the works of a list that another one lacks."""
        there = _keys_of(other)
        known = [(entry, keys) for entry in document.entries if (keys := _keys(entry))]
        missing = [entry for entry, keys in known if keys.isdisjoint(there)]
        if not _is_declared(document, other, workspace) and len(missing) > (1 - _SHARED) * len(known):
            return
        for entry in missing:
            name = str(entry.work) if entry.work else entry.links[0].url
            yield self.finding(
                entry.title.span, f"{other.path} lacks this work, {name}", help=f"add it to {other.path} too"
            )


def _original(document: Document, workspace: Workspace) -> str:
    """Return the path by which translations of one list are known."""
    style = workspace.list_styles.get(document.path)
    if style is not None and style.original is not None:
        return style.original
    stem, _, ending = document.path.rpartition(".")
    return f"{_TAG.sub('', stem)}.{ending}"


def _is_declared(document: Document, other: Document, workspace: Workspace) -> bool:
    styles = (workspace.list_styles.get(one.path) for one in (document, other))
    return any(style is not None and style.original is not None for style in styles)


def _keys_of(document: Document) -> set[str]:
    """Return all by which the works of a list may be known, wherever in it they are named."""
    keys = {key for entry in document.entries for key in _keys(entry)}
    for link in document.links:
        keys.add(link.url.rstrip("/"))
        if link.identifier is not None:
            keys.add(link.identifier.canonical_work)
    return keys


def _keys(entry: Entry) -> set[str]:
    """Return by what the work of an entry is known: its identifiers, else its links."""
    works = {identifier.canonical_work for identifier in entry.identifiers if identifier.is_work}
    return works or {link.url.rstrip("/") for link in entry.links if link.is_outside and not link.is_image}
