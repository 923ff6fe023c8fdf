"""What is a row? Tables per day with one more column than the canonical table has: right, asked, or refused.

Each example is a new file: a table of figures of some tool, a dimension of some name, language and place, with rows that
are said twice, that complete each other, that are parts of a day, or that give its total. Whatever the load says, no day
may have the figure of one row of several.
"""

import os
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ledger import withdraw
from data.store import Store
from loaders.load import load
from tests.loaders.proofs.outcomes import counted
from tests.tables import write

EXAMPLES = max(4, int(os.environ.get("EREPUTATION_PROOFS", "4")) // 4)  # of each of the tests below
DAYS = ("2026-01-05", "2026-01-06", "2026-01-12")
NUMBERS = count(1)


@dataclass(frozen=True)
class Shape:
    """A table per day: its cells besides the day, its measures, and how the store is asked for a day's figure."""

    day: str  # header cell of the day
    fixed: dict[str, str]
    adds: dict[str, str]  # header cell -> name in the store
    others: dict[str, str]  # measures that do not add up
    long: str = ""  # the view with one row per metric
    wide: str = ""  # the view with one column per measure
    answers: tuple[tuple[str, str], ...] = ()


SHAPES = {
    "followers by name": Shape("Date", {"Plateforme": "Instagram"}, {"Abonnés": "followers"}, {}, wide="followers"),
    "followers template": Shape(
        "date", {"brand": "{brand}", "channel": "facebook"}, {"followers": "followers"}, {}, wide="followers"
    ),
    "site": Shape(
        "date", {}, {"page views": "views", "sessions": "sessions"}, {"users": "users"}, long="web"
    ),
    "search console": Shape(
        "Date", {"CTR": "3%"}, {"Clicks": "clicks", "Impressions": "impressions"}, {"Position": "position"}, wide="search",
        answers=(("tool", "search_console_days"),),
    ),
    "sentiment": Shape(
        "date", {"brand": "{brand}"}, {"positive": "positive", "neutral": "neutral", "negative": "negative"}, {},
        wide="sentiments",
    ),
    "business": Shape(
        "first day", {"brand": "{brand}"},
        {"visits": "visits", "conversions": "conversions", "revenue": "revenue"}, {}, wide="business",
    ),
    "channel": Shape(
        "Date", {}, {"Views": "views", "Watch time (hours)": "watch_hours"}, {}, long="account_days",
        answers=(("network", "youtube"),),
    ),
    "x": Shape(
        "Date", {"New follows": "", "Unfollows": ""}, {"Impressions": "impressions", "Likes": "reactions", "Engagements": "engagements"},
        {}, long="account_days", answers=(("network", "x"),),
    ),
}  # fmt: skip
DIMENSIONS = {
    "Pays": ("France", "Belgique", "Suisse"),
    "Country": ("France", "Belgium", "Spain"),
    "Land": ("Frankreich", "Österreich", "Schweiz"),
    "País": ("España", "México", "Perú"),
    "Traffic source": ("Shorts feed", "YouTube search", "Browse features"),
    "Campagne": ("noel", "soldes", "rentrée"),
    "Gerät": ("Mobil", "Desktop", "Tablet"),
    "Subscription status": ("Subscribed", "Not subscribed", "Unknown"),
    "Altersgruppe": ("18-24", "25-34", "35-44"),
    "Bereich XY": ("Nord", "Süd", "West"),
    "Heure": ("9", "10", "11"),
    "Handle": ("@aurelle", "@aurelle_pro", "@aurelle.fr"),
    "Nom du compte": ("aurelle", "aurelle_pro", "Aurelle Service"),
    "Profil": ("aurelle", "aurelle_pro", "Aurelle Service"),
}
WORDS_OF_TOTAL = ("Total", "Gesamt", "Total général", "Todos", "All", "Insgesamt", "Totale")


@pytest.fixture(scope="module")
def shared(empty_store_file):
    path = Path(mkdtemp()) / "store.duckdb"
    shutil.copyfile(empty_store_file, path)
    store = Store(path)
    yield store
    store.close()


def letters(number: int) -> str:
    """A file name of its own: digits do not count in what is remembered of a file."""
    return "".join(chr(97 + int(sign)) for sign in str(number))


def loaded(store: Store, shape: Shape, lines: list[list[str]], **answers: str):
    """The receipt, and the brand: of each file its own. Columns by name are accepted."""
    number = next(NUMBERS)
    brand = f"Brand {letters(number)}"
    lines = [[cell.format(brand=brand) for cell in line] for line in lines]
    path = write(store.path.parent / f"{letters(number)}.csv", lines)
    told = {"brand": brand, "columns": "accept", **dict(shape.answers), **answers}
    receipt = counted(load(store, path, name=path.name, who="test", origin="test", answers=told))
    if receipt.status == "already loaded":  # an example like a former one
        withdraw(store, receipt.upload_id, who="test")
        receipt = counted(load(store, path, name=path.name, who="test", origin="test", answers=told))
    return receipt, brand


def figures(store: Store, shape: Shape, brand: str) -> dict[tuple[str, str], list[float]]:
    """(day, measure) -> its figures in the store, one per account; without those that are null."""
    account = "account, " if (shape.long or shape.wide) in ("account_days", "followers") else ""
    found: dict[tuple[str, str], list[float]] = {}
    if shape.long:
        rows = store.rows(
            f"select {account} cast(day as varchar) as day, metric, value from {shape.long} where brand = ? order by all",
            [brand],
        )
        for row in rows:
            found.setdefault((row["day"], row["metric"]), []).append(row["value"])
        return found
    names = [*shape.adds.values(), *shape.others.values()]
    for row in store.rows(
        f"select {account} cast(day as varchar) as day, {', '.join(names)} from {shape.wide} where brand = ? order by all",
        [brand],
    ):
        for name in names:
            if row[name] is not None:
                found.setdefault((row["day"], name), []).append(row[name])
    return found


def table(shape: Shape, dimension: str | None, place: int, rows: list[tuple[str, str, list[str]]]) -> list[list[str]]:
    """The rows (day, value of the dimension, measures) under a header, the dimension at some place."""
    header = [shape.day, *shape.fixed, *shape.adds, *shape.others]
    body = [[day, *shape.fixed.values(), *cells] for day, _, cells in rows]
    if dimension is not None:
        at = place % (len(header) + 1)
        header.insert(at, dimension)
        for line, (_, value, _) in zip(body, rows, strict=True):
            line.insert(at, value)
    return [header, *body]


def asks(receipt, id="rows"):
    return [one for one in receipt.questions if one.id == id]


@st.composite
def broken_down(draw):
    """A shape, a dimension, its place, and (day, value, measures) in some order."""
    shape = SHAPES[draw(st.sampled_from(sorted(SHAPES)))]
    hours = {"Heure"} if "followers" in shape.adds.values() else set()  # two readings of a day are no parts of it
    dimension = draw(st.sampled_from(sorted(set(DIMENSIONS) - hours)))
    values = DIMENSIONS[dimension][: draw(st.integers(2, 3))]
    width = len(shape.adds) + len(shape.others)
    rows = [
        (day, value, [str(draw(st.integers(0, 4000))) for _ in range(width)])
        for day in DAYS[: draw(st.integers(1, 3))]
        for value in values
    ]
    return shape, dimension, draw(st.integers(0, 20)), draw(st.permutations(rows))


def is_read_by_name(receipt, shape: Shape) -> bool:
    """Whether a column that its format does not have made it a table by column names, in another table of the store: then
    each measure of it is read, or the receipt says that it is not."""
    (part,) = receipt.parts
    if not part.format.startswith("learned:") or part.table == (shape.long or shape.wide):
        return False
    read = {use.header for use in part.columns if use.field is not None}
    told = " ".join(map(str, part.notes))
    assert all(header in read or header in told for header in shape.adds), (read, told)
    return True


def one_a_day(rows):
    """One row per day."""
    return list({day: (day, value, cells) for day, value, cells in rows}.values())


def sums(shape: Shape, rows) -> dict[tuple[str, str], int]:
    """(day, measure that adds up) -> the sum over the parts of the day."""
    found: dict[tuple[str, str], int] = {}
    for day, _, cells in rows:
        for name, cell in zip(shape.adds.values(), cells, strict=False):
            found[day, name] = found.get((day, name), 0) + int(cell)
    return found


def assert_no_part_stands_for_the_whole(store, shape, brand, rows):
    found = figures(store, shape, brand)
    for key, total in sums(shape, rows).items():
        assert sum(found.get(key, [total])) == pytest.approx(total), key


PROOF = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@PROOF
@given(case=broken_down())
def test_parts_of_a_day_are_asked_about_and_their_sum_counts_once(shared, case):
    shape, dimension, place, rows = case
    given_rows = table(shape, dimension, place, rows)
    receipt, brand = loaded(shared, shape, given_rows)
    if receipt.status == "loaded":  # the format knows the column, or nothing was lost
        assert_no_part_stands_for_the_whole(shared, shape, brand, rows)
        return
    assert receipt.status == "needs an answer", receipt.reason
    (question,) = asks(receipt)
    assert dimension in str(question.text)
    assert question.default is None
    assert figures(shared, shape, brand) == {}
    receipt, brand = loaded(shared, shape, given_rows, rows="sum")
    assert receipt.status == "loaded"
    assert (receipt.read, receipt.kept, receipt.folded) == (len(rows), len(rows), 0)
    found = figures(shared, shape, brand)
    if is_read_by_name(receipt, shape):
        return
    assert {key: found[key] for key in sums(shape, rows)} == {key: [total] for key, total in sums(shape, rows).items()}
    assert not {name for _, name in found} & set(shape.others.values())
    for name in shape.others.values():
        assert any(name in str(note) for part in receipt.parts for note in part.notes)


@PROOF
@given(case=broken_down())
def test_accounts_keep_their_own_figures(shared, case):
    shape, dimension, place, rows = case
    given_rows = table(shape, dimension, place, rows)
    receipt, brand = loaded(shared, shape, given_rows, rows="accounts")
    if receipt.status == "loaded":
        assert_no_part_stands_for_the_whole(shared, shape, brand, rows)
        found = figures(shared, shape, brand)
        for day, _, cells in rows:
            for name, cell in zip(shape.adds.values(), cells, strict=False):
                assert float(cell) in [float(one) for one in found[day, name]]
    else:
        assert receipt.status == "refused"
        assert "accounts" in str(receipt.reason)


@PROOF
@given(case=broken_down(), times=st.integers(1, 3))
def test_a_row_said_twice_folds_and_changes_nothing(shared, case, times):
    shape, _, _, rows = case
    rows = one_a_day(rows)
    receipt, brand = loaded(shared, shape, table(shape, None, 0, rows * (times + 1)))
    assert receipt.status == "loaded", receipt.questions
    assert (receipt.kept, receipt.folded) == (len(rows), times * len(rows))
    found = figures(shared, shape, brand)
    assert {key: found[key] for key in sums(shape, rows)} == {key: [one] for key, one in sums(shape, rows).items()}


@PROOF
@given(case=broken_down())
def test_parts_said_twice_are_added_once(shared, case):
    shape, dimension, place, rows = case
    receipt, brand = loaded(shared, shape, table(shape, dimension, place, [*rows, rows[0]]), rows="sum")
    assert receipt.status == "loaded", receipt.reason
    assert_no_part_stands_for_the_whole(shared, shape, brand, rows)


@PROOF
@given(case=broken_down(), word=st.sampled_from(WORDS_OF_TOTAL), wrong=st.booleans())
def test_a_total_row_counts_where_the_parts_add_up_to_it_and_is_asked_about_where_they_do_not(
    shared, case, word, wrong
):
    shape, dimension, place, rows = case
    width = len(shape.adds)
    wholes = []
    for day in sorted({day for day, _, _ in rows}):
        cells = [sums(shape, rows)[day, name] + (3 if wrong else 0) for name in shape.adds.values()]
        wholes.append((day, word, [*map(str, cells), *("7" for _ in shape.others)]))
    receipt, brand = loaded(shared, shape, table(shape, dimension, place, [*wholes, *rows]))
    assert width
    if receipt.status == "loaded":
        found = figures(shared, shape, brand)
        accounts = any(len(one) > 1 for one in found.values())
        assert accounts or all(
            found[key] == [total] for key, total in sums(shape, [(d, v, c) for d, v, c in wholes]).items()
        )
        assert accounts or not wrong
    else:
        assert asks(receipt), receipt.reason


@PROOF
@given(case=broken_down(), answer=st.sampled_from(["last", "first", "sum"]))
def test_a_day_said_otherwise_without_a_column_that_tells_why_is_asked_about(shared, case, answer):
    shape, _, _, rows = case
    day = rows[0][0]
    rows = [one for one in rows if one[0] == day]
    given_rows = table(shape, None, 0, rows)
    receipt, brand = loaded(shared, shape, given_rows)
    if len({tuple(cells) for _, _, cells in rows}) == 1:
        return
    (question,) = asks(receipt)
    assert answer in question.options
    receipt, brand = loaded(shared, shape, given_rows, rows=answer)
    found = figures(shared, shape, brand)
    for place, name in enumerate(shape.adds.values()):
        said = [tuple(cells) for _, _, cells in rows]
        cells = [int(cells[place]) for cells in said]
        # nothing tells equal rows apart: they are said twice, count once, and the receipt says how many
        once = [int(cells[place]) for cells in set(said)]
        assert found[day, name] == [{"last": cells[-1], "first": cells[0], "sum": sum(once)}[answer]]
    if answer == "sum" and len(set(said)) < len(said):
        assert receipt.folded >= len(said) - len(set(said))
        assert any("count once in the sum" in str(note) for note in receipt.parts[0].notes), receipt


@PROOF
@given(case=broken_down(), data=st.data())
def test_rows_that_complete_each_other_are_no_parts(shared, case, data):
    shape, _, _, rows = case
    rows = one_a_day(rows)
    if len(shape.adds) < 2 or "brand" in shape.fixed:  # a required count may not be empty
        return
    at = data.draw(st.integers(0, len(shape.adds) - 1))
    halves = []
    for day, value, cells in rows:
        halves += [(day, value, ["" if one == at else cell for one, cell in enumerate(cells)])]
        halves += [(day, value, [cell if one == at else "" for one, cell in enumerate(cells)])]
    receipt, brand = loaded(shared, shape, table(shape, None, 0, halves))
    assert not asks(receipt)
    for key, figures_of_day in figures(shared, shape, brand).items():
        assert figures_of_day == [sums(shape, rows).get(key, figures_of_day[0])]
