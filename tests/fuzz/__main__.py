"""Try every target on many inputs: ``python -m tests.fuzz --minutes 20 --seed 1 [--only NAME] [--failures FOLDER]``.

Minutes are of CPU, spread over the targets. An input fails if a target raises, takes more than five seconds of CPU, or
needs half a gigabyte of memory more than any before. It is cut down as long as it fails alike, and written to a file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.fuzz.inputs import made
from tests.fuzz.targets import TARGETS
from tests.fuzz.trial import failure, smaller


def main() -> int:
    """Run, and return 1 if an input fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="of CPU, in all")
    parser.add_argument("--seed", type=int, default=0, help="where the numbers that make the inputs begin")
    parser.add_argument("--only", metavar="NAME", help="targets whose name begins so")
    parser.add_argument("--corpus", default="", metavar="FOLDER", help="further texts to begin with")
    parser.add_argument(
        "--failures", default="fuzz-failures", metavar="FOLDER", help="where failing inputs are written"
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="run these instead, each by the target that it is named for"
    )
    options = parser.parse_args()
    if options.files:
        return max(_again(Path(file)) for file in options.files)
    names = [name for name in TARGETS if name.startswith(options.only or "")]
    known: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    share = options.minutes * 60 / len(names)
    for name in names:
        end, seed, slowest = time.process_time() + share, options.seed, (0.0, 0)
        while time.process_time() < end:
            data = made(name, Random(f"{name} {seed}"), options.corpus)
            begun = time.process_time()
            why = failure(name, data)
            slowest = max(slowest, (time.process_time() - begun, seed))
            counts[name] += 1
            if why is not None:
                known[f"{name}: {why}"] += 1
                if known[f"{name}: {why}"] == 1:
                    _keep(Path(options.failures), name, smaller(name, data, why), why)
            seed += 1
        print(f"{name}: {counts[name]:,} inputs, the slowest {slowest[0]:.1f} s (seed {slowest[1]})", flush=True)
    print(
        f"{counts.total():,} inputs, {known.total()} failures of {len(known)} kinds, {time.process_time() / 60:.1f} min of CPU"
    )
    for what, count in known.most_common():
        print(f"{count:6} {what}")
    return int(bool(known))


def _keep(folder: Path, name: str, data: bytes, why: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{name}--{abs(hash(why)) % 10**8:08}.txt"
    place.write_bytes(data)
    print(f"{name}: {why}\n  python -m tests.fuzz {place}", flush=True)


def _again(place: Path) -> int:
    why = failure(place.name.partition("--")[0], place.read_bytes())
    print(f"{place}: {why or 'is well'}")
    return int(why is not None)


if __name__ == "__main__":
    sys.exit(main())
