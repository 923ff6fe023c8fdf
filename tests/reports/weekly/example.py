"""An invented report, in French, with every part filled: what the faces are tested with."""

from __future__ import annotations

from datetime import date, timedelta

from reports.weekly.model import (
    Bar,
    Bars,
    Casquette,
    Figure,
    Message,
    Note,
    Point,
    Report,
    State,
    Table,
    Title,
    Trend,
)

MONDAY = date(2026, 9, 21)
LINK = "http://127.0.0.1:8501/?brand=Velmont&week=2026-W39"
LABELS = {
    "actual": "Réel",
    "year": "Année précédente",
    "target": "Objectif",
    "running": "En cours",
    "expected": "Attendu",
    "interval": "Intervalle à 95 %",
    "change": "Écart",
    "figures": "Les chiffres de la semaine",
    "scorecard": "Objectifs par casquette",
    "why": "Ce qui a changé, et pourquoi",
    "watch": "Veille de crise",
    "competitors": "Concurrents",
    "follow_up": "Suites, sources et méthodes",
    "at_risk": "Objectifs menacés",
    "methods": "Sources et méthodes",
    "page": "Page {number} sur {total}",
    "edited": "Phrase modifiée par {name}",
    "evidence": "Preuves",
    "indicator": "Indicateur",
    "value": "Valeur",
    "status": "Verdict",
    "data_date": "Données au",
    "completeness": "Complétude",
    "definitions": "Définitions",
    "more": "et {count} de plus",
    "most": "Maximum usuel",
    "beyond": "Au-delà du hasard",
    "history": "Historique",
    "bullet": "Niveau",
    "no data": "Aucune donnée sur cette période",
    "delta target": "Δ objectif",
    "against": "par rapport à {period}",
    "demonstration": "Données de démonstration",
    "no_objectives": "Aucun objectif n’est signé pour ce rôle.",
    "undrawn": "□ : un signe qu’aucune police d’ici ne dessine.",
}


def points(values: list[float | None], *, percent: bool = True, target: float | None = None) -> tuple[Point, ...]:
    """Thirteen weeks that end with the report's."""
    weeks = [MONDAY - timedelta(days=7 * back) for back in reversed(range(len(values)))]
    return tuple(
        Point(
            f"S{week.isocalendar().week:02d}",
            week.isoformat(),
            value,
            "n/d" if value is None else f"{100 * value:.1f} %".replace(".", ",") if percent else f"{value:.0f}",
            low=None if value is None else value * 0.93,
            high=None if value is None else value * 1.07,
            target=target,
            year=None if value is None else value * 0.9,
            state="missing" if value is None else "complete",
        )
        for week, value in zip(weeks, values, strict=True)
    )


SHARES = [0.41, 0.42, 0.43, 0.42, None, 0.44, 0.45, 0.43, 0.44, 0.45, 0.44, 0.447, 0.441]
COUNTS = [310.0, 290.0, 305.0, 320.0, 298.0, 301.0, 315.0, 309.0, 322.0, 296.0, 311.0, 305.0, 702.0]


def figure(kpi: str, label: str, **more: object) -> Figure:
    """A share with a target, met unless said otherwise."""
    plain: dict[str, object] = {
        "kpi": kpi,
        "channel": "",
        "casquette": "veilleur",
        "label": label,
        "unit": "percent",
        "decimals": 1,
        "better": "higher",
        "value": 0.441,
        "text": "44,1 %",
        "low": 0.42,
        "high": 0.46,
        "interval_text": "42,0–46,0 %",
        "n": 1592.0,
        "n_text": "n = 1 592",
        "change": -0.006,
        "change_text": "−0,6 pt",
        "compared_with": "sem. 38",
        "year": 0.397,
        "year_text": "39,7 % il y a un an",
        "target": 0.40,
        "target_text": "objectif ≥ 40 %",
        "gap_text": "+4,1 pt",
        "status": "met",
        "status_text": "Atteint",
        "bands": (0.3, 0.45, 0.6),
        "history": points(SHARES, target=0.4),
        "definition": "Mentions de la marque rapportées aux mentions de toutes les marques suivies.",
        "link": f"{LINK}&evidence={kpi}",
    }
    return Figure(**{**plain, **more})  # type: ignore[arg-type]


def count(kpi: str, label: str, **more: object) -> Figure:
    """A count without a target."""
    plain: dict[str, object] = {
        "unit": "count",
        "decimals": 0,
        "value": 702.0,
        "text": "702",
        "low": None,
        "high": None,
        "interval_text": "",
        "n": None,
        "n_text": "",
        "change": 397.0,
        "change_text": "+397",
        "is_clear": True,
        "year": 281.0,
        "year_text": "281 il y a un an",
        "target": None,
        "target_text": "",
        "gap_text": "",
        "status": "none",
        "status_text": "Suivi",
        "bands": (),
        "history": points(COUNTS, percent=False),
    }
    return figure(kpi, label, **{**plain, **more})


def report(**more: object) -> Report:
    """A crisis week of an invented brand; `more` replaces fields."""
    own = "Velmont"
    behind = {"status": "behind", "status_text": "En retard", "target": 0.5, "target_text": "objectif ≥ 50 %"}
    undecided = {"status": "undecided", "status_text": "Indécis", "reason": "L'intervalle contient l'objectif."}
    absent = {
        "value": None,
        "text": "n/d",
        "low": None,
        "high": None,
        "interval_text": "",
        "n_text": "",
        "change": None,
        "change_text": "",
        "status": "unjudged",
        "status_text": "Non jugé",
        "reason": "Aucun export de conversations ne couvre ces jours.",
        "bands": (),
        "history": (),
    }
    figures = (
        figure("share_of_voice", "Part de voix"),
        figure("net_sentiment", "Sentiment net", **undecided),
        count("mention_volume", "Mentions"),
        count("reach", "Portée", text="1,2 M", value=1_200_000.0),
        figure("engagement_rate", "Taux d'engagement", **behind),
        count("net_new_followers", "Nouveaux abonnés nets", value=-12.0, text="−12"),
        figure("response_rate", "Taux de réponse", **absent),
        count("watch_level", "Jours d'alerte", value=3.0, text="3"),
    )
    daily = tuple(
        Point(f"{day:02d}/09", f"2026-09-{day:02d}", seen, f"{seen:.0f}", expected=2.1, most=6.0)
        for day, seen in zip(
            range(7, 28), [2, 1, 3, 2, 0, 1, 2, 3, 2, 1, 2, 4, 2, 1, 2, 53, 41, 22, 9, 6, 5], strict=True
        )
    )
    plain: dict[str, object] = {
        "kind": "week",
        "brand": own,
        "role": "senior",
        "role_label": "Community manager senior",
        "language": "fr",
        "since": "2026-09-21",
        "until": "2026-09-27",
        "period_text": "Semaine 39 · 21–27 septembre 2026",
        "compared_text": "comparée à la semaine 38",
        "state": State(3, "Crise", "53 retombées sur le rappel en un jour, deux attendues au plus."),
        "messages": tuple(
            Message(page, text, text)
            for page, text in {
                "cover": "Crise sur le rappel : 53 retombées le 22 septembre, deux attendues.",
                "scorecard": "25 objectifs atteints sur 48 ; la relation est en retard.",
                "why": "Les mentions ont plus que doublé : +397, dont +120 sur Facebook.",
                "watch": "Un épisode ouvert depuis le 22 septembre.",
                "competitors": "Velmont garde 44,1 % de la parole, devant Orsane.",
                "follow_up": "Trois objectifs menacés, deux actions en cours.",
            }.items()
        ),
        "figures": figures,
        "casquettes": (
            Casquette("veilleur", "Veilleur", "3 objectifs atteints sur 5", figures[:3]),
            Casquette("animateur", "Animateur", "1 objectif atteint sur 4", figures[3:6]),
            Casquette("relation", "Relation client", "0 objectif atteint sur 2", figures[6:7]),
        ),
        "why": Trend(
            Title(own, "Mentions, en nombre", "S27–S39 2026, comparées à l'année précédente"),
            "count",
            0,
            points(COUNTS, percent=False),
            notes=(Note("S39", "2026-09-22", "Rappel annoncé"),),
            alt="Les mentions passent de 305 à 702 en semaine 39.",
        ),
        "parts": Bars(
            Title(own, "Contribution au changement, en mentions", "S39 comparée à S38"),
            "count",
            0,
            (
                Bar("Facebook", 120.0, "+120", n=201.0, link=f"{LINK}&part=facebook"),
                Bar("X", 88.0, "+88", n=160.0),
                Bar("Presse", -9.0, "−9", n=40.0),
            ),
            alt="Facebook apporte +120 mentions.",
        ),
        "cause": "La plus grande part vient de Facebook.",
        "watch": Trend(
            Title(own, "Mentions sensibles, en nombre par jour", "7–27 septembre 2026"),
            "count",
            0,
            daily,
            notes=(Note("22/09", "2026-09-22", "Rappel annoncé"),),
            alt="53 mentions sensibles le 22 septembre pour deux attendues.",
        ),
        "episodes": Table(
            "Épisodes", ("Depuis", "Niveau", "Pic"), (("22 septembre", "Crise", "53 mentions"),), links=(LINK,)
        ),
        "mentions": Table(
            "Mentions les plus vues",
            ("Jour", "Auteur", "Texte", "Engagements"),
            (
                ("22/09", "@auto_mag", "Rappel de 12 000 véhicules : la marque répond", "1 204"),
                ("23/09", "@lea", "Toujours pas de réponse <b>du service</b> #rappel", "310"),
            ),
            numbers=(3,),
            links=("https://example.org/1", ""),
        ),
        "competitors": Bars(
            Title("Velmont et trois concurrents", "Part de voix, en % des mentions", "S39 comparée à S38"),
            "percent",
            1,
            (
                Bar(own, 0.441, "44,1 %", 0.42, 0.46, 0.447, 702, is_own=True),
                Bar("Orsane", 0.30, "30,0 %", 0.28, 0.32, 0.31, 478),
                Bar("Calvère", 0.16, "16,0 %", 0.14, 0.18, 0.15, 255),
                Bar("Duret", 0.099, "9,9 %", 0.08, 0.11, 0.093, 157),
            ),
            alt="Velmont 44,1 %, Orsane 30,0 %, Calvère 16,0 %, Duret 9,9 %.",
        ),
        "comparison": Table(
            "Concurrents",
            ("Marque", "Mentions", "Sentiment net"),
            (("Velmont", "702", "−12,0"), ("Orsane", "478", "n/d")),
        ),
        "at_risk": Table(
            "Objectifs menacés", ("Objectif", "Valeur", "Objectif visé"), (("Engagement", "44,1 %", "50 %"),)
        ),
        "actions": Table("Actions", ("Jour", "Action"), absence="Aucune action notée cette semaine."),
        "annotations": Table("Annotations", ("Jour", "Note"), (("22 septembre", "Rappel annoncé"),)),
        "methods": Table(
            "Sources et méthodes",
            ("Source", "Complétude", "Lignes"),
            (("Talkwalker", "7 jours sur 7", "4 212"), ("Meta", "6 jours sur 7", "7")),
            numbers=(2,),
        ),
        "data_date": "2026-09-27",
        "data_date_text": "27 septembre 2026",
        "completeness": 0.98,
        "completeness_text": "98 %",
        "footer": "Velmont · données au 27 septembre 2026 · définitions 1a2b3c",
        "definitions": "1a2b3c4d5e6f",
        "created_at": "2026-09-28T09:00:00",
        "links": "http://127.0.0.1:8501",
        "labels": tuple(sorted(LABELS.items())),
    }
    return Report(**{**plain, **more})  # type: ignore[arg-type]
