"""Notes that every receipt of a format shows, by the id in its header (`remarks`): how its columns were read."""

from __future__ import annotations

from data.sentences import Sentence, sentence

REMARKS: dict[str, Sentence] = {
    "stars": sentence(
        "Stars are not a sentiment from a tool or a person: the sentiment of these reviews is not qualified."
    ),
    "replies": sentence(
        "Rows written by the company are replies: they give the time of the first reply to a conversation, and are "
        "not conversations themselves."
    ),
    "replied": sentence(
        "A conversation counts as answered when the export lists a reply to it, even if that reply is not in the "
        "file; the time of the first reply is known only where the company's own reply is in the file."
    ),
    "sound_bites": sentence(
        "A post has one row per passage: it counts once, and is mixed where its passages differ in sentiment."
    ),
    "offset": sentence("The offset in the header applies to the whole year: winter times may be one hour off."),
    "zone_untold": sentence(
        "The tool does not give the time zone of its times: they are read in the organisation's time zone, so a "
        "post near midnight may fall on the day before or after. Answer zone to read them in another one."
    ),
    "videos_twice": sentence(
        "Videos are also among the posts of the content export, under other identifiers: load only one of the two, "
        "otherwise they count twice."
    ),
    "without_reactions": sentence(
        "The sheet gives the reach and clicks of each post; reactions, comments and shares are in separate sheets, "
        "which are not read."
    ),
    "daily_gain": sentence(
        "'Total followers' is the total of each day's new followers here: it is read as a gain, never as the "
        "audience size."
    ),
    "last_day_of_period": sentence(
        "Audience figures are those of the last day of the period; new followers are given for the whole period, "
        "not per day, and are not loaded."
    ),
    "first_posts": sentence(
        "The tool lists only its first 50 posts: the number of posts of the period may be too low."
    ),
    "time_in_the_number": sentence(
        "The dates have no year: the time of each video is taken from its identifier where it agrees with the "
        "written day."
    ),
    "brands_named": sentence(
        "A brand that an answer names counts under the name that the file gives it: write the names as in Settings."
    ),
    "rated": sentence(
        "Stars are loaded as the rating of each review, and the brand's answer with its time where the file gives it; "
        "stars are not a sentiment from a tool or a person: the sentiment of these reviews is not qualified."
    ),
    "paid": sentence(
        "This is an advertising report: its figures are loaded as paid campaigns, apart from posts and statistics of the "
        "account, and no figure of these adds them."
    ),
    "net_votes": sentence(
        "The score of a post is its votes for, less those against: where it is below 0, it adds nothing to the engagement."
    ),
    "pairs": sentence(
        "Each row is a reply: a message with several replies counts once, with the earliest. Messages without a reply are "
        "not in this file: it tells how fast replies are, and no share of answered messages."
    ),
}
