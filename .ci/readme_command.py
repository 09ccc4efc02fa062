"""Print the n-th command of the README's section "Two commands"."""

import re
import sys
from pathlib import Path

readme = Path(__file__).parent.parent / "README.md"
block = re.search(r"^## Two commands\n.*?^```sh\n(.*?)^```", readme.read_text(encoding="utf-8"), re.M | re.S)
if block is None:
    sys.exit('README.md: no shell block in the section "Two commands"')
commands = [line for line in block[1].splitlines() if line and not line.startswith("#")]
print(commands[int(sys.argv[1]) - 1])
