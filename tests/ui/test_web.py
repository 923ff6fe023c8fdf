"""Whom the server answers, with which headers: by host, by proxy, by address."""

import asyncio

import pytest

from data.sentences import Refusal
from tests.test_house import ROOT
from ui import sign_in, web
from ui.web import Guard

HERE = "localhost:8501"


def asked(path="/", *, method="GET", host=HERE, client="127.0.0.1", origin=None, hosts=web.LOOPBACK, frames=(),
          may_upload=lambda _cookies: True, may_look_after=lambda _cookies: False, kind="http", **headers):  # fmt: skip
    """(status, headers) of the answer; 200: Streamlit's own."""
    sent = []

    async def streamlit(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", b"a=b; HttpOnly")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    guard = Guard(
        streamlit,
        frames=frames,
        settings=lambda: (origin, hosts),
        may_upload=may_upload,
        may_look_after=may_look_after,
        answered=lambda _status: None,
    )
    named = [(b"host", host.encode()), *((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items())]  # fmt: skip
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": b"a=b",
        "headers": named,
        "client": (client, 1),
    }
    asyncio.run(guard(scope, None, send))
    start = sent[0]
    return start.get("status", start.get("code")), {
        name.decode(): value.decode() for name, value in start.get("headers", [])
    }


def test_without_a_sign_in_this_machine_is_answered_by_its_own_names_and_by_no_proxy():
    assert asked()[0] == 200
    assert asked(host="127.0.0.1:8501")[0] == asked(host="[::1]:8501")[0] == 200
    for host in ("evil.test:8501", "localhost.evil.test", "", "127.0.0.1.evil.test", "localhost@evil.test"):
        assert asked(host=host)[0] == 421, host
        assert asked(host=host, kind="websocket")[0] == 1008
    assert asked(x_forwarded_for="10.0.0.1")[0] == 421
    assert asked("/api/healthz", host="10.0.0.5:8501", x_forwarded_for="10.0.0.1")[0] == 200


def test_with_a_sign_in_one_host_name_is_answered_and_others_are_sent_there():
    here = {"origin": "https://r.test", "hosts": ("r.test",)}
    assert asked(host="r.test", x_forwarded_for="10.0.0.1", **here)[0] == 200
    status, headers = asked("/sentiment", host="10.0.0.5", **here)
    assert (status, headers["location"]) == (307, "https://r.test/sentiment?a=b")
    assert asked("/sentiment", method="PUT", host="10.0.0.5", **here)[0] == 421


def test_a_cookie_of_a_sign_in_goes_by_https_alone():
    assert asked(host="r.test", origin="https://r.test", hosts=("r.test",))[1]["set-cookie"] == "a=b; HttpOnly; Secure"
    assert asked(origin="http://localhost:8501")[1]["set-cookie"] == "a=b; HttpOnly"


def test_metrics_are_of_this_machine_and_the_agent_of_nobody():
    assert asked("/_stcore/metrics")[0] == 200
    for other in ({"client": "10.0.0.1"}, {"x_forwarded_for": "10.0.0.1"}, {"host": "r.test", "hosts": ("r.test",)}):
        assert asked("/_stcore/metrics", **other)[0] in (403, 421), other
        assert asked("/base/_stcore/metrics", **other)[0] in (403, 421), other
    assert asked("/_stcore/agent/openapi.json")[0] == 404


def test_figures_of_the_program_are_for_this_machine_and_for_approvers():
    there = {"origin": "https://r.test", "hosts": ("r.test",), "host": "r.test", "x_forwarded_for": "10.0.0.1"}
    assert asked("/api/metrics")[0] == 200
    assert asked("/api/metrics", **there)[0] == asked("/api/metrics/", **there)[0] == 403
    assert asked("/api/metrics", client="10.0.0.1", hosts=())[0] == 403
    assert asked("/api/metrics", may_look_after=lambda cookies: cookies == {"a": "b"}, cookie="a=b", **there)[0] == 200


def test_the_bytes_of_a_file_are_taken_from_whoever_may_load_it():
    told = []
    path = "/_stcore/upload_file/session/file"
    assert asked(path, method="PUT", may_upload=lambda cookies: bool(told.append(cookies)), cookie="a=b; c=d")[0] == 403
    assert told == [{"a": "b", "c": "d"}]
    assert asked(path, method="PUT")[0] == 200


def test_every_answer_has_the_headers_and_names_no_parent():
    for path in ("/", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/agent/x"):
        _, headers = asked(path)
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
    _, headers = asked(frames=web.frames("https://a.test http://b.test:81"))
    assert "x-frame-options" not in headers
    assert "frame-ancestors https://a.test http://b.test:81" in headers["content-security-policy"]
    for wrong in ("*", "https://*", "a.test", "https://a.test/x", "https://a.test;", "'self'"):
        with pytest.raises(Refusal):
            web.frames(wrong)


def test_no_inline_script_runs_but_those_of_the_page():
    policy = asked()[1]["content-security-policy"]
    scripts = policy.split("script-src ")[1].split(";")[0].split()
    assert scripts[0] == "'self'"
    assert all(one.startswith("'sha256-") for one in scripts[1:])
    for name in (ROOT / "ui").rglob("*.py"):  # a script that varies would not run
        text = name.read_text(encoding="utf-8")
        assert "unsafe_allow_javascript" not in text or name.name == "browser.py", name


@pytest.mark.parametrize(
    ("address", "is_open", "said"),
    [
        ("127.0.0.1", "", "only this machine"),
        ("::1", "", "only this machine"),
        ("0.0.0.0", "yes", "OPEN TO EVERYONE"),
        ("0.0.0.0", "", None),
        ("192.168.1.2", "no", None),
        ("", "1", None),
        ("127.0.0.1.evil.test", "", None),
    ],
)
def test_others_are_served_without_a_sign_in_only_where_the_owner_says_so(monkeypatch, address, is_open, said):
    monkeypatch.setattr(sign_in, "files", list)
    monkeypatch.setenv(sign_in.OPEN, is_open)
    if said is None:
        with pytest.raises(Refusal, match="Without a sign-in only this machine is answered"):
            sign_in.who_may_come(address)
    else:
        assert said in str(sign_in.who_may_come(address))


def test_secrets_that_are_gone_do_not_let_everybody_in(monkeypatch, tmp_path):
    file = tmp_path / "secrets.toml"
    file.write_text(
        '[auth]\ncookie_secret = "0123456789abcdef0123456789abcdef"\nredirect_uri = "https://r.test/oauth2callback"',
        encoding="utf-8",
    )
    monkeypatch.setattr(sign_in, "files", lambda: [file])
    monkeypatch.setattr(sign_in, "_signed_in_once", False)
    monkeypatch.setattr(sign_in.acting, "_served", True)
    assert sign_in.is_configured()
    file.unlink()
    assert sign_in.is_configured()
    assert not sign_in.may_upload({})


def test_every_part_of_a_screen_that_runs_by_itself_asks_who_is_there():
    for path in [*(ROOT / "ui").rglob("*.py"), *(ROOT / "app_pages").rglob("*.py"), ROOT / "dashboard.py"]:
        text = path.read_text(encoding="utf-8")
        if path.name != "sign_in.py":
            assert "st.fragment(" not in text, path
            assert "@st.fragment" not in text, path
            if path.name != "identity.py":  # a name, where nobody signs in
                assert "st.dialog(" not in text, path


def test_every_download_is_noted():
    for path in [*(ROOT / "ui").rglob("*.py"), *(ROOT / "app_pages").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        buttons = text.count("st.download_button(")
        assert text.count("noted(") + text.count("noted_download(") >= buttons, path
