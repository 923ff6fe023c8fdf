"""A count of followers belongs to one account: one that names none is never counted as one more beside named ones."""

from tests.quirks.test_texts import loaded

TWO = "Date,Brand,Channel,Account,Followers\n2026-03-01,Aurelle,instagram,aurelle,900\n2026-03-01,Aurelle,instagram,aurelle.fr,400\n"
NAMELESS = "Date,Brand,Channel,Followers\n2026-03-08,Aurelle,instagram,910\n"


def counts(store):
    return {
        (row["account"], str(row["day"])): row["followers"]
        for row in store.rows("select * from followers order by account, day")
    }


def test_an_export_that_names_no_account_is_asked_about_where_a_brand_has_several(store, tmp_path):
    loaded(store, tmp_path, TWO.encode(), name="accounts.csv")
    receipt = loaded(store, tmp_path, NAMELESS.encode(), name="weekly.csv")
    (question,) = receipt.questions
    assert (receipt.status, question.id, question.options) == ("needs an answer", "account", ("aurelle", "aurelle.fr"))
    assert ("aurelle", "2026-03-08") not in counts(store)


def test_the_answer_names_the_account_and_is_proposed_for_the_next_file_of_that_name(store, tmp_path):
    loaded(store, tmp_path, TWO.encode(), name="accounts.csv")
    assert loaded(store, tmp_path, NAMELESS.encode(), name="weekly.csv", account="aurelle").status == "loaded"
    assert counts(store) == {
        ("aurelle", "2026-03-01"): 900,
        ("aurelle", "2026-03-08"): 910,
        ("aurelle.fr", "2026-03-01"): 400,
    }
    later = NAMELESS.replace("03-08,", "03-15,").replace("910", "920")
    (question,) = loaded(store, tmp_path, later.encode(), name="weekly (1).csv").questions
    assert question.default == "aurelle"


def test_one_named_account_is_the_one_that_is_meant(store, tmp_path):
    one = "\n".join(TWO.splitlines()[:2]) + "\n"
    loaded(store, tmp_path, one.encode(), name="accounts.csv")
    assert loaded(store, tmp_path, NAMELESS.encode(), name="weekly.csv").status == "loaded"
    assert set(counts(store)) == {("aurelle", "2026-03-01"), ("aurelle", "2026-03-08")}


def test_another_brand_or_network_asks_nothing(store, tmp_path):
    loaded(store, tmp_path, TWO.encode(), name="accounts.csv")
    other = NAMELESS.replace("instagram", "facebook") + "2026-03-08,Belmont,instagram,70\n"
    assert loaded(store, tmp_path, other.encode(), name="weekly.csv").status == "loaded"


def test_a_second_named_account_ends_the_count_of_the_nameless_one_and_says_so(store, tmp_path):
    """910 may be of either: added as a third account, 900 + 400 + 910 would count one of them twice."""
    loaded(store, tmp_path, NAMELESS.encode(), name="weekly.csv")
    receipt = loaded(store, tmp_path, TWO.encode(), name="accounts.csv")
    assert counts(store) == {("aurelle", "2026-03-01"): 900, ("aurelle.fr", "2026-03-01"): 400}
    assert [str(note) for note in receipt.parts[0].notes if "weekly.csv" in str(note)] == [
        "Aurelle now has 2 accounts on instagram: the followers of weekly.csv, which name no account, no longer count. Withdraw that upload and load it again: you will be asked which account it belongs to."
    ]
