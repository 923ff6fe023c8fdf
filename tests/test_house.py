"""Who may import whom: the house as docs/design says it, held by the code's own imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("app_pages", "ui", "wording", "commands", "charts", "kpis", "loaders", "reports", "watch", "data", "locales")
MAY = {
    "dashboard": {"commands", "ui", "wording", "data", "locales"},
    "server": {"commands", "ui", "data", "locales"},
    "app_pages": {"ui", "wording", "charts", "kpis", "loaders", "reports", "watch", "data", "locales"},
    "ui": {"wording", "charts", "kpis", "loaders", "reports", "watch", "data", "locales"},
    "wording": {"kpis", "data", "locales"},
    "commands": {"kpis", "loaders", "data", "locales"},
    "reports": {"wording", "kpis", "charts", "watch", "data", "locales"},
    "watch": {"wording", "kpis", "data"},
    "charts": {"locales"},
    "kpis": {"data", "locales"},
    "loaders": {"data", "locales"},
    "data": set(),
    "locales": set(),
}
# an entry point may know the room above it: `python -m data demo` is a command
ENTRY_POINTS = {(f"{room}/__main__.py", "commands") for room in ("data", "kpis", "loaders")}
FILES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if path.relative_to(ROOT).parts[0].removesuffix(".py") in MAY and ".venv" not in path.parts
)


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_the_rooms_below_it(path):
    place = path.relative_to(ROOT)
    room = place.parts[0].removesuffix(".py")
    for name in set(imported(path)) & set(ROOMS):
        allowed = name == room or name in MAY[room] or (place.as_posix(), name) in ENTRY_POINTS
        assert allowed, f"{place} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_screens_know_streamlit(path):
    room = path.relative_to(ROOT).parts[0]
    if room not in ("dashboard.py", "server.py", "app_pages", "ui"):
        assert "streamlit" not in set(imported(path))


def test_queries_run_on_cursors_of_the_store_alone():
    """A connection shared by threads hands one reader another's rows: only data/store.py opens one."""
    for path in FILES:
        if path.relative_to(ROOT).as_posix() != "data/store.py":
            assert "duckdb.connect" not in path.read_text(encoding="utf-8"), path


def test_no_screen_shows_data_as_markup():
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html=True" not in text, path
