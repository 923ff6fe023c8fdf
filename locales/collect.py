"""The texts that a person can read, collected from the code: what each catalogue must hold.

A text is a literal given to `say`, `say_plural`, `sentence`, `Refusal` or `translate`, or a word of one of the
dictionaries below, which are said when their code is shown.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLACES = ("dashboard.py", "charts", "app_pages", "loaders", "kpis", "data", "reports", "watch")
SPEAKERS = {"say": 1, "say_plural": 2, "sentence": 1, "Refusal": 1, "translate": 1}
WORD_LISTS = {
    "app_pages/_names.py": ("CODES",),
    "app_pages/_amounts.py": ("STATUS_WORDS",),
    "app_pages/_receipts.py": ("WORDS",),
    "app_pages/objectives.py": ("HEADS",),
    "loaders/kinds.py": ("REASONS",),
}


def texts(root: Path = ROOT) -> dict[str, set[str]]:
    """Each text, and the files that say it. The two forms of a plural are two texts."""
    found: dict[str, set[str]] = {}
    for path in _files(root):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(root).as_posix()
        for text in [*_said(tree), *_words(tree, WORD_LISTS.get(name, ()))]:
            found.setdefault(text, set()).add(name)
    return found


def plurals(root: Path = ROOT) -> set[tuple[str, str]]:
    """The pairs of texts for one and for several."""
    found = set()
    for path in _files(root):
        for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            if _speaker(call) == "say_plural":
                one, several = (list(_literals(argument)) for argument in call.args[:2])
                found.add((one[0], several[0]))
    return found


def _files(root: Path) -> Iterator[Path]:
    for place in PLACES:
        path = root / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []


def _said(tree: ast.AST) -> Iterator[str]:
    for call in _calls(tree):
        speaker = _speaker(call)
        if speaker in SPEAKERS:
            for argument in call.args[: SPEAKERS[speaker]]:
                yield from _literals(argument)


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _speaker(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""


def _literals(argument: ast.expr) -> Iterator[str]:
    """The literal itself, or those that a condition chooses from."""
    match argument:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _literals(body)
            yield from _literals(orelse)


def _words(tree: ast.Module, lists: tuple[str, ...]) -> Iterator[str]:
    for node in tree.body:
        named = (
            node.targets[0]
            if isinstance(node, ast.Assign)
            else node.target
            if isinstance(node, ast.AnnAssign)
            else None
        )
        if isinstance(named, ast.Name) and named.id in lists:
            for value in getattr(node.value, "values", None) or getattr(node.value, "elts", ()):  # a dict, or a tuple
                yield from _literals(value)
