"""The French catalogue says everything that the code says, and nothing else."""

import re

from locales import LANGUAGES, SOURCE_LANGUAGE, catalogue, collect, plural, translator

OTHERS = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
PLACE = re.compile(r"\{(\w+)")


def messages(language):
    return [message for message in catalogue(language) if message.id]


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_each_text_of_the_code_is_translated():
    for language in OTHERS:
        said = {form for message in messages(language) if all(forms(message.string)) for form in forms(message.id)}
        assert sorted(set(collect.texts()) - said) == []  # python -m locales adds them


def test_no_translation_is_left_of_a_text_that_the_code_no_longer_says():
    for language in OTHERS:
        known = {form for message in messages(language) for form in forms(message.id)}
        assert sorted(known - set(collect.texts())) == []  # python -m locales drops them


def test_a_translation_names_the_same_values_as_its_text():
    for language in OTHERS:
        for message in messages(language):
            for text, form in zip(forms(message.id), forms(message.string), strict=True):
                assert set(PLACE.findall(form)) == set(PLACE.findall(text)), text


def test_french_takes_zero_as_one_thing_and_english_does_not():
    assert plural("fr")("{count} record cannot be taken", "{count} records cannot be taken", 0) == plural("fr")(
        "{count} record cannot be taken", "{count} records cannot be taken", 1
    )
    assert plural("en")("one", "several", 0) == "several"


def test_an_unknown_text_stays_as_it_is():
    assert translator("fr")("a text that nobody translated") == "a text that nobody translated"
    assert translator("fr")("") == ""
