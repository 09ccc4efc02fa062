"""Draws a real finding as a terminal shows it, for the README: ``docs/finding-light.svg`` and ``docs/finding-dark.svg``.

Run it after a change of what litlint prints; ``--check`` says whether the pictures are what a run gives now.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

DOCS = Path(__file__).parent
COLUMNS = 92
# The entry as it once stood in lists/inference-on-llms.md: the link is that of another paper.
LIST = """\
# Inference on LLMs

## Effective Decoding

#### The Curious Case of Neural Text Degeneration (Nucleus Sampling)

paper link: [here](https://arxiv.org/pdf/2209.11057.pdf)

citation:

```bibtex
@misc{holtzman2019curious,
      title={The Curious Case of Neural Text Degeneration},
      author={Ari Holtzman and Jan Buys and Li Du and Maxwell Forbes and Yejin Choi},
      year={2019},
      eprint={1904.09751},
      archivePrefix={arXiv}
}
```
"""
LOCK = """\
{"id": "arxiv:1904.09751", "title": "The Curious Case of Neural Text Degeneration", "published": "2019"}
{"id": "arxiv:2209.11057", "title": "Simulation-based inference of Bayesian hierarchical models while checking for model \
misspecification", "published": "2022"}
"""
COMMAND = "litlint check lists/"
# Ground, frame, text, soft text, and the colours that the report uses, each at least 4.5 : 1 on its ground (WCAG 2.2).
THEMES = {
    "light": {
        "ground": "#ffffff",
        "frame": "#d0d7de",
        "": "#1f2328",
        "soft": "#59636e",
        "1;31": "#b3261e",
        "1;34": "#0b57c2",
    },
    "dark": {
        "ground": "#0d1117",
        "frame": "#3d444d",
        "": "#e6edf3",
        "soft": "#9198a1",
        "1;31": "#ff9a92",
        "1;34": "#8ab8ff",
    },
}
# Pixels: a cell of text, the line, and what is left free around.
CELL, SIZE, LINE, EDGE = 8.4, 14, 20, 20
_LINK = re.compile(r"\x1b\]8;;[^\x1b]*\x1b\\")
_COLOUR = re.compile(r"\x1b\[([\d;]*)m")


def run() -> list[str]:
    """Return the lines that litlint prints in colours for the list, checked in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lists").mkdir()
        (folder / "lists/inference-on-llms.md").write_text(LIST, "utf-8")
        (folder / "papers.lock").write_text(LOCK, "utf-8")
        environment = {**os.environ, "COLUMNS": str(COLUMNS), "LITLINT_INDEX": "", "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "litlint", "check", "--color", "always", "lists/"]
        answer = subprocess.run(  # noqa: S603 - the command is all written here
            command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
    if answer.returncode != 1 or "identity-mismatch" not in answer.stdout:
        raise SystemExit(f"litlint found nothing to draw: {answer.stderr}")
    return answer.stdout.rstrip("\n").split("\n")


def pieces(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield the parts of a line of a terminal: the cell where each begins, its colour and its text."""
    at, colour = 0, ""
    for number, part in enumerate(_COLOUR.split(_LINK.sub("", line))):
        if number % 2:
            colour = "" if part == "0" else part
            continue
        for word in re.finditer(r"\S+(?: \S+)*", part):
            yield at + word.start(), colour, word[0]
        at += len(part)


def draw(lines: list[str], theme: str) -> str:
    """Return the picture; each piece of text is stretched to its cells, so that marks stand below what they mark."""
    colours = THEMES[theme]
    width, height = round(COLUMNS * CELL) + 2 * EDGE, (len(lines) + 2) * LINE + 2 * EDGE
    said = " ".join(" ".join(text for _, _, text in pieces(line)) for line in lines)
    fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
    frame = f'width="{width - 1}" height="{height - 1}" rx="8" fill="{colours["ground"]}" stroke="{colours["frame"]}"'
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"',
        f'  role="img" aria-labelledby="title" font-family="{fonts}" font-size="{SIZE}">',
        f'<title id="title">{escape(COMMAND)}: {escape(said)}</title>',
        f'<rect x=".5" y=".5" {frame}/>',
    ]
    drawn = [(0, [(0, "soft", "$"), (2, "", COMMAND)])]
    drawn += [(number, list(pieces(line))) for number, line in enumerate(lines, 2)]
    for number, parts in drawn:
        for cell, colour, text in parts:
            x, y = EDGE + cell * CELL, EDGE + number * LINE + SIZE
            weight = ' font-weight="bold"' if colour.startswith("1;") else ""
            rows.append(
                f'<text x="{x:g}" y="{y}" fill="{colours[colour]}"{weight} textLength="{len(text) * CELL:g}" '
                f'lengthAdjust="spacingAndGlyphs" xml:space="preserve">{escape(text)}</text>'
            )
    return "\n".join([*rows, "</svg>"]) + "\n"


def main() -> int:
    """Write the pictures, or say whether they are what they should be."""
    lines, stale = run(), []
    for theme in THEMES:
        file, picture = DOCS / f"finding-{theme}.svg", draw(lines, theme)
        if "--check" not in sys.argv:
            file.write_text(picture, "utf-8")
        elif not file.is_file() or file.read_text("utf-8") != picture:
            stale.append(file.name)
    if stale:
        sys.stderr.write(f"{', '.join(stale)}: no longer what litlint prints; run python docs/picture.py\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
