"""Which column is what, and which network: tables of no tool, under names in seven languages and many manners, in any
order, among decoys. Each is read right, or its network is asked; nothing is read wrong in silence."""

import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.store import Store
from loaders.load import preview
from tests.loaders.proofs.outcomes import counted
from tests.tables import write

EXAMPLES = settings(
    max_examples=int(os.environ.get("EREPUTATION_PROOFS", "4")),
    deadline=None,
    phases=(
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ),  # a failing file is small as it is: to shrink it takes minutes
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
ANSWERS = {"columns": "accept", "brand": "Aurelle", "network": "quora", "date_order": "dmy", "zone": "UTC"}

DATES = (
    "Date", "Published", "created at", "Publication date", "post date", "Fecha", "Fecha de publicación", "Datum",
    "Veröffentlicht am", "Erstellt am", "Data", "Data di pubblicazione", "Publicado em", "Publicatiedatum", "Geplaatst op",
    "Date de publication", "Créé le", "Horodatage", "tweet created", "review date", "campaigndatecreated", "timestamp",
    "published time", "date posted",
)  # fmt: skip
TEXTS = (
    "text", "Texte", "Message", "Content", "Body", "Commentaire", "Contenu", "Texto", "Mensaje", "Comentario", "Inhalt",
    "Nachricht", "Kommentar", "Testo", "Commento", "Tekst", "Bericht", "Mensagem", "Conteúdo", "full text", "Verbatim",
    "Extrait", "Snippet", "Caption", "tweet text", "review text",
)  # fmt: skip
AUTHORS = (
    "author", "Auteur", "Autor", "Autore", "user name", "screen name", "Nom de l'auteur", "Usuario", "Benutzername",
    "Utente", "Gebruiker", "author name", "Utilizador", "reviewer",
)  # fmt: skip
NETWORKS = ("Network", "Réseau", "Plateforme", "Media type", "Type de média", "Source type", "Red social", "Netzwerk", "Rete sociale", "Netwerk", "Canal", "Rede social")  # fmt: skip
LINKS = ("URL", "Lien", "Link", "Permalink", "Enlace", "permalink url", "post url", "Adresse", "Collegamento")
SITES = ("Source", "Domain", "Fuente", "Quelle", "Fonte", "Bron", "Site")
LABELS = {
    "Sentiment": ("positive", "negative", "neutral"), "Tonalité": ("Positif", "Négatif", "Neutre"),
    "brand sentiment": ("POSITIVE", "NEGATIVE", "NEUTRAL"), "Tonality": ("positive", "negative", "neutral"),
}  # fmt: skip
FIGURES = {
    "reactions": ("Likes", "J'aime", "Reactions", "Me gusta", "Mi piace", "like count", "Gefällt mir", "Curtidas"),
    "comments": ("Comments", "Commentaires", "Comentarios", "Kommentare", "Commenti", "comments count", "Replies", "Reacties"),
    "shares": ("Shares", "Partages", "Compartidos", "Condivisioni", "Reposts", "share count", "Gedeeld"),
    "views": ("Views", "Vues", "Visualizaciones", "Aufrufe", "Visualizzazioni", "view count", "Weergaven"),
    "impressions": ("Impressions", "Impresiones", "Impressionen", "total impressions", "Impressões"),
    "reach": ("Reach", "Portée", "Alcance", "Reichweite", "accounts reached", "Bereik"),
    "profile_visits": ("Profile visits", "Profile views", "Visites du profil"),
}  # fmt: skip
FOLLOWERS = (
    "Followers",
    "Abonnés",
    "Seguidores",
    "Abonnenten",
    "total followers",
    "Nombre d'abonnés",
    "Volgers",
    "followers count",
)
# header -> its cell in row i: none of them is the date, the author, the text, or a figure of the record
DECOYS = {
    "indexedAt": lambda i: f"2026-03-{10 + i:02}T08:00:00Z",
    "scraped_at": lambda _: "2026-03-20 10:00:00",
    "Updated": lambda i: f"2026-03-{11 + i:02} 09:30:00",
    "export date": lambda _: "2026-03-21",
    "author created at": lambda i: f"2011-05-{10 + i:02} 09:30:00",
    "relative date": lambda i: f"{i + 1} days ago",
    "place_id": lambda _: "ChIJ12",
    "author id": lambda i: str(99000 + i),
    "price": lambda i: f"{10 + i}.50",
    "engagement rate": lambda i: f"{i + 1}.2%",
    "avatar url": lambda i: f"https://cdn.example/a/{i}.png",
    "follower growth": lambda i: str(3 - 4 * i),
    "Following": lambda _: "300",
    "lang": lambda _: "fr",
    "": lambda _: "",
}
ADDRESSES = {
    "facebook": "https://www.facebook.com/someone{i}/posts/{i}77", "instagram": "https://www.instagram.com/p/AB{i}C/",
    "x": "https://x.com/someone{i}/status/199900000000000000{i}", "tiktok": "https://www.tiktok.com/@someone{i}/video/1{i}",
    "youtube": "https://www.youtube.com/watch?v=ab{i}", "threads": "https://www.threads.net/@someone{i}/post/A{i}",
    "bluesky": "https://bsky.app/profile/someone{i}.example/post/3k{i}", "reddit": "https://www.reddit.com/r/france/comments/{i}/",
    "mastodon": "https://instance{i}.example/@someone/11{i}", "linkedin": "https://www.linkedin.com/posts/someone{i}",
    "pinterest": "https://fr.pinterest.com/pin/12{i}/", "telegram": "https://t.me/canal/{i}", "review": "https://www.trustpilot.com/reviews/{i}",
}  # fmt: skip
WORDS = {
    "facebook": ("Facebook", "facebook.com"), "instagram": ("Instagram",), "x": ("Twitter", "X"), "tiktok": ("TikTok",),
    "news": ("Presse en ligne", "News", "Zeitung", "Prensa", "Stampa"), "blog": ("Blog",), "forum": ("Forum", "Foro"),
    "review": ("Avis", "Reviews", "Bewertungen"), "whatsapp": ("WhatsApp",), "threads": ("Threads",), "snapchat": ("Snapchat",),
    "youtube": ("YouTube",), "bluesky": ("Bluesky",), "pinterest": ("Pinterest",), "discord": ("Discord",), "twitch": ("Twitch",),
}  # fmt: skip
HOSTS = {
    "tiktok": "tiktok.com",
    "youtube": "youtube.com",
    "x": "x.com",
    "facebook": "facebook.com",
    "reddit": "reddit.com",
}
PHRASES = (
    "Bravo pour la réponse rapide", "Very late again, no answer", "Servicio excelente en la tienda", "Nie wieder, Preis zu hoch",
    "Prodotto arrivato in ritardo", "Merci à toute l'équipe de Lyon", "Adorei o atendimento de ontem", "Goede service, snel geholpen",
)  # fmt: skip


def _style(name: str, how: str) -> str:
    """A name as tools and people write it."""
    said = name.replace("'", " ").split()
    match how:
        case "snake":
            return "_".join(said).lower()
        case "camel":
            return said[0].lower() + "".join(word.capitalize() for word in said[1:])
        case "shout":
            return name.upper()
        case "soft hyphen":
            return name[:2] + "\u00ad" + name[2:]
        case "zero width":
            return "\u200b" + name + "\ufeff"
        case "blanks":
            return f" {name}  "
        case _:
            return name


styles = st.sampled_from(("plain", "plain", "snake", "camel", "shout", "soft hyphen", "zero width", "blanks"))


def _named(names):
    return st.builds(_style, st.sampled_from(names), styles)


moments = st.lists(
    st.integers(0, 45 * 86400), min_size=3, max_size=5, unique_by=lambda seconds: seconds // 86400
).map(lambda found: [datetime(2026, 1, 13, tzinfo=UTC) + timedelta(seconds=one) for one in found])  # fmt: skip
manners = st.sampled_from(("iso z", "iso", "day first", "epoch", "day", "spelled"))


def _written(moment: datetime, manner: str) -> str:
    match manner:
        case "iso z":
            return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        case "iso":
            return moment.strftime("%Y-%m-%d %H:%M:%S")
        case "day first":
            return moment.strftime("%d/%m/%Y %H:%M")
        case "epoch":
            return str(int(moment.timestamp()))
        case "spelled":
            return moment.strftime("%b %d, %Y")
        case _:
            return moment.strftime("%Y-%m-%d")


@pytest.fixture(scope="module")
def kept(tmp_path_factory, empty_store_file):
    """A store that previews leave as it is."""
    path = tmp_path_factory.mktemp("columns") / "e-reputation.duckdb"
    shutil.copyfile(empty_store_file, path)
    store = Store(path)
    yield store
    store.close()


def _previewed(store, folder, header, rows, **answers):
    path = write(folder / "export.csv", [header, *rows])
    return counted(preview(store, path, name="export.csv", answers={**ANSWERS, **answers}))


def _shuffled(draw, columns: list[tuple[str, list[str]]]) -> tuple[list[str], list[list[str]]]:
    """The columns in any order, with up to three decoys among them: a header and rows."""
    length = len(columns[0][1])
    decoys = draw(st.lists(st.sampled_from(sorted(DECOYS)), max_size=3, unique=True))
    taken = {name.strip().casefold() for name, _ in columns}
    columns = columns + [
        (name, [DECOYS[name](i) for i in range(length)]) for name in decoys if name.casefold() not in taken
    ]
    columns = draw(st.permutations(columns))
    return [name for name, _ in columns], [[cells[i] for _, cells in columns] for i in range(length)]


@st.composite
def mentions(draw):
    """A list of mentions: header, rows, and what each record says."""
    when, manner = draw(moments), draw(manners)
    told = [
        {"text": f"{draw(st.sampled_from(PHRASES))} {i}", "author": f"someone{i}", "day": moment.date(), "at": moment}
        for i, moment in enumerate(when)
    ]
    columns = [
        (draw(_named(DATES if manner != "epoch" else ("created utc", "timestamp", "date", "created at"))), [_written(one, manner) for one in when]),
        (draw(_named(TEXTS)), [one["text"] for one in told]),
        (draw(_named(AUTHORS)), [("@" if draw(st.booleans()) else "") + one["author"] for one in told]),
    ]  # fmt: skip
    way = draw(st.sampled_from(("column", "address", "site", "both", "none")))
    for i, one in enumerate(told):
        one["channel"] = draw(
            st.sampled_from({"site": sorted(HOSTS), "column": sorted(WORDS)}.get(way, sorted(ADDRESSES)))
        )
        if way == "none":
            one["channel"] = "quora"
        one["url"] = ADDRESSES.get(one["channel"], "https://site.example/{i}").format(i=i)
    if way in ("column", "both"):
        said = [draw(st.sampled_from(WORDS.get(one["channel"], (one["channel"],)))) for one in told]
        columns.append((draw(_named(NETWORKS)), said))
    if way in ("address", "both"):
        columns.append((draw(_named(LINKS)), [one["url"] for one in told]))
    if way == "site":
        columns.append((draw(_named(SITES)), [HOSTS[one["channel"]] for one in told]))
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(LABELS)))
        labels = [draw(st.integers(0, 2)) for _ in told]
        columns.append((draw(_named((name,))), [LABELS[name][at] for at in labels]))
        for one, at in zip(told, labels, strict=True):
            one["sentiment"] = ("positive", "negative", "neutral")[at]
    figures = draw(st.lists(st.sampled_from(("reactions", "comments", "shares")), unique=True, max_size=3))
    for figure in figures:
        counts = [draw(st.integers(0, 5000)) for _ in told]
        columns.append((draw(_named(FIGURES[figure])), [str(count) for count in counts]))
        for one, count in zip(told, counts, strict=True):
            one["engagement"] = one.get("engagement", 0) + count
    if way == "none" and any("tweet" in name.casefold().replace("\u00ad", "") for name, _ in columns):
        for one in told:  # a table of tweets is of X, whatever is answered
            one["channel"] = "x"
    header, rows = _shuffled(draw, columns)
    return header, rows, told, manner


@EXAMPLES
@given(table=mentions())
def test_a_list_of_mentions_is_read_right_whatever_its_names_and_order(kept, tmp_path, table):
    header, rows, told, manner = table
    receipt = _previewed(kept, tmp_path, header, rows)
    assert receipt.status == "ready", (receipt.reason, receipt.questions)
    (part,) = receipt.parts
    assert part.table == "mentions"
    assert (receipt.kept, receipt.rejected) == (len(told), 0)
    stored = part.sample.set_index("text")
    for one in told:
        found = stored.loc[one["text"]]
        if manner not in ("day", "spelled"):
            assert found["published_at"].replace(second=0) == one["at"].replace(tzinfo=None, second=0, microsecond=0)
        else:
            assert found["day"].date() == one["day"] or str(found["published_at"])[:10] == str(one["day"])
        assert found["author"].lstrip("@") == one["author"]
        assert found["channel"] == one["channel"]
        if "engagement" in one:
            assert found["engagement"] == one["engagement"]
        if "sentiment" in one:
            assert found["sentiment"] == one["sentiment"]


@st.composite
def days(draw):
    """A table of figures by day, with or without followers and networks: header, rows, day -> figure -> value."""
    when = draw(moments)[:4]  # a receipt shows 20 rows
    columns = [
        (
            draw(_named(("Date", "Jour", "Day", "Fecha", "Datum", "Data", "Tag", "Giorno"))),
            [f"{one:%Y-%m-%d}" for one in when],
        )
    ]
    told = {f"{one:%Y-%m-%d}": {} for one in when}
    figures = draw(st.lists(st.sampled_from(sorted(FIGURES)), unique=True, min_size=1, max_size=5))
    has_followers = draw(st.booleans())
    for figure in figures + ["followers"] * has_followers:
        name = draw(_named(FOLLOWERS if figure == "followers" else FIGURES[figure]))
        counts = [draw(st.integers(0, 90_000)) for _ in when]
        columns.append((name, [str(count) for count in counts]))
        for day, count in zip(told, counts, strict=True):
            told[day][figure] = count
    network = draw(st.sampled_from((None, "instagram", "bluesky", "snapchat")))
    if network is not None:
        columns.append((draw(_named(NETWORKS[:3])), [network.capitalize()] * len(when)))
    header, rows = _shuffled(draw, columns)
    return header, rows, told, network or "quora"


@EXAMPLES
@given(table=days())
def test_figures_by_day_fill_their_metrics_and_followers_their_table(kept, tmp_path, table):
    header, rows, told, network = table
    receipt = _previewed(kept, tmp_path, header, rows)
    if receipt.status == "needs an answer":  # likes alone: reactions, or those of a page
        assert [question.id for question in receipt.questions] == ["likes_or_followers"]
        assert {figure for figures in told.values() for figure in figures} == {"reactions"}
        return
    assert receipt.status == "ready", receipt.reason
    found: dict[str, dict[str, int]] = {day: {} for day in told}
    for part in receipt.parts:
        assert set(part.channels) == {network}
        for row in part.sample.to_dict("records"):
            day = f"{row['day']:%Y-%m-%d}"
            name, value = (
                ("followers", row["followers"]) if part.table == "followers" else (row["metric"], row["value"])
            )
            assert name not in found[day]
            found[day][name] = value
    assert found == told


@st.composite
def posts(draw):
    """One's own posts with their figures: header, rows, text -> figure -> value."""
    when, manner = draw(moments), draw(st.sampled_from(("iso z", "iso", "day first")))
    told = [{"text": f"{draw(st.sampled_from(PHRASES))} {i}"} for i in range(len(when))]
    network = draw(st.sampled_from(("threads", "instagram", "tiktok", "linkedin")))
    columns = [
        (draw(_named(DATES)), [_written(one, manner) for one in when]),
        (draw(_named(("Text", "Caption", "Post", "Légende", "Message"))), [one["text"] for one in told]),
        (draw(_named(LINKS)), [ADDRESSES[network].format(i=i) for i in range(len(when))]),
    ]
    if draw(st.booleans()):
        columns.append((draw(_named(("Page", "Account", "Compte", "Profile"))), ["Aurelle"] * len(when)))
    own = draw(st.lists(st.sampled_from(("views", "impressions", "reach")), unique=True, min_size=1))
    others = draw(st.lists(st.sampled_from(("reactions", "comments", "shares")), unique=True, min_size=1))
    for figure in own + others:
        counts = [draw(st.integers(0, 90_000)) for _ in when]
        columns.append((draw(_named(FIGURES[figure])), [str(count) for count in counts]))
        for one, count in zip(told, counts, strict=True):
            one[figure] = count
    header, rows = _shuffled(draw, columns)
    return header, rows, told, network


@EXAMPLES
@given(table=posts())
def test_own_posts_with_figures_are_posts_and_never_mentions(kept, tmp_path, table):
    header, rows, told, network = table
    receipt = _previewed(kept, tmp_path, header, rows)
    if receipt.status == "needs an answer":
        assert [question.id for question in receipt.questions] == ["posts_or_mentions"]
        receipt = _previewed(kept, tmp_path, header, rows, posts_or_mentions="posts")
    assert receipt.status == "ready", receipt.reason
    (part,) = receipt.parts
    assert (part.table, set(part.channels)) == ("posts", {network})
    stored = part.sample.set_index("text")
    for one in told:
        for figure, count in one.items():
            if figure != "text":
                assert stored.loc[one["text"]][figure] == count


@EXAMPLES
@given(
    hosts=st.lists(st.sampled_from((*HOSTS.values(), "lemonde.fr", "elpais.com", "")), min_size=2, max_size=5),
    answer=st.sampled_from(("news", "forum", "pinterest")),
    name=_named(SITES),
)
def test_one_answer_names_the_network_of_the_records_that_name_none(kept, tmp_path, hosts, answer, name):
    networks = {host: network for network, host in HOSTS.items()}
    rows = [
        [f"2026-01-{13 + i}", f"Un avis sur la marque, numéro {i}", f"auteur{i}", host] for i, host in enumerate(hosts)
    ]
    receipt = _previewed(kept, tmp_path, ["Date", "Texte", "Auteur", name], rows, network=answer)
    assert receipt.status == "ready", (receipt.reason, receipt.questions)
    stored = receipt.parts[0].sample.set_index("author")["channel"]
    assert [stored[f"auteur{i}"] for i in range(len(hosts))] == [networks.get(host, answer) for host in hosts]
