"""What customers, employees and assistants say of us: reviews with stars and answers, and answers to fixed prompts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random

from data.demo import columns, story, writers
from data.demo.chance import between, count, drawn, odds, one
from data.demo.mention import Mention

# the outlets that matter most to our team, and what it wants to read there; each message in the ways of saying it
TIER_ONE = (
    "matin-national.example", "ouest-matin.example", "paris-quotidien.example", "24minutes.example", "capital-marches.example",
    "tribune-eco.example", "Le Courrier de l'Auto",
)  # fmt: skip
KEY_MESSAGES = (
    "séduit | une réussite | frappe fort", "embauche | recrute | apprentis", "route en silence",
    "sans frais pour les conducteurs | déjà été réparées",
)  # fmt: skip

_STARS = {
    "positive": {5: 6, 4: 4},
    "neutral": {3: 6, 4: 2, 2: 2},
    "negative": {1: 6, 2: 4},
    None: {5: 3, 4: 2, 3: 2, 1: 2},
}
_TONES = {"positive": "positif", "neutral": "neutre", "negative": "négatif"}
_SITE_THAT_TELLS_NOTHING = "Note ton auto"  # its export has no column of answers

_JOBS = (
    "Technicien",
    "Conseillère commerciale",
    "Ingénieur",
    "Opératrice",
    "Alternant",
    "Chef d'équipe",
    "Logisticienne",
)
_TOWNS = ("Montreval", "Lyon", "Lille", "Nantes", "Strasbourg", "Toulouse")
_OF_WORK = {
    "positive": ("une équipe soudée et des responsables à l'écoute", "de vraies formations et des perspectives",
                 "un métier varié, on apprend chaque semaine", "des horaires souples et du matériel récent"),
    "neutral": ("ambiance correcte, peu de changements", "bien pour débuter, on plafonne ensuite", "tout dépend du site et du chef"),
    "negative": ("une direction absente et des plannings changés la veille", "des salaires qui ne suivent pas les prix",
                 "trop de pression sur les objectifs", "peu de reconnaissance, beaucoup de départs"),
}  # fmt: skip
_YEARS = ("depuis un an", "depuis trois ans", "depuis bientôt dix ans", "pendant deux ans", "le temps d'un contrat")

_ASSISTANTS = (("ChatGPT", "gpt-5"), ("Gemini", "gemini-3-pro"), ("Perplexity", "sonar"))
_RUNS = 3
# prompt -> how often an answer to it names us, Velmont and Karsa
_PROMPTS = {
    "Quelle compacte électrique acheter ?": (0.70, 0.85, 0.35),
    "Quelle voiture française est la plus fiable ?": (0.35, 0.80, 0.20),
    "Quelle voiture familiale choisir pour 30 000 euros ?": (0.55, 0.60, 0.45),
    "Quel constructeur répond le mieux à ses clients ?": (0.40, 0.45, 0.15),
    "Quelle voiture a le meilleur rapport qualité-prix ?": (0.45, 0.50, 0.60),
    "Que penser de l'Aurelle 3 ?": (1.0, 0.40, 0.15),
}
_KEENNESS = {"ChatGPT": 0.0, "Gemini": -0.12, "Perplexity": 0.1}  # how much more often an assistant names us
_SOURCES = (
    "https://auto-essais.example/comparatif-compactes", "https://volant-pratique.example/guide-achat",
    "https://consommer-mieux.example/fiabilite", "https://verdict-clients.example/aurelle",
    "https://forum-auto-libre.example/aurelle-3", "https://courrier-auto.example/aurelle-3", "https://aurelle.example/aurelle-3",
)  # fmt: skip
_RIGHT = (
    "l'Aurelle 3 est garantie huit ans pour sa batterie", "l'Aurelle 3 se charge à 80 % en une demi-heure",
    "le rappel des freins est terminé et sans frais",
)  # fmt: skip
_WRONG = (
    "l'Aurelle 3 n'existe qu'en version diesel", "l'Aurelle 3 n'est plus produite",
    "le rappel des freins de l'Aurelle 3 est toujours en cours",
)  # fmt: skip
_LEARNT = 0.9  # share of answers that are right before the recall, and long after it


def customers(said: Iterable[Mention]) -> bytes:
    """The reviews of our customers as the review sites export them: stars, and whether and when we answered.

    The listening tool found the same reviews: they are told by their address, and count once.
    """
    dice = Random("customers' reviews")
    rows = []
    for mention in said:
        if mention.channel != "review":
            continue
        stars = int(drawn(dice, odds(_STARS[mention.sentiment])))
        is_answered = dice.random() < story.along((0.45, 0.72), mention.at.date()) + (0.12 if stars <= 2 else 0)
        answered = mention.at + timedelta(hours=between(dice, 3, 70)) if is_answered else None
        tells = mention.source != _SITE_THAT_TELLS_NOTHING
        rows.append((
            writers.french_moment(mention.at), mention.brand, "Avis", mention.text, mention.source, mention.author,
            mention.title, _TONES.get(mention.sentiment, ""), mention.url, str(stars), writers.yes_or_no(is_answered) if tells else "",
            writers.french_moment(answered) if tells else "",
        ))  # fmt: skip
    return writers.french_sheet(columns.REVIEWS, rows)


def employees(_said: object) -> bytes:
    """What employees write of us on a site of employers' reviews, read by the human resources and qualified by hand."""
    dice = Random("employees' reviews")
    rows = []
    for monday in story.DAYS[::7]:
        for number in range(2 + count(dice, 2.0)):
            day = monday + timedelta(days=between(dice, 0, 6))
            strain = min(0.45, 0.5 * story.heat(story.OWN, day))
            kinds = odds({"positive": 0.46 - strain / 2, "neutral": 0.2, "negative": 0.34 + strain})
            tone = str(drawn(dice, kinds))
            job, town = one(dice, _JOBS), one(dice, _TOWNS)
            text = f"{job} à {town} {one(dice, _YEARS)} : {one(dice, _OF_WORK[tone])}, et {one(dice, _OF_WORK[tone])}."
            stars = int(drawn(dice, odds(_STARS[tone])))
            at = datetime.combine(day, time(between(dice, 8, 21), between(dice, 0, 59)))
            url = f"https://www.glassdoor.fr/Avis/aurelle-{day:%Y%m%d}-{number}"
            rows.append((
                writers.french_moment(at), story.OWN, "Avis", text, "Glassdoor", f"{job} {town} {len(rows) + 1}", "fr",
                _TONES[tone], url, str(stars), writers.yes_or_no(dice.random() < 0.2),
            ))  # fmt: skip
    return writers.french_sheet(columns.EMPLOYEES, rows)


def assistants(_said: object) -> bytes:
    """Six prompts to three assistants, three times each Monday, in the product's own template: what they name, and whether what
    they say of us is true, which our team judges where we are named."""
    dice = Random("assistants")
    rows = [
        _answer(dice, monday, assistant, model, prompt, run)
        for monday in story.DAYS[::7]
        for assistant, model in _ASSISTANTS
        for prompt in _PROMPTS
        for run in range(1, _RUNS + 1)
    ]
    return writers.french_sheet(columns.ASSISTANTS, rows)


def _answer(dice: Random, monday: date, assistant: str, model: str, prompt: str, run: int) -> tuple[str, ...]:
    shares = _PROMPTS[prompt]
    ours = min(1.0, shares[0] * story.along((0.8, 1.15), monday) + _KEENNESS[assistant])
    named = [
        brand
        for brand, share in zip(story.BRANDS, (ours, *shares[1:]), strict=True)
        if share >= 1 or dice.random() < share
    ]
    if dice.random() < 0.3:
        named.append(one(dice, ("Nordwagen", "Kaito")))  # makers whom nobody declared
    is_named = story.OWN in named
    is_right = dice.random() < _LEARNT - min(0.4, 0.6 * story.heat(story.OWN, monday))
    is_judged = is_named and dice.random() < 0.7
    saying = one(dice, _RIGHT if is_right else _WRONG) if is_named else ""
    told = f"Je citerais {', '.join(named)}." if named else "Tout dépend de votre usage."
    cited = sorted({one(dice, _SOURCES) for _ in range(between(dice, 1, 3))})
    return (
        writers.french_day(monday), story.OWN, assistant, model, prompt, str(run), " ; ".join(named) or "aucune",
        f"{saying[0].upper()}{saying[1:]}. {told}" if saying else told, " ; ".join(cited), writers.yes_or_no(is_right if is_judged else None),
    )  # fmt: skip
