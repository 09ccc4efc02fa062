"""The rules: one folder per family, one file per rule, found by looking; nothing lists them."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from litlint.rule import Rule


@cache
def names() -> Mapping[str, str]:
    """Return the family of each rule by the rule's name, sorted by family, then name; no rule is imported."""
    found = {}
    for family in sorted(families()):
        package = import_module(f"{__name__}.{family}")
        for module in sorted(iter_modules(package.__path__), key=lambda module: module.name):
            found[module.name.replace("_", "-")] = family
    return MappingProxyType(found)


@cache
def families() -> frozenset[str]:
    """Return the names of all families."""
    return frozenset(module.name for module in iter_modules(__path__) if module.ispkg)


def load(name: str) -> type[Rule]:
    """Return the class of a rule, whose module is imported only now.

    Raises:
        KeyError: there is no such rule.
    """
    module = import_module(f"{__name__}.{names()[name]}.{name.replace('-', '_')}")
    rule: type[Rule] = getattr(module, "".join(word.capitalize() for word in name.split("-")))
    return rule


def discover() -> tuple[type[Rule], ...]:
    """Return every rule, sorted by family, then name."""
    return tuple(map(load, names()))
