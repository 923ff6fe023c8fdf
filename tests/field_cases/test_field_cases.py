"""Small exports as analysts have them, each with the figures that must come out once its questions are answered.

NAME.toml stands beside its file. `answers`: what an analyst answers to a question, by its id; a question about columns is
accepted as proposed, and others take their default. `never_asks`: questions that the file answers itself. `check`: rows that
the store must hold; `figure`: values of a KPI.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from data import ledger
from loaders.load import load
from tests.kpis.figures import computed

HERE = Path(__file__).parent
CASES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.toml"))}
ROUNDS = 6  # of questions and answers


def files(name):
    named = CASES[name].get("files") or [path.name for path in HERE.glob(f"{name}.*") if path.suffix != ".toml"]
    return [HERE / one for one in named]


def answered(store, path, case):
    """The receipt of a file whose questions were answered."""
    answers, asked = {}, set()
    for _ in range(ROUNDS):
        receipt = load(store, path, name=path.name, who="test", origin="test", answers=answers)
        if receipt.status != "needs an answer":
            assert receipt.status == "loaded", receipt.reason and receipt.reason.text
            assert receipt.read == receipt.kept + receipt.folded + receipt.rejected
            return receipt, asked
        for question in receipt.questions:
            key = f"{question.part}/{question.id}" if question.part else question.id
            proposed = "accept" if question.id == "columns" else question.default
            answer = case["answers"].get(question.id, proposed)
            assert answer is not None, f"{key}: {question.text.text} {question.options}"
            asked.add(question.id)
            answers[key] = answer
    raise AssertionError(f"asks more than {ROUNDS} times: {answers}")


def values(store, figure):
    since, until = figure["since"].isoformat(), figure["until"].isoformat()
    return computed(store, figure["kpi"], since, until, grain=figure["grain"])["value"].tolist()


@pytest.mark.parametrize("name", CASES)
def test_the_figures_of_the_case_come_out(store, name):
    case = CASES[name]
    receipts = {}
    for path in files(name):
        receipts[path.name], asked = answered(store, path, case)
        assert not asked & set(case.get("never_asks", ())), f"asks {asked}"
    for check in case.get("check", ()):
        with store.reading() as cursor:
            found = [list(row) for row in cursor.execute(check["sql"]).fetchall()]
        assert found == check["rows"], check["sql"]
    for figure in case.get("figure", ()):
        assert values(store, figure) == pytest.approx(figure["values"]), figure["kpi"]
    for undone in case.get("after_undo", ()):
        ledger.withdraw(store, receipts[undone["of"]].upload_id, who="test")
        assert values(store, case["figure"][0]) == pytest.approx(undone["values"])
        receipts[undone["of"]], _ = answered(store, HERE / undone["of"], case)
