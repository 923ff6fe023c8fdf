"""What customers ask of our brand and how they are served: messages, comments, satisfaction.

A crisis brings many more messages, and answers then come late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from data.demo import columns, story, writers
from data.demo.chance import count, drawn, odds
from data.demo.mention import clock

_REQUESTS, _COMMENTS = 7.0, 6.0  # on an ordinary day
_CHANNELS = odds({"Facebook": 5, "X": 4, "Instagram": 2, "E-mail": 3, "LinkedIn": 0.5})
_COMMENTED = odds({"Facebook": 6, "Instagram": 4, "Blog": 1})
_OPENS, _CLOSES = time(9), time(18)
_EXPORTED = datetime.combine(
    story.LAST_DAY + timedelta(days=3), time(8, 30)
)  # what became of a message is known until then
# opening minutes until half of the first replies are out, on the first and the last day
_REPLY = (95.0, 42.0)
_SUBJECTS = {  # subject -> weight, message, service that it must go to
    "Atelier": (5, "Ma voiture est au garage depuis dix jours, qui peut me répondre ?", "SAV"),
    "Garantie": (3, "La garantie couvre-t-elle cette panne ?", "SAV"),
    "Livraison": (4, "Ma livraison est encore repoussée, quelle est la nouvelle date ?", "Ventes"),
    "Application": (3, "L'application ne se connecte plus à la voiture", ""),
    "Commande": (3, "Comment modifier les options de ma commande ?", "Ventes"),
    "Recharge": (3, "La charge s'arrête à 80 %, est-ce normal ?", ""),
    "Autre": (4, "Bonjour, j'ai une question sur mon véhicule", ""),
}
_ORDINARY = odds({subject: weight for subject, (weight, *_) in _SUBJECTS.items()})
_HAPPENING = {  # subject of an episode -> subject, message, service
    "recall": ("Rappel", "Mon véhicule est-il concerné par le rappel des freins ?", "Production"),
    "strike": ("Grève", "La grève retarde-t-elle ma livraison ?", "Production"),
}
_COMMENT = "Commentaire sous une publication"

Row = tuple[str, ...]


def conversations(_said: object) -> bytes:
    """Requests and comments with what became of each, in the product's own template."""
    dice = Random("conversations")
    told = [
        one
        for day in story.DAYS
        for one in (*_on(dice, day, _REQUESTS, _request), *_on(dice, day, _COMMENTS, _comment))
    ]
    rows = [(*row[:4], f"C{number:06}", *row[4:]) for number, (_, row) in enumerate(sorted(told), start=1)]
    return writers.french_sheet(columns.CONVERSATIONS, rows)


def surveys(_said: object) -> bytes:
    """Answers to the satisfaction survey after a request, each day, and to the recommendation survey, each Friday."""
    dice = Random("surveys")
    rows: list[Row] = []
    for day in story.DAYS:
        rows += _answers(dice, day, "Satisfaction (CSAT)", 9 * story.SOCIAL_WEEK[day.weekday()], range(1, 6))
        if day.weekday() == 4:
            rows += _answers(dice, day, "Recommandation (NPS)", 85, range(11))
    return writers.french_sheet(columns.SURVEYS, rows)


def mood(day: date) -> float:
    """How content customers are, from 0 to 1: better with the months, worse in a crisis."""
    content = story.along((0.70, 0.80), day) / (1 + 0.32 * story.heat(story.OWN, day))
    return min(0.95, content + 0.02 * story.joy(story.OWN, day))


def _on(
    dice: Random, day: date, ordinary: float, told: Callable[[Random, datetime], Row]
) -> Iterator[tuple[datetime, Row]]:
    mean = ordinary * story.SOCIAL_WEEK[day.weekday()] * story.season(day) * (1 + 1.3 * story.heat(story.OWN, day))
    for _ in range(count(dice, mean)):
        at = clock(dice, day)
        yield at, told(dice, at)


def _request(dice: Random, at: datetime) -> Row:
    day = at.date()
    subject, message, service = _subject(dice, day)
    content, busy = mood(day), 1 + 1.1 * story.heat(story.OWN, day)
    is_angry = dice.random() < 1.15 - content
    replied = _worked(at, _wait(dice, story.along(_REPLY, day) * busy)) if dice.random() < 0.965 - 0.02 * busy else None
    is_solved = replied is not None and dice.random() < content + 0.12
    solved = _told(replied + timedelta(minutes=_wait(dice, 1300 * busy))) if is_solved and replied else None
    needs = service != "" and dice.random() < 0.55
    routed = _worked(at, _wait(dice, 75 * busy)) if needs and dice.random() < 0.97 else None
    calmed = "neutre" if dice.random() < 0.75 else "positif"
    return (
        writers.french_moment(at),
        story.OWN,
        str(drawn(dice, _CHANNELS)),
        message,
        "Demande",
        subject,
        writers.french_moment(replied),
        "",
        writers.french_moment(solved),
        "oui",
        writers.yes_or_no(solved is not None),
        writers.yes_or_no(dice.random() < content + 0.16) if solved else "",
        writers.yes_or_no(needs),
        service if routed else "",
        writers.french_moment(routed),
        "négatif" if is_angry else "neutre",
        calmed if solved or dice.random() < content - 0.2 else "négatif",
    )


def _comment(dice: Random, at: datetime) -> Row:
    busy = 1 + 0.8 * story.heat(story.OWN, at.date())
    treated = _worked(at, _wait(dice, 55 * busy)) if dice.random() < 0.992 - 0.008 * busy else None
    tone = "négatif" if dice.random() < 1.05 - mood(at.date()) else "neutre"
    return (
        writers.french_moment(at),
        story.OWN,
        str(drawn(dice, _COMMENTED)),
        _COMMENT,
        "Commentaire",
        "",
        "",
        writers.french_moment(treated),
        "",
        "non",
        "",
        "",
        "non",
        "",
        "",
        tone,
        "",
    )


def _subject(dice: Random, day: date) -> tuple[str, str, str]:
    """Subject, message and service of a request: that of a running crisis, the more often the worse it is."""
    for episode in story.EPISODES:
        if episode.subject in _HAPPENING and episode.brand == story.OWN and episode.social(day):
            heat = story.heat(story.OWN, day)
            if dice.random() < heat / (1 + heat):
                return _HAPPENING[episode.subject]
    subject = str(drawn(dice, _ORDINARY))
    _, message, service = _SUBJECTS[subject]
    return subject, message, service


def _wait(dice: Random, median: float) -> float:
    """Minutes, half of them under the median, with a long tail."""
    share = 0.02 + 0.96 * dice.random()
    return median * (share / (1 - share)) ** 0.65


def _worked(at: datetime, minutes: float) -> datetime | None:
    """The moment when so many minutes of opening hours have passed, if the export knows it."""
    now = _opening(at)
    while (left := (datetime.combine(now.date(), _CLOSES) - now).total_seconds() / 60) < minutes:
        minutes -= left
        now = _opening(datetime.combine(now.date() + timedelta(days=1), _OPENS))
    return _told(now + timedelta(minutes=minutes))


def _told(at: datetime) -> datetime | None:
    """The moment, never between 2 and 3, which one night of the year lacks; None past the export."""
    then = at + timedelta(hours=1) if at.hour == 2 else at
    return then if then <= _EXPORTED else None


def _opening(at: datetime) -> datetime:
    """The moment itself when the desk is open, else when it opens next."""
    if at.weekday() < 5 and at.time() < _CLOSES:
        return max(at, datetime.combine(at.date(), _OPENS))
    following = at.date() + timedelta(days=1)
    while following.weekday() >= 5:
        following += timedelta(days=1)
    return datetime.combine(following, _OPENS)


def _answers(dice: Random, day: date, survey: str, mean: float, scale: range) -> list[Row]:
    """How often each score of a scale was given: most are near the top, the more so the more content people are."""
    given = dict.fromkeys(scale, 0)
    content = mood(day)
    for _ in range(count(dice, mean * (1 + 0.4 * story.heat(story.OWN, day)))):
        height = dice.random() ** ((1 - content) / content)
        given[scale[min(len(scale) - 1, int(height * len(scale)))]] += 1
    return [(writers.french_day(day), story.OWN, survey, str(score), str(n)) for score, n in given.items() if n]
