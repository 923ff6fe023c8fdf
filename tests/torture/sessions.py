"""Many open tabs: each changes its screen, week or brand every 20 seconds while others load files, on the real server.

The tabs are websockets that speak Streamlit's protocol (visitor.py); files go the way of the browser: the server is asked
for an address, the bytes are put there with the token against forged requests, the card is drawn and Load is pressed.
First one visitor alone, whose 95th percentile is the measure of the crowd's.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from data.migrations import open_store
from loaders.demonstration import load_demonstration
from tests.browser.serving import served
from tests.torture.table import Row
from tests.torture.visitor import Lost, Seen, Visitor

VISITORS = 50
UPLOADERS = 4
SECONDS = 300.0
EVERY = 20.0  # seconds between two changes of a visitor
FILES = 60.0  # and between two files of an uploader
ALONE = 90  # changes of the one visitor
WORST = 8  # times the percentile of the one visitor
# screen -> what it must hold besides its heading
SCREENS = {
    "": "plotly_chart", "objectives": "imgs", "audience": "imgs", "visibility": "imgs", "sentiment": "plotly_chart",
    "relation": "imgs", "activity": "imgs", "crisis": "plotly_chart", "search": "imgs", "reviews": "imgs", "impact": "imgs",
    "mentions": "dataframe", "weekly_report": "imgs", "sources": "dataframe",
}  # fmt: skip
WEEKS = ("Week", "Which one")  # how the list of weeks is called
RECENT = 26  # weeks among which a visitor chooses


@dataclass
class Found:
    """What the visitors saw. `seconds`: of each run, by what was changed."""

    seconds: list[tuple[str, float]] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        return float(np.percentile([one for _, one in self.seconds], share)) if self.seconds else float("nan")

    def line(self) -> str:
        kinds = Counter(kind for kind, _ in self.seconds)
        slowest = sorted(((one, kind) for kind, one in self.seconds), reverse=True)[:3]
        return (
            f"{len(self.seconds)} runs {dict(kinds)}: p50 {self.percentile(50):.2f} s, p95 {self.percentile(95):.2f} s, "
            f"slowest {[(kind, round(one, 1)) for one, kind in slowest]}; {len(self.loads)} files loaded, "
            f"p95 {np.percentile(self.loads, 95) if self.loads else 0:.1f} s; {len(self.faults)} faults, "
            f"{len(self.log)} errors in the log"
        )


def run(trials: int | None) -> Iterator[Row]:
    """A row for that many visitors (default: VISITORS, for SECONDS; fewer than that for a tenth of the time)."""
    with tempfile.TemporaryDirectory(prefix="sessions-") as folder:
        path = Path(folder) / "e-reputation.duckdb"
        store = open_store(path)
        load_demonstration(store)
        store.close()
        is_long = trials is None or trials >= VISITORS
        alone, crowd = measured(
            path, visitors=trials or VISITORS, uploaders=UPLOADERS, seconds=SECONDS if is_long else SECONDS / 10
        )
    yield row(alone, crowd, trials or VISITORS, UPLOADERS)


def row(alone: Found, crowd: Found, visitors: int, uploaders: int) -> Row:
    errors = [*alone.faults, *alone.log, *crowd.faults, *crowd.log]
    one, many = alone.percentile(95), crowd.percentile(95)
    return Row(
        f"changes of screen, week or brand by {visitors} open sessions, {uploaders} uploaders",
        len(crowd.seconds),
        f"{len(errors)} errors, {len(crowd.loads)} files loaded; p95 {many:.1f} s, {many / one:.1f} × one viewer's "
        f"({one:.1f} s)",
        not errors and many <= WORST * one and len(crowd.loads) > 0,
    )


def measured(
    store: Path,
    *,
    visitors: int,
    uploaders: int,
    seconds: float,
    alone: int = ALONE,
    every: float = EVERY,
    files: float = FILES,
) -> tuple[Found, Found]:
    """(one visitor alone, the crowd) on a server of that store; prints what each saw."""
    one, crowd = Found(), Found()
    with served(store, renewing=True, seconds=300) as address:
        log = store.parent / "server.log"
        asyncio.run(_alone(address, one, alone))
        read = _errors(log, one, 0)
        print(f"one visitor: {one.line()}", flush=True)
        asyncio.run(
            _crowd(address, crowd, visitors=visitors, uploaders=uploaders, seconds=seconds, every=every, files=files)
        )
        _errors(log, crowd, read)
        print(f"{visitors} visitors: {crowd.line()}", flush=True)
    for fault in [*one.faults, *one.log, *crowd.faults, *crowd.log][:20]:
        print(f"  {fault[:400]}", flush=True)
    return one, crowd


async def _alone(address: str, found: Found, changes: int) -> None:
    visitor, chance = Visitor(address, "Ann Test"), random.Random(0)
    await _try(visitor, found, "open", visitor.open)
    for _ in range(changes):
        await _change(visitor, found, chance)
        await asyncio.sleep(0.2)
    await visitor.close()


async def _crowd(
    address: str, found: Found, *, visitors: int, uploaders: int, seconds: float, every: float, files: float
) -> None:
    until = time.monotonic() + seconds
    tabs = [_visits(address, found, number, every=every, until=until) for number in range(visitors)]
    loads = [_loads(address, found, number, every=files, until=until) for number in range(uploaders)]
    await asyncio.gather(*tabs, *loads)


async def _visits(address: str, found: Found, number: int, *, every: float, until: float) -> None:
    chance = random.Random(1000 + number)
    visitor = Visitor(address, f"Visitor {number}")
    await asyncio.sleep(chance.uniform(0, every))
    await _try(visitor, found, "open", lambda: visitor.open(chance.choice(list(SCREENS))))
    due = time.monotonic() + every
    while due < until:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if not await _change(visitor, found, chance):
            return
        due = max(due + every, time.monotonic())
    await visitor.close()


async def _change(visitor: Visitor, found: Found, chance: random.Random) -> bool:
    """Change the screen, the week or the brand. False when the visitor is lost."""
    what = chance.choice(("screen", "week", "brand"))
    week = next((label for label in WEEKS if _offers(visitor, label)), None)
    if what == "week" and week is not None:
        options = list(visitor.list(week).options)[:RECENT]
        chosen = chance.choice(options)
        return await _try(visitor, found, what, lambda: visitor.choose(week, chosen), chosen={week: chosen})
    if what == "brand" and _offers(visitor, "Brand"):
        chosen = chance.choice(list(visitor.list("Brand").options))
        return await _try(visitor, found, what, lambda: visitor.choose("Brand", chosen), chosen={"Brand": chosen})
    kept = {"Brand": visitor.list("Brand").raw_value} if _offers(visitor, "Brand") else {}
    page = chance.choice([one for one in SCREENS if one != visitor.page])
    return await _try(visitor, found, "screen", lambda: visitor.go(page), chosen=kept)


def _offers(visitor: Visitor, label: str) -> bool:
    return visitor.last is not None and any(one.label == label for one in visitor.last.of("selectbox"))


async def _try(visitor: Visitor, found: Found, what: str, act, *, chosen: dict[str, str] | None = None) -> bool:
    """A run of a visitor and what is wrong with it; False when the visitor is lost."""
    try:
        seen = await act()
    except Lost as lost:
        found.faults.append(f"{visitor.name}, {visitor.page or 'overview'}, {what}: {lost}")
        return False
    found.seconds.append((f"{what} ({visitor.page or 'overview'})" if what == "open" else what, seen.seconds))
    found.faults += [
        f"{visitor.name}, {visitor.page or 'overview'}, {what}: {fault}"
        for fault in _faults(visitor, seen, chosen or {})
    ]
    return True


def _faults(visitor: Visitor, seen: Seen, chosen: dict[str, str]) -> Iterator[str]:
    """What the screen says is wrong, what it lacks, and what it shows of others' choices."""
    yield from seen.faults()
    if not seen.of("heading"):
        yield "no heading"
    main = SCREENS.get(visitor.page)
    if main is not None and not seen.of(main):
        yield f"no {main}: {dict(Counter(one.WhichOneof('type') for one in seen.elements))}"
    for label, option in chosen.items():
        shown = next((one.raw_value for one in seen.of("selectbox") if one.label == label), option)
        if shown != option:
            yield f"{label} is '{shown}' instead of '{option}'"
    brand = chosen.get("Brand", "")
    if brand and visitor.page in ("audience", "visibility", "sentiment", "mentions"):
        heading = seen.of("heading")[0].body if seen.of("heading") else ""
        if not heading.endswith(brand):
            yield f"the heading is '{heading}' for {brand}"


async def _loads(address: str, found: Found, number: int, *, every: float, until: float) -> None:
    chance = random.Random(2000 + number)
    visitor = Visitor(address, f"Uploader {number}")
    await asyncio.sleep(chance.uniform(0, every))
    due, count = time.monotonic(), 0
    try:
        await visitor.open("uploads")
        while due < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            count += 1
            began = time.monotonic()
            _, dropped = await visitor.drop(f"mentions-{number}-{count}.csv", _file(chance, number, count))
            found.faults += [f"{visitor.name}, preview: {fault}" for fault in visitor.last.faults()]
            seen = await visitor.press("Load", also=[dropped])
            found.faults += [f"{visitor.name}, load: {fault}" for fault in seen.faults()]
            if any("**Loaded**" in one.body for one in seen.of("markdown")):
                found.loads.append(time.monotonic() - began)
            else:
                found.faults.append(f"{visitor.name}: file {count} was not loaded")
            await visitor.press("Clear this list", also=[dropped])
            due = max(due + every, time.monotonic())
    except Lost as lost:
        found.faults.append(f"{visitor.name}, file {count}: {lost}")
        return
    await visitor.close()


def _file(chance: random.Random, number: int, count: int) -> bytes:
    """A hundred mentions of a few days of this autumn, unlike those of any other file."""
    first = date(2026, 9, 1) + timedelta(days=chance.randrange(60))
    rows = [
        f"{first + timedelta(days=row % 5)} {row % 24:02}:{row % 60:02},Aurelle,Forum,author{number}-{row % 9},"
        f"{chance.choice(('retard', 'panne', 'merci', 'service'))} dossier {number}-{count}-{row} Aurelle"
        for row in range(100)
    ]
    return "\n".join(["Date,Brand,Channel,Author,Text", *rows, ""]).encode()


def _errors(log: Path, found: Found, read: int) -> int:
    """Keep the lines of errors after so many bytes of the log; returns its size."""
    data = log.read_bytes()
    for line in data[read:].decode(errors="replace").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            told = {"level": "error" if re.search(r"Traceback|Error|Exception", line) else "", "message": line}
        if told["level"] in ("error", "critical"):
            found.log.append(f"log: {told['message']} {json.dumps(told.get('error', ''))[-600:]}")
    return len(data)
