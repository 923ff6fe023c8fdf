"""The exports of a tool say the same in each of its languages: tool by language, from the tables of words."""

import json
from functools import cache

import pytest

from data.decisions.brands import set_role
from data.migrations import open_store
from loaders.load import preview
from loaders.recognition import tool_words
from tests import languages

HIDDEN = ("record", "state")
PAIRS = languages.pairs()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One store for all previews: they leave nothing in it."""
    opened = open_store(tmp_path_factory.mktemp("languages") / "e-reputation.duckdb")
    set_role(opened, "Aurelle", "own", who="test")
    yield opened
    opened.close()


@cache
def told(store, tmp_path, name, file_name, data):
    """The formats, the canonical rows that a preview shows, in no order, and the rejects."""
    path = tmp_path / "export"
    path.write_bytes(data)
    receipt = preview(store, path, name=file_name, answers=languages.EXPORTS[name].answers)
    assert receipt.status == "ready", (file_name, str(receipt.reason), [str(one.text) for one in receipt.questions])
    rows = [
        tuple(sorted((field, str(value)) for field, value in row.items() if field not in HIDDEN))
        for part in receipt.parts
        for row in part.sample.to_dict("records")
    ]
    return {part.format for part in receipt.parts}, sorted(rows), receipt.rejected


@pytest.mark.parametrize(("name", "language"), PAIRS)
def test_an_export_in_another_language_gives_the_rows_of_the_english_one(shared, tmp_path_factory, name, language):
    folder = tmp_path_factory.getbasetemp()
    expected = told(shared, folder, name, *languages.written(name, "en", among=language))
    assert expected[0] == {languages.EXPORTS[name].format}
    assert expected[1]
    assert told(shared, folder, name, *languages.written(name, language)) == expected


def test_each_tool_is_loaded_in_seven_languages():
    """Of each tool, one export at least in each language."""
    found = {(languages.EXPORTS[name].tool, language) for name, language in PAIRS}
    tools = {languages.EXPORTS[name].tool for name in languages.EXPORTS}
    assert {(tool, language) for tool in tools for language in languages.OTHERS} <= found


def test_the_samples_in_other_languages_are_those_of_the_tables():
    """`python -m tests.languages` writes them."""
    for path, data in languages.samples().items():
        assert path.exists(), f"{path.name}: write it with `python -m tests.languages`"
        assert path.read_bytes() == data, path.name
        answers = path.with_name(path.name + ".answers.json")
        asked = languages.EXPORTS[path.name.split(".")[0]].answers
        assert json.loads(answers.read_text(encoding="utf-8")) == asked
    assert len(tool_words.LANGUAGES) == 7
