"""Whose file is it? A format claims a table only by what its tool alone writes, or by a second proof."""

import json
import zipfile

import pytest

from data.decisions.brands import set_role
from loaders.load import load, preview
from loaders.recognition.catalogue import formats
from loaders.recognition.common_headers import is_common
from loaders.recognition.headers import plain
from loaders.recognition.proof_of_tool import owned

VIEWS = "Date,Views\n2026-01-05,990\n2026-01-06,1020\n"


@pytest.fixture
def look(store, tmp_path):
    """Previews a file with this name and text, or these zip members, and these answers."""
    set_role(store, "Aurelle", "own", who="test")

    def looked(name, text, /, **options):
        path = tmp_path / "content"
        if isinstance(text, dict):
            with zipfile.ZipFile(path, "w") as packed:
                for member, content in text.items():
                    packed.writestr(member, content)
        else:
            path.write_text(text, encoding="utf-8")
        return preview(store, path, name=name, **options)

    return looked


def questions(receipt):
    return [(question.id, question.options) for question in receipt.questions]


def claimed(receipt):
    return sorted({part.format for part in receipt.parts if part.format in formats()})


@pytest.mark.parametrize(
    "header",
    [
        "Date,Likes", "Date,Vues", "Date,Impressions", "Date,Clicks,CTR", "Fecha,Me gusta", "Datum,Aufrufe",
        "Date,Posts,Likes,Reposts,Replies,Followers", "Date,Followers growth,Reach,Impressions,Profile views",
        "Date,Video views,Profile views,Likes,Comments,Shares", "Date,Network,Clicks,Impressions,CTR",
        "Jour,Total viewers,New viewers", "Page,Clicks,Sessions",
    ],
)  # fmt: skip
def test_a_date_and_common_headers_claim_nothing(look, header):
    figures = ",".join("7" for _ in header.split(",")[1:])
    assert claimed(look("stats.csv", f"{header}\n2026-01-05,{figures}\n2026-01-06,{figures}\n")) == []


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Date,Network,Author,Text,Sentiment,Likes,Comments,Shares", "2026-01-05,Instagram,a,Bravo Aurelle,positive,80,6,3"),
        ("Date,Source,Auteur,Message,Sentiment,Vues", "05/01/2026,youtube.com,b,Nul,Négatif,800"),
        ("Date,Page,Post,Link,Likes,Comments,Shares", "2026-01-05,Aurelle,Bonjour,https://www.facebook.com/a/posts/1,80,6,3"),
        ("Date,Titre,Lien,Vues", "2026-01-05,Aurelle recrute à Lyon,https://presse.example/1,800"),
        ("Date,Network,Author,Text,Followers", "2026-01-05,X,a,Bravo à toute votre équipe,1200"),
    ],
)  # fmt: skip
def test_texts_addresses_and_authors_count_against_a_claim(look, header, row):
    """The last one has the three columns of a sheet of followers, and texts."""
    assert claimed(look("stats.csv", f"{header}\n{row}\n")) == []


def test_a_likely_tool_is_asked_about_and_the_answer_is_obeyed(look):
    asked = look("stats.csv", VIEWS)
    assert questions(asked) == [("tool", ("youtube_totals", "columns"))]
    assert asked.questions[0].default == "columns"
    assert "Date, Views are those of YouTube Studio, but other tools write them too" in str(asked.questions[0].text)
    answered = look("stats.csv", VIEWS, answers={"tool": "youtube_totals", "network": "youtube"})
    assert (answered.status, claimed(answered)) == ("ready", ["youtube_totals"])


def test_a_tool_that_was_named_is_remembered_for_files_of_the_same_header_and_name(store, look, tmp_path):
    (tmp_path / "first").write_text(VIEWS)
    answers = {"tool": "youtube_totals", "network": "youtube"}
    done = load(store, tmp_path / "first", name="views 2026-01.csv", who="t", origin="test", answers=answers)
    assert done.status == "loaded"
    later = look("views 2026-02.csv", "Date,Views\n2026-02-05,99\n", answers={"network": "youtube"})
    assert (later.status, claimed(later)) == ("ready", ["youtube_totals"])
    assert "named for the last file of this header and name: YouTube Studio" in " ".join(map(str, later.parts[0].notes))
    other = look("bluesky.csv", "Date,Views\n2026-02-05,99\n", answers={"network": "youtube"})
    assert [id for id, _ in questions(other)] == ["tool"]


def test_the_name_that_the_tool_gives_to_its_file_is_a_second_proof(look):
    """The network is still asked: other tools may call a file so."""
    assert claimed(look("Totals.csv", VIEWS)) == ["youtube_totals"]
    assert claimed(look("export.zip", {"Totaux.csv": VIEWS})) == ["youtube_totals"]
    assert claimed(look("my totals.csv", VIEWS)) == []


def test_another_table_of_the_tool_is_a_second_proof_where_no_column_of_words_is_left_over(look):
    """A table of videos is YouTube's by its publish times; so is the table of days beside it, but not that by country."""
    videos = 'Content,Video title,Video publish time,Views\na1b2,Essai,"Jan 5, 2026",9\n'
    by_country = "Date,Country,Views\n2026-01-05,FR,9\n2026-01-05,BE,3\n"
    found = look("y.zip", {"videos.csv": videos, "days.csv": VIEWS, "countries.csv": by_country})
    assert claimed(found) == ["youtube_totals", "youtube_videos"]
    assert "countries.csv" not in {part.part for part in found.parts if part.format in formats()}


def test_dates_without_year_are_a_proof_where_the_tool_alone_writes_them(look):
    header = "Date,Video Views,Profile Views,Likes,Comments,Shares\n"
    assert claimed(look("a.csv", header + "5 janvier,1,2,3,4,5\n6 janvier,1,2,3,4,5\n")) == ["tiktok_overview"]
    assert claimed(look("a.csv", header + "05/01/2026,1,2,3,4,5\n25/01/2026,1,2,3,4,5\n")) == []


def test_links_of_another_network_refute_a_claim(look):
    """The header of X's list of posts over posts of Threads."""
    header = "Post id,Date,Post text,Link,Impressions,Engagements\n"
    of = "17,2026-01-05,Bonjour à tous,https://{}/@aurelle/post/17,10,2\n"
    assert claimed(look("a.csv", header + of.format("x.com"))) == ["x_content"]
    assert claimed(look("a.csv", header + of.format("www.threads.net"))) == []


def test_columns_skip_all_formats(look):
    text = "Date,Followers,Difference in followers from previous day\n2026-01-05,120,3\n"
    assert claimed(look("a.csv", text)) == ["tiktok_follower_history"]
    for options in ({"format": "columns"}, {"answers": {"tool": "columns"}}):
        found = look("a.csv", text, **options)
        assert claimed(found) == []
        assert found.status == "needs an answer"  # of columns, or of the network
    accepted = look("a.csv", text, answers={"columns": "accept"})  # a proposal that nobody made yet
    assert claimed(accepted) == ["tiktok_follower_history"]


def test_two_tools_that_are_proved_alike_are_asked_about_without_a_default(look):
    """A sheet that joins the columns of TikTok's followers (3 required) and of X's followers (3 required)."""
    header = "Date,Followers,Difference in followers from previous day,Sponsored followers,Organic followers,Auto-invited followers,Total followers"
    found = look("a.csv", f"{header}\n2026-01-05,9,1,1,2,3,4\n")
    assert questions(found) == [("tool", ("linkedin_followers", "tiktok_follower_history", "columns"))]
    assert found.questions[0].default is None


def test_an_export_that_lacks_figures_is_named_for_certain_only_if_it_is_proved(look):
    header = "Location,Total followers\nParis,120\n"
    assert str(look("a.csv", header).reason).startswith(
        "The columns of this table (Location, Total followers) are those of an export of LinkedIn that"
    )
    proved = look("a.csv", "Top territories,Distribution\nFR,81%\n")
    assert str(proved.reason).startswith("This is an export of TikTok Studio (Top territories) that covers only part")


def test_an_unknown_tool_is_refused_with_the_known_ones(look):
    found = look("a.csv", VIEWS, answers={"tool": "myspace"})
    assert str(found.reason).startswith("There is no format called myspace. Known formats: columns, ")


def test_the_reason_of_a_file_of_several_tables_is_that_of_its_first_table(look):
    found = look("a.zip", {"a.csv": "Top territories,Distribution\nFR,81%\n", "b.csv": "x;y\n1;2\n"})
    assert str(found.reason).startswith(
        "None of the 2 tables of this file can be loaded. a.csv: This is an export of TikTok Studio"
    )
    assert json.loads(found.reason.as_json())["values"]["why"]["values"]["tool"] == "TikTok Studio"


@pytest.mark.parametrize("cell", ["Date", "Video views", "Nouveaux abonnés", "J’aime", "Gefällt mir", "Total followers", "2026-01-05", "Me gusta"])  # fmt: skip
def test_common_wording_names_no_tool(cell):
    assert is_common(plain(cell))


@pytest.mark.parametrize(
    ("cell", "tool"),
    [
        ("Difference in followers from previous day", "TikTok Studio"), ("Impressions (total)", "LinkedIn"),
        ("Video publish time", "YouTube Studio"), ("Unfollows", "X Analytics"), ("page_fans:lifetime", "Facebook Insights"),
    ],
)  # fmt: skip
def test_a_header_cell_that_one_tool_writes_is_its_own(cell, tool):
    assert owned(cell, tool)
    assert not owned(cell, "Another tool")
