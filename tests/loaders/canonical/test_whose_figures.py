"""The figures of one account or site never replace those of another, whatever their files leave unsaid."""

from datetime import date

import pytest

from data import ledger
from loaders import reload
from loaders.load import load
from loaders.rebuild import rebuild
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


APART = {"same_site": "another", "name_of_site": "blog", "earlier_name_of_site": "shop"}


def test_the_names_hold_when_the_files_are_read_again_and_when_the_store_is_rebuilt(store, tmp_path):
    load_days(store, tmp_path, "a.csv", ONE)
    load_days(store, tmp_path, "b.csv", OTHER, **APART)
    done = rebuild(store, tmp_path / "rebuilt.duckdb")
    assert (done.uploads, done.lacking, done.differing) == (2, {}, ())
    reload.begin(store, "time_zone", "Europe/London", who="test")
    assert reload.resume(store, who="test", progress=lambda *_: None) == ()
    assert clicks(store) == {"blog": sum(OTHER), "shop": sum(ONE)}


def test_what_two_exports_fill_for_each_other_is_still_settled_after_they_were_named(store, tmp_path):
    """The first lacks the position of a day, the second gives it; once the second is withdrawn, it is lacking again."""
    first = console(ONE).replace("10% | 3.1", "10% |", 1)
    given(store, tmp_path, "a.csv", first, answers=BRAND, format="search_console_days")
    second = given(store, tmp_path, "b.csv", console(ONE[:2], WEEK[:2]), answers=BRAND, format="search_console_days")
    load_days(store, tmp_path, "c.csv", OTHER, **APART)
    position = "select position from search where site = 'shop' and day = '2026-01-05'"
    assert store.value(position) == 3.1
    assert (
        store.value(
            "select count(*) from filled_cells f join search_records r using (upload_id, part, record, identity)"
        )
        == 1
    )
    ledger.withdraw(store, second.upload_id, who="test")
    assert store.value(position) is None
    assert store.value("select count(*) from filled_cells") == 0
    assert clicks(store) == {"blog": sum(OTHER), "shop": sum(ONE)}


def test_domains_that_link_to_two_sites_are_links_of_both(store, tmp_path):
    """One domain links to both; its link to the shop is lost, and that to the blog is not."""

    def domains(name, rows, **more):
        header = "Domain | DR | Links to target | First seen | Lost | Dofollow links"
        lines = [f"{domain} | 40 | 2 | 2026-01-{day:02} 04:00:00 | {lost} | 1" for domain, day, lost in rows]
        return given(store, tmp_path, name, "\n".join([header, *lines]), answers=BRAND | more)

    shop = [("a.example", 5, "2026-01-20 00:00:00"), ("b.example", 6, ""), ("c.example", 7, "")]
    blog = [("a.example", 12, ""), ("b.example", 13, "2026-01-28 00:00:00"), ("d.example", 14, "")]
    assert domains("shop.csv", shop).status == "loaded"
    assert domains("again.csv", [*shop, ("e.example", 25, "")]).status == "loaded"
    (question,) = domains("blog.csv", blog).questions
    assert question.id == "same_site"
    assert "2026-01-12 here, 2026-01-05 there" in str(question.text)
    assert domains("blog.csv", blog, **APART).status == "loaded"
    live = "select count(distinct source_domain) from links where lost is null or lost > '2026-01-31'"
    assert store.value(live) == 5  # a and d of the blog; b, c and e of the shop


def test_figures_of_business_are_of_a_site_too(store, tmp_path):
    """Visits from networks as two properties of web analytics report them: added, each by its own export."""

    def acquisition(name, visits, property):
        lines = [
            "# ----------------------------------------",
            "# Traffic acquisition: Session source / medium",
            *([f"# Property: {property}"] if property else []),
            "# ----------------------------------------",
            "# Start date: 20260105",
            "# End date: 20260111",
            "Session source / medium,Sessions,Key events,Total revenue",
            *(f"{source} / referral,{count},1,10.5" for source, count in visits.items()),
        ]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return load(store, path, name=name, who="test", origin="test", answers=BRAND)

    for name, visits in (("shop", 900), ("blog", 70)):
        done = acquisition(f"{name}.csv", {"facebook.com": visits, "t.co": visits // 2}, name)
        assert done.status == "loaded", (done.reason, done.questions)
    assert store.rows("select site, sum(visits) as visits from business group by site order by site") == [
        {"site": "blog", "visits": 105},
        {"site": "shop", "visits": 1350},
    ]


@pytest.mark.parametrize(
    "written",
    ["Orsa", "@orsa", "https://www.instagram.com/orsa/", "instagram.com/Orsa", "http://m.instagram.com/@orsa"],
)
@pytest.mark.parametrize("days", [(5, 6), (7, 8)], ids=["the same days", "later days"])
def test_an_account_is_one_however_its_name_is_written(store, tmp_path, written, days):
    """1,005 followers on the 5th and so on, told twice: never twice as many, and never an account whose count is lacking."""
    for name, account, of in (("a.csv", "orsa", (5, 6)), ("b.csv", written, days)):
        rows = "\n".join(f"2026-01-{day:02} | Acme | instagram | {account} | {1000 + day}" for day in of)
        receipt = given(store, tmp_path, name, f"date | brand | channel | account | followers\n{rows}")
        assert receipt.status == "loaded"
    assert store.rows("select day, account, followers from followers order by day") == [
        {"day": date(2026, 1, day), "account": "orsa", "followers": 1000 + day} for day in sorted({5, 6, *days})
    ]


@pytest.mark.parametrize("other", ["https://www.facebook.com/profile.php?id=12", "orsa.shop", "orsa_fr"])
def test_accounts_of_other_names_stay_two(store, tmp_path, other):
    first = "https://www.facebook.com/profile.php?id=11" if "profile" in other else "orsa"
    for name, account, count in (("a.csv", first, 1000), ("b.csv", other, 50)):
        given(
            store, tmp_path, name,
            f"date | brand | channel | account | followers\n2026-01-05 | Acme | facebook | {account} | {count}",
        )  # fmt: skip
    assert store.value("select sum(followers) from followers") == 1050
