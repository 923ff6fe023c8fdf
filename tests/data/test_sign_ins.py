"""Who is signed in, as which role, and until when: by our own store, whatever a cookie says."""

from datetime import UTC, datetime, timedelta

import pytest

from data.access import roles, sign_ins
from data.access.roles import role_of
from data.sentences import Refusal

FILE = """
[auth]
cookie_secret = "0123456789abcdef0123456789abcdef"
redirect_uri = "https://r.test/oauth2callback"
[roles.approver]
people = ["Claire@Aurelle.test"]
[roles.analyst]
people = ["both@aurelle.test"]
groups = ["communication"]
[roles.viewer]
people = ["both@aurelle.test", "vera@aurelle.test"]
groups = ["everyone"]
"""


def told(tmp_path, text=FILE):
    path = tmp_path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    return roles.secrets([path]).roles


def claims(**more):
    moment = datetime.now(UTC)
    return {
        "is_logged_in": True, "provider": "default", "iss": "https://id.test", "sub": "1", "email": "vera@aurelle.test",
        "iat": int(moment.timestamp()), "exp": int((moment + timedelta(hours=1)).timestamp()), **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ({"email": "claire@aurelle.test"}, "approver"),
        ({"email": " CLAIRE@aurelle.TEST "}, "approver"),
        ({"email": "claire@aurelle.test", "email_verified": False}, "nobody"),
        ({"email": "claire@aurelle.test", "email_verified": True}, "approver"),
        ({"email": "both@aurelle.test"}, "analyst"),
        ({"email": "x@aurelle.test", "groups": ["everyone", "communication"]}, "analyst"),
        ({"email": "x@aurelle.test", "groups": "everyone"}, "viewer"),
        ({"email": "vera@aurelle.test", "groups": ["communication"]}, "viewer"),  # a name counts before a group
        ({"email": "listed@aurelle.test", "groups": ["communication"]}, "viewer"),
        ({"email": "old@aurelle.test"}, "approver"),  # 'owner' of an older list
        ({"email": "x@aurelle.test"}, "nobody"),
        ({}, "nobody"),
    ],
)
def test_a_role_comes_from_the_file_then_the_list_then_a_group(tmp_path, said, role):
    listed = {"listed@aurelle.test": "viewer", "old@aurelle.test": "owner", "claire@aurelle.test": "viewer"}
    assert role_of(told(tmp_path), said, listed) == role


def test_an_unknown_person_may_look_only_where_the_owner_says_so(tmp_path):
    assert role_of(told(tmp_path, FILE + '[roles]\nunknown = "viewer"\n'), {"email": "x@y.test"}, {}) == "viewer"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[roles.viewer]\npeople = ["a@b.test"]', "without"),
        ('[auth]\ncookie_secret = "secret"', "guessed"),
        (FILE + "[roles.owner]\npeople = []", "means nothing"),
        (FILE + '[roles]\nunknown = "approver"', "not valid"),
        (FILE.replace('["both@aurelle.test"]', '"both@aurelle.test"'), "no list"),
        (FILE.replace("[roles.viewer]", "[roles.viewer]\nbrands = ['Aurelle']"), "write a ..roles.limited"),
        ("[auth", "cannot be read"),
        ('auth = "yes"', "no table"),
        ("auth = [1]", "no table"),
        (FILE.replace('redirect_uri = "https://r.test/oauth2callback"', ""), "redirect_uri of .auth. is ''"),
        (FILE.replace("https://r.test", "r.test"), "redirect_uri of .auth. is 'r.test/oauth2callback'"),
        (FILE.replace("https://r.test", "https://"), "redirect_uri"),
        (FILE.replace("https://r.test", "javascript://r.test"), "redirect_uri"),
        (FILE.replace('"https://r.test/oauth2callback"', "7"), "redirect_uri of .auth. is '7'"),
    ],
)
def test_what_means_nothing_in_the_file_is_refused(tmp_path, text, why):
    with pytest.raises(Refusal, match=why):
        told(tmp_path, text)


def test_a_sign_in_ends_with_its_token_by_sign_out_and_by_the_owner(store, tmp_path):
    given = told(tmp_path)
    same = claims()
    open_one = sign_ins.look(store, same, given, {})
    assert (open_one.state, open_one.who.role, open_one.who.name) == ("open", "viewer", "vera@aurelle.test")
    past = int((datetime.now(UTC) - timedelta(seconds=1)).timestamp())
    assert sign_ins.look(store, claims(exp=past), given, {}).state == "expired"
    assert sign_ins.look(store, {**claims(), "exp": None}, given, {}).state == "unsound"
    assert sign_ins.look(store, {**claims(), "sub": ""}, given, {}).state == "unsound"
    for beyond in (1e300, -1e18, float("nan"), float("inf"), True):  # what no calendar has
        assert sign_ins.look(store, claims(exp=beyond), given, {}).state == "unsound"
    for issued in (None, "soon", 1e300):
        assert sign_ins.look(store, claims(iat=issued, nonce=str(issued)), given, {}).is_open
    assert sign_ins.look(store, {**claims(), "is_logged_in": False}, given, {}).state == "absent"
    assert sign_ins.look(store, claims(email="x@y.test"), given, {}).state == "unknown"
    sign_ins.end(store, open_one)
    assert sign_ins.look(store, same, given, {}).state == "ended"
    again = claims(nonce="2")
    assert sign_ins.look(store, again, given, {}).is_open
    assert sign_ins.end_all(store, "VERA@aurelle.test") == 4
    assert sign_ins.look(store, again, given, {}).state == "ended"


def test_a_role_that_is_withdrawn_is_gone_at_the_next_look_and_noted(store, tmp_path):
    said = claims(email="claire@aurelle.test")
    assert sign_ins.look(store, said, told(tmp_path), {}).who.role == "approver"
    less = told(tmp_path, FILE.replace("[roles.approver]", "[roles.viewer]", 1).replace("[roles.viewer]\npeople = [\"both", "[other]\npeople = [\"both"))  # fmt: skip
    assert sign_ins.look(store, said, less, {}).who.role == "viewer"
    none = told(tmp_path, FILE.replace("Claire", "Clara"))
    assert sign_ins.look(store, said, none, {}).state == "unknown"
    assert [row["action"] for row in store.rows("select action from audit_log order by entry")] == [
        "sign-in", "change of role", "change of role without a role",
    ]  # fmt: skip


def test_looking_changes_no_figure_and_writes_once(store, tmp_path):
    given, version = told(tmp_path), store.version
    said = claims()
    for _ in range(3):
        sign_ins.look(store, said, given, {})
    assert store.version == version
    assert store.value("select count(*) from sign_ins") == 1
    assert store.value("select count(*) from audit_log") == 1
