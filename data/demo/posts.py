"""What our brand publishes: a plan of so many posts a week on each network, mostly kept, and how people react."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from data.demo import audience, columns, story, writers
from data.demo.chance import between, count, one

# network -> posts a week that the plan asks for
PLAN = {"facebook": 5, "instagram": 4, "x": 10, "linkedin": 3, "tiktok": 3, "dailymotion": 1, "blog": 2}
# network -> format, share of the followers who see a post, share of them who react; readers of the blog
_KINDS = {
    "facebook": ("photo", 0.045, 0.0135), "instagram": ("carrousel", 0.14, 0.031), "x": ("texte", 0.03, 0.0115),
    "linkedin": ("article", 0.075, 0.021), "tiktok": ("vidéo", 0.21, 0.037), "dailymotion": ("vidéo", 0.11, 0.008),
    "blog": ("article", 1.0, 0.011),
}  # fmt: skip
_READERS = 2_400
_KEPT, _KEPT_IN_AUGUST = 0.95, 0.84
_NAMES = {
    "facebook": "Facebook", "instagram": "Instagram", "x": "X", "linkedin": "LinkedIn", "tiktok": "TikTok",
    "dailymotion": "Dailymotion", "blog": "Blog",
}  # fmt: skip
_SAID = (
    "Dans les coulisses de notre bureau de design", "Cinq conseils pour garder de l'autonomie par temps froid",
    "Rencontre avec Nadia, metteuse au point des trains roulants", "Essai libre ce samedi dans 40 concessions",
    "Votre plus beau trajet de la semaine, en photo", "Comment nous recyclons les batteries",
    "Trois réglages que peu de conducteurs connaissent", "La nouvelle teinte bleu nuit, sous tous les angles",
    "Nous recrutons des apprentis à Montreval", "Questions et réponses : la charge à domicile",
)  # fmt: skip
_SAID_IN = {
    "recall": "Rappel de sécurité : ce que nous faisons, qui est concerné, comment prendre rendez-vous",
    "strike": "Montreval : où en sont les discussions et les livraisons",
    "campaign": "« La route en silence » : revivez la dernière étape",
    "test drives": "Réservez votre essai : deux jours avec l'Aurelle 3",
    "motor show": "En direct du salon, stand Aurelle",
}


def sheet(_said: object) -> bytes:
    """Our posts with what each obtained, kept by the team in the product's own template."""
    dice = Random("posts")
    followers = {
        network: {told.day: told.followers for told in audience.counts(story.OWN, network)}
        for network in PLAN
        if network in audience.ACCOUNTS[story.OWN]
    }
    rows = [
        _row(dice, number, at, network, followers.get(network, {}).get(at.date(), _READERS))
        for number, (at, network) in enumerate(sorted(_slots(dice)))
    ]
    return writers.french_sheet(columns.POSTS, rows)


def _slots(dice: Random) -> Iterator[tuple[datetime, str]]:
    """When and where something was published: the slots of the plan that were kept, and news in a crisis."""
    for monday in story.DAYS[::7]:
        kept = _KEPT_IN_AUGUST if monday.month == 8 else _KEPT
        for network, planned in PLAN.items():
            for slot in range(planned):
                if dice.random() < kept:
                    yield _moment(dice, monday + timedelta(days=slot * 7 // planned if planned > 4 else slot)), network
        for day in (monday + timedelta(days=n) for n in range(7)):
            for _ in range(count(dice, 1.2 * story.heat(story.OWN, day))):
                yield _moment(dice, day), one(dice, ("x", "facebook"))


def _moment(dice: Random, day: date) -> datetime:
    return datetime.combine(day, time(between(dice, 8, 19), between(dice, 0, 59)))


def _row(dice: Random, number: int, at: datetime, network: str, followers: int) -> tuple[str, ...]:
    day, (kind, seen, react) = at.date(), _KINDS[network]
    warmth = 1 + 0.9 * story.joy(story.OWN, day) + 0.15 * story.along((0, 1), day)
    reach = round(followers * seen * warmth * (0.6 + 0.8 * dice.random()))
    engaged = reach * react * (0.7 + 0.6 * dice.random())
    heat = story.heat(story.OWN, day)
    counts = (
        engaged * 0.80,
        engaged * 0.12 * (1 + heat),
        engaged * 0.08 * (1 + 0.4 * heat),
        engaged * 0.5,
    )
    return (
        writers.french_moment(at),
        story.OWN,
        _NAMES[network],
        _text(dice, day),
        f"P{number + 1:05}",
        kind,
        writers.french_number(reach),
        *(writers.french_number(round(n)) for n in counts),
    )


def _text(dice: Random, day: date) -> str:
    """A post about what happens, half of the time, else about the ordinary."""
    happening = [_SAID_IN[it.subject] for it in story.EPISODES if it.brand == story.OWN and it.social(day) > 0]
    return one(dice, happening) if happening and dice.random() < 0.5 else one(dice, _SAID)
