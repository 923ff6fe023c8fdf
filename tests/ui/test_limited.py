"""Whoever is limited to some brands sees these alone: on every screen, in what they take away, and at the next run."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pdfplumber
import pytest
from streamlit.elements.widgets.button import ButtonMixin

from data.access.acting import Actor, acting
from data.decisions import annotations, views
from data.migrations import open_store
from data.sentences import Refusal
from tests.kpis import world
from tests.test_house import ROOT
from tests.ui.dashboard import dashboard_on, faults
from ui import session, sign_in

SECRETS = """
[auth]
cookie_secret = "0123456789abcdef0123456789abcdef"
redirect_uri = "http://localhost:8501/oauth2callback"
client_id = "dashboard"
[roles.approver]
people = ["claire@aurelle.test"]
[[roles.limited]]
brands = ["Aurelle"]
people = ["pat@agency.test"]
[[roles.limited]]
brands = ["Novane"]
people = ["nora@agency.test"]
[[roles.limited]]
brands = ["aurelle"]
people = ["lou@agency.test"]
"""
SCREENS = sorted(path.stem for path in (ROOT / "app_pages").glob("*.py") if path.stem != "__init__")
SECTIONS = {"sources": ("coverage", "methods", "audit", "indicators")}
OTHERS = re.compile("Novane|Karsa", re.I)
WEEK = {"since": "2026-03-09", "until": "2026-03-15", "role": "senior"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The file of a store with three brands, and texts of people about each."""
    path = tmp_path_factory.mktemp("limited") / "e-reputation.duckdb"
    store = open_store(path)
    world.load(store, [one for one in world.uploads() if one[2][0] != world.BEFORE])
    for brand in ("Aurelle", "Novane", None):
        title, day = f"Launch of {brand or 'Novane and Aurelle'}", date(2026, 3, 10)
        annotations.annotate(store, "event", title, first_day=day, brand=brand, who="claire@aurelle.test")
    for name, query in (("Novane in March", {"brand": "Novane"}), ("Hers", {"brand": "Aurelle"})):
        views.keep(store, name, screen="", query=query, who="claire@aurelle.test")
    store.close()
    return path


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    return tmp_path_factory.mktemp("secrets") / "secrets.toml"


@pytest.fixture(scope="module")
def everyone(filled, secrets):
    """Opens screens for a person, of one dashboard: `everyone(address)(screen)`."""
    said: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch, dashboard_on(filled) as opened:
        patch.setattr(sign_in, "files", lambda: [secrets])
        patch.setattr(sign_in, "_claims", lambda: dict(said))

        def visit(address: str):
            moment = datetime.now(UTC) + timedelta(hours=1)
            said.clear()
            said.update(is_logged_in=True, iss="https://id.test", sub=address, email=address, exp=moment.timestamp())
            return opened

        visit.file = secrets
        yield visit


@pytest.fixture
def visiting(everyone, secrets):
    secrets.write_text(SECRETS, encoding="utf-8")
    return everyone


def told(app):
    """All that a run sends to the browser: texts, tables, charts, widgets."""
    return "\n".join(str(element.proto) for element in app._tree if getattr(element, "proto", None) is not None)


def named_in(app):
    return sorted({text for text in told(app).splitlines() if OTHERS.search(text)})


def test_no_screen_names_another_brand_whatever_the_link_and_the_session_say(visiting):
    asked = {
        "brand": "Novane", "channel": "x", "kpi": "share_of_voice", "figure": "share_of_voice",
        "figure_of": "Novane~2026-03-09~2026-03-15", "figure_by": "channel", **WEEK,
    }  # fmt: skip
    holds = {"brand": "Novane", "compared": ["Novane", "Karsa"], "mentions brand": "Novane"}
    for screen in SCREENS:
        for section in SECTIONS.get(screen, ("",)):
            more = {"section": section} if section else {}
            app = visiting("pat@agency.test")(screen, holds=holds, **asked, **more)
            assert faults(app) == [], screen
            assert named_in(app) == [], screen
            assert any("limited to Aurelle" in one.value for one in app.caption), screen
            if screen in ("overview", "mentions"):  # the search finds what it looks for
                assert OTHERS.search(told(visiting("claire@aurelle.test")(screen, **WEEK)))


def test_two_people_see_their_own_figures_at_the_same_time(visiting):
    def charts(name):
        app = visiting(f"{name}@agency.test")("overview", **WEEK)
        assert faults(app) == []
        return [key for key in app.session_state["shown to be copied"] if key.startswith("chart")]

    def counted(name, brand):
        with acting(Actor(f"{name}@agency.test", "viewer", brands=(brand,))):
            return session.store().rows("select brand, sum(mentions) as mentions from mention_days group by brand")

    assert [charts("pat"), charts("nora"), charts("pat")] == [
        ["chart Aurelle · Unique mentions"], ["chart Novane · Unique mentions"], ["chart Aurelle · Unique mentions"],
    ]  # fmt: skip
    expected = session.main_store().rows("select brand, sum(mentions) as mentions from mention_days group by all order by all")  # fmt: skip
    with ThreadPoolExecutor(4) as pool:
        asked = [("pat", "Aurelle"), ("nora", "Novane")] * 10
        assert [one.result() for one in [pool.submit(counted, *who) for who in asked]] == [
            [one] for one in expected
        ] * 10
    with acting(Actor("", "nobody")), pytest.raises(Refusal, match="Sign in"):
        session.store()


def test_a_limit_that_changes_or_goes_holds_at_the_next_run(visiting):
    app = visiting("pat@agency.test")("overview", **WEEK)
    app.session_state["what was chosen before"] = "Aurelle and more"
    before = session.main_store().value("select count(*) from audit_log")
    visiting.file.write_text(SECRETS.replace('brands = ["Aurelle"]', 'brands = ["Novane"]'), encoding="utf-8")
    app.run()
    assert faults(app) == []
    assert not re.search("Aurelle|Karsa", told(app))
    assert "what was chosen before" not in app.session_state
    (noted,) = session.main_store().rows("select * from audit_log where entry > ?", [before])
    assert (noted["action"], noted["before"], noted["after"]) == (
        "change of role", '{"role": "viewer of Aurelle"}', '{"role": "viewer of Novane"}',
    )  # fmt: skip
    visiting.file.write_text(SECRETS.replace("pat@", "patricia@"), encoding="utf-8")
    app.run()
    assert "nobody has given" in app.markdown[0].value
    assert not app.metric


def test_a_brand_whose_name_is_written_otherwise_gives_nothing_and_is_told(visiting):
    for screen in ("overview", "mentions", "settings"):
        app = visiting("lou@agency.test")(screen, brand="Aurelle")
        assert faults(app) == []
        assert "Nothing was loaded here about the brands that your access is limited to: aurelle" in app.info[0].value
        assert not app.metric
        assert not app.dataframe


def test_an_approver_sees_who_is_limited_to_what_and_which_names_mean_nothing(visiting):
    app = visiting("claire@aurelle.test")("settings", section="people")
    assert faults(app) == []
    assert "Limited to **Novane**: nora@agency\\.test" in [one.value for one in app.markdown]
    assert any("limits people to aurelle, which the store does not know" in one.value for one in app.warning)


def test_a_view_of_ones_own_is_kept_in_the_store_and_those_of_others_are_not_seen(visiting):
    def names(app):
        return {one.key.removeprefix("open view ") for one in app.button if str(one.key).startswith("open view ")}

    app = visiting("pat@agency.test")("overview", **WEEK)
    assert names(app) == set()
    for name, brand in (("Mine", "Aurelle"), ("Hers", "Aurelle"), ("Of before", "Novane")):
        if brand == "Novane":  # kept when nothing was limited
            views.keep(session.main_store(), name, screen="", query={"brand": brand}, who="pat@agency.test")
            continue
        next(one for one in app.text_input if one.label == "Name for the view on the screen").set_value(name)
        next(one for one in app.button if one.label == "Keep this view").click()
        app.run()
    assert [error for error in faults(app) if "claire" in error] == []
    assert any("The name 'Hers' is taken" in error for error in faults(app))
    app = visiting("pat@agency.test")("overview", **WEEK)
    assert names(app) == {"Mine"}
    kept = {one.name: one.kept_by for one in views.views(session.main_store())}
    assert (kept["Mine"], kept["Hers"]) == ("pat@agency.test", "claire@aurelle.test")
    assert names(visiting("claire@aurelle.test")("overview", **WEEK)) >= {"Novane in March", "Hers", "Mine"}


def test_a_forged_press_writes_nothing(visiting):
    before = session.main_store().version
    app = visiting("pat@agency.test")("annotations", **WEEK)
    pressed = [one for one in app.button if one.label in ("Add", "Save", "Annotate", "Withdraw", "Add the annotation")]
    for one in app.text_input:
        one.set_value("forged")
    for one in pressed:
        one.click()
    app.run()
    assert session.main_store().version == before
    with acting(Actor("pat@agency.test", "viewer", brands=("Aurelle",))):
        with pytest.raises(Refusal):
            annotations.annotate(session.store(), "event", "x", first_day=date(2026, 3, 10), who="pat")
        with pytest.raises(Refusal):
            annotations.annotate(session.main_store(), "event", "x", first_day=date(2026, 3, 10), who="pat")


def texts_of(content):
    """The bytes of a file, unpacked: of a zip with those of its members, of a PDF with the words of its pages."""
    data = content.encode() if isinstance(content, str) else bytes(content)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"\n".join([*(name.encode() for name in archive.namelist()), *(texts_of(archive.read(one)) for one in archive.namelist())])  # fmt: skip
    if data[:4] == b"%PDF":
        with pdfplumber.open(io.BytesIO(data)) as document:
            return "\n".join(page.extract_text() for page in document.pages).encode()
    return data


def test_what_is_taken_away_holds_these_brands_alone_and_nothing_once_they_changed(visiting, monkeypatch):
    made = {}
    draw = ButtonMixin._download_button

    def seen(self, label, data, *given, **named):
        made[f"{label} {named.get('file_name') or (given[0] if given else '')}"] = data
        return draw(self, label, data, *given, **named)

    monkeypatch.setattr(ButtonMixin, "_download_button", seen)
    for screen in ("overview", "mentions", "objectives", "sources", "weekly_report", "visibility"):
        assert faults(visiting("pat@agency.test")(screen, brand="Novane", **WEEK)) == []
    assert len(made) >= 5
    files = {name: texts_of(data() if callable(data) else data) for name, data in made.items()}
    assert {name for name, content in files.items() if OTHERS.search(content.decode("utf-8", "replace"))} == set()
    assert any(b"Aurelle" in content for content in files.values())
    log = session.main_store().rows("select * from audit_log where action = 'download' and who = 'pat@agency.test'")
    assert len(log) == sum(map(callable, made.values()))
    visiting.file.write_text(SECRETS.replace('brands = ["Aurelle"]', 'brands = ["Novane"]'), encoding="utf-8")
    for data in made.values():
        if callable(data):
            with pytest.raises(Refusal, match="has changed since"):
                data()
