"""A dashboard without a browser, on a store of its own: opens screens as a link does, and says what is at fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.test_house import ROOT
from ui import session

# every run of an AppTest reads the metadata of all installed packages anew: a tenth of the time of the tests of screens
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


@contextmanager
def dashboard_on(path: Path, *, seconds: float = 120) -> Iterator[Callable[..., AppTest]]:
    """Opens a screen of the store of that path, which nobody else may hold: `opened(screen, **address)`, in English.

    `holds`: key -> value of the session before the screen is drawn, for what a visitor would have selected.
    """

    def opened(screen: str, *, holds: Mapping[str, object] | None = None, **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=seconds)
        for name, value in {"lang": "en", **address}.items():
            app.query_params[name] = value
        for name, value in (holds or {}).items():
            app.session_state[name] = value
        app.switch_page(f"app_pages/{screen}.py")
        return app.run()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EREPUTATION_STORE", str(path))
        yield opened
        session.store().close()
        st.cache_resource.clear()


def faults(app: AppTest) -> list[str]:
    """What the screen says in place of what it should show."""
    return [one.value for one in (*app.exception, *app.error)]
