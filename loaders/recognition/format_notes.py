"""What a format always has to say in the receipt: how its columns were understood where that is no matter of course."""

from __future__ import annotations

from data.sentences import Sentence, sentence

REMARKS: dict[str, Sentence] = {
    "stars": sentence(
        "Stars are no sentiment that a tool or a person has told: the sentiment of these reviews is not qualified."
    ),
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
    "offset": sentence("The offset in the header holds for the whole year: winter times may be one hour off."),
    "zone_untold": sentence(
        "The tool does not say of which time zone its times are: they are read as those of the organisation, so that a post near midnight may fall on the day before or after. Answer zone to read them otherwise."
    ),
    "videos_twice": sentence(
        "Videos are among the posts of the content export as well, under other numbers: load one of the two, or they count twice."
    ),
    "without_reactions": sentence(
        "The sheet tells reach and clicks of each post; its reactions, comments and shares stand in sheets of their own, which are not read."
    ),
    "daily_gain": sentence(
        "'Total followers' is the total of each day's new followers here: it is read as a gain, never as the audience."
    ),
    "last_day_of_period": sentence(
        "Audiences are told for the last day of the period; new followers of the whole period are no day's gain, and are left."
    ),
    "first_posts": sentence(
        "The tool lists its first 50 posts only: a count of the posts of the period may be too low."
    ),
    "time_in_the_number": sentence(
        "The dates bear no year: the time of each video is the one in its number, where it agrees with the day that is written."
    ),
}
