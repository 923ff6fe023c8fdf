"""New tables of tools that have no format: none is taken for another tool's, and what is loaded is right.

Days with measures, lists of mentions, lists of posts, days by a second dimension, of networks without a format of their
own; headers in several languages, any order and case. EREPUTATION_PROOFS sets how many are tried (`make proofs`).
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.decisions.brands import set_role
from data.store import Store
from loaders.load import preview
from loaders.recognition.catalogue import formats
from tests.loaders.proofs.outcomes import counted

EXAMPLES = int(os.environ.get("EREPUTATION_PROOFS", "4"))
NETWORKS = ("bluesky", "mastodon", "threads", "pinterest", "reddit", "instagram", "facebook")
HOSTS = {"bluesky": "bsky.app/profile", "mastodon": "mastodon.social", "threads": "www.threads.net", "pinterest": "www.pinterest.com",
         "reddit": "www.reddit.com/r", "instagram": "www.instagram.com/p", "facebook": "www.facebook.com"}  # fmt: skip

# what a column holds -> its header in several languages
HEADERS = {
    "date": ("Date", "Jour", "Day", "Datum", "Fecha", "Data"),
    "likes": ("Likes", "J'aime", "Mentions J’aime", "Me gusta", "Gefällt mir", "Curtidas"),
    "views": ("Views", "Vues", "Video views", "Visualizaciones", "Aufrufe", "Weergaven"),
    "comments": ("Comments", "Commentaires", "Kommentare", "Comentarios", "Commenti"),
    "shares": ("Shares", "Partages", "Reposts", "Compartidos", "Partilhas"),
    "impressions": ("Impressions", "Impresiones", "Impressionen"),
    "reach": ("Reach", "Portée", "Couverture", "Alcance", "Reichweite"),
    "clicks": ("Clicks", "Clics", "Link clicks", "Klicks"),
    "engagements": ("Engagements", "Engagement", "Interactions", "Interacciones"),
    "visits": ("Profile views", "Profile visits", "Visites du profil"),
    "followers": ("Followers", "Abonnés", "Seguidores", "Total followers"),
    "gained": ("New followers", "Nouveaux abonnés", "Nuevos seguidores"),
    "text": ("Text", "Message", "Texte", "Contenu", "Texto"),
    "author": ("Author", "Auteur", "Autor", "Username"),
    "sentiment": ("Sentiment", "Tonalité", "Sentimiento"),
    "network": ("Network", "Réseau", "Plateforme", "Platform"),
    "link": ("Link", "Lien", "URL", "Permalink"),
    "dimension": ("Country", "Pays", "Traffic source", "Campaign", "Device", "Subscription status", "Ciudad", "Topic"),
}
MEASURES = ("likes", "views", "comments", "shares", "impressions", "reach", "clicks", "engagements", "visits")
CUT = ("France", "Belgique", "Suisse")
SAID = (
    "Bravo à toute votre équipe",
    "Service client vraiment injoignable depuis lundi",
    "Je découvre la marque ce matin",
)
NAMES = ("stats.csv", "export.csv", "Export 2026-01.csv", "données (2).csv", "report_january.csv", "bluesky.csv")


@dataclass(frozen=True)
class Made:
    """A table: its text, and the records in it, as concept -> cell."""

    shape: str
    network: str
    name: str
    text: str
    records: tuple[dict[str, str], ...]


def table(seed: int, shape: str) -> Made:
    """A table of this shape; the same seed gives the same table."""
    chance = random.Random(seed)
    network = chance.choice(NETWORKS)
    measures = chance.sample(MEASURES, chance.randint(1, 5))
    if chance.random() < 0.3 and shape in ("days", "dimension"):
        measures += [chance.choice(("followers", "gained"))]
    concepts = {
        "days": ["date", *measures],
        "mentions": ["date", "author", "text", *chance.sample(("network", "sentiment", "link"), 2), *measures],
        "posts": ["date", "text", "link", *measures],
        "dimension": ["date", "dimension", *measures],
    }[shape]
    records = [_record(chance, network, concepts, number) for number in range(chance.randint(2, 6))]
    if chance.random() < 0.6:
        chance.shuffle(concepts)
    written = {concept: _header(chance, concept) for concept in concepts}
    out = io.StringIO()
    rows = csv.writer(out, delimiter=chance.choice(",;\t"))
    rows.writerow(written.values())
    rows.writerows([record[concept] for concept in concepts] for record in records)
    return Made(shape, network, chance.choice(NAMES), out.getvalue(), tuple(records))


def _header(chance: random.Random, concept: str) -> str:
    header = chance.choice(HEADERS[concept])
    return chance.choice((header, header, header.lower(), header.upper()))


def _record(chance: random.Random, network: str, concepts: list[str], number: int) -> dict[str, str]:
    """Days one by one (for a second dimension: three rows a day); every figure is another one."""
    step = number // len(CUT) if "dimension" in concepts else number
    cells = {concept: str(chance.randint(1_000, 900_000)) for concept in concepts}
    cells["date"] = (date(2026, 1, 13) + timedelta(days=step)).isoformat()
    cells["dimension"] = CUT[number % len(CUT)]
    cells["author"] = f"client_{number}"
    cells["text"] = f"{chance.choice(SAID)} {number}"
    cells["sentiment"] = chance.choice(("positive", "negative", "neutral"))
    cells["network"] = network
    cells["link"] = f"https://{HOSTS[network]}/aurelle/{chance.randint(10**8, 10**9)}"
    return cells


@pytest.fixture(scope="module")
def place(tmp_path_factory, empty_store_file):
    """One store and one folder for all examples: a preview changes nothing."""
    folder = tmp_path_factory.mktemp("whose")
    shutil.copyfile(empty_store_file, folder / "e-reputation.duckdb")
    opened = Store(folder / "e-reputation.duckdb")
    set_role(opened, "Aurelle", "own", who="test")
    yield opened, folder / "content"
    opened.close()


def answered(place, made):
    """The receipts of one file, question after question: the default where there is one, else what its analyst knows."""
    store, path = place
    path.write_text(made.text, encoding="utf-8")
    answers: dict[str, str] = {}
    receipts = []
    for _ in range(6):
        receipts.append(counted(preview(store, path, name=made.name, answers=answers)))
        if receipts[-1].status != "needs an answer":
            break
        for question in receipts[-1].questions:
            known = {
                "columns": "accept",
                "network": made.network,
                "brand": "Aurelle",
                "date_order": "dmy",
                "zone": "Europe/Paris",
            }
            given = known.get(question.id, question.default)
            if given is None:
                return receipts, question
            answers[question.id] = given
    return receipts, None


def check(place, made):
    receipts, unanswered = answered(place, made)
    context = (made, [(one.status, str(one.reason), [q.id for q in one.questions]) for one in receipts])
    for receipt in receipts:
        tools = {
            formats()[part.format].tool
            for part in receipt.parts
            if part.format in formats() and not formats()[part.format].by_hand
        }
        assert not tools, (tools, context)
        assert "This is an export of" not in str(receipt.reason), context
    last = receipts[-1]
    if unanswered is not None:
        assert re.search(r"\?|\bNo\b|needs|does not", str(unanswered.text)), context
    if last.status != "ready":
        return
    for part in last.parts:
        for row in part.sample.to_dict("records"):
            assert right(made, part.table, row), (row, context)


def right(made, table, row):
    """Whether a canonical row says what a record of the file says: its day, network and figures."""
    day = str(row["day"])[:10]
    sources = [one for one in made.records if one["date"] == day]
    if not sources or row.get("channel") not in (made.network, None):
        return False
    if table in ("mentions", "posts"):  # a header that no column name matches leaves its field empty
        pairs = [(one["text"], one["link"]) for one in sources]
        return any(row.get("text") in (text, None) and row.get("url") in (link, None) for text, link in pairs)
    if made.shape in ("mentions", "posts"):
        return False  # no figures of an account by day
    figures = {float(cell) for one in sources for cell in one.values() if cell.isdigit()}
    told = [row.get(name) for name in ("value", "followers", "gained", "lost")]
    return made.shape == "dimension" or all(
        value is None or value != value or float(value) in figures for value in told
    )


@pytest.mark.parametrize("shape", ["days", "mentions", "posts", "dimension"])
def test_a_table_of_an_unknown_tool_is_read_right_or_asked_about_or_refused(place, shape):
    """Rows that share a day are another proof: of days by a second dimension only the tool and network are checked."""

    @settings(max_examples=max(1, EXAMPLES // 4), deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**32))
    def holds(seed):
        check(place, table(seed, shape))

    holds()
