"""Signing objectives: baselines are frozen, rows checked, and all of them appended or none.

Each fault is a sentence that names the row by its number among the rows and its KPI.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from data.sentences import Refusal, Sentence, sentence
from data.store import Store
from kpis.catalogue import CASQUETTES, Kpi, catalogue
from kpis.engine.scope import Scope
from kpis.objectives import objectives
from kpis.objectives.baseline import Baseline, baseline
from kpis.objectives.objectives import COMMITMENTS, MODES, STEPS, Objective
from kpis.objectives.verdict import cannot_hold, plain

LONGEST_ROLE = 60


def faults(store: Store, rows: Iterable[Objective]) -> tuple[Sentence, ...]:
    """What is wrong with each row, including overlaps among the rows and with objectives in force."""
    rows = list(rows)
    brands = {row["brand"] for row in store.rows("select brand from brands")}
    channels = _channels(store)
    found = []
    for number, one in enumerate(rows, start=1):
        found += [_named(number, one, fault) for fault in _faults(one, brands, channels)]
    return (*found, *_overlaps(rows, objectives.in_force(objectives.recorded(store))))


def sign(store: Store, rows: Iterable[Objective], *, until: date, who: str) -> tuple[Objective, ...]:
    """Freeze the baselines from the weeks up to `until`, check, and append. Raises Refusal that names the row."""
    frozen = [freeze(store, one, until=until) for one in rows]
    wrong = [*faults(store, frozen), *_without_data(store, frozen, until)]
    if wrong:
        raise Refusal(wrong[0].text, **wrong[0].values)
    return objectives.append(store, frozen, who=who)


def replacing(store: Store, rows: Iterable[Objective]) -> tuple[Objective, ...]:
    """The rows that change something, each with the number of the objective in force that it replaces.

    Excluded: rows that repeat an objective which is in force from their first day on.
    """
    in_force = objectives.in_force(objectives.recorded(store))
    found = []
    for one in rows:
        overlapping = [other for other in in_force if _overlap(one, other)]
        if any(_repeats(one, other) for other in overlapping):
            continue
        found.append(replace(one, replaces=overlapping[-1].objective if overlapping else None))
    return tuple(found)


def _repeats(one: Objective, other: Objective) -> bool:
    """Whether both have the same target, and the other one is in force from the first day of this one on."""
    compared = (
        "mode",
        "target",
        "target_high",
        "per",
        "tolerance",
        "commitment",
        "owner",
        "approver",
        "casquette",
        "valid_to",
    )
    return other.valid_from <= one.valid_from and all(getattr(one, name) == getattr(other, name) for name in compared)


def freeze(store: Store, one: Objective, *, until: date) -> Objective:
    """The objective with its baseline and the days of it, once eight weeks are complete; a frozen baseline is kept."""
    if one.baseline is not None or one.is_followed or one.kpi not in catalogue():
        return one
    found = baseline_of(store, one, until=until)
    if found.value is None or math.isnan(found.value):
        return one
    return replace(one, baseline=found.value, baseline_from=found.since, baseline_to=found.until)


def baseline_of(store: Store, one: Objective, *, until: date) -> Baseline:
    """The baseline of the objective's KPI, for its brand (by default our first one) and channel."""
    own = store.value("select min(brand) from brands where role = 'own'")
    brand = one.brand or own
    kpi = catalogue()[one.kpi]
    if brand is None or (one.channel and "channel" not in kpi.by):
        return Baseline(None, 0)
    channels = (one.channel,) if one.channel else ()
    return baseline(store, kpi, Scope(until, until, brands=(brand,), channels=channels, role=one.role))


def _named(number: int, one: Objective, fault: Sentence) -> Sentence:
    """The fault, with the number and KPI of its row."""
    return Sentence(fault.text, {**fault.values, "row": number, "kpi": one.kpi})


def _faults(one: Objective, brands: set[str], channels: set[str]) -> list[Sentence]:
    kpi = catalogue().get(one.kpi)
    if kpi is None:
        return [sentence("Row {row} ({kpi}): there is no KPI of this name; use one from the list of KPIs.")]
    found = _faults_of_key(one, kpi, brands, channels) + _faults_of_days(one)
    if one.mode not in MODES:
        known = ", ".join(MODES)
        return [
            *found,
            sentence(
                "Row {row} ({kpi}): '{mode}' is not a valid mode: use one of {known}.", mode=one.mode, known=known
            ),
        ]
    if one.is_followed:
        return found
    return found + (_faults_of_target(one, kpi) if one.target is not None else [_NO_TARGET])


_NO_TARGET = sentence("Row {row} ({kpi}): the target is missing: write one, or use the mode 'followed'.")


def _faults_of_key(one: Objective, kpi: Kpi, brands: set[str], channels: set[str]) -> list[Sentence]:
    found = []
    if not one.role.strip() or len(one.role) > LONGEST_ROLE or one.role != " ".join(one.role.split()):
        found.append(
            sentence(
                "Row {row} ({kpi}): the role needs a name of at most {most} characters, on one line.", most=LONGEST_ROLE
            )
        )
    if one.brand is not None and one.brand not in brands:
        found.append(
            sentence(
                "Row {row} ({kpi}): there is no brand called {brand}; load its exports or declare it.", brand=one.brand
            )
        )
    if one.channel is not None and "channel" not in kpi.by:
        found.append(
            sentence("Row {row} ({kpi}): this KPI is not available by network: leave the channel column empty.")
        )
    elif one.channel is not None and one.channel not in channels:
        known = ", ".join(sorted(channels)) or "–"
        found.append(
            sentence(
                "Row {row} ({kpi}): no upload names the network {channel}; known networks: {known}.",
                channel=one.channel,
                known=known,
            )
        )
    if one.casquette is not None and one.casquette not in CASQUETTES:
        known = ", ".join(CASQUETTES)
        found.append(
            sentence(
                "Row {row} ({kpi}): '{casquette}' is not a valid casquette: use {known}.",
                casquette=one.casquette,
                known=known,
            )
        )
    if one.commitment not in (None, *COMMITMENTS):
        found.append(sentence("Row {row} ({kpi}): '{word}' is neither committed nor stretch.", word=one.commitment))
    if one.per not in (None, *STEPS):
        found.append(
            sentence("Row {row} ({kpi}): '{per}' is not a valid growth step: use month or quarter.", per=one.per)
        )
    return found


def _faults_of_days(one: Objective) -> list[Sentence]:
    if one.valid_to is not None and one.valid_to < one.valid_from:
        return [
            sentence(
                "Row {row} ({kpi}): its last day ({last}) is before its first day ({first}).",
                last=one.valid_to,
                first=one.valid_from,
            )
        ]
    if one.mode == "pace" and one.valid_to is None:
        return [sentence("Row {row} ({kpi}): a pace needs a last day, by which the total is to be reached.")]
    return []


def _faults_of_target(one: Objective, kpi: Kpi) -> list[Sentence]:
    found = []
    numbers = [value for value in (one.target, one.target_high, one.tolerance) if value is not None]
    if not all(math.isfinite(value) for value in numbers):
        return [sentence("Row {row} ({kpi}): the target and the tolerance must be finite numbers.")]
    if kpi.better == "context":
        found.append(
            sentence(
                "Row {row} ({kpi}): neither higher nor lower is better for this KPI: it is followed, not evaluated."
            )
        )
    if one.tolerance is not None and one.tolerance < 0:
        found.append(sentence("Row {row} ({kpi}): the tolerance ({tolerance}) is negative.", tolerance=one.tolerance))
    if one.mode == "range" and one.target_high is None:
        found.append(sentence("Row {row} ({kpi}): a range also needs its upper end."))
    if one.mode != "range" and one.target_high is not None:
        found.append(sentence("Row {row} ({kpi}): only a range has an upper end."))
    elif one.target_high is not None and one.target is not None and one.target_high < one.target:
        low, high = one.target, one.target_high
        found.append(
            sentence(
                "Row {row} ({kpi}): the upper end of the range ({high}) is below its lower end ({low}).",
                high=high,
                low=low,
            )
        )
    if one.mode == "pace" and kpi.class_ != "flow":
        found.append(
            sentence("Row {row} ({kpi}): a pace only suits KPIs that add up, such as posts; this one does not.")
        )
    if one.per is not None and not one.mode.startswith("baseline"):
        found.append(
            sentence("Row {row} ({kpi}): only a target relative to the baseline can grow by month or quarter.")
        )
    return found or _cannot_hold(one, kpi)


def _cannot_hold(one: Objective, kpi: Kpi) -> list[Sentence]:
    """The fault of a target that no figure could ever be judged by, with what would hold."""
    low, high = kpi.bounds
    assert one.target is not None
    if one.mode == "baseline_percent" and one.target <= -100:
        return [
            sentence(
                "Row {row} ({kpi}): a change of {target}% leaves nothing of the baseline.", target=plain(one.target)
            )
        ]
    if one.mode == "baseline_points" and abs(one.target) > high - low:
        return [
            sentence(
                "Row {row} ({kpi}): {target} points are more than the possible values of this KPI lie apart ({low} to "
                "{high}).",
                target=plain(one.target),
                low=plain(low),
                high=plain(high),
            )
        ]
    fault = cannot_hold(one, kpi, baseline=one.baseline)
    return [sentence("Row {row} ({kpi}): {fault}", fault=fault)] if fault else []


def _overlaps(rows: list[Objective], in_force: tuple[Objective, ...]) -> list[Sentence]:
    """The faults of rows with the key and a day of another one, unless they replace it."""
    found = []
    for number, one in enumerate(rows, start=1):
        for before, other in enumerate(rows[: number - 1], start=1):
            if _overlap(one, other):
                found.append(
                    _named(
                        number,
                        one,
                        sentence(
                            "Row {row} ({kpi}): it overlaps row {other}: end one before the other begins.", other=before
                        ),
                    )
                )
        for other in in_force:
            if _overlap(one, other) and one.replaces != other.objective:
                fault = sentence(
                    "Row {row} ({kpi}): it overlaps the objective number {number}, valid from {first}: replace or "
                    "withdraw that one.",
                    number=other.objective,
                    first=other.valid_from,
                )
                found.append(_named(number, one, fault))
    return found


def _overlap(one: Objective, other: Objective) -> bool:
    """Whether both have the same key and a day in common."""
    return (
        one.key == other.key
        and one.valid_from <= (other.valid_to or date.max)
        and other.valid_from <= (one.valid_to or date.max)
    )


def _without_data(store: Store, rows: list[Objective], until: date) -> list[Sentence]:
    """The faults of baseline objectives whose KPI has no complete week."""
    return [
        _named(
            number, one, sentence("Row {row} ({kpi}): its baseline has no data yet: no complete week has been loaded.")
        )
        for number, one in enumerate(rows, start=1)
        if one.mode.startswith("baseline")
        and one.baseline is None
        and one.kpi in catalogue()
        and baseline_of(store, one, until=until).weeks == 0
    ]


def _channels(store: Store) -> set[str]:
    """Every channel in the records."""
    rows = store.rows(
        "select distinct channel from mention_days union select distinct channel from follower_records "
        "union select distinct channel from post_records union select distinct channel from conversation_records "
        "union select distinct channel from survey_records union select distinct channel from business_records "
        "union select distinct channel from sentiment_records"
    )
    return {row["channel"] for row in rows if row["channel"]}
