"""The pages of docs/ say what the code says: those that are generated, and the keys and lines of architecture.md."""

import importlib.util
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from kpis.catalogue import Kpi
from loaders.recognition.catalogue import Format
from loaders.tables import TABLES
from tests import canonical

DOCS = Path(__file__).parent.parent / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["formats.md", "languages.md", "kpis.md", "redefinitions.md", "columns.md"])
def test_a_generated_page_is_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == generator().PAGES[name](), (
        f"run `make docs`: docs/{name} is out of date"
    )


def test_a_column_that_nothing_reads_says_why_it_is_kept():
    module = generator()
    kept = tomllib.loads((DOCS / "kept_columns.toml").read_text(encoding="utf-8"))
    with module.empty_store() as store:
        by_kpi, by_file = module.readers.readers(store)
        known = module.readers.columns.columns_of(store)
    every = {
        (table.records, name) for table in TABLES.values() for name in known[table.records] - set(module.readers.LEDGER)
    }
    reasons = {(table, name): reason for table, names in kept.items() for name, reason in names.items()}
    unread = {column for column in every if not by_kpi.get(column) and not by_file.get(column)}
    assert sorted(unread - set(reasons)) == [], (
        "nothing reads them: write a KPI, or the reason in docs/kept_columns.toml"
    )
    assert sorted(set(reasons) - every) == [], "no table has them"
    found = set(reasons) - unread
    assert sorted(found) == [], "something reads them: take the reason out of docs/kept_columns.toml"
    assert all(re.match(r"(identity|evidence|filter): ", one) for one in reasons.values())


ROOT = DOCS.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")), *sorted((DOCS / "adr").glob("*.md"))]
WRITTEN_BY_USE = {"data/e-reputation.duckdb", "tests/output"}


def paths_named(text: str) -> set[str]:
    """The paths of the repository in a text: targets of links, and names in code that begin with one of its folders."""
    folders = "|".join(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    in_code = [one for code in re.findall(r"`([^`\n]+)`", text) for one in code.split()]
    return {*links, *(one.rstrip("/") for one in in_code if re.fullmatch(rf"({folders})(/[\w.-]+)+/?", one))}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_path_that_a_page_names_exists(page):
    """From the root or from the page; a module may be named without its ending."""
    named = paths_named(page.read_text(encoding="utf-8")) - WRITTEN_BY_USE
    places = [(ROOT / one, page.parent / one, ROOT / f"{one}.py") for one in sorted(named)]
    assert [str(tried[0]) for tried in places if not any(place.exists() for place in tried)] == []


def test_paths_are_read_from_links_and_from_code():
    text = "`kpis/gone.py`, [a](docs/gone.md#part), `make docs`, `python kpis/old/`, `kpis/<id>.sql`, [b](https://x.org/a.py)"
    assert paths_named(text) == {"kpis/gone.py", "docs/gone.md", "kpis/old"}


PAGE = (DOCS / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("heading", "record", "derived"), [("A KPI file", Kpi, {"id", "casquette", "sql"}), ("A format file", Format, {"id", "table", "select"})])  # fmt: skip
def test_the_page_names_every_key_of_a_header_and_no_other(heading, record, derived):
    """The fields of the record are the keys of its header, but for those that come from the file's name and its SELECT."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    tables = re.findall(r"\| key \| what \|\n\|---\|---\|\n((?:\|.*\n)+)", section)
    rows = [row for table in tables for row in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)]
    named = {key.strip("` ").split(".")[0] for row in rows for key in row.split(",")}
    assert named == {one.name.rstrip("_") for one in fields(record)} - derived


def test_a_kpi_runs_in_the_duckdb_command_line_as_the_page_says(store):
    """The page's own lines, over a store of the page's name; 2 of 4 positive and 1 negative: 100 × (2 − 1) / 4 = 25."""
    canonical.mentions(store, """
        Day        | Brand   | Channel | Sentiment
        2026-10-19 | Aurelle | x       | positive
        2026-10-20 | Aurelle | x       | positive
        2026-10-21 | Aurelle | x       | neutral
        2026-10-22 | Aurelle | x       | negative
    """)  # fmt: skip
    lines = re.search(r"```sql\n(.*?)\.read (\S+)\n```", PAGE, re.DOTALL)
    assert lines is not None
    with store.reading() as cursor:
        cursor.execute(lines.group(1))
        cursor.execute((DOCS.parent / lines.group(2)).read_text(encoding="utf-8"))
        names = [column[0] for column in cursor.description]
        (row,) = cursor.fetchall()
    told = dict(zip(names, row, strict=True))
    assert (str(told["period"]), told["series"], told["value"], told["n"]) == ("2026-10-19", "Aurelle", 25, 4)
