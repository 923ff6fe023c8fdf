"""The generated pages of docs/ say what the registries say."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["formats.md", "kpis.md"])
def test_a_generated_page_is_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == generator().PAGES[name](), (
        f"run `make docs`: docs/{name} is out of date"
    )
