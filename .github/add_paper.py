"""Turn the issue form "Add a paper" into a call of ``litlint add``, and what came of it into plain words.

The text of the issue is untrusted: it is read from the event's file, GITHUB_EVENT_PATH, as a variable would not hold the
longest, and reaches litlint as separate arguments, never a shell. What to tell goes to the file named first; ``added`` in
GITHUB_OUTPUT says whether a list was changed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

LIST = "lists/inference-on-llms.md"
NOTHING = "_No response_"
LONGEST = 30_000  # characters; GitHub takes 65,536 in a comment or the text of a pull request
LONGEST_VALUE = 1_000  # characters; no link and no title is longer
UNSPEAKABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # what no argument of a program can hold, or should
ADDED, LISTED = 0, 1
LISTED_ALREADY = "Thank you! This paper is in the list already, so nothing was changed:"
NOT_ADDED = "Thank you! The paper could not be added by itself:"
TRY_AGAIN = (
    "Please edit the issue (the three dots at its top right), and it is tried again. A link to the paper's page on arXiv, "
    "or its DOI, works best. If you are stuck, say so below, and somebody will put the paper in by hand."
)


def fields(body: str) -> dict[str, str]:
    """Return what was put into each field of the form, by the field's label."""
    parts = re.split(r"^### (.+)$", body.replace("\r\n", "\n"), flags=re.M)
    values = (" ".join(UNSPEAKABLE.sub(" ", part).split())[:LONGEST_VALUE] for part in parts[2::2])
    labels = map(str.strip, parts[1::2])
    return {label: value for label, value in zip(labels, values, strict=True) if value not in ("", NOTHING)}


def command(form: dict[str, str]) -> list[str]:
    """Return the call that adds what a form asks for; a value that begins with a hyphen is no option."""
    call = ["litlint", "add", f"--to={LIST}"]
    call += [f"--section={form['Section']}"] if "Section" in form else []
    call += [f"--code={form['Code']}"] if "Code" in form else []
    return [*call, "--", form["Paper"]]


def answer(code: int, said: str) -> str:
    """Return what to tell: litlint's own words apart from ours, without what one would type, and marked as code."""
    lines = [line.removeprefix("litlint: ") for line in said.splitlines() if not line.startswith("type: ")]
    quoted = "".join(f"    {line}\n" for line in lines) or "    litlint said nothing.\n"
    if code == ADDED:
        return quoted
    return f"{LISTED_ALREADY}\n\n{quoted}" if code == LISTED else f"{NOT_ADDED}\n\n{quoted}\n{TRY_AGAIN}\n"


def main() -> int:
    """Add the paper and say what came of it."""
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    form = fields(event["issue"]["body"] or "")
    if "Paper" in form:
        done = subprocess.run(command(form), stdin=subprocess.DEVNULL, capture_output=True)
        code, said = done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace").strip()[:LONGEST]
    else:
        code, said = 2, 'the issue names no paper; the form has a field "Paper" for it'
    Path(sys.argv[1]).write_text(answer(code, said), encoding="utf-8")
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as output:
        output.write(f"added={'true' if code == ADDED else 'false'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
