"""Parts of a screen that a role may look at and not change: their buttons are away, and a sentence says why.

The store refuses the write in any case (data/access): this only spares a visitor what would be refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data.access import rights
from ui.session import say
from ui.sign_in import may


@contextmanager
def for_role(role: str, key: str, *, told: bool = True) -> Iterator[bool]:
    """Draw what a role may change; whoever may not sees it without its buttons. Gives whether the visitor may.

    `key`: of this part, no other one of the screen has it. `told`: whether it is said here that the visitor may not.
    """
    if may(role):
        yield True
        return
    with st.container(key=f"locked {key}"):
        if told:
            st.caption(f":material/lock: {say(rights.NEEDS[role])}")
        yield False
