"""Texts that a tool gives as HTML are stored as text; what only looks like it stays."""

import pytest

from tests.tables import given


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('<p>Bravo <a href="https://m.s/@aurelle">@aurelle</a><br />merci</p>', "Bravo @aurelle\nmerci"),
        ("<p>D&#39;accord</p>", "D'accord"),
        ("<p>Un</p><p>Deux</p>", "Un\nDeux"),
        ("R&amp;D, &eacute;t&eacute;, &#x27;oui&#x27;", "R&D, été, 'oui'"),
        ("I <3 you", "I <3 you"),
        ("a < b & c > d", "a < b & c > d"),
        ("AT&T; &foo; &#0;", "AT&T; &foo; &#0;"),
        ("&lt;p&gt; is a tag", "<p> is a tag"),
    ],
)
def test_html_is_text_before_it_is_stored(store, tmp_path, written, text):
    given(store, tmp_path, "m.csv", f"Date | Brand | Channel | Text\n2026-03-01 10:00 | A | X | {written}")
    assert store.value("select text from mentions") == text
