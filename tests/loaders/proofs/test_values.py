"""What the values mean: scales, words and written dates that no test names one by one.

Whatever the scale, the vocabulary or the way of writing a moment: every mention stays in the volume, and its sentiment and
its moment are right, asked about, or left out with a word.
"""

import json
import os
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from data.store import Store
from loaders.load import load
from tests.loaders.proofs.outcomes import counted
from tests.tables import write

EXAMPLES = settings(
    max_examples=int(os.environ.get("EREPUTATION_PROOFS", "4")), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
FILES = count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory, empty_store_file):
    """One store for the whole module: each file has a brand of its own."""
    folder = tmp_path_factory.mktemp("values")
    shutil.copyfile(empty_store_file, folder / "e-reputation.duckdb")
    store = Store(folder / "e-reputation.duckdb")
    yield store, folder
    store.close()


def loaded(shared, header, rows, answers=None, delimiter=","):
    """Load mentions of a brand of their own; the receipt and the brand."""
    store, folder = shared
    number = str(next(FILES))
    brand = f"Brand {number}"
    # a name without numbers: under it answers are remembered, and no file here is the next one of another
    name = number.translate(str.maketrans("0123456789", "abcdefghij")) + ".csv"
    path = write(folder / "file.csv", [["Brand", *header], *[[brand, *row] for row in rows]], delimiter=delimiter)
    return counted(load(store, path, name=name, who="test", origin="test", answers=answers or {})), brand


def stored(shared, brand, column):
    rows = shared[0].rows(f"select {column} as cell from mentions where brand = ? order by record", [brand])
    return [row["cell"] for row in rows]


# Scales -----------------------------------------------------------------------------------------------------------


def grade(number, low, high):
    """The label of a number as a person reads the scale: the middle fifth is neutral; from -n to n, zero."""
    if low == -high:
        edge = high / 20 if high in (1, 100) else 0
        return (
            "positive" if number > 0 and number >= edge else "negative" if number < 0 and number <= -edge else "neutral"
        )
    place = round((number - low) / (high - low), 9)
    return "negative" if place < 0.4 else "positive" if place > 0.6 else "neutral"


SCALES = [(0, 1), (-1, 1), (1, 5), (0, 5), (-5, 5), (0, 10), (1, 10), (-10, 10), (0, 100), (-100, 100)]
HEADS = ["Date", "Channel", "Text", "Sentiment"]


@st.composite
def graded(draw):
    low, high = draw(st.sampled_from(SCALES))
    if high > 1 and draw(st.booleans()):
        numbers = st.integers(low, high)
    else:
        numbers = st.integers(low * 100, high * 100).map(lambda hundredth: hundredth / 100)
    if draw(st.booleans()):
        numbers = numbers.filter(lambda number: number > 0)
    return (low, high), draw(st.lists(numbers, min_size=3, max_size=8)), draw(st.sampled_from([".", ","]))


def written(number, mark):
    return f"{number:g}".replace(".", mark)


@EXAMPLES
@given(graded())
def test_numbers_are_read_on_their_scale_or_asked_about(shared, case):
    (low, high), numbers, mark = case
    rows = [
        [f"2026-03-{n:02} 10:00", "X", f"Text number {n}", written(number, mark)] for n, number in enumerate(numbers, 1)
    ]
    receipt, brand = loaded(shared, HEADS, rows)
    right = [grade(number, low, high) for number in numbers]
    if receipt.status == "needs an answer":
        (question,) = receipt.questions
        if question.id == "zero_sentiment":
            assert set(numbers) <= {0, 1}
            return
        assert question.id == "sentiment_scale"
        assert f"{low}..{high}" in question.options
        picture = " / ".join(str(Counter(right)[label]) for label in ("positive", "neutral", "negative"))
        assert picture in str(question.text)
        receipt, brand = loaded(shared, HEADS, rows, {"sentiment_scale": f"{low}..{high}"})
    else:
        # numbers on both sides of zero, or 0, 2 and 4: a narrower scale than the true one is proved by too few numbers
        assert min(numbers) < 0 or set(numbers) == {0, 2, 4}
        assume(max(map(abs, numbers)) > high / 2)
    assert (receipt.status, receipt.kept, receipt.rejected) == ("loaded", len(numbers), 0)
    assert stored(shared, brand, "sentiment") == right
    assert any("scale" in str(note) for note in receipt.parts[0].notes)


STARS = [
    lambda n: "★" * n + "☆" * (5 - n),
    lambda n: "⭐️" * n,
    lambda n: f"{n}/5",
    lambda n: f"{n} out of 5 stars",
    lambda n: f"{n},0 étoiles",
    lambda n: f"{n} Sterne",
    lambda n: f"{n} de 5 estrellas",
    lambda n: f"{n} sur 5",
    lambda n: f"{n} stelle",
]


@EXAMPLES
@given(st.lists(st.integers(1, 5), min_size=1, max_size=6), st.sampled_from(STARS))
def test_stars_say_their_scale(shared, grades, wrote):
    rows = [[f"2026-03-{n:02} 10:00", "X", f"Text {n}", wrote(one)] for n, one in enumerate(grades, 1)]
    receipt, brand = loaded(shared, HEADS, rows)
    assert (receipt.status, receipt.kept) == ("loaded", len(grades))
    assert stored(shared, brand, "sentiment") == [grade(one, 1, 5) for one in grades]


# Words ------------------------------------------------------------------------------------------------------------

WORDS = {
    "fr": ("positif", "neutre", "négatif", "mixte", "non noté"),
    "en": ("positive", "neutral", "negative", "mixed", "unknown"),
    "de": ("positiv", "neutral", "negativ", "gemischt", "unbekannt"),
    "es": ("positivo", "neutro", "negativo", "mixto", "desconocido"),
    "it": ("positivo", "neutro", "negativo", "misto", "sconosciuto"),
    "pt": ("positivo", "neutro", "negativo", "misto", "desconhecido"),
    "nl": ("positief", "neutraal", "negatief", "gemengd", "onbekend"),
}
LABELS = ("positive", "neutral", "negative", "mixed", None)
STRANGE = [
    "sarcastic",
    "not relevant",
    "à revoir",
    "Kritik",
    "ironía",
    "spam",
    "LABEL_2",
    "😶‍🌫️?",
    "peut-être",
    "toxic!",
]
MANNERS = [str, str.upper, str.title, lambda word: f" {word}\u00a0", lambda word: word[:3] + "\u200b" + word[3:]]


@st.composite
def worded(draw):
    words = WORDS[draw(st.sampled_from(sorted(WORDS)))]
    manner = draw(st.sampled_from(MANNERS))
    cells = draw(st.lists(st.integers(0, 4), min_size=1, max_size=5))
    strange = draw(st.lists(st.sampled_from(STRANGE), max_size=4))
    return draw(st.permutations([(manner(words[one]), LABELS[one]) for one in cells] + [(one, "?") for one in strange]))


@EXAMPLES
@given(worded(), st.sampled_from(["positive", "negative", "unqualified"]))
def test_a_word_never_removes_its_mention(shared, cells, meaning):
    rows = [[f"2026-03-{n:02} 10:00", "X", f"Text {n}", word] for n, (word, _) in enumerate(cells, 1)]
    strange = sorted({word for word, label in cells if label == "?"})
    receipt, brand = loaded(shared, HEADS, rows)
    if strange:
        (question,) = receipt.questions
        assert (question.id, question.default) == ("sentiment_words", "unqualified")
        seen = [word.lower().replace("\u200d", "") for word in strange]  # invisible signs are none of a word
        assert all(f"'{word}' (" in str(question.text) for word in seen)
        answer = json.dumps(dict.fromkeys(strange, meaning)) if meaning != "unqualified" else meaning
        receipt, brand = loaded(shared, HEADS, rows, {"sentiment_words": answer})
    told = None if meaning == "unqualified" else meaning
    assert (receipt.status, receipt.kept, receipt.rejected) == ("loaded", len(cells), 0)
    assert stored(shared, brand, "sentiment") == [told if label == "?" else label for _, label in cells]


# Moments ----------------------------------------------------------------------------------------------------------

MONTHS = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    "it": ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"],
    "pt": [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ],
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
}
DAYS = {
    "ymd": lambda at, _: f"{at:%Y-%m-%d}",
    "dmy/": lambda at, _: f"{at:%d/%m/%Y}",
    "dmy-": lambda at, _: f"{at.day}-{at.month}-{at.year}",
    "dmy.": lambda at, _: f"{at:%d.%m.%Y}",
    "dmy. ": lambda at, _: f"{at.day}. {at.month}. {at.year}",
    "mdy/": lambda at, _: f"{at.month}/{at.day}/{at.year}",
    "name": lambda at, months: f"{at.day} {months[at.month - 1]} {at.year}",
    "ordinal": lambda at, months: f"{'1er' if at.day == 1 else at.day} {months[at.month - 1]} {at.year}",
}  # fmt: skip
CLOCKS = [
    lambda at: f" {at:%H:%M}",
    lambda at: f" {at:%H:%M:%S}",
    lambda at: f" {at:%H.%M}",
    lambda at: f" {at.hour}h{at:%M}",
    lambda at: f" {at:%H} h {at:%M}",
    lambda at: f", {at:%H:%M}",
    lambda at: f" à {at:%H}h{at:%M}",
    lambda at: f" {at:%I:%M %p}",
    lambda at: f" {at:%I:%M}\u202f{at:%p}",
    lambda at: f" {at:%I:%M} {at:%p}".replace("AM", "a. m.").replace("PM", "p. m."),
    lambda at: f" - {at:%H:%M}",
]
ZONES = {
    "": ZoneInfo("Europe/Paris"),
    " UTC": UTC,
    " GMT": UTC,
    " JST": ZoneInfo("Asia/Tokyo"),
    "+02:00": timedelta(hours=2),
    " -0500": timedelta(hours=-5),
    " UTC+5": timedelta(hours=5),
}
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 10, 1)).map(lambda at: at.replace(microsecond=0, second=0))


def utc_of(at, zone):
    if isinstance(zone, timedelta):
        return at - zone
    return at.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


@st.composite
def moments_written(draw):
    day = draw(st.sampled_from(sorted(DAYS)))
    months = MONTHS[draw(st.sampled_from(sorted(MONTHS)))]
    clock = draw(st.sampled_from(CLOCKS))
    zone = draw(st.sampled_from(sorted(ZONES)))
    times = draw(st.lists(moments, min_size=1, max_size=5))
    return day, [DAYS[day](at, months) + clock(at) + zone for at in times], [utc_of(at, ZONES[zone]) for at in times]


@EXAMPLES
@given(moments_written(), st.sampled_from(["Date", "Published", "Jour"]))
def test_a_moment_is_read_however_people_write_it(shared, case, header):
    day, cells, right = case
    assume(all(not (at.month in (3, 10) and at.day > 24) for at in right))  # hours that a zone has twice or not at all
    rows = [[cell, "X", f"Text {n}"] for n, cell in enumerate(cells)]
    receipt, brand = loaded(shared, ["Date", "Channel", "Text"], rows, delimiter=";")
    if receipt.status == "needs an answer":
        (question,) = receipt.questions
        assert question.id == "date_order"
        assert day[:3] in ("dmy", "mdy")
        receipt, brand = loaded(shared, ["Date", "Channel", "Text"], rows, {"date_order": day[:3]}, delimiter=";")
    assert (receipt.status, receipt.rejected) == ("loaded", 0), receipt.reason
    assert stored(shared, brand, "published_at") == right


EPOCHS = [
    lambda at: f"{at.timestamp():.0f}",
    lambda at: f"{at.timestamp():.1f}",
    lambda at: f"{at.timestamp() * 1000:.0f}",
    lambda at: f"{at.timestamp() * 1_000_000:.0f}",
]


@EXAMPLES
@given(st.lists(moments, min_size=1, max_size=4), st.sampled_from(EPOCHS))
def test_seconds_since_1970_are_that_instant(shared, times, wrote):
    rows = [[wrote(at.replace(tzinfo=UTC)), "X", f"Text {n}"] for n, at in enumerate(times)]
    receipt, brand = loaded(shared, ["Date", "Channel", "Text"], rows)
    assert receipt.status == "loaded", receipt.reason
    assert stored(shared, brand, "published_at") == times


@EXAMPLES
@given(st.lists(moments, min_size=1, max_size=4), st.sampled_from([".", ","]))
def test_a_spreadsheets_day_number_is_that_time_in_paris(shared, times, mark):
    since = datetime(1899, 12, 30)
    cells = [f"{(at - since) / timedelta(days=1):.6f}".replace(".", mark) for at in times]
    assume(all(not (at.month in (3, 10) and at.day > 24) for at in times))
    receipt, brand = loaded(
        shared, ["Date", "Channel", "Text"], [[cell, "X", f"T {n}"] for n, cell in enumerate(cells)], delimiter=";"
    )
    assert receipt.status == "loaded", receipt.reason
    assert stored(shared, brand, "published_at") == [utc_of(at, ZONES[""]) for at in times]


REGIONS = [("IST", "Asia/Kolkata (+05:30)", 330), ("CST", "Asia/Shanghai (+08:00)", 480), ("BST", "+01:00", 60)]


@EXAMPLES
@given(st.lists(moments, min_size=1, max_size=4), st.sampled_from(REGIONS), st.sampled_from(CLOCKS[:5]))
def test_an_abbreviation_of_several_regions_is_asked_about(shared, times, region, clock):
    word, answer, ahead = region
    rows = [[f"{at:%Y-%m-%d}{clock(at)} {word}", "X", f"Text {n}"] for n, at in enumerate(times)]
    receipt, _ = loaded(shared, ["Date", "Channel", "Text"], rows)
    assert [question.id for question in receipt.questions] == [f"zone_of_{word.lower()}"]
    assert word in str(receipt.questions[0].text)
    receipt, brand = loaded(shared, ["Date", "Channel", "Text"], rows, {f"zone_of_{word.lower()}": answer})
    assert receipt.status == "loaded", receipt.reason
    assert stored(shared, brand, "published_at") == [at - timedelta(minutes=ahead) for at in times]
