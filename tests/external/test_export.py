"""Exports, read by the programs that they are made for: biber, and citation-js, which reads as Zotero's family does.

Needs Debian's packages biber and nodejs, and npm's citation-js where ``CITATION_JS`` says, or below ``.venv/citation-js``.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = Path(os.environ.get("CITATION_JS", ROOT / ".venv" / "citation-js")) / "node_modules"
SAMPLE = """\
# Papers

## 2019

#### Moss on Stones & Walls: 100% of {Braces} in $x_i$

paper link: [here](https://arxiv.org/abs/1901.04568)

citation:

```bibtex
@article{poe 2019,
  title={Moss on Stones \\& Walls: 100\\% of {Braces} in $x_i$},
  author={Poe, Edgar and {The Kew Team} and van der Berg, Bo and Öz, Çelik and others},
  journal={arXiv preprint arXiv:1901.04568},
  month={Nov.},
  year={2019}
}
```

#### Rain on Dry Soil

paper link: [here](https://rain.museum/paper)
"""
BIBLIOGRAPHY = """\
@string{jog = {Journal of Gardens}}
@string(kew = "Kew Press")

@ARTICLE{2019A&A...881....1D,
       author = {{Doe}, J. and {Muster}, M. and {The Kew Collaboration}},
        title = "{Gardens at high redshift}",
      journal = {\\aap},
         year = 2019,
        month = aug,
       volume = {881},
          eid = {A1},
       adsurl = {https://ui.adsabs.harvard.edu/abs/2019A&A...881....1D},
archivePrefix = {arXiv},
       eprint = {1906.00001},
 primaryClass = {astro-ph.GA}
}
@article{Doe:2019abc,
    author = "Doe, Jane and Muster, Max",
    collaboration = "KEW",
    title = "{Machine gardening at the LHC}",
    eprint = "1902.00001",
    archivePrefix = "arXiv",
    primaryClass = "hep-ex",
    reportNumber = "KEW-EP-2019-001",
    month = "2",
    year = "2019"
}
@inproceedings{roe, author = {Ann Roe et al.}, title = {Moss \\& Stones of <i>Kew</i>}, crossref = {VOLUME}, pages = {1-9}}
@report{groote, author = {family=Groote, given=Frank, prefix=de, useprefix=true and Doe, Jane},
  title = {A Report}, institution = {Kew}, type = {Tech report}, date = {2020-05/2020-06}}
@article{sample, author = {Tom Sample1 and Garden Team}, title = {Rain}, journal = jog # { B}, month = "10~" # jan, year = 2020,
  url = {https://kew.example/a_b}, doi = {10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2}}
@proceedings{volume, editor = {Eve Editor}, title = {Proceedings of the Kew Meeting}, year = 2021, publisher = kew}
"""
READ = """
const { Cite } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
require('@citation-js/plugin-csl')
const text = require('fs').readFileSync(0, 'utf8')
const cite = new Cite(process.argv[1] === 'bibtex' ? text : JSON.parse(text))
cite.format('bibliography', { format: 'text' })
console.log(JSON.stringify(cite.data.map(item => [item.id, item.title, (item.author || []).length])))
"""


@pytest.fixture(params=["lists", "sample", "bibliography"])
def lists(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The project's own lists, one with all that is awkward, and a bibliography as publishers and programs write it."""
    if request.param == "lists":
        return ROOT / "lists"
    if request.param == "bibliography":
        (tmp_path / "refs.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
        (tmp_path / "litlint.toml").touch()
        return tmp_path
    (tmp_path / "list.md").write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "litlint.toml").touch()
    return tmp_path


def export(lists: Path, form: str) -> bytes:
    command = [sys.executable, "-m", "litlint", "export", str(lists), "--format", form]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout


def test_biber_finds_nothing_in_it(lists: Path, tmp_path: Path) -> None:
    (tmp_path / "export.bib").write_bytes(export(lists, "bibtex"))
    # Fields that only some style or archive uses, like INSPIRE's reportNumber, are kept, though biblatex knows none of them.
    validate = [] if (lists / "refs.bib").exists() else ["--validate-datamodel"]
    command = ["biber", "--tool", *validate, "--nolog", "--output-file", "out.bib", "export.bib"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    complaints = [line for line in answer.stdout.splitlines() if re.match(r"WARN|ERROR", line)]
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert complaints == []
    written = (tmp_path / "out.bib").read_text(encoding="utf-8")
    exported = (tmp_path / "export.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{(.+),$", exported, re.MULTILINE)
    assert keys
    assert re.findall(r"^@\w+\{(.+),$", written, re.MULTILINE) == keys


@pytest.mark.parametrize("form", ["bibtex", "csl-json"])
def test_citation_js_reads_every_work(lists: Path, form: str) -> None:
    expected = json.loads(export(lists, "csl-json"))
    environment = {**os.environ, "NODE_PATH": str(MODULES)}
    command = ["node", "-e", READ, form]
    answer = subprocess.run(command, input=export(lists, form), env=environment, capture_output=True)
    assert answer.returncode == 0, answer.stderr.decode()
    found = json.loads(answer.stdout)
    assert [row[0] for row in found] == [item["id"] for item in expected]
    assert all(row[1] for row in found)
    assert [bool(row[2]) for row in found] == [bool(item.get("author")) for item in expected]
