"""Small lists, one or two of each family, as they are found; one of them with the line ends of Windows."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "lists"
LISTS = {file.stem: file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob("*.txt"))}
LISTS["F-padded"] = LISTS["F-padded"].replace("\n", "\r\n")
