"""What people decide is appended: of two decisions the last one holds, however quickly it follows."""

from data.decisions.brands import own_brands, set_role
from data.store import insert, now, setting


def test_of_two_roles_of_a_brand_declared_at_once_the_last_one_holds(store):
    for _ in range(20):
        set_role(store, "Aurelle", "competitor", who="test")
        set_role(store, "Aurelle", "own", who="test")
        assert own_brands(store) == ("Aurelle",)
        set_role(store, "Aurelle", "other", who="test")
        assert own_brands(store) == ()


def test_of_two_settings_made_at_once_the_last_one_holds(store):
    for zone in ("UTC", "Europe/Paris", "Asia/Tokyo"):
        with store.writing() as cursor:
            insert(cursor, "settings", {"name": "time_zone", "value": zone, "set_at": now(), "set_by": "test"})
        assert setting(store, "time_zone", "UTC") == zone
