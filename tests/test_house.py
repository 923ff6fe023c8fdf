"""Who may import whom: the house as docs/architecture.md draws it, held by the code's own imports.

An import counts wherever it stands: at the top of a file, inside a function, or under TYPE_CHECKING.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
NOT_THE_PRODUCT = ("docs", "tests")
WITH_STREAMLIT = ("dashboard.py", "server.py", "app_pages", "ui")
MOST_FILES = 20  # of Python, in one folder


def arrows_of_the_page() -> dict[str, tuple[str, ...]]:
    """Room -> the rooms that it may import, as the page's block `arrows` says. A room is a folder or a file."""
    block = re.search(r"```arrows\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block, "docs/architecture.md has no block of arrows"
    found: dict[str, tuple[str, ...]] = {}
    for line in block.group(1).splitlines():
        if line.strip():
            room, _, below = line.partition("->")
            assert room.strip() not in found, f"{room.strip()} stands twice"
            found[room.strip()] = tuple(name.strip() for name in below.split(",") if name.strip())
    return found


@cache
def files() -> tuple[str, ...]:
    """The product's Python files, as paths from the root: all but the tests and the generator of pages."""
    tops = [path for path in ROOT.iterdir() if path.name not in NOT_THE_PRODUCT and not path.name.startswith(".")]
    found = [path for top in tops for path in (top.rglob("*.py") if top.is_dir() else [top]) if path.suffix == ".py"]
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in found))


@cache
def sources() -> dict[str, str]:
    """File -> its text."""
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in files()}


def modules_named(text: str) -> Iterator[str]:
    """The dotted names that a file's text imports, those of `from package import module` whole."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{ast.unparse(node)}: an import by a relative name, write the whole one"
            yield from (f"{node.module}.{one.name}" for one in node.names)


def imports_of(texts: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """File -> the files among `texts` that it imports; of a name inside a module, the module."""
    found = {}
    for name, text in texts.items():
        named = set()
        for module in modules_named(text):
            steps = module.split(".")
            tried = (
                f"{'/'.join(steps[:length])}{end}"
                for length in range(len(steps), 0, -1)
                for end in (".py", "/__init__.py")
            )
            named.update([path for path in tried if path in texts][:1])
        found[name] = tuple(sorted(named - {name}))
    return found


@cache
def imports() -> dict[str, tuple[str, ...]]:
    return imports_of(sources())


def room_of(name: str, rooms: dict[str, tuple[str, ...]]) -> str:
    """The room of the page that a file stands in: the file itself where the page names it, else its nearest folder."""
    steps = name.removesuffix(".py").split("/")
    named = ("/".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((one for one in named if one in rooms), "")


def circles(graph: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """The groups of files that reach each other by their imports (Tarjan's strongly connected components)."""
    number, low, path, found = {}, {}, [], []

    def visit(name: str) -> None:
        number[name] = low[name] = len(number)
        path.append(name)
        for other in graph[name]:
            if other not in number:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in path:
                low[name] = min(low[name], number[other])
        if low[name] == number[name]:
            group = path[path.index(name) :]
            del path[path.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in number:
            visit(name)
    return found


def unnamed_arrows(graph: dict[str, tuple[str, ...]], rooms: dict[str, tuple[str, ...]]) -> list[str]:
    """The imports that the page does not name. A room that names a folder may import all that is in it."""
    wrong = []
    for name, imported in graph.items():
        room = room_of(name, rooms)
        for other in imported:
            there = room_of(other, rooms)
            if there != room and not any(there == one or there.startswith(f"{one}/") for one in rooms.get(room, ())):
                wrong.append(f"{name} imports {other}")
    return wrong


def knows_streamlit(text: str) -> bool:
    return any(module.split(".")[0] == "streamlit" for module in modules_named(text))


def private_names(text: str) -> list[str]:
    """The private names of the product's own modules that a file imports, or takes from a module that it imports."""
    rooms = {name.split("/")[0].removesuffix(".py") for name in files()}
    reached = [
        name for name in modules_named(text) if re.search(r"\._(?!_)|^_(?!_)", name) and name.split(".")[0] in rooms
    ]
    modules = {
        one.asname or one.name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0] in rooms
        for one in node.names
    }
    taken = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and re.match(r"_(?!_)", node.attr)
        if ast.unparse(node.value).split(".")[0] in modules
    ]
    return [*reached, *taken]


def late_names(text: str) -> list[str]:
    """Imports by a name that is known only when they run, which no reader of the code can follow."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__")
    ]


def test_every_file_stands_in_a_room_of_the_page():
    rooms = arrows_of_the_page()
    assert [name for name in files() if not room_of(name, rooms)] == []


def test_a_file_imports_only_what_the_page_names():
    assert unnamed_arrows(imports(), arrows_of_the_page()) == []


def test_the_page_names_no_arrow_that_nobody_needs():
    rooms = arrows_of_the_page()
    used = {(room_of(name, rooms), room_of(other, rooms)) for name, imported in imports().items() for other in imported}
    unused = [
        f"{room} -> {below}"
        for room, named in rooms.items()
        for below in named
        if not any(one == room and (there == below or there.startswith(f"{below}/")) for one, there in used)
    ]
    assert unused == []


def test_no_files_import_each_other_in_a_circle():
    assert circles(imports()) == []


def test_no_file_imports_by_a_name_that_only_runs_know():
    assert [name for name, text in sources().items() if late_names(text)] == []


def test_only_the_screens_know_streamlit():
    below = {name: text for name, text in sources().items() if name.split("/")[0] not in WITH_STREAMLIT}
    assert [name for name, text in below.items() if knows_streamlit(text)] == []


IMPORTS_OF_B = {
    "at the top": "import kpis.b",
    "under another name": "import kpis.b as c",
    "among others": "import os, kpis.b",
    "the module": "from kpis import b",
    "a name inside it": "from kpis.b import worth",
    "all its names": "from kpis.b import *",
    "inside a function": "def late():\n    import kpis.b",
    "inside a method": "class One:\n    def late(self):\n        from kpis import b",
    "where it is only read by a type checker": "if TYPE_CHECKING:\n    from kpis.b import worth",
    "where it may fail": "try:\n    from kpis import b\nexcept ImportError:\n    b = None",
}


@pytest.mark.parametrize("text", IMPORTS_OF_B.values(), ids=IMPORTS_OF_B)
def test_an_import_counts_wherever_it_stands_and_however_it_is_written(text):
    house = {"kpis/__init__.py": "", "kpis/a.py": text, "kpis/b.py": "def worth():\n    from kpis import a"}
    assert circles(imports_of(house)) == [["kpis/a.py", "kpis/b.py"]]
    assert circles(imports_of(house | {"kpis/b.py": "import math"})) == []
    rooms = {"kpis/a": ("kpis/b",), "kpis/b": ()}
    assert unnamed_arrows(imports_of(house), rooms) == ["kpis/b.py imports kpis/a.py"]


def test_a_circle_of_three_is_found_and_a_diamond_is_none():
    ring = {"a.py": "import b", "b.py": "import c", "c.py": "import a", "d.py": "import a"}
    assert circles(imports_of(ring)) == [["a.py", "b.py", "c.py"]]
    assert circles(imports_of({"a.py": "import b, c", "b.py": "import d", "c.py": "import d", "d.py": ""})) == []


def test_a_room_that_names_a_folder_may_import_what_is_in_it_and_not_its_neighbour():
    rooms = {"ui": ("kpis",), "kpis": (), "kpis/engine": (), "loaders": ()}
    graph = {"ui/card.py": ("kpis/engine/run.py", "loaders/load.py"), "kpis/engine/run.py": ("kpis/compute.py",)}
    assert unnamed_arrows(graph, rooms) == [
        "ui/card.py imports loaders/load.py",
        "kpis/engine/run.py imports kpis/compute.py",
    ]


def test_streamlit_private_names_and_late_names_are_seen_wherever_they_stand():
    assert knows_streamlit("def late():\n    from streamlit import session_state")
    assert not knows_streamlit("import pandas")
    assert private_names("from kpis.compute import _cut\nimport kpis.engine._sql") == [
        "kpis.compute._cut",
        "kpis.engine._sql",
    ]
    assert private_names("from kpis import compute as c\nc._cut()\nself._own") == ["c._cut"]
    assert private_names("import kpis.compute\nkpis.compute._cut\nkpis.compute.__doc__") == ["kpis.compute._cut"]
    assert late_names("import importlib\nimportlib.import_module('kpis.a')\n__import__(name)") == [
        "importlib.import_module('kpis.a')",
        "__import__(name)",
    ]


def test_app_pages_holds_screens_and_nothing_else():
    """Each file is a screen that dashboard.py offers, and each screen has its file."""
    offered = set(re.findall(r'screen\("(\w+)"', (ROOT / "dashboard.py").read_text(encoding="utf-8")))
    held = {path.stem for path in (ROOT / "app_pages").iterdir() if path.name not in ("__init__.py", "__pycache__")}
    assert held == offered, (
        "a screen is a file of app_pages and a screen(…) line of dashboard.py: one of them is missing"
    )


def test_no_module_has_a_private_name_and_none_reaches_into_another_ones():
    private = [name for name in files() if re.search(r"(^|/)_(?!_init__|_main__)", name)]
    assert private == []
    assert {name: found for name, text in sources().items() if (found := private_names(text))} == {}


def test_a_folder_is_taken_in_at_a_glance():
    """A folder holds 20 files of Python at most; those of SQL are registries."""
    counts: dict[str, int] = {}
    for name in files():
        if not name.endswith("__init__.py"):
            counts[name.rpartition("/")[0]] = counts.get(name.rpartition("/")[0], 0) + 1
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}


def test_a_folder_is_sql_of_one_kind_or_python_of_one_idea():
    """The registries hold SQL alone."""
    registries = [folder for room in ("kpis/indicators", "loaders/formats") for folder in (ROOT / room).rglob("*")]
    assert registries
    assert [str(path) for path in registries if path.is_file() and path.suffix != ".sql"] == []


def test_queries_run_on_cursors_of_the_store_alone():
    """A connection shared by threads hands one reader another's rows: a file is opened in one place, a lake in one."""
    opened = [name for name in files() if "duckdb.connect" in sources()[name]]
    assert opened == ["data/lake/catalogue.py", "data/store.py"]


def test_no_screen_shows_data_as_markup():
    marked = [name for name in files() if "unsafe_allow_html=True" in sources()[name]]
    assert marked == []


def test_an_sql_literal_is_quoted_in_one_place():
    """`literal()` of data/store.py; a quote that is doubled by hand elsewhere is one that is forgotten elsewhere."""
    doubled = re.compile(r"""\.replace\(\s*("'"|'\\''|chr\(39\))""")
    found = [name for name in files() if doubled.search(sources()[name])]
    assert found == ["data/store.py"]
