"""The types of the public API; ``__init__.py`` imports each name when it is first used."""

from litlint.api import check_text as check_text
from litlint.api import check_workspace as check_workspace
from litlint.api import fix_text as fix_text
from litlint.errors import LitlintError as LitlintError
from litlint.model.citation import Citation as Citation
from litlint.model.document import Document as Document
from litlint.model.document import Entry as Entry
from litlint.model.document import Workspace as Workspace
from litlint.model.facts import Facts as Facts
from litlint.model.finding import Edit as Edit
from litlint.model.finding import Finding as Finding
from litlint.model.finding import Fix as Fix
from litlint.model.finding import Related as Related
from litlint.model.finding import Report as Report
from litlint.model.finding import Severity as Severity
from litlint.model.nodes import Link as Link
from litlint.model.source import Source as Source
from litlint.model.source import Span as Span
from litlint.rule import Bad as Bad
from litlint.rule import Context as Context
from litlint.rule import Good as Good
from litlint.rule import Rule as Rule
from litlint.rule import WorkspaceRule as WorkspaceRule

__version__: str
__all__: list[str]
