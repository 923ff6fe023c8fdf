"""No file imports itself through others: circles of imports, those inside functions and under TYPE_CHECKING included."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = (
    "dashboard", "server", "app_pages", "ui", "wording", "charts", "reports", "commands", "kpis", "loaders", "data",
    "locales", "watch",
)  # fmt: skip


def files(root):
    """Module -> its file, of every Python file of the rooms."""
    found = {}
    for room in ROOMS:
        for path in [root / f"{room}.py", *sorted((root / room).rglob("*.py"))]:
            if path.exists():
                parts = path.relative_to(root).with_suffix("").parts
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(path, module, known):
    """The modules of the rooms that a file imports; of `from package import name` the submodule where there is one."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            above = parents[: len(parents) + 1 - node.level] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            submodules = [f"{base}.{name.name}" for name in node.names]
            names = [one if one in known else base for one in submodules]
        else:
            continue
        yield from (name for name in names if name in known)


def circles(graph):
    """The sets of nodes that reach each other, larger than one (Tarjan 1972)."""
    order, lowest, path, found = {}, {}, [], []

    def visit(node):
        order[node] = lowest[node] = len(order)
        path.append(node)
        for other in graph[node]:
            if other not in order:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in path:
                lowest[node] = min(lowest[node], order[other])
        if lowest[node] == order[node]:
            place = path.index(node)
            if len(path) - place > 1:
                found.append(sorted(path[place:]))
            del path[place:]

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return sorted(found)


def graph_of(root):
    known = files(root)
    return {module: sorted({*imported(path, module, known)} - {module}) for module, path in known.items()}


def test_no_circle_of_files():
    found = circles(graph_of(ROOT))
    assert not found, "\n".join(" - ".join(one) for one in found)


def test_a_circle_through_a_late_import_a_type_or_a_package_is_found(tmp_path):
    """
    kpis.a imports kpis.b inside a function, which imports data.c for its types alone, which imports kpis.a.
    """
    texts = {
        "kpis/__init__.py": "",
        "kpis/a.py": "def f():\n    from kpis import b\n",
        "kpis/b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import data.c\n",
        "kpis/d.py": "from .a import f\n",
        "data/__init__.py": "",
        "data/c.py": "from kpis.a import f\nimport json\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert graph_of(tmp_path)["kpis.d"] == ["kpis.a"]
    assert circles(graph_of(tmp_path)) == [["data.c", "kpis.a", "kpis.b"]]
