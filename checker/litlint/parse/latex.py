"""LaTeX, as it is in BibTeX values, made plain text; the only importer of pylatexenc.

pylatexenc reads slowly and deep nesting exhausts its stack, so it is given one macro with its arguments at a time, and
nothing at all of a value without a backslash.
"""

from __future__ import annotations

import html
import logging
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from litlint import regex as re

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]  # the library has no types
    from pylatexenc.latexwalker import LatexMacroNode  # type: ignore[import-untyped]  # the library has no types

_GROUP: Final = r"\{(?:[^{}]++|\{[^{}]*+\})*+\}"
# Each form of LaTeX that changes what is read: a URL, a formula with commands in it, an accent, a special letter, a
# command with arguments, a lone escape. Everything else is taken as it is.
_MACRO: Final = re.compile(
    r"\\(?:url|path|nolinkurl)[ \t]*+\{(?P<url>[^{}]*+)\}"
    r"|\$[^$\\]*+(?:\\.[^$\\]*+)++\$"
    rf"|\\(?:[\"'`^~=.]\s*+|[Hbcdkrtuv](?![A-Za-z])\s*+)(?:{_GROUP}|\\[ij](?![A-Za-z])|[^\W\d_])"
    r"|\\(?:aa|AA|ae|AE|dh|DH|dj|DJ|l|L|ng|NG|o|O|oe|OE|i|j|ss|th|TH)(?![A-Za-z])(?:\{\}|[ \t\r\n]++)?"
    rf"|\\[A-Za-z]++\*?(?:\s*+(?:\[[^\[\]{{}}]*+\]\s*+)?{_GROUP})*+"
    r"|\\.?",
    re.DOTALL,
)
# The name of a command alone.
_NAME: Final = re.compile(r"\\(?:[A-Za-z]++\*?|.?)", re.DOTALL)
# The target of `\href`, of which only the text is shown.
_LINK: Final = re.compile(r"\\href[ \t]*+\{[^{}]*+\}")
# A formula without commands: its dollar signs are not read.
_MATH: Final = re.compile(r"\$([^$]*+)\$")
# Signs that LaTeX would read as a comment or a column, and that bibliographies mean literally.
_UNESCAPED: Final = re.compile(r"(?<!\\)[%&]")
# Signs that BibTeX needs a backslash for.
_ESCAPED: Final = re.compile(r"\\([_%&#$~{}])(?:\{\})?")
_TRIPS: Final = (AttributeError, LookupError, TypeError, ValueError)
"""What pylatexenc raises where a macro lacks its arguments or an environment its rows."""
_LIGATURES: Final = (
    ("---", "\N{EM DASH}"),
    ("--", "\N{EN DASH}"),
    ("``", "\N{LEFT DOUBLE QUOTATION MARK}"),
    ("''", "\N{RIGHT DOUBLE QUOTATION MARK}"),
)
_NAMES: Final = ("BibTeX", "LaTeX", "LaTeXe", "TeX", "XeTeX")
_PLAIN: Final = ("author", "date", "footnote", "href", "include", "input", "item", "maketitle", "title", "today")
"""Macros that mean nothing in a value: pylatexenc would keep a state for some of them, and look at the clock."""


def decode(raw: str) -> str:
    r"""Return what a BibTeX value reads like: accents composed, braces gone, white space folded.

    The content of ``\url{}`` stays letter by letter; of mathematics and of unknown macros the text stays.
    """
    if "\\" not in raw:
        return _fold(_plain(raw))
    pieces: list[str] = []
    at = 0
    for macro in _MACRO.finditer(raw):
        url, text = macro["url"], macro[0]
        pieces += _plain(raw[at : macro.start()]), _decode(text) if url is None else url
        at = macro.end()
    return _fold("".join(pieces) + _plain(raw[at:]))


# What HTML writes for signs that addresses and DOIs have: `&lt;1661::AID-SIM968&gt;`.
_ENTITY: Final = re.compile(r"&(?:amp|lt|gt|quot|#3[489]|#6[02]);")
HTML_LINK: Final = re.compile(
    r"\s*(?:doi:\s*)?<a\s(?>[^<>]*?href)\s*=\s*[\"'](?P<url>https?://[^\"'<>\s]++)[\"'][^<>]*+>(?P<text>[^<>]*+)</a>\s*",
    re.IGNORECASE,
)
"""An address as a web page links it, with or without the word ``doi:`` before it, and the text of the link."""


def decode_verbatim(raw: str) -> str:
    r"""Return a URL or an identifier as it is meant: without ``\url{}``, an HTML link, escapes and the braces round it."""
    if raw.endswith(">") and (link := HTML_LINK.fullmatch(raw)):
        return link["url"]
    if "&" in raw:
        raw = _ENTITY.sub(lambda entity: html.unescape(entity[0]), raw)
    if "\\" in raw:
        raw = _MACRO.sub(lambda macro: macro[0] if macro["url"] is None else macro["url"], raw)
        raw = _ESCAPED.sub(r"\1", raw)
    return _fold(raw.replace("{", "").replace("}", ""))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Decode a text without macros."""
    if "$" in text:
        text = _MATH.sub(r"\1", text)
    for mark, character in _LIGATURES:
        if mark in text:
            text = text.replace(mark, character)
    return text.replace("{", "").replace("}", "").replace("~", " ")


def _decode(macro: str) -> str:
    # Only short macros recur; remembering long ones would take memory for nothing.
    return _decode_short(macro) if len(macro) < 100 else _decode_macro(macro)


def _decode_macro(macro: str) -> str:
    """Decode one macro with its arguments, or a formula."""
    from pylatexenc.latexwalker import LatexWalkerError

    text = _UNESCAPED.sub(r"\\\g<0>", _LINK.sub("", macro))
    try:
        decoded = str(_decoder().latex_to_text(text)).replace("\N{SOFT HYPHEN}", "")
    except (LatexWalkerError, *_TRIPS):
        decoded = "%"
    lacks_arguments = "%" in decoded and "%" not in macro
    return _plain(_NAME.sub(" ", text)) if lacks_arguments else decoded


_decode_short: Final = lru_cache(maxsize=4096)(_decode_macro)


@cache
def _decoder() -> LatexNodes2Text:
    """Make the decoder once: pylatexenc's own, which also keeps the arguments of macros that it does not know.

    Its log is kept off the terminal: what it says of a macro is of no use here.
    """
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    def arguments(node: LatexMacroNode, l2tobj: LatexNodes2Text) -> str:
        nodes = node.nodeargd.argnlist if node.nodeargd is not None else ()
        return "".join(l2tobj.nodelist_to_text([each]) for each in nodes if each is not None)

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL + 1)
    context = get_default_latex_context_db()
    context.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=arguments))
    macros = [MacroTextSpec(name, name) for name in _NAMES]
    macros += [MacroTextSpec(name, simplify_repl=arguments) for name in _PLAIN]
    context.add_context_category("values", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=True)
