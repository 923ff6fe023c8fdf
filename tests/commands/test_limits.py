"""Access limited to some brands, as the doctor tells it, and as the command line and the server's threads heed it."""

import io
import json
import stat
from datetime import date

import pytest

from commands import mailbox, owner
from commands.operation import doctor
from commands.safekeeping import rounds
from data.access.acting import Actor, acting
from data.decisions.log import decide
from data.limited import copies
from kpis.compute import compute
from kpis.engine import kept_states
from kpis.engine.scope import Scope
from tests import canonical
from tests.test_house import arrows_of_the_page

SECRETS = """
[auth]
redirect_uri = "http://localhost:8501/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
[[roles.limited]]
brands = ["Aurelle"{more}]
people = ["pat@agency.test"]
"""


@pytest.fixture
def filled(store):
    for brand in ("Aurelle", "Novane"):
        canonical.mentions(store, canonical.daily("2026-03-02", [3] * 14, Brand=brand, Channel="x"))
    return store


def line_of(store):
    output = io.StringIO()
    doctor.run(store, output)
    lines = output.getvalue().splitlines()
    place = next(number for number, line in enumerate(lines) if line[11:23].strip() == "brands")
    return lines[place], " ".join(lines[place + 1 : place + 2]).strip()


def test_the_doctor_tells_of_unknown_brands_and_of_limited_people_who_are_sent_everything(
    filled, tmp_path, monkeypatch
):
    file = tmp_path / "secrets.toml"
    monkeypatch.setenv("EREPUTATION_SECRETS", str(file))
    assert line_of(filled)[0].endswith("no access is limited to some of them")
    file.write_text(SECRETS.format(more=', "aurelle"'), encoding="utf-8")
    told, remedy = line_of(filled)
    assert told.startswith("attention")
    assert "the store knows no aurelle" in told
    assert "aurelle gives nothing" in remedy
    file.write_text(SECRETS.format(more=""), encoding="utf-8")
    assert line_of(filled)[0].startswith("ok")
    decide(filled, "report_recipients", "Partners", json.dumps({"addresses": ["pat@agency.test"]}), who="claire")
    told, remedy = line_of(filled)
    assert told.startswith("attention")
    assert "Partners (pat@agency.test)" in told
    file.write_text("[roles", encoding="utf-8")
    assert "cannot be read" in line_of(filled)[1]


def test_the_inbox_of_the_command_line_is_the_owners_and_no_screen_reaches_it(filled):
    """The dashboard carries out what lies in the folder as the owner of the machine: nobody else may write there."""
    end = mailbox.serve(filled, {"who": lambda store, _request, _folder: {"code": 0, "output": str(len(store.rows("select * from brands")))}})  # fmt: skip
    try:
        assert stat.S_IMODE(filled.inbox.stat().st_mode) == 0o700
        copy = copies.of(filled, ("Aurelle",))
        assert copy.inbox != filled.inbox
        assert not copy.inbox.exists()
        with acting(Actor("pat@agency.test", "viewer", brands=("Aurelle",))):  # who asks there is asked nothing
            assert mailbox.ask(filled.path, "who", {}, files=[], timeout=20)["output"] == "2"
    finally:
        end()
    rooms = arrows_of_the_page()
    assert not [name for name in ("ui", "app_pages", "wording", "charts") if "commands" in rooms[name]]
    assert owner.serve  # dashboard.py opens the store by it, and hands nothing over


def test_weeks_that_two_copies_have_in_common_are_not_computed_again(filled, monkeypatch):
    monkeypatch.setattr(copies, "WAIT", 60.0)  # seconds: the machine may be busy
    scope = Scope(date(2026, 3, 2), date(2026, 3, 15), ("Aurelle",), today=date(2026, 3, 20))
    first = copies.of(filled, ("Aurelle",))
    before = compute(first, "mention_volume", scope, grain="week")
    canonical.mentions(filled, canonical.daily("2026-03-02", [9] * 14, Brand="Novane", Channel="x"))
    later = copies.of(filled, ("Aurelle",))
    assert later.follows is first
    assert compute(later, "mention_volume", scope, grain="week").equals(before)
    canonical.mentions(filled, canonical.daily("2026-03-02", [1] * 7, Brand="Aurelle", Channel="x"))
    newest = copies.of(filled, ("Aurelle",))
    values = compute(newest, "mention_volume", scope, grain="week")["value"].tolist()
    assert values[0] > before["value"][0]  # more was loaded of the first week, nothing of the second
    assert values[1] == before["value"][1]
    with kept_states.nothing_kept():
        assert compute(newest, "mention_volume", scope, grain="week")["value"].tolist() == values


def test_the_housekeeping_closes_copies_that_nobody_reads(filled, monkeypatch):
    copy = copies.of(filled, ("Aurelle",))
    monkeypatch.setattr(copies, "UNUSED", -1.0)
    rounds.Rounds(filled).round()
    assert not copies.is_open(filled, copy)
