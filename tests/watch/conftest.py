"""What every test of the watch may ask for: real receivers, and a brand in an alert."""

import pytest

from tests import canonical
from tests.watch.crisis import calm, negatives
from tests.watch.receivers import Hook, Mailbox


@pytest.fixture
def hook(monkeypatch):
    """A web server that takes what is sent by the way `hook`."""
    with Hook() as receiver:
        monkeypatch.setenv("EREPUTATION_NOTIFY_HOOK", receiver.address)
        yield receiver


@pytest.fixture
def mailbox(monkeypatch):
    """The mail server."""
    with Mailbox() as receiver:
        monkeypatch.setenv("EREPUTATION_NOTIFY_MAIL", receiver.address)
        yield receiver


@pytest.fixture
def watched(store):
    """Five ordinary weeks of our brand and a day of forty negative mentions, to be found."""
    canonical.brands(store, own="Aurelle")
    negatives(store, [*calm(35), 40])
    return store
