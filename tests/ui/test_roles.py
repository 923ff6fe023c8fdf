"""What a role sees, and that a forged press of a button writes nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from data.decisions.brands import set_role
from tests import canonical
from tests.ui.dashboard import dashboard_on, faults
from ui import session, sign_in

SECRETS = """
[auth]
cookie_secret = "0123456789abcdef0123456789abcdef"
redirect_uri = "http://localhost:8501/oauth2callback"
client_id = "dashboard"
[roles.viewer]
people = ["vera@aurelle.test"]
[roles.analyst]
people = ["ana@aurelle.test"]
[roles.approver]
people = ["claire@aurelle.test"]
"""
SCREENS = ("annotations", "uploads", "settings")


@pytest.fixture
def visiting(store, tmp_path, monkeypatch):
    """Opens a screen for a person: `visiting(name)(screen)`; the dashboard has a sign-in."""
    file = tmp_path / "secrets.toml"
    file.write_text(SECRETS, encoding="utf-8")
    monkeypatch.setattr(sign_in, "files", lambda: [file])
    said: dict[str, object] = {}
    monkeypatch.setattr(sign_in, "_claims", lambda: said)
    canonical.mentions(
        store, canonical.daily("2026-03-02", [3] * 14, Brand="Aurelle", Channel="x", Sentiment="positive")
    )
    set_role(store, "Aurelle", "own", who="test")
    store.close()
    with dashboard_on(store.path) as opened:

        def visit(name: str, *, seconds: float = 3600):
            moment = datetime.now(UTC) + timedelta(seconds=seconds)
            said.clear()
            if name:
                said.update(is_logged_in=True, iss="https://id.test", sub=name, email=f"{name}@aurelle.test", exp=moment.timestamp())  # fmt: skip
            return opened

        visit.file = file
        yield visit


def labels(app):
    return {one.label for one in app.button}


def test_nobody_sees_a_figure_before_the_sign_in_and_after_its_end(visiting):
    for name, seconds, says in (("", 0, "for the people"), ("vera", -1, "Your sign-in ended"), ("eve", 60, "nobody has given")):  # fmt: skip
        app = visiting(name, seconds=seconds)("settings" if name else "overview")
        assert faults(app) == []
        assert [one.value for one in app.subheader] == ["Sign in"]
        assert says in app.markdown[0].value
        assert not app.metric
        assert not app.dataframe


def test_a_viewer_looks_at_the_screens_without_a_button_that_would_be_refused(visiting):
    opened = visiting("vera")
    for screen in SCREENS:
        app = opened(screen)
        assert faults(app) == [], screen
        assert not labels(app) & {"Load", "Withdraw", "Withdraw…", "Issue the report", "Use this threshold", "Run now"}
    assert not opened("uploads").get("file_uploader")
    assert opened("settings", section="audit").caption[-1].value.startswith(":material/lock:")


def test_a_forged_press_writes_nothing_and_says_why(visiting):
    def forge(app):
        next(one for one in app.text_input if one.label == "Add a brand").set_value("Velmont")
        next(one for one in app.button if one.label == "Add").click()  # its page hides it
        return app.run()

    for name in ("vera", "ana"):
        app = forge(visiting(name)("settings", section="brands"))
        assert [error for error in faults(app) if "for an approver" in error]
    app = visiting("claire")("settings", section="brands")
    visiting("claire", seconds=-1)  # the token ends between the page and the press
    app = forge(app)
    assert [one.value for one in app.subheader] == ["Sign in"]
    rows = session.store().rows("select brand, set_by from brand_roles order by rowid")
    assert rows == [{"brand": "Aurelle", "set_by": "test"}]
    visiting("claire")
    assert faults(forge(visiting("claire")("settings", section="brands"))) == []
    assert session.store().rows("select brand, set_by from brand_roles order by rowid")[1:] == [
        {"brand": "Velmont", "set_by": "claire@aurelle.test"}
    ]


def test_a_role_withdrawn_is_gone_at_the_next_run(visiting):
    app = visiting("ana")("uploads")
    assert app.get("file_uploader")
    visiting.file.write_text(SECRETS.replace("ana@", "anna@"), encoding="utf-8")
    app.run()
    assert "nobody has given" in app.markdown[0].value


def test_secrets_that_cannot_be_read_let_nobody_in(visiting):
    visiting.file.write_text("[auth", encoding="utf-8")
    app = visiting("claire")("overview")
    assert "cannot be read" in faults(app)[0]
    assert not app.metric


def test_an_approver_reads_who_did_what(visiting):
    app = visiting("claire")("settings", section="audit")
    assert faults(app) == []
    told = app.dataframe[0].value
    assert list(told["What"])[:1] == ["Sign-in"]
    assert "Role of a brand" in set(told["What"])
    assert any("each as it was written" in one.value for one in app.caption)
