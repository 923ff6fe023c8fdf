"""Topics by rules of words: what they find, what they do not, and how rules change."""

import pytest

from data import ledger
from data.decisions.topics import history, set_topic, topics, withdraw_topic
from data.derived.topic_matching import built_in, folded, hint, pattern
from data.sentences import Refusal
from data.store import scratch_cursor
from tests import canonical


def told(store, *texts, topic=""):
    rows = [f"2026-03-02 | Aurelle | x | {topic} | {text}" for text in texts]
    canonical.mentions(store, "\n".join(["Day | Brand | Channel | Topic | Text", *rows]))


def found(store, text):
    return {
        row["topic"]
        for row in store.rows(
            "select t.topic from mention_topics t join mentions m on m.identity = t.identity where m.text = ?", [text]
        )
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rappel de douze mille citadines", {"recall"}),
        ("RAPPELS en série chez le constructeur", {"recall"}),
        ("Je me rappelle de ma première voiture", set()),
        ("Pour rappel, le salon ouvre à dix heures", set()),
        ("Pour rappel, un rappel de véhicules est en cours", {"recall"}),
        ("La greve continue à l'usine", {"labour"}),
        ("La GRÈVE continue, un conflit social dur", {"labour"}),
        ("Des amortisseurs qui amortissent", set()),
        ("A product recall and a lawsuit", {"recall", "justice"}),
        ("Incendie : deux blessés, plainte déposée", {"accident", "justice"}),
        ("Cinq étoiles au crash-test", set()),
        ("boycottez-les !", {"boycott"}),
    ],
)
def test_the_ready_made_lexicon_finds_whole_words_whatever_their_accents_and_case(store, text, expected):
    told(store, text)
    assert found(store, text) == expected
    assert store.value("select is_sensitive from mentions") is bool(expected)
    assert store.value("select sum(sensitive) from mention_days") == bool(expected)


def test_a_rule_of_the_team_is_dated_and_attributed_and_bears_on_what_was_loaded_before(store):
    told(store, "La boîte de vitesses craque", "Le confort est parfait")
    set_topic(store, "boîte", words=["boîte de vitesses", "embrayage"], who="lea")
    assert found(store, "La boîte de vitesses craque") == {"boîte"}
    rule = topics(store)[0]
    assert (rule.name, rule.set_by, rule.is_sensitive) == ("boîte", "lea", False)
    assert rule.set_at is not None


def test_a_word_with_a_star_stands_for_any_ending(store):
    set_topic(store, "freins", words=["frein*"], who="lea")
    told(store, "Le freinage est mou", "Elle est sans frein", "Un effreiné")
    assert [found(store, text) for text in ("Le freinage est mou", "Elle est sans frein", "Un effreiné")] == [
        {"freins"}, {"freins"}, set(),
    ]  # fmt: skip


def test_an_expression_is_found_across_blanks_hyphens_and_apostrophes(store):
    set_topic(store, "service", words=["l'après-vente"], who="lea")
    told(store, "À l’après vente, personne", "Elle vente après l'orage")
    assert found(store, "À l’après vente, personne") == {"service"}
    assert found(store, "Elle vente après l'orage") == set()


def test_the_rule_of_a_team_replaces_the_ready_made_one_of_that_name_and_withdrawing_it_ends_the_topic(store):
    told(store, "Un rappel de véhicules", "Un retour au garage")
    set_topic(store, "recall", words=["retour au garage"], is_sensitive=True, who="lea")
    assert [found(store, text) for text in ("Un rappel de véhicules", "Un retour au garage")] == [set(), {"recall"}]
    withdraw_topic(store, "recall", who="max")
    assert store.value("select count(*) from mention_topics") == 0
    assert [(one.name, one.words, one.set_by) for one in history(store)] == [
        ("recall", ("retour au garage",), "lea"), ("recall", (), "max"),
    ]  # fmt: skip


def test_what_is_no_rule_is_refused(store):
    with pytest.raises(Refusal, match="needs at least one word"):
        set_topic(store, "vide", words=["  ", "*"], who="lea")
    with pytest.raises(Refusal, match="needs a name"):
        set_topic(store, " ", words=["frein"], who="lea")
    with pytest.raises(Refusal, match="There is no topic in force called"):
        withdraw_topic(store, "inconnu", who="lea")
    assert history(store) == ()


@pytest.mark.parametrize("word", ["C++", "(frein", "a?b", "50 %", "o'brien", "$$x", "\\d"])
def test_signs_of_regular_expressions_mean_themselves(store, word):
    set_topic(store, "signe", words=[word], who="lea")
    told(store, f"Avis : {word} , voilà", "Avis sans rien de tel 42 xx")
    assert found(store, f"Avis : {word} , voilà") == {"signe"}
    assert found(store, "Avis sans rien de tel 42 xx") == set()


def test_the_topic_of_the_tool_stays_and_a_rule_names_the_mentions_that_have_none(store):
    told(store, "Un rappel de véhicules", topic="qualité")
    told(store, "Encore un rappel de véhicules")
    assert store.rows("select text, topic from mentions order by text") == [
        {"text": "Encore un rappel de véhicules", "topic": "recall"},
        {"text": "Un rappel de véhicules", "topic": "qualité"},
    ]


def test_a_topic_that_the_tool_names_like_a_sensitive_rule_is_sensitive(store):
    told(store, "Rien de spécial dans ce texte", topic="Boycott")
    assert store.value("select is_sensitive from mentions") is True


def test_withdrawing_an_upload_withdraws_its_topics(store):
    told(store, "Belle voiture")
    before = ledger.checksum(store)
    canonical.mentions(store, "Day | Brand | Channel | Text\n2026-03-02 | Aurelle | x | Un rappel de véhicules")
    recall = store.value("select upload_id from uploads order by seq desc limit 1")
    assert store.value("select count(*) from mention_topics") == 1
    ledger.withdraw(store, recall, who="test")
    assert store.value("select (select count(*) from mention_topics) + (select count(*) from mention_marks)") == 0
    assert ledger.checksum(store) == before


def test_what_is_looked_for_first_finds_every_sign_that_stands_for_a_letter():
    """Each sign of Unicode that a rule's letter finds is that letter in a folded text: a long s is s, a kelvin is k."""
    spellings = {letter: pattern([letter], whole=False).removeprefix("(?i)") for letter in "abcdefghijklmnopqrstuvwxyz"}
    with scratch_cursor() as cursor:
        cursor.execute(
            f"""
            create or replace temp table signs as
            select sign, {folded("sign")} as letter
            from (select chr(cast(i as integer)) as sign from range(1, 1114112) every(i) where i not between 55296 and 57343)
            where regexp_matches(sign, '(?i)^(?:{"|".join(spellings.values())})$')
            """
        )
        found = cursor.execute(
            "select sign, written.letter, signs.letter from signs, "
            "(select unnest($letters) as letter, unnest($patterns) as pattern) written "
            "where regexp_matches(sign, '(?i)^' || pattern || '$')",
            {"letters": list(spellings), "patterns": list(spellings.values())},
        ).fetchall()
    assert len(found) > 4 * len(spellings) - 40
    assert [row for row in found if row[1] != row[2]] == []


def test_what_is_looked_for_first_leaves_out_no_text_in_which_a_rule_finds_a_word():
    words = [
        *[word.rstrip("*") for rule in built_in() for word in rule.words][::5],
        "Œuvre d'œil",
        "naïve",
        "Straße 12",
    ]
    told = [(write(one), one) for one in words for write in (str.upper, lambda word: word.replace(" ", "\u202f-"))]
    with scratch_cursor() as cursor:
        cursor.execute(
            f"""
            select text, regexp_matches({folded("text")}, wanted)
            from (select unnest($texts) as text, unnest($patterns) as found, unnest($hints) as wanted)
            where regexp_matches(text, found)
            """,
            {
                "texts": [f"« {text} »" for text, _ in told],
                "patterns": [pattern([one]) for _, one in told],
                "hints": [hint([one]) for _, one in told],
            },
        )
        looked_for = cursor.fetchall()
    assert [text for text, is_found in looked_for if not is_found] == []
    assert len(looked_for) == len(told) - 1  # STRASSE is another word than Straße


def test_a_rule_of_letters_beyond_a_to_z_is_always_looked_for(store):
    assert hint(["отзыв", "recall"]) is None
    set_topic(store, "recall in Russian", words=["отзыв*"], who="Claire")
    told(store, "Массовый ОТЗЫВ автомобилей")
    assert found(store, "Массовый ОТЗЫВ автомобилей") == {"recall in Russian"}
