"""The forms in which lists write dates, years, names and URLs, each learnt from a sample."""

from __future__ import annotations

from collections.abc import Sequence

from litlint import regex as re
from litlint.identifiers.identifier import Identifier, identify, value_range
from litlint.metadata.author_list import is_initials
from litlint.metadata.byline import CUT, JOINT
from litlint.metadata.months import NAMES, month_number
from litlint.metadata.people import Person, split_authors

# Initials before a family name.
_INITIALS = re.compile(r"[A-Z]\.?(?:[\s-][A-Z]\.?)*\s")
# An address of a PDF.
_LEADS_TO_PDF = re.compile(r"\.pdf\b|/pdf\b|\bpdf\?", re.IGNORECASE)
# Runs of digits and of letters, of which a sample key or label is built.
_TOKEN = re.compile(r"\d+|[A-Za-z]+")


def year_like(sample: str, year: int) -> str:
    """Return a year with as many digits as the sample has: ``2023`` or, as in ``'23``, two."""
    digits = re.search(r"\d+", sample)
    if digits is None:
        return str(year)
    shown = f"{year % 100:02}" if len(digits[0]) == 2 else str(year)
    return sample[: digits.start()] + shown + sample[digits.end() :]


def date_like(sample: str, date: str) -> str | None:
    """Return an ISO date in the form of a sample (``2024.05``, ``Oct 2023``, ``1 Jan 2023``, ``3/30/23``).

    None where the sample says more than is known, or its form is not clear.
    """
    year, month, day = (int(part) if part else None for part in [*date.split("-"), "", ""][:3])
    tokens = list(_TOKEN.finditer(sample))
    names = [token for token in tokens if token[0].isalpha()]
    numbers = [token for token in tokens if token[0].isdigit()]
    whole = next((token for token in numbers if len(token[0]) == 4), None)
    if whole is not None:
        rest = [token for token in numbers if token is not whole]
        meanings = {whole.start(): year}
        wanted = [day] if names else [month, day]
    elif len(numbers) == 3:
        rest, meanings, wanted = numbers, {}, [month, day, year % 100 if year else None]
    else:
        return None
    if len(names) > 1 or (names and _month_form(names[0][0]) is None) or len(rest) > len(wanted):
        return None
    meanings |= {token.start(): value for token, value in zip(rest, wanted, strict=False)}
    pieces, at = [], 0
    for token in tokens:
        if token[0].isalpha():
            shown = None if month is None else _named(month, token[0])
        else:
            value = meanings[token.start()]
            shown = (
                None if value is None else f"{value:0{len(token[0])}}" if _is_padded(token[0], sample) else str(value)
            )
        if shown is None:
            return None
        pieces += [sample[at : token.start()], shown]
        at = token.end()
    return "".join(pieces) + sample[at:]


def _is_padded(token: str, sample: str) -> bool:
    """Say whether a number keeps its width: ``05`` does, ``3`` in ``3/30/23`` does not; ``10`` says nothing."""
    return (
        token.startswith("0") or len(token) == 4 or (len(token) == 2 and not re.search(r"(?<!\d)[1-9](?!\d)", sample))
    )


def _month_form(word: str) -> int | None:
    """Return the length of the abbreviation that a word is of a month's name, None if it is not one."""
    return len(word) if month_number(word) else None


def _named(month: int, sample: str) -> str:
    name = NAMES[month - 1]
    in_full = len(sample) > 4 or sample.lower() in ("june", "july")
    shown = name if in_full else name[:3]
    return shown.upper() if sample.isupper() else shown


def names_like(sample: str, names: Sequence[str]) -> str:
    """Return names joined, shortened and cut off as in a sample: ``A. Author, B. Writer, et al.``."""
    cut = CUT.search(sample)
    shown = sample[: cut.start()] if cut else sample
    dot = not cut and sample.rstrip().endswith(".") and not re.search(r"\b[A-Z]\.$", sample.rstrip())
    shown = shown.rstrip().removesuffix(".") if dot else shown
    given = [name for name in JOINT.split(shown) if name]
    form = form_of_names(sample)
    if form == "bibtex":
        turned = (_inverted(["", ""], [name], "", every=False) for name in names)
        return " and ".join(turned) + "." * dot
    if form in ("first inverted", "all inverted"):
        return _inverted(given, names, cut[0] if cut else "", every=form == "all inverted") + "." * dot
    joints = [re.sub(r"\s+", " ", joint.lstrip() if "," in joint else joint) for joint in JOINT.findall(shown)]
    written = [_name_like(given[0] if given else "", name) for name in names]
    if cut and len(written) > max(len(given), 1):
        kept = written[: max(len(given), 1)]
        return (joints[0] if joints else ", ").join(kept) + cut[0]
    if len(written) < 2:
        text = written[0] if written else ""
    else:
        middle = joints[0] if len(joints) > 1 else ", "
        last = joints[-1] if joints else ", "
        if len(written) == 2 and len(joints) > 1:
            last = last.lstrip(",") if last.strip(" ,") else last
        text = middle.join(written[:-1]) + last + written[-1]
    return text + "." * dot


def form_of_names(sample: str) -> str:
    """Say how names are written: in ``full``, with ``initials``, by ``family`` name, or with that before a comma.

    The last is ``bibtex`` (``Doe, Jane and Roe, Jo``), ``first inverted`` as in MLA (``Graves, Alex, and Navdeep Jaitly``;
    ``He, Kaiming, et al.``) or ``all inverted`` as in APA (``Dai, J., He, K.``).
    """
    cut = CUT.search(sample)
    given = [name.strip() for name in JOINT.split(sample[: cut.start()] if cut else sample) if name.strip(" .")]
    if all(part.count(",") == 1 for part in sample.split(" and ")) and " and " in sample:
        return "bibtex"
    one_word = [len(name.split()) == 1 for name in given]
    if len(given) % 2 == 0 and given and all(map(is_initials, given[1::2])) and not any(map(is_initials, given[::2])):
        return "all inverted"
    # A list of family names that is cut short after two of them is rare; two alone are family names.
    if one_word[:2] == [True, True] and not any(one_word[2:]) and (len(given) > 2 or cut):
        return "first inverted"
    if one_word and all(one_word):
        return "family"
    return "initials" if given and _INITIALS.match(given[0]) else "full"


def _inverted(given: Sequence[str], names: Sequence[str], cut: str, *, every: bool) -> str:
    """Return names with the family name first: of every one, with initials as the sample has them, or of the first alone."""
    people = [(split_authors(name) or [Person("", "", name)])[0] for name in names]
    mark = "." if every and "." in given[1] else ""
    written = []
    for index, (name, person) in enumerate(zip(names, people, strict=True)):
        first = " ".join(f"{word[0]}{mark}" for word in person.first.split()) if every else person.first
        turned = (every or index == 0) and person.first and person.family
        written.append(f"{person.family}, {first}" if turned else name)
    shown = len(given) // 2 if every else max(len(given) - 1, 2)  # MLA names both of two authors
    if cut and len(written) > shown:
        return ", ".join(written[: max(shown - (not every and len(given) == 2), 1)]) + cut
    if every or len(written) < 2:
        return ", ".join(written)
    return f"{', '.join(written[:-1])}, and {written[-1]}"


def _name_like(sample: str, name: str) -> str:
    """Return a name with initials where the sample has them, or as a surname alone where it is one word."""
    words = name.split()
    if len(words) < 2 or "," in name:
        return name
    (person,) = split_authors(name) or [Person("", "", name)]
    if len(sample.split()) == 1 and sample:
        return person.family
    if _INITIALS.match(sample):
        mark = "." if "." in sample.split()[0] else ""
        return " ".join([*(f"{word[0]}{mark}" for word in person.first.split()), person.family])
    return name


def url_like(sample: str, identifiers: Sequence[Identifier], url: str) -> str:
    """Return the URL of a work at the place, and in the form, that a sample has for its own.

    Of a work that is at arXiv and has a DOI, where the sample leads to arXiv, that at arXiv; and ``/pdf/ID.pdf`` rather
    than ``/abs/ID``, where the sample has it so.
    """
    known, place = identify(sample), value_range(sample)
    identifier = next((one for one in identifiers if known is not None and one.scheme == known.scheme), None)
    if identifier is None or place is None:
        return url
    if identifier.scheme != "arxiv":
        return url if identify(url) == identifier else identifier.url
    start, end = place
    if identify(written := sample[:start] + identifier.value + sample[end:]) != identifier:
        return url
    return re.sub(r"^http:", "https:", written)


def place_like(sample: str, old: str, new: str) -> str:
    """Return what a link to a paper is called that the sample calls by its place, ``arXiv`` or ``DOI``, or ``PDF``.

    Where the work is not there, it is called by the place where it is, else ``paper``, in the letters of the sample. A
    page is no PDF, unless the sample calls the page ``old`` so; ``new`` is the URL that is to be written.
    """
    if sample.casefold() == "pdf":
        if _LEADS_TO_PDF.search(new) or not _LEADS_TO_PDF.search(old):
            return sample
        return "PAPER" if sample.isupper() and len(sample) > 3 else "paper" if sample.islower() else "Paper"
    known = identify(new)
    name = {"doi": "DOI", "arxiv": "arXiv"}.get(known.scheme if known else "", "Paper")
    if sample.casefold() == name.casefold():
        return sample
    return name.lower() if sample.islower() else name
