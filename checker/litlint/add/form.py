"""The issue form "Add a paper": its choices, what an issue made of it asks for, and what is answered.

The text of an issue is a stranger's. It names a paper and one of the choices, and can do nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from litlint.add.place import named_sections
from litlint.errors import UsageError
from litlint.model.document import Workspace

_NOTHING = "_No response_"
# Characters of an answer (GitHub takes 65,536) and of a value: no link and no title is longer.
_LONGEST, _LONGEST_VALUE = 30_000, 1_000
# What a message on one line cannot hold, or should not.
_CONTROL = re.compile("[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff]")
_FIELD = re.compile(r"^### (.+)$", re.MULTILINE)
_ADDED, _LISTED = 0, 1
LISTED_ALREADY = "Thank you! This paper is in the list already, so nothing was changed:"
NOT_ADDED = "Thank you! The paper could not be added by itself:"
TRY_AGAIN = (
    "Please edit the issue (the three dots at its top right), and it is tried again. A link to the paper's page on arXiv, "
    "or its DOI, works best. If you are stuck, say so below, and somebody will put the paper in by hand."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What an issue asks for: a paper, perhaps its code, and the list and section for it."""

    paper: str
    code: str | None
    path: str
    section: str | None


def choices(workspace: Workspace) -> dict[str, tuple[str, str | None]]:
    """Return the choices of the form, each with the path of its list and the name of its section there.

    A choice names the section, and the list too where there are several.
    """
    lists = [
        document
        for document in workspace.documents
        if document.kind == "markdown" and document.entries and not _is_translation(workspace, document.path)
    ]
    found: dict[str, tuple[str, str | None]] = {}
    for document in lists:
        names: list[str | None] = [name for name in named_sections(document) if name] or [None]
        for name in names:
            words = " ".join(_CONTROL.sub(" ", name or document.path).split())
            label = f"{words} ({document.path})" if name and len(lists) > 1 else words
            found.setdefault(label[:_LONGEST_VALUE], (document.path, name))
    return found


def _is_translation(workspace: Workspace, path: str) -> bool:
    style = workspace.list_styles.get(path)
    return style is not None and style.original is not None


def read_issue(event: bytes, workspace: Workspace) -> Wish:
    """Return what the issue of a GitHub event asks for.

    Raises:
        UsageError: it is no such event, or the issue names no paper, or no section that there is.
    """
    try:
        body = json.loads(event)["issue"]["body"] or ""
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise UsageError("--issue takes the file of a GitHub event about an issue (GITHUB_EVENT_PATH)") from error
    form = fields(body if isinstance(body, str) else "")
    if "Paper" not in form:
        raise UsageError('the issue names no paper; the form has a field "Paper" for it')
    known = choices(workspace)
    if not known:
        raise UsageError("this repository has no list with an entry to learn its style from")
    chosen = form.get("Section", "")
    if chosen not in known and (chosen or len(known) > 1):
        raise UsageError(f'there is no section "{chosen}"; there are: {", ".join(known)}'[:_LONGEST])
    path, section = known[chosen] if chosen else next(iter(known.values()))
    return Wish(form["Paper"], form.get("Code"), path, section)


def fields(body: str) -> Mapping[str, str]:
    """Return what was put into each field of the form, by the field's label."""
    parts = _FIELD.split(body.replace("\r\n", "\n"))
    values = (" ".join(_CONTROL.sub(" ", part).split())[:_LONGEST_VALUE] for part in parts[2::2])
    filled = zip(map(str.strip, parts[1::2]), values, strict=True)
    return {label: value for label, value in filled if value not in ("", _NOTHING)}


def answer(code: int, said: str) -> str:
    """Return what to write on the issue or in the pull request, in Markdown.

    ``code`` is the exit code of ``litlint add``, ``said`` what it printed. Its own words are marked as code, without what
    one would type, so that nothing in them has a meaning in Markdown.
    """
    lines = [line.removeprefix("litlint: ") for line in said[:_LONGEST].splitlines() if not line.startswith("type: ")]
    quoted = "".join(f"    {line}\n" for line in lines) or "    litlint said nothing.\n"
    if code == _ADDED:
        return quoted
    return f"{LISTED_ALREADY}\n\n{quoted}" if code == _LISTED else f"{NOT_ADDED}\n\n{quoted}\n{TRY_AGAIN}\n"
