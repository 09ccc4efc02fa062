"""Makes the pages that come from litlint itself: one for each rule, the table of settings, and the project's own files."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from litlint import rules
from litlint.cli.manual import markdown_page, nature
from litlint.project_urls import HOME
from litlint.reference import settings_table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).parent.parent
_SETTINGS = "<!-- settings -->"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    from mkdocs.structure.files import File

    pages = {
        "rules/index.md": _overview(),
        "architecture.md": _own("ARCHITECTURE.md"),
        "changes.md": _own("CHANGELOG.md"),
    }
    for rule in rules.discover():
        page = markdown_page(rule)
        pages[f"rules/{rule.name()}.md"] = f"# {page.removeprefix('### ')}"
    for path, content in pages.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Put the table of settings where a page asks for it."""
    return markdown.replace(_SETTINGS, settings_table()) if _SETTINGS in markdown else markdown


def _overview() -> str:
    lines = ["# Rules", "", "`litlint rules NAME` shows one page in the terminal.", ""]
    for family, members in groupby(rules.discover(), key=lambda rule: rule.family()):
        lines += [f"## {family}", "", "| rule | | finds |", "|---|---|---|"]
        for rule in members:
            summary = rule.info().summary.replace("|", "\\|")
            lines.append(f"| [{rule.name()}]({rule.name()}.md) | {nature(rule)} | {summary} |")
        lines.append("")
    return "\n".join(lines)


def _own(name: str) -> str:
    """Return a file of the repository, its relative links led to the repository."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return text.replace("](checker/", f"]({HOME}/blob/main/checker/").replace("](../../", f"]({HOME}/")
