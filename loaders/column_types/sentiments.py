"""From the words and numbers of sentiment columns to labels.

Words come from a vocabulary of seven languages (sentiment_words.py); one that it lacks is asked about, and never removes
its record. Numbers have a scale (sentiment_scales.py): declared by the format, written with them (stars, 4/5), answered,
proved by the whole column, else asked, with what each scale would give.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

import duckdb

from data.sentences import Refusal, Sentence, sentence
from data.store import literal
from loaders.column_types import sentiment_grades
from loaders.column_types import sentiment_scales as scales
from loaders.column_types import sentiment_words as vocabulary
from loaders.column_types.sentiment_scales import Scale
from loaders.column_types.sentiment_words import UNQUALIFIED
from loaders.questions import Question
from loaders.recognition.headers import plain

MOST_WORDS = 30  # unknown words of a column; with more, that most cells have, it is no column of sentiments
SHOWN = 12
_LISTED = 5_000  # different numbers that are counted one by one
_READ = 20_000  # distinct cells that are looked at; more are no sentiments


@dataclass(frozen=True)
class Reading:
    """How the cells of the sentiment columns are read. `labels`: cell as `lower(clean(…))` -> label, '?' for an error."""

    labels: dict[str, str | None] = field(default_factory=dict)
    scale: Scale | None = None  # of the other cells that are numbers
    notes: tuple[Sentence, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)  # to be remembered, as written out


@dataclass(frozen=True)
class _Cells:
    """The distinct cells with their counts: words, and numbers; more than _LISTED of them in
    steps of 0.1, or of 0.0001 up to 1."""

    words: Counter[str]
    numbers: Counter[float]
    percent: bool
    least: float
    greatest: float

    def labels(self, scale: Scale) -> Counter[str | None]:
        found: Counter[str | None] = Counter()
        for number, count in self.numbers.items():
            found[scale.label(number)] += count
        return found


def study(
    cursor: duckdb.DuckDBPyConnection, columns: list[str], declared: str, answers: dict[str, str], part: str
) -> Reading | list[Question]:
    """How the sentiment columns of `mapped` are read, or the questions about their scale and words."""
    cells = _cells(cursor, columns)
    written = sentiment_grades.scales_of(cells.words)
    known: dict[str, str | None] = {}
    unknown: Counter[str] = Counter()
    for word, count in cells.words.items():
        label = "?" if vocabulary.is_error(word) else _sign(word, cells.words) or vocabulary.label_of(word)
        if word in written:
            scale, number = written[word]
            known[word] = scale.label(number)
        elif label is None:
            unknown[word] = count
        else:
            known[word] = None if label == UNQUALIFIED else label
    questions: list[Question] = []
    settled = _scale(cells, known, written, declared, answers, part)
    if isinstance(settled, Question):
        questions.append(settled)
        settled = None
    if settled == scales.SIGNS and known_labels(known):
        unknown.update({f"{number:g}": n for number, n in cells.numbers.items() if not scales.SIGNS.has(number)})
    meanings = vocabulary.answered(answers.get("sentiment_words"))
    unasked = meanings.pop(vocabulary.OTHERS, None) or plain(answers.get("sentiment_words", "")) == UNQUALIFIED
    open_words = Counter({word: count for word, count in unknown.items() if plain(word) not in meanings})
    if open_words and not unasked:
        questions.append(_which_words(open_words, cells, part))
    if questions:
        return questions
    for word in unknown:
        label = meanings.get(plain(word), UNQUALIFIED)
        known[word] = None if label == UNQUALIFIED else label
    notes = (*_scale_notes(cells, settled, written, known), *_word_notes(unknown, known))
    return Reading(known, settled, notes, _to_remember(unknown, known, meanings, answers))


def label_sql(reading: Reading, text: str) -> str:
    """SQL for the label of a sentiment cell: null when not qualified, '?' for an error of the spreadsheet."""
    word = f"lower(clean({text}))"
    if reading.scale is None:
        told = {one: label for one, label in reading.labels.items() if label is not None}
        if not told:
            return "cast(null as varchar)"
        return f"map {{{', '.join(f'{literal(one)}: {literal(label)}' for one, label in told.items())}}}[{word}]"
    clauses = []
    for label in (*vocabulary.LABELS, "?"):
        words = [word for word, found in reading.labels.items() if found == label]
        if words:
            clauses.append(f"when {word} in ({', '.join(literal(one) for one in words)}) then '{label}'")
    silent = [literal(one) for one, found in reading.labels.items() if found is None]
    clauses += [f"when {word} in ({', '.join(silent)}) then null"] if silent else []
    number = f"sentiment_number({word})"
    return f"case {' '.join(clauses)} when {number} is not null then {reading.scale.label_sql(number)} end"


def known_labels(known: dict[str, str | None]) -> bool:
    """Whether some of the words are labels."""
    return any(label in vocabulary.LABELS for label in known.values())


def merged(remembered: str | None, answer: str | None) -> str | None:
    """The remembered meanings of words together with those answered now."""
    if remembered is None or answer is None:
        return answer or remembered
    others = {vocabulary.OTHERS: UNQUALIFIED} if plain(answer) == UNQUALIFIED else {}
    meanings = {**vocabulary.answered(remembered), **vocabulary.answered(answer), **others}
    return json.dumps(meanings, ensure_ascii=False)


def _cells(cursor: duckdb.DuckDBPyConnection, columns: list[str]) -> _Cells:
    counted = " union all ".join(f"select {name} as cell, count(*) as n from mapped group by 1" for name in columns)
    rows = cursor.execute(
        f"""
        with words as (select lower(clean(cell)) as word, sum(n) as n from ({counted}) where cell is not null group by 1),
        read as (select word, n, sentiment_number(word) as number from words where word is not null),
        stepped as (
            -- where numbers are too many to list, those between two steps stand for the middle: every usual scale begins,
            -- ends and has its neutral numbers on a step
            select *, case when abs(number) <= 1 then 10000 else 10 end as per_unit
            from read, (select count(distinct number) > {_LISTED} as is_stepped from read)
        )
        select
            case when number is null then word end,
            case
                when not is_stepped or abs(number * per_unit - round(number * per_unit)) < 1e-9 then number
                else (floor(number * per_unit) + 0.5) / per_unit
            end,
            sum(n), min(number), max(number), bool_or(number is not null and ends_with(word, '%'))
        from stepped
        group by 1, 2
        order by 3 desc, 1, 2
        limit {_READ}
        """
    ).fetchall()
    words = Counter({word: int(n) for word, _, n, *_ in rows if word is not None})
    numbers = Counter({number: int(n) for word, number, n, *_ in rows if word is None and number is not None})
    lows = [low for *_, low, _, _ in rows if low is not None]
    highs = [high for *_, high, _ in rows if high is not None]
    return _Cells(words, numbers, any(row[5] for row in rows), min(lows, default=0.0), max(highs, default=0.0))


def _sign(word: str, words: Counter[str]) -> str | None:
    """`-` is negative beside `+`; alone it marks an absent value."""
    return "negative" if word in ("-", "--", "–", "−") and ("+" in words or "++" in words) else None


def _scale(
    cells: _Cells,
    known: dict[str, str | None],
    written: dict[str, tuple[Scale, float]],
    declared: str,
    answers: dict[str, str],
    part: str,
) -> Scale | Question | None:
    """The scale of the cells that are numbers: declared, answered, written in other cells, proved; else the question."""
    if not cells.numbers:
        return None
    numbers = set(cells.numbers)
    as_words = known_labels({word: label for word, label in known.items() if word not in written})
    if as_words and (numbers <= {-1.0, 0.0, 1.0} or 2 * cells.numbers.total() < cells.words.total()):
        return scales.SIGNS
    found = scales.scale(declared)
    if found is not None:
        return found
    answer = answers.get("sentiment_scale")
    if answer == UNQUALIFIED:
        return None
    absent = scales.without_answer(numbers)
    if answer is not None:
        found = scales.scale(answer)
        if found is None:
            raise Refusal(
                "The answer '{answer}' to sentiment_scale is not a scale: write its worst and best number, such as 1..5.",
                answer=answer,
            )
        if all(found.has(number) or number == absent for number in numbers):
            return found
    for one in {scale for scale, _ in written.values()}:
        if all(one.has(number) for number in numbers):
            return one
    if numbers <= {0.0, 1.0} and 0.0 in numbers and not cells.percent:
        return _zero(answers.get("zero_sentiment"), numbers, part)
    return scales.proved(numbers, percent=cells.percent) or _which_scale(cells, part)


def _zero(answer: str | None, numbers: set[float], part: str) -> Scale | Question:
    if answer == "neutral":
        return scales.SIGNS
    if answer == "negative":
        return Scale(0.0, 1.0)
    text = (
        sentence("The sentiment column contains only 0 and 1. What does 0 mean?")
        if 1.0 in numbers
        else sentence("The sentiment column contains only 0. What does it mean?")
    )
    return Question("zero_sentiment", part, text, ("negative", "neutral"), None)


def _which_scale(cells: _Cells, part: str) -> Question | Scale:
    """The question, with what each scale would give; the scale when all give the same."""
    possible = scales.possible(set(cells.numbers))
    outcomes = {str(one): cells.labels(one) for one in possible}
    pictures: dict[tuple[int, ...], list[str]] = {}
    for name, counts in outcomes.items():
        pictures.setdefault(tuple(counts[label] for label in vocabulary.LABELS[:3]), []).append(name)
    picture = "; ".join(
        f"{', '.join(names)}: {' / '.join(str(count) for count in counts)}" for counts, names in pictures.items()
    )
    default = None
    if cells.percent and "0..100" in outcomes:
        default = "0..100"
    elif (cells.least, cells.greatest) == (1.0, 5.0) and all(number.is_integer() for number in cells.numbers):
        default = "1..5"
    values = {"least": f"{cells.least:g}", "greatest": f"{cells.greatest:g}"}
    if not possible:
        text = sentence(
            "The sentiments are numbers from {least} to {greatest}, which no usual scale has. Write the scale as its "
            "worst and best number, such as 0..1000, or answer unqualified: the records then count without a sentiment.",
            **values,
        )
    else:
        text = sentence(
            "The sentiments are numbers from {least} to {greatest}. What is their scale, from the worst to the best? "
            "Each one would give (positive / neutral / negative): {picture}. Another scale can be written in the same "
            "way; with unqualified, the records count without a sentiment.",
            **values,
            picture=picture,
        )
    return Question("sentiment_scale", part, text, (*outcomes, UNQUALIFIED), default)


def _which_words(unknown: Counter[str], cells: _Cells, part: str) -> Question:
    filled = cells.words.total() + cells.numbers.total()
    if len(unknown) > MOST_WORDS and 2 * unknown.total() > filled:
        text = sentence(
            "The sentiment column does not look like sentiments: it has {count} different words, such as {words}. "
            "Answer unqualified to load the file without them, or name another column.",
            count=len(unknown),
            words=_listed(unknown, most=3),
        )
    else:
        text = sentence(
            "The sentiment column has words that are not known: {words}. What do they mean? Write word=label; "
            "word=label, with the labels positive, neutral, negative, mixed or unqualified. Answer unqualified to leave "
            "all of them without a sentiment: the records count all the same.",
            words=_listed(unknown),
        )
    return Question("sentiment_words", part, text, (), UNQUALIFIED)


def _listed(words: Counter[str], *, most: int = SHOWN) -> str:
    shown = ", ".join(f"'{word[:40]}' ({count})" for word, count in words.most_common(most))
    return shown + (", …" if len(words) > most else "")


def _scale_notes(
    cells: _Cells,
    scale: Scale | None,
    written: dict[str, tuple[Scale, float]],
    known: dict[str, str | None],
) -> tuple[Sentence, ...]:
    """How the numbers were read, and how many are outside their scale."""
    counts: Counter[str | None] = cells.labels(scale) if scale is not None else Counter()
    names = {str(scale)} if scale is not None and cells.numbers else set()
    for word, (one, _) in written.items():
        counts[known[word]] += cells.words[word]
        names.add(str(one))
    if not names:
        if cells.numbers:
            return (sentence("Sentiments are numbers without a known scale: they are left unqualified."),)
        return ()
    notes = [
        sentence(
            "Sentiments are numbers on the scale {scale}: positive {positive}, neutral {neutral}, negative {negative}.",
            scale=", ".join(sorted(names)),
            **{label: counts[label] for label in ("positive", "neutral", "negative")},
        )
    ]
    if counts[None]:
        notes.append(
            sentence(
                "Sentiments outside their scale: {count}. These records count without a sentiment.", count=counts[None]
            )
        )
    return tuple(notes)


def _word_notes(unknown: Counter[str], known: dict[str, str | None]) -> tuple[Sentence, ...]:
    silent = Counter({word: count for word, count in unknown.items() if known[word] is None})
    told = [f"'{word[:40]}' = {known[word]}" for word in unknown if known[word] is not None]
    notes = []
    if told:
        shown = ", ".join(told[:SHOWN]) + (", …" if len(told) > SHOWN else "")
        notes.append(sentence("Sentiment words read as answered: {words}.", words=shown))
    if silent:
        notes.append(
            sentence(
                "Records whose sentiment word is left unqualified: {count} ({words}). They count all the same.",
                count=silent.total(),
                words=_listed(silent),
            )
        )
    return tuple(notes)


def _to_remember(
    unknown: Counter[str], known: dict[str, str | None], meanings: dict[str, str], answers: dict[str, str]
) -> dict[str, str]:
    """The answer about words written out word by word: a later file with other unknown words is asked about those."""
    if "sentiment_words" not in answers or len(unknown) > MOST_WORDS:
        return {}
    settled = {**meanings, **{plain(word): known[word] or UNQUALIFIED for word in unknown}}
    return {"sentiment_words": json.dumps(settled, ensure_ascii=False)} if settled else {}
