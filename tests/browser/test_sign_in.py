"""Signing in against a provider of OpenID Connect, in a browser: roles, expiry, a role withdrawn, and the other tabs."""

from datetime import timedelta
from urllib.request import Request, urlopen

import duckdb
import pytest

from data.access import log
from data.decisions.brands import set_role
from data.migrations import open_store
from tests.browser.serving import browsing, free_port, served, settle

EXPORT = b"Date,Brand,Channel,Text\n2026-03-02,Aurelle,x,Fine\n"
SHORT = timedelta(seconds=6)  # of a token that ends while one looks


@pytest.fixture(scope="module")
def providers():
    """The addresses of two providers: tokens of the second one end soon."""
    mock = pytest.importorskip("oidc_provider_mock")
    people = [
        mock.User(sub=name, claims={"email": f"{name}@aurelle.test", "email_verified": True, "groups": [group]})
        for name, group in (("vera", "readers"), ("ana", "care"), ("claire", "board"), ("eve", "none"))
    ]
    with (
        mock.run_server_in_thread(user_claims=people) as long,
        mock.run_server_in_thread(user_claims=people, access_token_max_age=SHORT) as short,
    ):
        yield tuple(f"http://localhost:{one.server_port}" for one in (long, short))


SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
[auth.main]
client_id = "dashboard"
client_secret = "secret"
server_metadata_url = "{main}/.well-known/openid-configuration"
[auth.short]
client_id = "dashboard"
client_secret = "secret"
server_metadata_url = "{short}/.well-known/openid-configuration"
[roles.viewer]
groups = ["readers"]
[roles.analyst]
people = ["ana@aurelle.test"]
[roles.approver]
groups = ["board"]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory, empty_store_file, providers):
    """The address of a dashboard with a sign-in, its secrets and its store."""
    folder = tmp_path_factory.mktemp("sign-in")
    path, secrets, port = folder / "e-reputation.duckdb", folder / "secrets.toml", free_port()
    store = open_store(path)
    set_role(store, "Aurelle", "own", who="test")
    store.close()
    secrets.write_text(SECRETS.format(port=port, main=providers[0], short=providers[1]), encoding="utf-8")
    quiet = {"EREPUTATION_REPORTS": "off", "EREPUTATION_WATCH": "off", "EREPUTATION_SECRETS": str(secrets)}
    with served(path, port=port, **quiet) as address:
        yield address, secrets
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(log.SELECTED).fetchall()
    assert log.first_changed(rows) is None
    told = {(row[2], row[4]) for row in rows}
    assert {("vera@aurelle.test", "sign-in"), ("vera@aurelle.test", "sign-out"), ("eve@aurelle.test", "sign-in without a role"),
            ("ana@aurelle.test", "change of role without a role")} <= told  # fmt: skip
    assert not [row for row in rows if row[2] == "vera@aurelle.test" and row[4] in ("brand role", "setting")]


def sign_in(page, name, *, provider="Main"):
    page.get_by_role("button", name=f"Sign in with {provider}").click()
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def is_shown(page, text):
    page.get_by_text(text).first.wait_for(timeout=60_000)


def open_menu(page, name):
    """A rerun of the tab without a new connection, as a click in the menu is."""
    page.get_by_role("link", name=name).first.click()
    settle(page)


def test_people_come_in_by_their_role_and_are_out_by_sign_out_by_token_and_by_the_secrets(place):
    address, secrets = place
    with browsing(language="en-GB", visitor="") as page:
        refused = []
        page.on("console", lambda said: refused.append(said.text) if "Security Policy" in said.text else None)
        page.goto(f"{address}/settings?lang=en&section=brands")  # by a number: the cookie counts for the name alone
        settle(page)
        assert page.url.startswith("http://localhost:")
        assert page.get_by_test_id("stHeading").all_inner_texts() == ["Sign in"]
        assert page.get_by_role("link", name="Settings").count() == 0
        sign_in(page, "vera")
        is_shown(page, "Your role may not change this")  # the screen of the link
        # forged: what the page hides is filled in and pressed all the same
        page.get_by_label("Add a brand").fill("Velmont", force=True)
        page.evaluate(
            "[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Add').click()"
        )
        is_shown(page, "Your role may not change this: objectives")
        settle(page)
        other = page.context.new_page()
        other.goto(page.url)
        settle(other)
        cookies = page.context.cookies()
        put = page.request.put(f"{page.url.split('/settings')[0]}/_stcore/upload_file/session/file", data=b"x")
        assert (put.status, put.text()) == (403, "sign in to load files")
        page.get_by_text("vera@aurelle.test").first.click()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/oauth2/end_session**", timeout=60_000)
        is_shown(other, "You are signed out")  # nobody touched this tab
        assert other.get_by_role("link", name="Settings").count() == 0
        page.context.add_cookies(cookies)  # kept by somebody
        page.goto(other.url)
        is_shown(page, "You are signed out")
        assert refused == []
        # a token that ends, a role that is withdrawn, and a person without one
        page.context.clear_cookies()
        page.goto(f"{address}/?lang=en")
        settle(page)
        sign_in(page, "claire", provider="Short")
        is_shown(page, "claire@aurelle.test")
        is_shown(page, "Your sign-in ended at")  # nobody touched the tab
        sign_in(page, "ana")
        open_menu(page, "Uploads")
        page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": EXPORT})
        is_shown(page, "Ready to load")
        secrets.write_text(secrets.read_text(encoding="utf-8").replace("ana@", "anna@"), encoding="utf-8")
        is_shown(page, "nobody has given this address a role")  # nobody touched the tab
        page.context.clear_cookies()
        page.goto(address)
        settle(page)
        sign_in(page, "eve")
        is_shown(page, "nobody has given this address a role")


def test_what_is_for_this_machine_or_for_nobody_is_refused(place):
    address, _ = place

    def asked(path, **headers):
        try:
            with urlopen(Request(f"{address}{path}", headers=headers), timeout=10) as answer:
                return answer.status, answer.headers, answer.read()
        except OSError as error:
            return error.code, error.headers, b""

    status, headers, _ = asked("/api/healthz")
    assert status == 200
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"].split("script-src")[1].split(";")[0]
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")
    assert asked("/_stcore/metrics")[0] == 200
    assert asked("/_stcore/metrics", **{"X-Forwarded-For": "10.0.0.1"})[0] == 403
    assert asked("/_stcore/metrics", Host="dashboard.test")[0] == 403
    assert asked("/_stcore/agent/openapi.json")[0] == 404
    assert asked("/_stcore/host-config", Host="localhost")[2].startswith(b'{"allowedOrigins":[]')
