"""A text as compared: which signs leave it does not depend on the other signs that it holds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from data.store import scratch_cursor

LEFT_OUT = " .,;:!?…\"'’`()[]{}«»“”-–—_*&#@/\\|<>=+~^\t\n\r\u00a0\u202f"
SIGNS = st.sampled_from([*LEFT_OUT, *"aBéÉzß9€%ñ中😀\u200b"])


@given(st.text(SIGNS, max_size=40))
@settings(max_examples=150, deadline=None)
def test_every_blank_and_sign_of_punctuation_leaves(text: str) -> None:
    with scratch_cursor() as cursor:
        [[found]] = cursor.execute("select wording(?)", [text]).fetchall()
    assert found == "".join(one for one in text if one not in LEFT_OUT).lower()
    with scratch_cursor() as cursor:
        [[again]] = cursor.execute("select wording(?)", [f"«{text}»"]).fetchall()
    assert again == found


def test_addresses_and_the_prefix_of_a_repost_leave() -> None:
    with scratch_cursor() as cursor:
        rows = cursor.execute(
            "select wording(unnest(['RT @ana: Le prix', 'Le prix https://a.example/x?y=[1]', 'LE PRIX !', 'le — prix']))"
        ).fetchall()
    assert {row[0] for row in rows} == {"leprix"}


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_the_key_of_a_text_is_the_lower_half_of_its_md5(text: str) -> None:
    with scratch_cursor() as cursor:
        [[found, known]] = cursor.execute("select key_of($t), md5_number_lower($t)", {"t": text}).fetchall()
    assert found == known


def test_an_address_ends_where_it_says_something() -> None:
    written = [
        "https://www.a.example/b",
        "https://a.example/b/",
        "https://a.example/b &/ ",
        "http://m.a.example/b?",
        "https://a.example/b/?utm_source=x",
        "https://a.example/b#c",
    ]
    with scratch_cursor() as cursor:
        rows = cursor.execute("select canonical_url(unnest($written))", {"written": written}).fetchall()
    assert {row[0] for row in rows} == {"a.example/b"}
