"""Views kept under a name: what is kept, replaced, forgotten and restored."""

import pytest

from data.decisions import history, views
from data.sentences import Refusal


def kept(store):
    return {one.name: (one.screen, one.query) for one in views.views(store)}


def test_a_view_is_kept_replaced_forgotten_and_restored(store):
    views.keep(
        store, "  Comité   du lundi ", screen="visibility", query={"brand": "Aurelle", "channel": "x"}, who="ana"
    )
    assert kept(store) == {"Comité du lundi": ("visibility", {"brand": "Aurelle", "channel": "x"})}
    views.keep(store, "Comité du lundi", screen="", query={"brand": "Velmont"}, who="ben")
    (one,) = views.views(store)
    assert (one.screen, one.query, one.kept_by) == ("", {"brand": "Velmont"}, "ben")
    views.forget(store, "Comité du lundi", who="ana")
    assert kept(store) == {}
    history.undo(store, history.history(store)[0], who="ana")
    assert kept(store) == {"Comité du lundi": ("", {"brand": "Velmont"})}


@pytest.mark.parametrize(("name", "reason"), [(" \t", "needs a name"), ("a" * 61, "60 characters at most")])
def test_a_name_that_is_none_is_refused(store, name, reason):
    with pytest.raises(Refusal, match=reason):
        views.keep(store, name, screen="", query={}, who="ana")
    assert kept(store) == {}
