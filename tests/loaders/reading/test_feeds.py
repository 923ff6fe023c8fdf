"""Feeds: RSS, RDF and Atom as tables of their entries, read as a stream and fetching nothing; their times have a zone."""

import zipfile
from io import BytesIO

import pytest

from loaders.load import load, preview
from loaders.reading.file import first_records
from tests.texts import parts

ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Alert</title>{}</feed>"
RSS = "<rss version='2.0'><channel><title>Press</title><link>https://press.example/</link>{}</channel></rss>"
ITEM = "<item><title>{title}</title><link>https://press.example/{title}</link><pubDate>{date}</pubDate></item>"


def entries(store, text, **options):
    """The entries of a feed, as column -> cell without those that are empty."""
    (part,) = parts(store, text.encode(options.get("encoding", "utf-8")), name="feed.xml")
    header, *rows = first_records(part, part.dialects[0])
    return [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in rows]


def load_feed(store, tmp_path, text, **answers):
    path = tmp_path / "feed.xml"
    path.write_text(text, encoding="utf-8")
    answers = {"brand": "Aurelle", "network": "news", **answers}
    return load(store, path, name="feed.xml", who="test", origin="test", answers=answers)


def test_an_entry_of_atom_is_told_by_its_alternate_link(store):
    entry = "<entry><id>t1</id><link rel='edit' href='https://a.example/edit'/><link href='https://a.example/1'/><title>One</title></entry>"
    (found,) = entries(store, ATOM.format(entry))
    assert found == {"feed_title": "Alert", "item_id": "t1", "item_link": "https://a.example/1", "item_title": "One"}


def test_the_author_of_an_entry_is_a_name_and_never_an_address(store):
    """
    atom: <author><name>Noa</name><email>…</email>
    rss:  mail (name) | mail alone
    """
    atom = "<entry><title>One</title><author><name>Noa</name><email>noa@a.example</email></author></entry>"
    rss = "<item><title>One</title><author>noa@a.example (Noa)</author></item><item><title>Two</title><author>noa@a.example</author></item>"
    assert [one.get("item_author") for one in entries(store, ATOM.format(atom))] == ["Noa"]
    assert [one.get("item_author") for one in entries(store, RSS.format(rss))] == ["Noa", None]


def test_titles_of_pictures_and_of_the_source_are_not_those_of_the_entry(store):
    item = (
        "<item xmlns:media='http://search.yahoo.com/mrss/'><media:title>photo.jpg</media:title><title>One</title>"
        "<media:content url='x'><media:title>again</media:title></media:content></item>"
    )
    entry = (
        "<entry><source><title>Le Journal</title><link href='https://j.example'/></source><title>Two</title></entry>"
    )
    assert entries(store, RSS.format(item))[0]["item_title"] == "One"
    (found,) = entries(store, ATOM.format(entry))
    assert (found["item_title"], found["item_source"], found["item_source_link"]) == (
        "Two",
        "Le Journal",
        "https://j.example",
    )


def test_the_markup_of_an_entry_in_xhtml_is_read_as_its_text(store):
    xhtml = "<entry><title>One</title><content type='xhtml'><div><p>First</p><p>Second <b>bold</b></p></div></content></entry>"
    assert entries(store, ATOM.format(xhtml))[0]["item_content"].split() == ["First", "Second", "bold"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_feed_is_read_in_the_encoding_that_it_declares(store, encoding):
    text = f"<?xml version='1.0' encoding='{encoding}'?>" + RSS.format("<item><title>Été</title></item>")
    assert entries(store, text, encoding=encoding)[0]["item_title"] == "Été"


def test_a_document_type_of_another_place_is_not_fetched(store):
    old = "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'file:///etc/passwd'>"
    assert entries(store, old + RSS.format("<item><title>One</title></item>"))[0]["item_title"] == "One"


def test_the_time_of_an_entry_is_read_in_its_own_zone(store, tmp_path):
    """
    2 July 10:00 CEST  -> 08:00 UTC
    2 July 10:00 +0200 -> 08:00
    2 July 10:00 GMT   -> 10:00
    2 July 10:00 EST   -> 15:00
    """
    zones = ["CEST", "+0200", "GMT", "EST"]
    items = "".join(
        ITEM.format(title=f"n{one}", date=f"Thu, 02 Jul 2026 10:00:00 {zone}") for one, zone in enumerate(zones)
    )
    assert load_feed(store, tmp_path, RSS.format(items)).status == "loaded"
    found = store.rows("select strftime(published_at, '%H:%M') as at from mentions order by title")
    assert [one["at"] for one in found] == ["08:00", "08:00", "10:00", "15:00"]


def test_a_time_without_zone_is_asked_about_and_a_day_is_not(store, tmp_path):
    dated = RSS.format(ITEM.format(title="one", date="2026-07-02"))
    timed = RSS.format(ITEM.format(title="one", date="2026-07-02 10:00"))
    assert load_feed(store, tmp_path, dated).status == "loaded"
    asked = load_feed(store, tmp_path, timed)
    assert (asked.status, [one.id for one in asked.questions]) == ("needs an answer", ["zone"])
    assert load_feed(store, tmp_path, timed, zone="America/New_York").status == "loaded"
    assert (
        store.value("select strftime(max(published_at), '%H:%M') from mentions") == "14:00"
    )  # 10:00, four hours behind


def test_an_abbreviation_of_several_regions_is_asked_about(store, tmp_path):
    asked = load_feed(store, tmp_path, RSS.format(ITEM.format(title="one", date="Thu, 02 Jul 2026 10:00:00 IST")))
    assert [one.id for one in asked.questions] == ["zone_of_ist"]


def test_one_article_of_two_alerts_counts_once(store, tmp_path):
    entry = (
        "<entry><id>tag:google.com,2013:googlealerts/feed:{id}</id><title>Recall</title>"
        "<link href='https://www.google.com/url?rct=j&amp;url=https://journal.example/recall&amp;usg={id}'/>"
        "<published>2026-07-02T10:00:00Z</published></entry>"
    )
    for number in (1, 2):
        load_feed(store, tmp_path, ATOM.format(entry.format(id=number)))
    assert store.rows("select url, channel from mentions") == [
        {"url": "https://journal.example/recall", "channel": "news"}
    ]


def test_feeds_in_a_zip_are_tables_of_its_members(store, tmp_path):
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.xml", RSS.format(ITEM.format(title="one", date="Thu, 02 Jul 2026 10:00:00 GMT")))
        archive.writestr("list.opml", "<opml><body><outline xmlUrl='https://a.example/rss'/></body></opml>")
    path = tmp_path / "feeds.zip"
    path.write_bytes(data.getvalue())
    receipt = preview(store, path, name=path.name, answers={"brand": "Aurelle", "network": "news"})
    assert [part.part for part in receipt.parts] == ["a.xml"]
    ((name, why),) = receipt.ignored
    assert name == "list.opml"
    assert "no mention" in str(why)
