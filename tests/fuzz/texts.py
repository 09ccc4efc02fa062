"""Texts to try: grown from a small grammar of lists and bibliographies, or real ones with much done to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

from litlint import rules

ROOT = Path(__file__).parents[2]
LONGEST = 50_000
"""Bytes; up to this size nothing may take longer than five seconds."""

TITLES = (
    *(
        "Attention Is Not All You Want",
        "A Study of Ants",
        "LoRA-X: Low Rank for Gardens",
        "深度学习 的 注意力",
        "Ｆull wide",
    ),
    *(
        "On $x_i^2$ and {B}races",
        '\\emph{Tricky} \\"Uber',
        "A" * 80,
        "Title *with* _marks_ [and] (more)",
        "",
        " ",
        "é\u0301",
    ),
    *(
        "\u202egnirts\u202c",
        "\x1b[31mred",
        "<img src=x onerror=alert(1)>",
        "::error::owned",
        "=HYPERLINK(1)",
        "a\u2028b",
    ),
    *(
        "| pipe |",
        "`tick",
        "~~gone~~",
        "\\",
        "&amp;&#0;&#x110000;",
        "https://x.org",
        "¡Hola! «Qué»",
        "עברית",
        "ﬁne ﬂow",
    ),
)
URLS = (
    *("https://arxiv.org/abs/2001.01234", "http://arxiv.org/pdf/2001.01234v2.pdf", "https://doi.org/10.1000/182", "#a"),
    *(
        "https://aclanthology.org/P18-1012/",
        "https://github.com/a/b",
        "https://openreview.net/forum?id=abc",
        "a.pdf",
        "",
    ),
    *("https://user:secret@x.org/", "https://x.org:99999/", "http://[::1]/", "http://[", "//x", "javascript:alert(1)"),
    *("https://x.org/%", "https://x.org/%zz%C3%28", "https://xn--", "https://\u3002.org", "../../etc/passwd", "/\x00"),
    *(
        "https://huggingface.co/a/b",
        "https://doi.org/10.1000/" + "(" * 30,
        "mailto:a@b",
        "https://x.org/ a b",
        "<https://x>",
    ),
)
PEOPLE = (
    *(
        "Jane Doe",
        "Doe, J., Roe, A.",
        "Ann Lee et al.",
        "李明、王伟",
        "{Kew Team}",
        "Doe, Jane and Roe, Ann and others",
    ),
    *("A. B. C. D.", ",,,", "and and and", "von der Gartén, Ü.", "J\u00f6rg\\'{e}", "Jane Doe*¹†, John Roe²", "et al"),
)
WHEN = ("2020", "ICML 2020", "arXiv 2023.01", "2024/02", "NeurIPS'21", "(ACL)", "20200", "Jan. 2020", "2020-13-45", "")
LABELS = ("paper", "[pdf]", "code", "here", "PDF", "link", "[[paper]]", "website", "arXiv", "\U0001f4c4", "")
WRAPS = (
    "{}",
    "**{}**",
    "*{}*",
    '"{}"',
    "“{}”",
    "`{}`",
    "[{}]",
    "({})",
    "<b>{}</b>",
    "~~{}~~",
    "_{}_",
    "**{}",
    "{}]",
    "[{}",
)
ENTRIES = (
    *(
        "- [{t}]({u}), {p}, {w}\n",
        "- {t} [[{l}]({u})] {w}\n",
        "1. {t}. {p}. {w}. [{l}]({u})\n",
        "* **{t}** ({w}) {u}\n",
    ),
    *("| [{t}]({u}) | {p} | {w} |\n", "- {p}. {t}. {w}.\n  - [{l}]({u})\n", "#### {t}\n\npaper link: [{l}]({u})\n\n"),
    *(
        '<tr><td>{t}</td><td><a href="{u}">{l}</a></td></tr>\n',
        '<li><a href="{u}">{t}</a> {p} {w}</li>\n',
        "{t} {u}\n\n",
    ),
    *(
        "- ![{t}]({u}) [{t}]({u}\n",
        "+ [ {t} ]( {u} )\n",
        "- [{t}][r1] {w}\n\n[r1]: {u}\n",
        "- [{t}]{u} [{l}]({u})({u})\n",
    ),
    *(
        "- {w} | {p} | {t} | [{l}]({u}) \n",
        "> - [{t}]({u})\n",
        '- [ ] [{t}]({u} "{t}")\n',
        "<details>\n<summary>{t}</summary>\n\n",
    ),
    *("```bibtex\n@article{{k{w},\n title={{{t}}},\n author={{{p}}}, url={{{u}}}, year={w}\n}}\n```\n", "[{t}]: {u}\n"),
)
BLOCKS = (
    *("---\ntitle: x\n---\n", "<!-- litlint: allow dead-link (why) -->\n", "<!-- litlint: allow-file all (x) -->\n"),
    *(
        "## {t}\n\n",
        "# {t} {w}\n",
        "{t}\n===\n",
        "* * *\n",
        "<!--",
        "-->",
        "</details>\n",
        "| a | b | c |\n|---|:-:|---|\n",
    ),
    *(
        "$$\n",
        "```\n",
        "~~~~\n",
        "<table>\n",
        "</table>\n",
        "\n\n",
        "    code\n",
        "\t- x\n",
        "[^1]: note\n",
        "<div align=center>\n",
    ),
    *("<!-- litlint-disable -->", "- [{t}](#{t})\n", "[TOC]\n", "\ufeff", "{{< x >}}\n", "{% raw %}\n", ":::note\n"),
)
FIELDS = (
    *(
        "title={{{t}}}",
        'title="{t}"',
        "author={{{p}}}",
        "year={w}",
        "year={{{w}}}",
        "url={{{u}}}",
        "doi={{10.1000/182}}",
    ),
    *(
        "journal=jod",
        "booktitle={{Proceedings of {t}}}",
        "month=jan",
        "eprint={{2001.01234}}",
        "pages={{1--9}}",
        "note={{{t}",
    ),
    *(
        "crossref={{a1}}",
        "archivePrefix={{arXiv}}",
        "isbn={{978-0}}",
        "volume=1 # 2 # {{3}}",
        "abstract={{{t}\n\n{t}}}",
        "=",
    ),
)
TOKENS = (
    *(
        "[",
        "]",
        "(",
        ")",
        "](",
        "[[",
        "]]",
        "![",
        "<",
        ">",
        "`",
        "```",
        "**",
        "*",
        "_",
        "~~",
        "|",
        "\\",
        "{",
        "}",
        "@",
        '"',
        "'",
    ),
    *(
        "\r",
        "\r\n",
        "\n",
        "\n\n",
        "\t",
        " ",
        "\x00",
        "\x0b",
        "\x0c",
        "\x1b[2J",
        "\x85",
        "\xa0",
        "\u2028",
        "\u200b",
        "\ufeff",
    ),
    *(
        "<!--",
        "-->",
        "&#x",
        "&lt;",
        '<a href="',
        "</a>",
        "<br>",
        "---\n",
        "|-|-|\n",
        "- ",
        "1. ",
        "> ",
        "    ",
        "# ",
        "et al.",
    ),
    *(
        "https://",
        "http://",
        "www.",
        "arXiv:",
        "10.1000/",
        "2020",
        ",",
        ", ",
        " and ",
        ":",
        "：",
        "，",
        "、",
        "。",
        "—",
        "“",
        "”",
    ),
    *(
        "\U0001f600",
        "e\u0301",
        "\u202e",
        "\u05d0",
        "Ａ",
        "\U000e0001",
        "ǆ",
        "ß",
        "İ",
        "∑",
        "%",
        "%00",
        "$",
        "#",
        "=",
        "+",
        "::",
    ),
)
BYTES = (b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\x80", b"\xe2\x80")


@cache
def seeds(corpus: str = "") -> tuple[bytes, ...]:
    """Return texts to change: the examples of all rules, our own lists, and the files of a folder, if one is named."""
    found = [example.text.encode("utf-8", "surrogateescape") for rule in rules.discover() for example in rule.examples]
    found += [path.read_bytes() for path in sorted((ROOT / "lists").glob("*.md"))]
    found += [(ROOT / "README.md").read_bytes()]
    if corpus:
        files = sorted(path for path in Path(corpus).rglob("*") if path.suffix in (".md", ".bib") and path.is_file())
        found += [path.read_bytes()[:LONGEST] for path in files]
    return tuple(filter(None, found))


def sentence(random: Random, form: str) -> str:
    """Fill a form of the grammar."""
    title = random.choice(WRAPS).format(random.choice(TITLES)) if random.random() < 0.4 else random.choice(TITLES)
    words = {"t": title, "u": URLS, "p": PEOPLE, "w": WHEN, "l": LABELS}
    return form.format(
        **{key: value if isinstance(value, str) else random.choice(value) for key, value in words.items()}
    )


def grown_list(random: Random) -> str:
    """Return a list of a few sections, most of its entries in one form."""
    usual = random.choice(ENTRIES)
    parts = []
    for _ in range(random.randint(1, 12)):
        chance = random.random()
        form = usual if chance < 0.5 else random.choice(ENTRIES) if chance < 0.7 else random.choice(BLOCKS)
        try:
            parts.append(sentence(random, form))
        except (IndexError, KeyError, ValueError):  # a block with braces of its own
            parts.append(form)
    return "".join(parts)


def grown_bibliography(random: Random) -> str:
    """Return a few citations, strings and comments."""
    parts = ["@string{jod = {Journal of Dust}}\n"] if random.random() < 0.5 else []
    for number in range(random.randint(1, 6)):
        fields = ",\n  ".join(sentence(random, random.choice(FIELDS)) for _ in range(random.randint(0, 7)))
        kind = random.choice(("article", "inproceedings", "misc", "string", "comment", "preamble", "Book", "x", ""))
        parts.append(
            f"@{kind}{random.choice('{{{(')}a{number},\n  {fields}\n{random.choice(('}', '}', ',}', ')', ''))}\n\n"
        )
    return "".join(parts)


def changed(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Return bytes with a few things done to them, at most ``LONGEST``."""
    for _ in range(random.choice((0, 1, 1, 2, 3, 5, 9))):
        data = _once(random, data, others)
    if random.random() < 0.1:
        data = data.replace(b"\r\n", b"\n").replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"", b" ")))
    return data[:LONGEST]


def _once(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    start = random.randint(0, len(data))
    end = min(len(data), start + random.choice((1, 1, 3, 10, 60, 400)))
    some = data[start:end]
    deed = random.randrange(11)
    if deed == 0:
        return data[:start] + data[end:]
    if deed == 1:
        return data[:end] + some + data[end:]
    if deed == 2:  # one run of a piece, up to the length that must not take long
        times = random.choice((3, 20, 200, 20_000))
        return data[:end] + (some * times)[: LONGEST - len(data)] + data[end:]
    if deed == 3:
        other = random.choice(others)
        at = random.randint(0, len(other))
        return data[:start] + other[at : at + random.choice((10, 100, 1000))] + data[end:]
    if deed == 4:
        return data[:start] + random.choice(BYTES) + data[end:]
    if deed == 5:
        run = "".join(random.choice(TOKENS) for _ in range(random.randint(1, 3))).encode("utf-8", "surrogatepass")
        times = random.choice((1, 1, 1, 5, 500, 20_000))
        return data[:start] + (run * times)[: max(0, LONGEST - len(data))] + data[start:]
    if deed == 6:
        lines = data.splitlines(keepends=True)
        random.shuffle(lines)
        return b"".join(lines)
    if deed == 7:
        return data[:start]
    if deed == 8:
        return data[:start] + some.swapcase() + data[end:]
    return data[:start] + random.choice(TOKENS).encode() + data[start if deed == 9 else end :]


def text(random: Random, corpus: str = "") -> bytes:
    """Return a list or a bibliography: grown, or made of another, or of two."""
    known = seeds(corpus)
    chance = random.random()
    if chance < 0.4:
        data = grown_list(random).encode("utf-8", "surrogatepass")
    elif chance < 0.55:
        data = grown_bibliography(random).encode("utf-8", "surrogatepass")
    elif chance < 0.6:
        data = random.randbytes(random.randint(0, 300))
    else:
        data = random.choice(known)
    return changed(random, data, known)
