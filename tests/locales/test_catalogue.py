"""The French catalogue says everything that the code says, and nothing else."""

import ast
import io
import re

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from data.sentences import N_
from locales import LANGUAGES, SOURCE_LANGUAGE, catalogue, catalogue_path, plural, translator
from locales.__main__ import KEYWORDS, ROOT, template, updated, waiting

OTHERS = [language for language in LANGUAGES if language != SOURCE_LANGUAGE]
PLACE = re.compile(r"\{(\w+)")


def ids(known):
    return {message.id for message in known if message.id}


def forms(text):
    return (text,) if isinstance(text, str) else tuple(text)


def test_each_text_of_the_code_is_translated():
    for language in OTHERS:
        new = sorted(map(forms, ids(template()) - ids(catalogue(language))))
        assert new == [], f"`python -m locales` adds them to {catalogue_path(language)}; then translate them there"
        assert waiting(catalogue(language)) == [], f"translate them in {catalogue_path(language)}"


def test_no_translation_is_left_of_a_text_that_the_code_no_longer_says():
    for language in OTHERS:
        assert sorted(map(forms, ids(catalogue(language)) - ids(template()))) == []  # python -m locales drops them


def test_a_translation_names_the_same_values_as_its_text():
    for language in OTHERS:
        for message in catalogue(language):
            for text, form in zip(forms(message.id), forms(message.string), strict=True):
                if text:
                    assert set(PLACE.findall(form)) == set(PLACE.findall(text)), text


def test_each_text_that_is_given_to_a_speaker_is_extracted():
    """Babel reads tokens, and passes over a call where it does not expect one; the syntax tree has every call."""
    said = {form for text in ids(template()) for form in forms(text)}
    for path in sorted(ROOT.rglob("*.py")):
        if path.relative_to(ROOT).parts[0] not in (".venv", "tests", "docs"):
            assert sorted(literals(path.read_text(encoding="utf-8")) - said) == [], path


def literals(source):
    """The literals in the places of a text, alone or inside a condition."""
    found = set()
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            for argument in call.args[: len(KEYWORDS[name] or (1,))] if name in KEYWORDS else ():
                options = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
                found |= {one.value for one in options if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def test_a_text_is_found_wherever_it_stands_and_words_that_are_not_said_are_not(tmp_path):
    (tmp_path / "screen.py").write_text("""
WORDS = {"met": N_("Met"), "code": "not said"}
print(f"**{say('In an f-string')}** {say('In another')}")
say("Around {others}", others=", ".join(say("Inside") for _ in (1, 2)))
_session.say_plural("{n} file", "{n} files", count, files=say("Named"))
raise Refusal("Refused in "
              "two lines", place="no text")
""")
    assert ids(template(tmp_path)) == {
        "Met", "In an f-string", "In another", "Around {others}", "Inside", ("{n} file", "{n} files"), "Named",
        "Refused in two lines",
    }  # fmt: skip


def test_new_texts_wait_and_what_is_no_longer_said_goes():
    """`file` has become one of a pair: what it was translated as waits to be confirmed."""
    held, said = Catalog(locale="fr"), Catalog()
    for text, translation in {"kept": "gardé", "gone": "parti", "file": "fichier"}.items():
        held.add(text, translation)
    held.add(("day", "days"), ("jour", "jours"))
    for text in ("kept", "new", ("file", "files"), ("day", "days")):
        said.add(text, locations=[("screen.py", 1)])
    content = updated(held, said)
    written = read_po(io.BytesIO(content), locale="fr")
    assert ids(written) == {"kept", "new", ("file", "files"), ("day", "days")}
    assert (written["kept"].string, written["day"].string) == ("gardé", ("jour", "jours"))
    assert sorted(waiting(written)) == ["file / files", "new"]
    assert b"gone" not in content
    assert updated(written, said) == content


def test_a_marked_text_is_the_text():
    assert N_("Met") == "Met"


def test_french_takes_zero_as_one_thing_and_english_does_not():
    assert plural("fr")("{count} rejected record", "{count} rejected records", 0) == plural("fr")(
        "{count} rejected record", "{count} rejected records", 1
    )
    assert plural("en")("one", "several", 0) == "several"


def test_an_unknown_text_stays_as_it_is():
    assert translator("fr")("a text that nobody translated") == "a text that nobody translated"
    assert translator("fr")("") == ""
