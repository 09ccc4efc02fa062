"""Turn the issue form "Add a paper" into a call of ``litlint add``.

The text of the issue is untrusted: it comes in the variable BODY, and reaches litlint as separate arguments, never a
shell. What litlint said goes to the file named first; ``added`` in GITHUB_OUTPUT says whether a list was changed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

LIST = "lists/inference-on-llms.md"
NOTHING = "_No response_"
LONGEST = 30_000  # characters; GitHub takes 65,536 in a comment or the text of a pull request


def fields(body: str) -> dict[str, str]:
    """Return what was put into each field of the form, by the field's label."""
    parts = re.split(r"^### (.+?)\s*$", body.replace("\r\n", "\n"), flags=re.M)
    values = (" ".join(part.split()) for part in parts[2::2])
    return {label: value for label, value in zip(parts[1::2], values, strict=True) if value not in ("", NOTHING)}


def command(form: dict[str, str]) -> list[str]:
    """Return the call that adds what a form asks for; a value that begins with a hyphen is no option."""
    call = ["litlint", "add", f"--to={LIST}"]
    call += [f"--section={form['Section']}"] if "Section" in form else []
    call += [f"--code={form['Code']}"] if "Code" in form else []
    return [*call, "--", form.get("Paper", "")]


def main() -> int:
    """Add the paper and say what came of it."""
    form = fields(os.environ["BODY"])
    done = subprocess.run(command(form), stdin=subprocess.DEVNULL, capture_output=True)
    said = (done.stdout + done.stderr).decode("utf-8", "replace").strip()[:LONGEST] or "litlint said nothing."
    Path(sys.argv[1]).write_text("".join(f"    {line}\n" for line in said.splitlines()), encoding="utf-8")
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as output:
        output.write(f"added={'true' if done.returncode == 0 else 'false'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
