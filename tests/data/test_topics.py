"""Topics by rules of words: what they find, what they do not, and how rules change."""

import pytest

from data import ledger
from data.decisions.topics import history, set_topic, topics, withdraw_topic
from data.sentences import Refusal
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
