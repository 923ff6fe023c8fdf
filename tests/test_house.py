"""Who may import whom: the house as docs/architecture.md draws it, held by the code's own imports.

An import counts wherever it stands: at the top of a file, inside a function, or under TYPE_CHECKING.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
ENTRIES = ("dashboard.py", "server.py")
ROOMS = (
    "app_pages", "charts", "commands", "data", "kpis", "loaders", "locales", "reports", "ui", "watch", "wording",
)  # fmt: skip
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
    """The product's Python files, as paths from the root."""
    rooms = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in [*rooms, *(ROOT / name for name in ENTRIES)]))


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"))


def modules_named(name: str) -> Iterator[str]:
    """The dotted names that a file imports, those of `from package import module` whole."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} imports by a relative name: write the whole one"
            yield from (f"{node.module}.{one.name}" for one in node.names)


@cache
def imports() -> dict[str, tuple[str, ...]]:
    """File -> the product's files that it imports; of a name inside a module, the module."""
    known = set(files())
    found = {}
    for name in files():
        named = set()
        for module in modules_named(name):
            steps = module.split(".")
            tried = (
                f"{'/'.join(steps[:length])}{end}"
                for length in range(len(steps), 0, -1)
                for end in (".py", "/__init__.py")
            )
            named.update([path for path in tried if path in known][:1])
        found[name] = tuple(sorted(named - {name}))
    return found


def room_of(name: str, rooms: dict[str, tuple[str, ...]]) -> str:
    """The room of the page that a file stands in: the file itself where the page names it, else its nearest folder."""
    steps = name.removesuffix(".py").split("/")
    named = ("/".join(steps[:length]) for length in range(len(steps), 0, -1))
    return next((one for one in named if one in rooms), "")


def circles() -> list[list[str]]:
    """The groups of files that reach each other by their imports (Tarjan's strongly connected components)."""
    graph, number, low, path, found = imports(), {}, {}, [], []

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


def test_every_file_stands_in_a_room_of_the_page():
    rooms = arrows_of_the_page()
    assert [name for name in files() if not room_of(name, rooms)] == []


def test_a_file_imports_only_what_the_page_names():
    rooms = arrows_of_the_page()
    wrong = []
    for name, imported in imports().items():
        room = room_of(name, rooms)
        for other in imported:
            there = room_of(other, rooms)
            if there != room and not any(there == one or there.startswith(f"{one}/") for one in rooms[room]):
                wrong.append(f"{name} imports {other}")
    assert wrong == []


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
    assert circles() == []


def test_the_search_for_circles_sees_an_import_wherever_it_stands():
    """What the two tests above rest on: an import inside a function and one under TYPE_CHECKING are named as well."""
    tree = ast.parse("if TYPE_CHECKING:\n    from data import store\ndef late():\n    import kpis.compute\n")
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert len(named) == 2


def test_only_the_screens_know_streamlit():
    below = [name for name in files() if name not in WITH_STREAMLIT and name.split("/")[0] not in WITH_STREAMLIT]
    assert [name for name in below if any(one.split(".")[0] == "streamlit" for one in modules_named(name))] == []


def test_app_pages_holds_screens_and_nothing_else():
    """Each file is a screen that dashboard.py offers, and each screen has its file."""
    offered = set(re.findall(r'screen\("(\w+)"', (ROOT / "dashboard.py").read_text(encoding="utf-8")))
    held = {path.stem for path in (ROOT / "app_pages").iterdir() if path.name not in ("__init__.py", "__pycache__")}
    assert held == offered


def test_no_module_has_a_private_name_and_none_reaches_into_another_ones():
    private = [name for name in files() if re.search(r"(^|/)_(?!_init__|_main__)", name)]
    assert private == []
    reached = [
        f"{name}: {module}"
        for name in files()
        for module in modules_named(name)
        if module.split(".")[0] in ROOMS and any(re.match(r"_(?!_)", step) for step in module.split("."))
    ]
    assert reached == []


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
    """A connection shared by threads hands one reader another's rows: only data/store.py opens one."""
    opened = [name for name in files() if "duckdb.connect" in (ROOT / name).read_text(encoding="utf-8")]
    assert opened == ["data/store.py"]


def test_no_screen_shows_data_as_markup():
    marked = [name for name in files() if "unsafe_allow_html=True" in (ROOT / name).read_text(encoding="utf-8")]
    assert marked == []


def test_an_sql_literal_is_quoted_in_one_place():
    """`literal()` of data/store.py; a quote that is doubled by hand elsewhere is one that is forgotten elsewhere."""
    doubled = re.compile(r"""\.replace\(\s*("'"|'\\''|chr\(39\))""")
    found = [name for name in files() if doubled.search((ROOT / name).read_text(encoding="utf-8"))]
    assert found == ["data/store.py"]
