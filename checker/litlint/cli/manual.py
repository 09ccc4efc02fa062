"""The manual page of a rule, made of its docstring and its examples: in Markdown, and for a terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from textwrap import fill

from litlint.model.facts import Need
from litlint.rule import Bad, Example, Rule
from litlint.settings_schema import description, plain, settings

_NEEDS: dict[Need, str] = {
    "papers": "what registries say of works",
    "pages": "what the web says of links",
    "repositories": "what their hosts say of repositories",
}
_BOLD = "\x1b[1m{}\x1b[0m"


def nature(rule: type[Rule]) -> str:
    """Return a rule's severity, whether it can correct what it finds, and whether it is off by default."""
    words = [str(rule.severity), "fix" if rule.fixable() else "", "" if rule.default else "off by default"]
    return " · ".join(filter(None, words))


def options(rule: type[Rule]) -> list[tuple[str, str, str]]:
    """Return the options of a rule: name, default as in TOML, meaning."""
    rows = []
    for name, (field, hint) in settings(rule).items():
        default = field.default_factory() if callable(field.default_factory) else field.default
        rows.append((name, json.dumps(plain(default), ensure_ascii=False), description(hint)))
    return rows


def needs(rule: type[Rule]) -> str:
    """Return what a rule must know beside the lists."""
    if not rule.needs:
        return "nothing but the lists"
    needed = f"{', and '.join(_NEEDS[need] for need in sorted(rule.needs))} (papers.lock, or --online)"
    return needed if rule.is_mute_without_facts() else f"nothing; says more with {needed}"


def allow(rule: type[Rule]) -> str:
    """Return the directive that allows what a rule finds."""
    return f"<!-- litlint: allow {rule.name()} (reason) -->"


def shown_examples(rule: type[Rule]) -> Iterator[tuple[str, Example, str]]:
    """Yield the first bad example, what corrects it, and the first good one: heading, example and text."""
    bad = next((example for example in rule.examples if isinstance(example, Bad)), None)
    good = next((example for example in rule.examples if not isinstance(example, Bad)), None)
    if bad:
        yield "Found in", bad, bad.text
        if bad.fixed is not None:
            yield "After the fix", bad, bad.fixed
    if good:
        yield "Left alone", good, good.text


def markdown_page(rule: type[Rule]) -> str:
    """Return the page as a section of a Markdown document."""
    parts = [f"### {rule.name()}", f"*{nature(rule)}*", rule.manual()]
    for heading, example, text in shown_examples(rule):
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", text)), 3)
        info = "bibtex" if example.path.endswith(".bib") else "markdown"
        parts.append(f"{heading}:\n\n{fence}{info}\n{text.rstrip()}\n{fence}")
    rows = [f"- `{name}` = `{default}`{': ' + text if text else ''}" for name, default, text in options(rule)]
    if rows:
        parts.append("Options:\n\n" + "\n".join(rows))
    parts.append(f"Needs {needs(rule)}. To allow it: `{allow(rule)}`")
    return "\n\n".join(parts) + "\n"


def terminal_page(rule: type[Rule], width: int, colour: bool) -> str:
    """Return the page for a terminal of so many cells."""
    bold = _BOLD.format if colour else str
    parts = [f"{bold(rule.name())}  ({rule.family()} · {nature(rule)})"]
    for paragraph in rule.manual().split("\n\n"):
        # Code, bullets and numbers keep their lines.
        is_prose = not re.match(r"\s|[-*] |\d+\. ", paragraph)
        parts.append(fill(paragraph, min(width, 100), break_on_hyphens=False) if is_prose else paragraph)
    before = ""
    for heading, example, text in shown_examples(rule):
        quotes = _quotes(example) if text is example.text else ()
        parts.append("\n".join([bold(f"{heading}:"), *_quoted(_unlike(before, text.rstrip("\n")), quotes)]))
        before = before or text
    rows = [f"  {name} = {default}{'  ' + text if text else ''}" for name, default, text in options(rule)]
    if rows:
        parts.append("\n".join([bold("Options") + f" in [rules.{rule.name()}]:", *rows]))
    parts.append(f"{bold('Needs:')} {needs(rule)}\n{bold('Allow:')} {allow(rule)}")
    return "\n\n".join(parts) + "\n"


def _unlike(before: str, text: str) -> str:
    """Return what a text has that an earlier one has not, an ellipsis for the rest; all of it where little is shared."""
    lines = text.split("\n")
    changes = SequenceMatcher(None, before.split("\n"), lines, autojunk=False).get_opcodes()
    fresh = [line for what, _, _, start, end in changes for line in lines[start:end] if what != "equal"]
    if not 0 < len(fresh) <= len(lines) / 2:
        return text
    shown = (["…"] if what == "equal" else lines[start:end] for what, _, _, start, end in changes if end > start)
    return "\n".join(line for some in shown for line in some)


def _quotes(example: Example) -> tuple[str, ...]:
    if not isinstance(example, Bad):
        return ()
    return (example.finds,) if isinstance(example.finds, str) else example.finds


def _quoted(text: str, quotes: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of an example with what is found underlined, as far as it is in one line."""
    marks: dict[int, list[tuple[int, int]]] = {}
    at = 0
    for quote in quotes:
        start = text.find(quote, at)
        if quote and text.count(quote) == quotes.count(quote):  # else it is not known which one is meant
            at = start + len(quote)
            line_start = text.rfind("\n", 0, start) + 1
            marks.setdefault(text.count("\n", 0, start), []).append((start - line_start, len(quote.partition("\n")[0])))
    for number, line in enumerate(text.split("\n")):
        yield f"  | {line}".rstrip()
        under = ""
        for start, length in marks.get(number, ()):
            under = under.ljust(start) + "^" * length
        if under:
            yield f"  | {under}"
