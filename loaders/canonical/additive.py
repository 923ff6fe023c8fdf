"""Which measures add up over the parts of a whole: views by country give the views, average positions give nothing.

Counts of events, and of followers by country, add up. Counts of people (reach, users) do not: one person may stand in
several parts; they are added only where the analyst says so. Rates, averages, positions and indices never are. A metric
of which no word is known is taken for one of these.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.tables import Table


@dataclass(frozen=True)
class Measures:
    """The measures of a table of figures: columns that add up, columns that count people, and the others."""

    adds: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return self.adds + self.people + self.others


MEASURES = {
    "followers": Measures(("followers", "gained", "lost")),
    "sentiment": Measures(("positive", "neutral", "negative", "mixed", "unknown")),
    "posts": Measures(
        ("impressions", "views", "reactions", "comments", "shares", "saves", "clicks", "engagement"), ("reach",)
    ),
    "surveys": Measures(("answers",)),
    "business": Measures(("visits", "conversions", "revenue")),
    "search": Measures(("clicks", "impressions", "volume"), others=("position",)),
    "interest": Measures(others=("interest",)),
    # one row per metric: its name says whether it adds up
    "account_days": Measures(others=("value",)),
    "web": Measures(others=("value",)),
}
BY_METRIC = ("account_days", "web")

# words of a metric's name; the first list with one of them decides
_NEVER = (
    "rate|ratio|average|avg|mean|moyen|moyenne|median|mediane|percent|percentage|pourcentage|taux|ctr|cpc|cpm|position|"
    "rank|rang|score|index|indice|per|par|frequency|frequence|share of|durchschnittliche|durchschnitt|media|promedio"
)
_PEOPLE = (
    "reach|couverture|portee|unique|uniques|user|users|utilisateur|utilisateurs|visitor|visitors|visiteur|visiteurs|"
    "viewer|viewers|spectateur|spectateurs|audience|account|accounts|comptes|people|personnes|reached|touches"
)
_ADDS = (
    "view|views|vue|vues|pageviews|impression|impressions|click|clicks|clic|clics|like|likes|reaction|reactions|"
    "comment|comments|commentaires|share|shares|partages|save|saves|bookmarks|repost|reposts|retweets|reply|replies|"
    "reponses|quotes|post|posts|video|videos|session|sessions|visit|visits|visites|event|events|engagement|"
    "engagements|interactions|hour|hours|heures|minutes|seconds|downloads|installs|conversions|revenue|revenu|"
    "transactions|purchases|orders|sales|followers|abonnes|subscribers|gained|lost|follows|unfollows|calls|"
    "directions|searches|messages|actions|hits|bounces|mentions|cost|spend"
)


def class_sql(metric: str) -> str:
    """SQL for what a metric is, by its name in snake case: 'adds', 'people' or 'other'."""
    words = f"string_split(strip_accents(lower({metric})), '_')"

    def named(listed: str) -> str:
        return f"list_has_any({words}, string_split('{listed}', '|'))"

    return (
        f"case when {named(_NEVER)} then 'other' when {named(_PEOPLE)} then 'people' "
        f"when {named(_ADDS)} then 'adds' else 'other' end"
    )


def summed(table: Table, column: str, *, with_people: bool) -> str | None:
    """SQL over rows `r` for a measure summed over the parts of a whole; null where it does not add up.

    None: not a measure.
    """
    measures = MEASURES[table.name]
    if column not in measures.all:
        return None
    if table.name in BY_METRIC:  # the rows are selected by their metric
        return f"sum(r.{column})"
    if table.name == "surveys":  # a row without a number of answers is one answer
        return f"sum(coalesce(r.{column}, 1))"
    if column == "revenue":  # euros and dollars do not add up
        return f"case when count(distinct r.currency) <= 1 then sum(r.{column}) end"
    if column in measures.adds or (with_people and column in measures.people):
        return f"sum(r.{column})"
    return "null"
