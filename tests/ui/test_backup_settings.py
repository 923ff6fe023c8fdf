"""A backup is made on the screen, and the overview warns only where one is wanted and missing."""

from data.backups import settings, shelf
from data.migrations import open_store
from tests import canonical
from tests.ui.dashboard import dashboard_on, faults


def test_a_backup_is_made_and_its_schedule_set_on_the_screen(tmp_path):
    path = tmp_path / "e-reputation.duckdb"
    store = open_store(path)
    canonical.mentions(store, "Day | Brand | Channel\n2026-03-02 | Aurelle | x")
    with store.writing() as cursor:
        cursor.execute("update uploads set origin = 'screen', loaded_at = loaded_at - interval 3 day")
    store.close()
    with dashboard_on(path) as opened:
        app = opened("overview")
        assert [one.value for one in app.warning] == [
            "No backup has been made yet. Make one under Settings, Data and sentiment."
        ]
        app = opened("settings", section="data")
        assert any("There is no backup yet." in one.value for one in app.markdown)
        app = app.button(key="back up now").click().run()
        assert not faults(app)
        assert any("Last good backup: " in one.value for one in app.markdown)
        (backup,) = shelf.listed(path)
        assert backup.kind == "by hand"
        next(one for one in app.selectbox if one.label == "Made each day at").set_value(-1)
        app = next(one for one in app.button if one.form_id.startswith("backups")).click().run()
        assert not faults(app)
        assert not opened("overview").warning
    store = open_store(path)
    assert settings.schedule(store).hour is None
    store.close()
