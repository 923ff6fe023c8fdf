"""Texts that say nearly the same within 72 hours are one unique mention."""

import itertools
import random
import re

import pytest

from data import ledger
from data.decisions.corrections import correct
from data.decisions.topics import set_topic
from data.derived import backlog, near_duplicates
from data.migrations import open_store
from tests import canonical

DISPATCH = "Aurelle rappelle douze mille voitures citadines pour un défaut du système de freinage arrière annonce à ses actionnaires réunis le constructeur ce matin"
REWORDED = DISPATCH.replace("ce matin", "ce lundi")  # the last 3-grams differ: 20 common of 22
OTHER = "La nouvelle citadine électrique est enfin arrivée chez mon concessionnaire et elle tient ses promesses sur autoroute"


def told(store, *rows, covers=("2026-03-01", "2026-03-31")):
    return canonical.mentions(
        store,
        "\n".join(["Day | Brand | Channel | Text", *(f"{day} | {brand} | x | {text}" for day, brand, text in rows)]),
        covers=covers,
    )


def unique(store):
    return store.value("select sum(unique_mentions) from mention_days")


def grams(text):
    words = re.findall(r"\w+", text.lower())
    return set(itertools.pairwise(itertools.pairwise(words)))


def likeness(one, other):
    return len(grams(one) & grams(other)) / len(grams(one) | grams(other))


def test_a_reworded_dispatch_is_one_unique_mention(store):
    assert likeness(DISPATCH, REWORDED) >= 0.8
    told(
        store,
        ("2026-03-02 08:00", "Aurelle", DISPATCH),
        ("2026-03-03 08:00", "Aurelle", REWORDED),
        ("2026-03-03 09:00", "Aurelle", OTHER),
    )
    assert unique(store) == 2
    assert store.rows("select text from mentions where not is_unique") == [{"text": REWORDED}]


@pytest.mark.parametrize(
    "variant",
    [
        "@ministre{n} {text} #signez{n} https://petition.example/s/{n}",
        "{text} www.petition.example/{n} @ami{n} @voisine{n}",
        "#boycott{n} #freins{n} {text}",
    ],
)
def test_a_petition_passed_on_with_other_names_tags_and_links_is_one_story(store, variant):
    told(
        store,
        *((f"2026-03-02 08:{n:02}", "Aurelle", variant.format(n=n, text=DISPATCH)) for n in range(6)),
        ("2026-03-02 09:30", "Aurelle", variant.format(n=7, text=OTHER)),
    )
    assert unique(store) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("le lot 12@900 euros", "le lot 12 900 euros"),
        ("en C#12 ou F#", "en c 12 ou f"),
        ("contact@aurelle.fr", "contact aurelle fr"),
        ("vu (@ami) #un#deux et @trois_x, bien", "vu et bien"),
        ("@ seul # seul", "seul seul"),
        ("#हिन्दी et #cafe\u0301 noir", "et noir"),
        ("我喜欢#苹果 吗", "我喜欢 苹果 吗"),
        ("مرحبا #وسم_جديد بكم", "مرحبا بكم"),
    ],
)
def test_a_sign_inside_a_word_begins_no_handle_and_no_tag(store, text, words):
    found = store.value(f"select {near_duplicates._WORDS} from (select $text as text)", {"text": text})
    assert " ".join(found) == words


def test_two_prices_are_two_stories(store):
    """Only what stands behind the signs tells these apart."""
    row = "prix{0}@{1} lot{0}@{1} gros{0}@{1} choix{0}@{1} final{0}@{1} total{0}@{1} reste{0}@{1} somme{0}@{1}"
    told(
        store,
        ("2026-03-02 08:00", "Aurelle", row.format("", 900)),
        ("2026-03-02 09:00", "Aurelle", row.format("", 1500)),
    )
    assert unique(store) == 2


def test_tags_alone_are_no_story(store):
    """Two lists of tags have nothing in common but being lists."""
    told(
        store,
        ("2026-03-02 08:00", "Aurelle", "#citadine #route #vacances #famille #montagne #ete #bonheur"),
        ("2026-03-02 09:00", "Aurelle", "#citadine #route #vacances #famille #montagne #hiver #neige"),
    )
    assert unique(store) == 2


def test_after_72_hours_it_is_told_anew(store):
    told(store, ("2026-03-02 08:00", "Aurelle", DISPATCH), ("2026-03-05 09:00", "Aurelle", REWORDED))
    assert unique(store) == 2


def test_two_brands_do_not_share_a_story(store):
    told(store, ("2026-03-02 08:00", "Aurelle", DISPATCH), ("2026-03-02 09:00", "Velmont", REWORDED))
    assert unique(store) == 2


def test_texts_that_share_a_template_only_are_different(store):
    """Half of the words in common: a likeness well under 0.8."""
    texts = [
        f"Avis numéro {name} sur la citadine : {body}"
        for name, body in (
            ("un", "le confort est bon mais le coffre reste petit pour une famille"),
            ("deux", "le moteur est nerveux et la boîte agréable en ville"),
        )
    ]
    told(store, *((f"2026-03-02 0{place}:00", "Aurelle", text) for place, text in enumerate(texts)))
    assert unique(store) == 2


def test_a_chain_of_rewordings_is_one_family(store):
    """A and C are less alike than 0.8, but B stands between them."""
    a, b = DISPATCH, DISPATCH.replace("ce matin", "ce lundi")
    c = b.replace("Aurelle rappelle", "Aurelle retire")
    assert likeness(a, b) >= 0.8
    assert likeness(b, c) >= 0.8
    assert likeness(a, c) < 0.8
    told(store, *((f"2026-03-02 0{place}:00", "Aurelle", text) for place, text in enumerate((a, b, c))))
    assert unique(store) == 1


def test_short_texts_are_never_near(store):
    told(
        store,
        ("2026-03-02 08:00", "Aurelle", "Belle voiture bleue"),
        ("2026-03-02 09:00", "Aurelle", "Belle voiture verte"),
    )
    assert unique(store) == 2


WORLD = random.Random(11)
WORDS = [
    f"{a}{b}"
    for a in ("mo", "ta", "ri", "ve", "lu", "so")
    for b in ("teur", "ble", "dron", "gal", "pin", "fort", "cade")
]


def reworded(text, chance):
    words = text.split()
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        words[chance.randrange(len(words))] = chance.choice(WORDS)
    return " ".join(words)


def world(seed, stories=12, copies=5):
    chance = random.Random(seed)
    rows = []
    for _ in range(stories):
        text = " ".join(chance.choice(WORDS) for _ in range(chance.randint(14, 30)))
        for _ in range(copies):
            day, hour = chance.randint(2, 12), chance.randint(0, 23)
            rows.append((f"2026-03-{day:02} {hour:02}:{chance.randint(0, 59):02}", "Aurelle", reworded(text, chance)))
    return rows


@pytest.mark.parametrize("seed", range(6))
def test_families_are_those_of_comparing_every_pair(store, seed):
    rows = world(seed)
    told(store, *rows)
    stories = {row["text"]: row["story"] for row in store.rows("select text, story from mentions")}
    family = {row["story"]: row["family"] for row in store.rows("select * from mention_families")}
    expected = near_duplicates._components(
        [
            (stories[one], stories[other])
            for (at, _, one), (then, _, other) in itertools.combinations(rows, 2)
            if one != other and likeness(one, other) >= 0.8 and _hours(at, then) <= 72
        ]
    )
    assert family == expected


def _hours(one, other):
    from datetime import datetime

    return abs((datetime.fromisoformat(one) - datetime.fromisoformat(other)).total_seconds()) / 3600


def test_the_order_of_uploads_does_not_matter_and_undo_restores_row_for_row(tmp_path):
    parts = [world(21)[place::3] for place in range(3)]
    sums = []
    for place, order in enumerate(([0, 1, 2], [2, 0, 1], [1, 2, 0])):
        store = open_store(tmp_path / str(place) / "s.duckdb")
        ids = [told(store, *parts[part]) for part in order]
        sums.append(_state(store))
        ledger.withdraw(store, ids[-1], who="test")
        ledger.withdraw(store, ids[-2], who="test")
        alone = open_store(tmp_path / f"alone{place}" / "s.duckdb")
        told(alone, *parts[order[0]])
        assert _state(store) == _state(alone)
        store.close()
        alone.close()
    assert sums[0] == sums[1] == sums[2]


def _state(store):
    """What counts, without the identities that depend on the upload's order."""
    return (
        store.rows("select text, published_at, is_unique from mentions order by all"),
        store.rows("select * from mention_families order by all"),
        store.rows("select * from mention_days order by all"),
    )


def test_days_too_busy_for_a_load_are_settled_later_to_the_same_figures(store, tmp_path, monkeypatch):
    rows = world(31)
    whole = open_store(tmp_path / "whole" / "s.duckdb")
    told(whole, *rows)
    monkeypatch.setattr(near_duplicates, "AT_ONCE", 10)
    told(store, *rows)
    assert backlog.pending(store) > 0
    assert store.value("select count(*) from mention_families") == 0
    monkeypatch.setattr(near_duplicates, "AT_ONCE", 40)
    assert backlog.settle(store).days > 0
    assert backlog.pending(store) == 0
    assert _state(store) == _state(whole)
    whole.close()


def test_a_correction_or_a_topic_leaves_families_alone_however_many_texts_there_are(store, monkeypatch):
    told(store, ("2026-03-02 08:00", "Aurelle", DISPATCH), ("2026-03-03 08:00", "Aurelle", REWORDED))
    monkeypatch.setattr(near_duplicates, "AT_ONCE", 0)
    correct(store, store.value("select min(identity) from mentions"), field="sentiment", value="negative", who="lea")
    set_topic(store, "freins", words=["freinage"], who="lea")
    assert (unique(store), backlog.pending(store)) == (1, 0)
