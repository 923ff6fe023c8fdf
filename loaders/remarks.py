"""What a format always has to say in the receipt: how its columns were understood where that is no matter of course."""

from __future__ import annotations

from data.sentences import Sentence, sentence

REMARKS: dict[str, Sentence] = {
    "stars": sentence("Stars are no sentiment that a tool or a person has told: the sentiment of these reviews is not qualified."),
    "replies": sentence(
        "Rows that the company wrote are replies: they tell when a conversation was first answered, and are none themselves."
    ),
    "replied": sentence(
        "A conversation counts as answered when the export lists a reply to it, also where that reply is not in the file; "
        "the time of the first reply is known only where the company's own is."
    ),
    "sound_bites": sentence(
        "A post has one row per passage: it counts once, and is mixed where its passages differ in sentiment."
    ),
    "one_day_of_rows": sentence("Each day has one row per sentiment: they are put together, and the day counts once."),
    "offset": sentence("The offset in the header holds for the whole year: winter times may be one hour off."),
}
