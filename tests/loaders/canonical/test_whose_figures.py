"""The figures of one account or site never replace those of another, whatever their files leave unsaid."""

import pytest

from data import ledger
from tests.tables import given

WEEK = [f"2026-01-{day:02}" for day in range(5, 12)]


def console(clicks, days=WEEK):
    rows = [f"{day} | {count} | {10 * count} | 10% | 3.1" for day, count in zip(days, clicks, strict=True)]
    return "\n".join(["Date | Clicks | Impressions | CTR | Position", *rows])


ONE, OTHER = [120, 131, 118, 140, 133, 90, 85], [12, 9, 14, 11, 16, 3, 2]
BRAND = {"brand": "Acme"}


def clicks(store):
    return {
        row["site"]: row["clicks"]
        for row in store.rows("select site, sum(clicks) as clicks from search group by site order by site")
    }


def load_days(store, folder, name, figures, **answers):
    return given(store, folder, name, console(figures), answers=BRAND | answers, format="search_console_days")


def test_two_sites_that_no_file_names_are_asked_about_and_kept_apart(store, tmp_path):
    assert load_days(store, tmp_path, "Dates.csv", ONE).status == "loaded"
    asked = load_days(store, tmp_path, "Dates.csv", OTHER)
    assert asked.status == "needs an answer"
    (question,) = asked.questions
    assert (question.id, question.options) == ("same_site", ("same", "another"))
    assert "7 of 7 differ; on 2026-01-05: 12 here, 120 there" in str(question.text)
    assert clicks(store) == {None: sum(ONE)}
    asked = load_days(store, tmp_path, "Dates.csv", OTHER, same_site="another")
    assert [one.id for one in asked.questions] == ["name_of_site"]
    asked = load_days(store, tmp_path, "Dates.csv", OTHER, same_site="another", name_of_site="blog")
    assert [one.id for one in asked.questions] == ["earlier_name_of_site"]
    answers = {"same_site": "another", "name_of_site": "blog", "earlier_name_of_site": "shop"}
    assert load_days(store, tmp_path, "Dates.csv", OTHER, **answers).status == "loaded"
    assert clicks(store) == {"blog": sum(OTHER), "shop": sum(ONE)}


def test_a_later_export_of_either_is_known_by_its_days(store, tmp_path):
    answers = {"same_site": "another", "name_of_site": "blog", "earlier_name_of_site": "shop"}
    load_days(store, tmp_path, "a.csv", ONE)
    load_days(store, tmp_path, "b.csv", OTHER, **answers)
    grown = [*OTHER[:6], 4, 20]
    later = given(
        store, tmp_path, "c.csv", console(grown, [*WEEK, "2026-01-12"]), answers=BRAND, format="search_console_days"
    )
    assert later.status == "loaded"
    assert clicks(store) == {"blog": sum(grown), "shop": sum(ONE)}
    apart = given(
        store,
        tmp_path,
        "d.csv",
        console([5, 6], ["2026-02-01", "2026-02-02"]),
        answers=BRAND,
        format="search_console_days",
    )
    (question,) = apart.questions  # no day in common: it could be either
    assert (question.id, question.options) == ("same_site", ("blog", "shop", "another"))


def test_the_same_site_again_is_no_question(store, tmp_path):
    """Equal days, a continuation without a common day, late figures, a correction of a day: one site."""
    load_days(store, tmp_path, "a.csv", ONE)
    for name, figures, days in (
        ("again.csv", [*ONE, 70, 60], [*WEEK, "2026-01-12", "2026-01-13"]),
        ("apart.csv", OTHER, [f"2026-02-{day:02}" for day in range(2, 9)]),
        ("late.csv", [99, 200, 210], ["2026-01-12", "2026-01-13", "2026-01-14"]),
        ("corrected.csv", [*ONE[:6], 40, 99, 200, 210], [*WEEK, "2026-01-12", "2026-01-13", "2026-01-14"]),
    ):
        done = given(store, tmp_path, name, console(figures, days), answers=BRAND, format="search_console_days")
        assert done.status == "loaded", (name, done.questions)
    assert clicks(store) == {None: sum(ONE[:6]) + 40 + sum(OTHER) + 99 + 200 + 210}


def test_an_archive_that_is_named_after_its_property_names_the_site(store, tmp_path):
    one = "https___www.acme.example_-Performance-on-Search-2026-01-12.csv"
    other = "blog.acme.example-Performance-on-Search-2026-01-12.csv"
    assert load_days(store, tmp_path, one, ONE).status == "loaded"
    assert load_days(store, tmp_path, other, OTHER).status == "loaded"
    assert clicks(store) == {"blog.acme.example": sum(OTHER), "www.acme.example": sum(ONE)}


def test_a_name_that_only_one_of_two_alike_exports_gives_is_that_of_both(store, tmp_path):
    named = "acme.example-Performance-on-Search-2026-01-12.csv"
    load_days(store, tmp_path, "Dates.csv", ONE)
    done = load_days(store, tmp_path, named, [*ONE[:5], 95, 88])
    assert done.status == "loaded"
    assert any("count as its own" in note.text for note in done.parts[0].notes)
    assert clicks(store) == {"acme.example": sum(ONE[:5]) + 95 + 88}
    assert load_days(store, tmp_path, "x.csv", [*ONE[:5], 96, 89]).status == "loaded"
    assert clicks(store) == {"acme.example": sum(ONE[:5]) + 96 + 89}


def test_a_named_site_that_differs_from_one_without_name_is_asked_about(store, tmp_path):
    named = "acme.example-Performance-on-Search-2026-01-12.csv"
    load_days(store, tmp_path, "Dates.csv", ONE)
    assert [one.id for one in load_days(store, tmp_path, named, OTHER).questions] == ["same_site"]
    asked = load_days(store, tmp_path, named, OTHER, same_site="another")
    assert [one.id for one in asked.questions] == ["earlier_name_of_site"]
    same = load_days(store, tmp_path, named, OTHER, same_site="another", earlier_name_of_site="ACME.example")
    assert "Both sites would be called" in same.reason.text
    load_days(store, tmp_path, named, OTHER, same_site="another", earlier_name_of_site="shop")
    assert clicks(store) == {"acme.example": sum(OTHER), "shop": sum(ONE)}


@pytest.mark.parametrize("same", [True, False])
def test_accounts_of_one_network(store, tmp_path, same):
    header = "Date | Impressions | Engagements | New follows | Unfollows | Profile visits"

    def overview(name, counts, **more):
        rows = [f"{day} | {count} | {count} | 0 | 0 | {count}" for day, count in zip(WEEK, counts, strict=True)]
        return given(
            store, tmp_path, name, "\n".join([header, *rows]), answers=BRAND | more, format="x_account_overview"
        )

    assert overview("one.csv", ONE).status == "loaded"
    (question,) = overview("two.csv", OTHER).questions
    assert question.id == "same_account_of_x"
    if same:
        assert overview("two.csv", OTHER, same_account_of_x="same").status == "loaded"
        assert store.value("select sum(value) from account_days where metric = 'impressions'") == sum(OTHER)
        return
    more = {
        "same_account_of_x": "another",
        "name_of_account_of_x": "Acme Jobs",
        "earlier_name_of_account_of_x": "Acme",
    }
    second = overview("two.csv", OTHER, **more)
    assert second.status == "loaded"
    found = store.rows(
        "select account, sum(value) as value from account_days where metric = 'impressions' group by account order by account"
    )
    assert found == [{"account": "Acme", "value": sum(ONE)}, {"account": "Acme Jobs", "value": sum(OTHER)}]
    ledger.withdraw(store, second.upload_id, who="test")
    found = store.rows(
        "select account, sum(value) as value from account_days where metric = 'impressions' group by account order by account"
    )
    assert found == [{"account": "Acme", "value": sum(ONE)}]


def test_followers_of_two_accounts(store, tmp_path):
    def counts(name, first, **more):
        rows = [f"Acme | {day} | facebook | {first + place}" for place, day in enumerate(WEEK)]
        return given(store, tmp_path, name, "\n".join(["brand | date | channel | followers", *rows]), answers=more)

    assert counts("one.csv", 12_000).status == "loaded"
    assert counts("again.csv", 12_100).status == "loaded"  # restated by less than 5 %
    asked = counts("two.csv", 830)
    assert [one.id for one in asked.questions] == ["same_account_of_facebook"]
    answers = {
        "same_account_of_facebook": "another",
        "name_of_account_of_facebook": "Acme Jobs",
        "earlier_name_of_account_of_facebook": "Acme",
    }
    assert counts("two.csv", 830, **answers).status == "loaded"
    assert store.rows("select account, followers from followers where day = '2026-01-11' order by account") == [
        {"account": "Acme", "followers": 12_106},
        {"account": "Acme Jobs", "followers": 836},
    ]
