"""Somebody whose access is limited to some brands signs in with a provider of OpenID Connect: what reaches their browser."""

import re

import pytest

from data.decisions.brands import set_role
from data.migrations import open_store
from tests import canonical
from tests.browser.serving import browsing, free_port, served, settle
from tests.browser.test_sign_in import is_shown, open_menu, sign_in

SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "0123456789abcdef0123456789abcdef"
[auth.main]
client_id = "dashboard"
client_secret = "secret"
server_metadata_url = "{main}/.well-known/openid-configuration"
[roles.approver]
groups = ["board"]
[[roles.limited]]
brands = ["Aurelle"]
groups = ["agency"]
[[roles.limited]]
brands = ["Zorblatt"]
people = ["nora@agency.test"]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The address of a dashboard of two brands with a sign-in, and its secrets."""
    mock = pytest.importorskip("oidc_provider_mock")
    people = [
        mock.User(sub=name, claims={"email": f"{name}@agency.test", "email_verified": True, "groups": [group]})
        for name, group in (("pat", "agency"), ("nora", "none"), ("claire", "board"))
    ]
    folder = tmp_path_factory.mktemp("limited")
    path, secrets, port = folder / "e-reputation.duckdb", folder / "secrets.toml", free_port()
    store = open_store(path)
    for brand, count in (("Aurelle", 3), ("Zorblatt", 8)):
        rows = canonical.daily("2026-03-02", [count] * 28, Brand=brand, Channel="x", Sentiment="positive")
        canonical.mentions(store, rows)
    set_role(store, "Aurelle", "own", who="test")
    set_role(store, "Zorblatt", "competitor", who="test")
    store.close()
    quiet = {"EREPUTATION_REPORTS": "off", "EREPUTATION_WATCH": "off", "EREPUTATION_SECRETS": str(secrets)}
    with mock.run_server_in_thread(user_claims=people) as provider:
        main = f"http://localhost:{provider.server_port}"
        secrets.write_text(SECRETS.format(port=port, main=main), encoding="utf-8")
        with served(path, port=port, **quiet) as address:
            yield address.replace("127.0.0.1", "localhost"), secrets


def listening(page):
    """All that the server sends to a page, as it comes in."""
    received = []

    def noted(payload):
        received.append(payload if isinstance(payload, bytes) else payload.encode())

    page.on("websocket", lambda socket: socket.on("framereceived", noted))
    page.on("response", lambda answer: received.append(answer.url.split("?")[0].encode()))
    return received


def around(received, name):
    """Where a name was sent, but for the visitor's own link, which the page of the sign-in keeps in a cookie."""
    told = re.sub(rb"brand(=|%3D|%253D)" + name, b"", b"".join(received))
    return [told[max(found.start() - 90, 0) : found.end() + 90] for found in re.finditer(name, told)]


def test_two_limited_people_receive_their_own_brand_alone_until_the_secrets_say_otherwise(place):
    address, secrets = place
    with browsing(language="en-GB", visitor="") as page:
        received = listening(page)
        page.goto(f"{address}/?lang=en&brand=Zorblatt")
        settle(page)
        sign_in(page, "pat")
        is_shown(page, "Your access is limited to Aurelle")
        other = page.context.browser.new_context(locale="en-GB").new_page()
        of_nora = listening(other)
        other.goto(f"{address}/visibility?lang=en")
        settle(other)
        sign_in(other, "nora")
        is_shown(other, "Your access is limited to Zorblatt")
        open_menu(page, "Objectives")
        for screen in ("visibility", "mentions", "sources", "settings", "uploads"):
            page.goto(f"{address}/{screen}?lang=en&brand=Zorblatt")
            settle(page)
            is_shown(page, "Your access is limited to Aurelle")
        is_shown(page, "This screen is not shown where access is limited")
        page.keyboard.press("Control+k")
        settle(page)
        assert b"Aurelle" in b"".join(received)
        assert around(received, b"Zorblatt") == []
        assert b"Zorblatt" in b"".join(of_nora)
        assert around(of_nora, b"Aurelle") == []
        page.keyboard.press("Escape")
        open_menu(page, "Overview")
        # the limit changes: the tab follows, though nobody touches it
        said = secrets.read_text(encoding="utf-8")
        secrets.write_text(re.sub(r'"Aurelle"\]\ngroups', '"Zorblatt"]\ngroups', said), encoding="utf-8")
        is_shown(page, "Your access is limited to Zorblatt")
        settle(page)
        assert page.get_by_text("Aurelle").count() == 0
        other.context.clear_cookies()
        other.goto(f"{address}/?lang=en")
        settle(other)
        sign_in(other, "claire")
        is_shown(other, "claire@agency.test")
        assert other.get_by_text("Your access is limited").count() == 0
