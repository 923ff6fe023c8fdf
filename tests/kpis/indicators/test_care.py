"""Casquette 2, the link with the public: what people ask of us, and what becomes of it."""

from datetime import date

import pytest

from kpis.compute import compute
from kpis.engine.scope import Scope
from kpis.inputs import working_time
from tests.canonical_activity import conversations
from tests.kpis.figures import aurelle, computed, row, states, values

WEEK = ("2026-03-02", "2026-03-08")  # Monday to Sunday; Paris is one hour ahead of UTC


def told(store, text, **options):
    conversations(store, text, **{"covers": WEEK, **options})


def test_requests_are_the_messages_that_need_an_answer_and_a_comment_does_not_unless_it_is_said(store):
    """A question, a message of no kind, and the comment that is said to need an answer: 3."""
    told(store, """
        Day              | Brand   | Channel  | Kind        | Needs
        2026-03-02 10:00 | Aurelle | facebook | question    |
        2026-03-02 11:00 | Aurelle | facebook |             |
        2026-03-03 10:00 | Aurelle | facebook | commentaire |
        2026-03-03 11:00 | Aurelle | facebook | comment     | yes
        2026-03-04 10:00 | Aurelle | facebook | thanks      | no
    """)  # fmt: skip
    assert aurelle(store, "inbound_requests", *WEEK) == [3]


def test_a_covered_week_without_a_request_counts_zero_and_one_outside_is_missing(store):
    told(
        store,
        "Day | Brand | Channel\n2026-03-02 10:00 | Aurelle | x",
        covers=("2026-03-02", "2026-03-15"),
    )
    assert aurelle(store, "inbound_requests", "2026-03-02", "2026-03-22") == [1, 0, None]


REPLIES = """
    Day              | Brand   | Channel  | Reply            | Answered
    2026-03-02 10:00 | Aurelle | x        | 2026-03-02 10:30 |
    2026-03-02 11:00 | Aurelle | x        |                  | yes
    2026-03-03 10:00 | Aurelle | facebook |                  | no
    2026-03-03 11:00 | Aurelle | facebook |                  |
"""


def test_the_response_rate_counts_a_reply_whose_time_is_not_told_and_silence_where_the_export_tells_of_replies(store):
    told(store, REPLIES)
    found = row(store, "response_rate", *WEEK)
    assert (found["value"], found["n"]) == (0.5, 4)  # 2 of 4


def test_the_response_rate_by_channel(store):
    told(store, REPLIES)
    assert values(store, "response_rate", *WEEK, by="channel") == {"facebook": [0], "x": [1]}


def test_an_export_that_tells_of_no_reply_has_no_response_rate_rather_than_zero(store):
    told(store, "Day | Brand | Channel\n2026-03-02 10:00 | Aurelle | x\n2026-03-03 10:00 | Aurelle | x")
    found = row(store, "response_rate", *WEEK)
    assert (found["state"], found["n"]) == ("missing", 0)
    assert aurelle(store, "inbound_requests", *WEEK) == [2]


def test_an_export_that_tells_of_no_reply_does_not_lower_the_rate_of_one_that_does(store):
    told(store, "Day | Brand | Channel | Reply\n2026-03-02 10:00 | Aurelle | x | 2026-03-02 11:00")
    told(store, "Day | Brand | Channel\n2026-03-02 10:00 | Aurelle | email")
    assert aurelle(store, "response_rate", *WEEK) == [1]  # 1 of the 1 that says


def test_an_export_of_answered_messages_alone_tells_a_delay_and_no_share(store):
    """Monday 10:00 in Paris, answered after 10, 20 and 40 minutes: median 20 minutes; no share, as no other is listed."""
    told(store, """
        Day              | Brand   | Channel | Kind          | Reply
        2026-03-02 10:00 | Aurelle | x       | answered only | 2026-03-02 10:10
        2026-03-02 10:00 | Aurelle | x       | answered only | 2026-03-02 10:20
        2026-03-02 10:00 | Aurelle | x       | answered only | 2026-03-02 10:40
    """)  # fmt: skip
    assert row(store, "response_rate", *WEEK)["state"] == "missing"
    assert row(store, "response_within_sla_rate", *WEEK)["state"] == "missing"
    assert row(store, "first_response_time_median", *WEEK)["value"] == pytest.approx(20 / 60)


def test_response_times_are_working_hours_with_the_slowest_tenth_beside(store):
    """
    Monday 10:00 to 11:00 local, in the day:                                   1 h
    Friday 17:30 to Monday 9:30: half an hour of Friday, half one of Monday:   1 h
    Saturday 12:00 to Monday 12:00: from Monday 9:00 on:                       3 h
    Monday 20:00 to Tuesday 8:00: both outside the hours:                      0 h
    Median of 0, 1, 1, 3: 1. Only the last is among the slowest tenth: 3.
    """
    told(store, """
        Day              | Brand   | Channel | Reply
        2026-03-02 09:00 | Aurelle | x       | 2026-03-02 10:00
        2026-03-06 16:30 | Aurelle | x       | 2026-03-09 08:30
        2026-03-07 11:00 | Aurelle | x       | 2026-03-09 11:00
        2026-03-02 19:00 | Aurelle | x       | 2026-03-03 07:00
    """)  # fmt: skip
    found = row(store, "first_response_time_median", *WEEK)
    assert (found["value"], found["n"], found["p90"]) == (pytest.approx(1), 4, pytest.approx(3))


def test_a_delay_told_in_minutes_is_a_reply(store):
    told(store, "Day | Brand | Channel | Minutes\n2026-03-02 09:00 | Aurelle | x | 90")
    assert aurelle(store, "first_response_time_median", *WEEK) == [pytest.approx(1.5)]


def test_a_reply_before_its_message_is_left_out(store):
    told(store, """
        Day              | Brand   | Channel | Reply
        2026-03-02 09:00 | Aurelle | x       | 2026-03-02 08:00
        2026-03-02 09:00 | Aurelle | x       | 2026-03-02 11:00
    """)  # fmt: skip
    assert row(store, "first_response_time_median", *WEEK)["n"] == 1
    assert aurelle(store, "first_response_time_median", *WEEK) == [pytest.approx(2)]


def test_a_public_holiday_does_not_count(store):
    """Easter Monday, 6 April 2026: from Friday 17:00 to Tuesday 10:00 local is 1 h of Friday and 1 h of Tuesday."""
    text = "Day | Brand | Channel | Reply\n2026-04-03 15:00 | Aurelle | x | 2026-04-07 08:00"
    conversations(store, text, covers=("2026-03-30", "2026-04-05"))
    assert aurelle(store, "first_response_time_median", "2026-03-30", "2026-04-05") == [pytest.approx(2)]
    working_time.declare(store, between="09:00-18:00", weekdays="12345", country="", who="test")
    assert aurelle(store, "first_response_time_median", "2026-03-30", "2026-04-05") == [pytest.approx(11)]  # 9 h more


PROMISED = """
    Day              | Brand   | Channel | Reply            | Answered
    2026-03-02 08:00 | Aurelle | x       | 2026-03-02 12:00 |
    2026-03-02 08:00 | Aurelle | x       | 2026-03-02 12:01 |
    2026-03-02 08:00 | Aurelle | x       |                  | yes
    2026-03-03 08:00 | Aurelle | x       |                  |
    2026-03-06 15:00 | Aurelle | x       |                  |
"""


def test_the_promise_of_a_senior_is_four_working_hours(store):
    """4 h 00 keeps it, 4 h 01 breaks it; an answer at a time not told is left out; silence since Tuesday breaks it; silence
    since Friday 16:00 is two working hours old when the export ends, and open: 1 of 3."""
    told(store, PROMISED)
    found = computed(store, "response_within_sla_rate", *WEEK, brands=("Aurelle",)).iloc[0]
    assert (found["value"], found["n"], found["response_hours"]) == (pytest.approx(1 / 3), 3, 4)


def test_the_promise_of_an_intern_is_twenty_four_working_hours(store):
    """Both replies keep it; silence since Tuesday 9:00 is 36 working hours old on Sunday: 2 of 3."""
    told(store, PROMISED)
    found = _of_role(store, "stagiaire")
    assert (found["value"], found["n"], found["response_hours"]) == (pytest.approx(2 / 3), 3, 24)


def test_a_promise_can_be_settled_for_everyone_and_for_one_role(store):
    told(store, PROMISED)
    working_time.promise(store, 5, who="test")
    assert _of_role(store, "stagiaire")["response_hours"] == _of_role(store, "senior")["response_hours"] == 5
    working_time.promise(store, 9, who="test", role="stagiaire")
    assert (_of_role(store, "stagiaire")["response_hours"], _of_role(store, None)["response_hours"]) == (9, 5)
    assert _of_role(store, "senior")["value"] == pytest.approx(2 / 3)  # 4 h 01 keeps a promise of 5


def _of_role(store, role):
    scope = Scope(date(2026, 3, 2), date(2026, 3, 8), ("Aurelle",), today=date(2026, 4, 1), role=role)
    return compute(store, "response_within_sla_rate", scope).iloc[0]


def test_resolution_counts_the_requests_of_which_the_export_tells_for_seven_days(store):
    """
    Told until the end of 10 March: resolved and satisfied yes; resolved without satisfaction no; open since 3 March no; of the
    two of 4 and 5 March, the one that is resolved as well as the open one, a day is lacking: 1 of 3, whoever looks when.
    """
    told(store, """
        Day              | Brand   | Channel | Solved | Satisfied
        2026-03-02 08:00 | Aurelle | x       | yes    | yes
        2026-03-02 08:00 | Aurelle | x       | yes    | no
        2026-03-05 08:00 | Aurelle | x       | yes    |
        2026-03-03 08:00 | Aurelle | x       | no     |
        2026-03-04 08:00 | Aurelle | x       | no     |
    """, covers=("2026-03-02", "2026-03-10"))  # fmt: skip
    for today in ("2026-03-09", "2026-03-10", "2026-06-01"):
        found = row(store, "issue_resolution_rate", *WEEK, today=today)
        assert (found["value"], found["n"]) == (pytest.approx(1 / 3), 3)


def test_an_export_that_tells_of_no_resolution_has_no_rate(store):
    told(store, "Day | Brand | Channel | Reply\n2026-03-02 08:00 | Aurelle | x | 2026-03-02 09:00")
    assert aurelle(store, "issue_resolution_rate", *WEEK) == [None]
    assert aurelle(store, "resolution_time_median", *WEEK) == [None]


def test_resolution_time_runs_by_the_calendar(store):
    """Saturday 12:00 to Monday 12:00 is 48 h, Monday to Tuesday 24 h, and an hour; the open one lasts 168 h at least, until the
    last moment that the export tells of: between 24 and 48 h, half last longer."""
    told(store, """
        Day              | Brand   | Channel | Resolved
        2026-03-07 11:00 | Aurelle | x       | 2026-03-09 11:00
        2026-03-02 11:00 | Aurelle | x       | 2026-03-03 11:00
        2026-03-02 11:00 | Aurelle | x       | 2026-03-02 12:00
        2026-03-02 11:00 | Aurelle | x       | 2026-03-01 12:00
        2026-03-02 11:00 | Aurelle | x       |
    """)  # fmt: skip
    found = row(store, "resolution_time_median", *WEEK)
    assert (found["value"], found["n"], found["ended"]) == (36, 4, 0.75)  # the one that runs backwards is left out


def test_a_conflict_is_calmed_when_its_last_word_is_not_negative_or_else_when_it_is_resolved(store):
    """
    Answered and negative at first: last word neutral yes, negative no, even where we closed it; not resolved no; of the last
    nothing is told; one was not answered, one not negative: 1 of 4.
    """
    told(store, """
        Day              | Brand   | Channel | Sentiment | Last     | Answered | Solved
        2026-03-02 08:00 | Aurelle | x       | negative  | neutral  | yes      |
        2026-03-02 08:00 | Aurelle | x       | negative  | negative | yes      |
        2026-03-03 08:00 | Aurelle | x       | negative  | negative | yes      | yes
        2026-03-04 08:00 | Aurelle | x       | positive  | positive | yes      |
        2026-03-04 08:00 | Aurelle | x       | negative  | positive | no       |
    """)  # fmt: skip
    told(store, """
        Day              | Brand   | Channel | Sentiment | Last     | Answered | Solved
        2026-03-03 09:00 | Aurelle | x       | negative  |          | yes      | no
    """)  # fmt: skip
    told(store, """
        Day              | Brand   | Channel | Sentiment | Last     | Answered
        2026-03-03 10:00 | Aurelle | x       | negative  |          | yes
    """)  # fmt: skip
    found = row(store, "deescalation_rate", *WEEK)
    assert (found["value"], found["n"]) == (0.25, 4)


def test_a_hand_over_within_the_length_of_a_working_day_is_of_the_same_day(store):
    """
    Monday 10:00 to Tuesday 10:00 local is 9 working hours, a day: yes. To Tuesday 10:01: no. Friday 17:00 to Monday 12:00: 4 h,
    the export tells no further, so that it does not count yet, nor does the one never routed since Friday 16:00. Never routed
    since Tuesday: no. Routed at a time not told: left out. Not to be routed: does not count. 1 of 3.
    """
    told(store, """
        Day              | Brand   | Channel | Route | Service | Routed
        2026-03-02 09:00 | Aurelle | x       | yes   | SAV     | 2026-03-03 09:00
        2026-03-02 09:00 | Aurelle | x       | yes   | SAV     | 2026-03-03 09:01
        2026-03-06 16:00 | Aurelle | x       |       | ventes  | 2026-03-09 11:00
        2026-03-03 09:00 | Aurelle | x       | yes   |         |
        2026-03-06 15:00 | Aurelle | x       | yes   |         |
        2026-03-03 10:00 | Aurelle | x       | yes   | SAV     |
        2026-03-03 10:00 | Aurelle | x       | no    |         |
    """)  # fmt: skip
    found = row(store, "service_escalation_rate", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(1 / 3), 3)


def test_what_nothing_had_to_be_routed_in_has_no_rate(store):
    told(store, "Day | Brand | Channel | Route\n2026-03-02 08:00 | Aurelle | x | no")
    found = row(store, "service_escalation_rate", *WEEK)
    assert (found["state"], found["n"]) == ("missing", 0)


COMMENTS = """
    Day              | Brand   | Channel | Kind        | Treated          | Reply
    2026-03-02 09:00 | Aurelle | blog    | commentaire | 2026-03-02 12:00 |
    2026-03-03 09:00 | Aurelle | blog    | comment     | 2026-03-03 10:00 |
    2026-03-04 09:00 | Aurelle | blog    | Comments    |                  | 2026-03-04 15:00
    2026-03-05 09:00 | Aurelle | blog    | commentaire |                  |
    2026-03-05 09:00 | Aurelle | blog    | question    |                  |
"""


def test_comments_are_looked_after_when_they_are_moderated_or_answered(store):
    told(store, COMMENTS)
    found = row(store, "comments_moderated_rate", *WEEK)
    assert (found["value"], found["n"]) == (0.75, 4)  # the question is no comment


def test_the_moderation_delay_is_in_working_hours(store):
    """3 h and 1 h; 6 h until the answer; 17 h at least of the one that nobody handled: between 3 and 6 h, half last longer."""
    told(store, COMMENTS)
    found = row(store, "moderation_delay_median", *WEEK)
    assert (found["value"], found["n"]) == (pytest.approx(4.5), 4)


def test_a_log_that_never_tells_of_moderation_has_no_rate(store):
    told(store, "Day | Brand | Channel | Kind\n2026-03-02 09:00 | Aurelle | blog | comment")
    assert aurelle(store, "comments_moderated_rate", *WEEK) == [None]


KPIS = [
    "inbound_requests", "response_rate", "first_response_time_median", "response_within_sla_rate", "issue_resolution_rate",
    "resolution_time_median", "deescalation_rate", "service_escalation_rate", "comments_moderated_rate",
    "moderation_delay_median",
]  # fmt: skip


@pytest.mark.parametrize("kpi", [*KPIS, "overdue_requests"])
def test_without_its_export_a_figure_is_missing(store, kpi):
    assert aurelle(store, kpi, *WEEK) == [None]


@pytest.mark.parametrize("kpi", [name for name in KPIS if name != "inbound_requests"])
def test_a_covered_week_without_a_message_has_no_figure_and_a_sample_of_zero(store, kpi):
    told(store, COMMENTS, covers=("2026-03-02", "2026-03-15"))
    assert row(store, kpi, "2026-03-09", "2026-03-15")["n"] == 0
    assert states(store, kpi, "2026-03-09", "2026-03-15") == ["missing"]


OVERDUE = """
    Day              | Brand   | Channel | Reply            | Answered | Needs
    2026-03-02 08:00 | Aurelle | x       |                  |          |
    2026-03-02 08:00 | Aurelle | x       | 2026-03-10 09:00 |          |
    2026-03-02 08:00 | Aurelle | x       | 2026-03-02 09:00 |          |
    2026-03-02 08:00 | Aurelle | x       |                  | yes      |
    2026-03-02 08:00 | Aurelle | x       |                  |          | no
    2026-03-06 15:00 | Aurelle | x       |                  |          |
    2026-03-09 08:00 | Aurelle | x       |                  |          |
"""


def test_a_request_is_overdue_once_the_promised_time_has_passed_without_an_answer(store):
    """
    On Sunday 8 March: open since Monday 9:00, 45 working hours; answered on Tuesday after, as long; since Friday 16:00, 2 hours,
    within the promise of 4. One answered at once, one at a time not told, one that needs no answer: 2. On 15 March the first is
    open for 90 hours, the one of Friday for 47, the one of the second Monday for 45: 3, and nine of ten for 47 + 0.8 × 43.
    """
    told(store, OVERDUE, covers=("2026-03-02", "2026-03-15"))
    frame = computed(store, "overdue_requests", "2026-03-02", "2026-03-15", brands=("Aurelle",))
    assert frame["value"].tolist() == [2, 3]
    assert frame["state"].tolist() == ["complete", "complete"]
    assert frame["p90"].tolist() == [pytest.approx(45), pytest.approx(81.4)]
    assert frame["response_hours"].tolist() == [4, 4]


def test_a_week_without_an_overdue_request_counts_zero(store):
    told(store, "Day | Brand | Channel | Reply\n2026-03-02 08:00 | Aurelle | x | 2026-03-02 09:00")
    assert aurelle(store, "overdue_requests", *WEEK) == [0]


def test_a_request_grows_no_older_than_its_export_tells(store):
    """Its export ends on Wednesday: 27 working hours; what the export of the days after holds says nothing of it."""
    told(
        store,
        "Day | Brand | Channel | Answered\n2026-03-02 08:00 | Aurelle | x | no",
        covers=("2026-03-02", "2026-03-04"),
    )
    text = "Day | Brand | Channel | Answered\n2026-03-05 08:00 | Aurelle | x | no"
    told(store, text, covers=("2026-03-05", "2026-03-15"))
    found = row(store, "overdue_requests", "2026-03-09", "2026-03-15")
    assert (found["value"], found["p90"]) == (2, pytest.approx(27 + 0.9 * 36))  # the other: 63 hours


def test_a_request_of_ninety_days_ago_is_no_longer_followed(store):
    told(
        store,
        "Day | Brand | Channel | Answered\n2026-03-02 08:00 | Aurelle | x | no",
        covers=("2026-03-02", "2026-06-07"),
    )
    assert aurelle(store, "overdue_requests", "2026-05-18", "2026-06-07") == [
        1,
        0,
        0,
    ]  # 31 May is the ninetieth day after
