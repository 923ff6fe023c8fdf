"""Who speaks: invented authors, press titles, blogs, forums and review sites (their addresses end in .example)."""

from __future__ import annotations

from dataclasses import dataclass

# authors of each network who write now and then
CROWD = {
    "x": 16000, "facebook": 12000, "instagram": 9000, "forum": 2600, "review": 6000, "youtube": 4500, "tiktok": 6000,
    "linkedin": 2200,
}  # fmt: skip

_FIRST = (
    "lea", "max", "camille", "nadia", "tom", "zoe", "karim", "julie", "hugo", "ines", "paul", "sarah", "yann", "chloe",
    "marc", "amina", "louis", "emma", "theo", "fatou", "nico", "clara", "bruno", "elsa", "samir", "alice", "remi", "lucie",
    "denis", "maya", "olivier", "jeanne", "kevin", "laure", "momo", "anais", "pierre", "salome", "antoine", "rosa",
)  # fmt: skip
_WORD = (
    "roule", "auto", "bzh", "91", "volant", "surlaroute", "garage", "nord", "v6", "electrique", "famille", "sud", "moteur",
    "lyon", "drive", "kilometre", "papa", "toulouse", "mobilite", "bitume", "elec", "trajet", "virage", "lille", "rider",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A site where something is published, and how many people it reaches."""

    name: str
    site: str
    audience: int
    language: str = "fr"
    country: str = "FR"


PRESS = (
    Place("Le Courrier de l'Auto", "courrier-auto.example", 410_000),
    Place("La Gazette de la Route", "gazette-route.example", 265_000),
    Place("Le Matin national", "matin-national.example", 2_350_000),
    Place("L'Éclair du Nord", "eclair-du-nord.example", 540_000),
    Place("Ouest Matin", "ouest-matin.example", 1_480_000),
    Place("La Dépêche des Alpes", "depeche-alpes.example", 620_000),
    Place("Les Nouvelles du Rhône", "nouvelles-rhone.example", 710_000),
    Place("Sud Littoral", "sud-littoral.example", 480_000),
    Place("L'Écho de l'industrie", "echo-industrie.example", 190_000),
    Place("Le Journal des usines", "journal-usines.example", 88_000),
    Place("Capital et Marchés", "capital-marches.example", 930_000),
    Place("La Tribune économique", "tribune-eco.example", 850_000),
    Place("Volant et Pratique", "volant-pratique.example", 330_000),
    Place("Auto Essais", "auto-essais.example", 290_000),
    Place("Mobilité demain", "mobilite-demain.example", 76_000),
    Place("Branché sur la route", "branche-route.example", 112_000),
    Place("Le Populaire du Centre-Ouest", "populaire-centre.example", 205_000),
    Place("L'Indépendant de Champagne", "independant-champagne.example", 168_000),
    Place("Le Républicain de l'Est", "republicain-est.example", 395_000),
    Place("Paris Quotidien", "paris-quotidien.example", 1_920_000),
    Place("24 Minutes", "24minutes.example", 2_800_000),
    Place("Consommer mieux", "consommer-mieux.example", 460_000),
    Place("La Libre de Meuse", "libre-meuse.example", 385_000, country="BE"),
    Place("Le Soir wallon", "soir-wallon.example", 510_000, country="BE"),
    Place("Le Temps du Léman", "temps-leman.example", 290_000, country="CH"),
    Place("La Liberté romande", "liberte-romande.example", 150_000, country="CH"),
    Place("Le Quotidien du Saint-Laurent", "saint-laurent.example", 360_000, country="CA"),
    Place("L'Atlas du Maroc", "atlas-maroc.example", 240_000, country="MA"),
    Place("Motoring Weekly", "motoring-weekly.example", 520_000, "en", "GB"),
    Place("The Kerbside", "kerbside.example", 310_000, "en", "GB"),
    Place("Auto Business Europe", "auto-business.example", 145_000, "en", "GB"),
    Place("Fleet and Van", "fleet-van.example", 64_000, "en", "IE"),
    Place("Continental Drive", "continental-drive.example", 275_000, "en", "US"),
)
BLOGS = tuple(
    Place(name, f"{name.lower().replace(' ', '-')}.example", audience)
    for name, audience in (
        ("Carnet de bord", 21_000), ("Essais du dimanche", 34_000), ("Familles en route", 18_500), ("Watts et bitume", 27_000),
        ("Le coin du mecano", 12_400), ("Voiture et ville", 9_800), ("Ma premiere auto", 7_600), ("Gazoline et pixels", 15_200),
        ("Routes de campagne", 6_100), ("Zero emission", 31_000), ("Flotte et gestion", 8_900), ("Le volant vert", 13_700),
        ("Autour du monde en break", 5_400), ("Cote occasion", 22_300), ("Papa conduit", 16_800), ("Detail chrome", 4_300),
        ("Grand tourisme", 19_900), ("Recharge facile", 24_600), ("Debosseleur", 3_900), ("La route autrement", 11_000),
        ("Plein phares", 14_500), ("Mecanique douce", 5_800), ("Conduire en Bretagne", 4_700), ("Design roulant", 10_200),
        ("Les mercredis auto", 8_100), ("Pneus froids", 6_600), ("Autonomie reelle", 17_300), ("Le bon gabarit", 3_200),
        ("Tableau de bord", 20_500), ("Vivre en electrique", 25_800), ("Occasions du Sud", 2_900), ("Boite manuelle", 9_400),
    )
)  # fmt: skip
BLOGS_IN_ENGLISH = (
    Place("Small Car Diary", "small-car-diary.example", 18_000, "en", "GB"),
    Place("Plugged In Family", "plugged-in-family.example", 26_000, "en", "GB"),
    Place("French Wheels", "french-wheels.example", 12_000, "en", "US"),
)
FORUMS = (
    Place("Forum Auto Libre", "forum-auto-libre.example", 48_000), Place("Discussions mécaniques", "discussions-meca.example", 21_000),
    Place("Électrique entre nous", "electrique-entre-nous.example", 33_000), Place("Club des conducteurs", "club-conducteurs.example", 12_000),
)  # fmt: skip
REVIEWS = (
    Place("Avis Garages", "avis-garages.example", 90_000), Place("Note ton auto", "note-ton-auto.example", 64_000),
    Place("Verdict clients", "verdict-clients.example", 150_000),
)  # fmt: skip
STATIONS = (
    ("radio", Place("Radio Hexagone", "radio-hexagone.example", 1_250_000)), ("radio", Place("Ondes Éco", "ondes-eco.example", 420_000)),
    ("radio", Place("Radio Littorale", "radio-littorale.example", 260_000)), ("tv", Place("Canal Jour", "canal-jour.example", 2_100_000)),
    ("tv", Place("Télé Nord", "tele-nord.example", 480_000)),
)  # fmt: skip
SUNDAY_SHOW = Place("Canal Jour", "canal-jour.example", 1_600_000)

JOURNALISTS = (
    "Paul Renard", "Claire Vasseur", "Marion Guérin", "Idriss Benali", "Hélène Cordier", "Stéphane Lacombe", "Anne Le Goff",
    "Rémi Faucher", "Sophie Tellier", "Jonas Meyer", "Lucile Ferrand", "David Okoye", "Ellen Marsh", "Peter Lang",
)  # fmt: skip

# who writes from where
COUNTRIES = {
    "fr": {"FR": 80, "BE": 6, "CH": 4, "CA": 4, "MA": 2, "LU": 1, "SN": 1},
    "en": {"GB": 55, "US": 18, "IE": 12, "CA": 8, "NL": 4, "DE": 3},
}
ENGLISH = {  # share of posts in English
    "x": 0.11, "facebook": 0.05, "instagram": 0.20, "youtube": 0.22, "tiktok": 0.14, "linkedin": 0.16, "blog": 0.09,
    "news": 0.10,
}  # fmt: skip


def author(network: str, place: int) -> str:
    """The name of an author of a network; the same place is always the same person."""
    first = _FIRST[place % len(_FIRST)]
    word = _WORD[place // len(_FIRST) % len(_WORD)]
    turn = place // (len(_FIRST) * len(_WORD))
    return f"{first}{'.' if network in ('facebook', 'instagram') else '_'}{word}{turn or ''}"


def followers(network: str, place: int) -> int:
    """How many follow that author: a few hundred, rarely many more."""
    rank = (place * 7919 + len(network) * 131) % 10007 / 10007
    return int(140 / (1.001 - rank) ** 1.1)
