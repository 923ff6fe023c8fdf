"""The published tables and their columns: the data dictionary, from which the files get their types."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from data.sentences import N_

# types that Power BI, Tableau, Spark, DuckDB and pandas read alike: no UUID, TIME, INTERVAL, or moment in nanoseconds
TYPES = {
    N_("text"): pa.string(),
    N_("whole number"): pa.int64(),
    N_("number"): pa.float64(),
    N_("day"): pa.date32(),
    N_("moment"): pa.timestamp("us"),
    N_("yes or no"): pa.bool_(),
}
LOCAL, UTC = "organisation", "UTC"


@dataclass(frozen=True)
class Column:
    """`kind`: one of TYPES. `unit`: what a number counts; '' for none. `zone`: of days and moments, LOCAL (the time zone of
    the organisation) or UTC."""

    name: str
    kind: str
    meaning: str
    unit: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Table:
    """`key`: the columns of which no two rows have the same values."""

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([(one.name, TYPES[one.kind]) for one in self.columns])


OF_THE_KPI = N_("that of the indicator")
_BRAND = (
    Column("brand", "text", N_("Brand.")),
    Column("brand_role", "text", N_("own, competitor or other, as Settings say.")),
)
_NETWORK = Column("network", "text", N_("Network or kind of site; empty: all of them together."))
_KPI = Column("kpi", "text", N_("Identifier of the indicator; its title and formula stand in the table kpis."))
_ESTIMATE = (
    Column("value", "number", N_("The figure; empty: not known, which is not 0. A share of 1 where the unit is percent."), OF_THE_KPI),
    Column("n", "number", N_("Sample: how many cases the figure rests on."), N_("cases")),
    Column("low", "number", N_("Lower bound of the 95 % interval; empty: no interval."), OF_THE_KPI),
    Column("high", "number", N_("Upper bound of the 95 % interval; empty: no interval."), OF_THE_KPI),
    Column("state", "text", N_("complete, partial (some days are not covered by any file), running (not over yet) or missing.")),
)  # fmt: skip

FIGURES = Table(
    "figures",
    N_("One row per indicator, brand, network, role and complete week: the figures of the screens."),
    ("kpi", "brand", "network", "role", "week"),
    (
        _KPI,
        *_BRAND,
        _NETWORK,
        Column("role", "text", N_("Of an indicator that depends on a role, whose; else empty.")),
        Column("week", "day", N_("Monday of the ISO week."), zone=LOCAL),
        Column("period_from", "day", N_("First day of the figure: of one over four weeks, three weeks earlier."), zone=LOCAL),
        Column("period_to", "day", N_("Last day of the figure."), zone=LOCAL),
        Column("unit", "text", N_("Unit of value, low and high.")),
        *_ESTIMATE,
        Column("covered_days", "whole number", N_("Days of the period that the files cover."), N_("days")),
        Column("days", "whole number", N_("Days of the period."), N_("days")),
        Column("at_least", "number", N_("Of a duration that is not over: what it cannot be under."), OF_THE_KPI),
    ),
)  # fmt: skip

VERDICTS = Table(
    "verdicts",
    N_("One row per objective of a role, own brand and week: the scorecard of that week, with its verdict and arrow."),
    ("role", "brand", "week", "kpi", "network"),
    (
        Column("role", "text", N_("Role that answers for the objective.")),
        *_BRAND,
        Column("week", "day", N_("Monday of the ISO week."), zone=LOCAL),
        _KPI,
        _NETWORK,
        Column("casquette", "text", N_("Hat of the community manager that the objective belongs to.")),
        Column("family", "text", N_("Indicators of one idea share it: the headline counts them once.")),
        Column("unit", "text", N_("Unit of value, low, high, target and difference.")),
        *_ESTIMATE,
        Column("objective", "text", N_("How the objective is set: absolute, range, pace, above a baseline, followed, out of scope.")),
        Column("is_signed", "yes or no", N_("Whether somebody signed it; else it is a starting value.")),
        Column("target", "number", N_("Target of the week; empty: none, or its baseline is not known yet."), OF_THE_KPI),
        Column("target_high", "number", N_("Upper end of a target that is a range."), OF_THE_KPI),
        Column("baseline", "number", N_("Value that the target is counted from."), OF_THE_KPI),
        Column("verdict", "text", N_("met, near, behind, undecided (the sample is not conclusive), unjudged (an objective that nothing judges yet) or none (only followed).")),
        Column("reason", "text", N_("Why there is no verdict, in English.")),
        Column("reason_fr", "text", N_("Why there is no verdict, in French.")),
        Column("arrow", "text", N_("up, down or stable against the week before, beyond what chance explains; empty: not compared.")),
        Column("arrow_reason", "text", N_("Why there is no arrow, in English.")),
        Column("difference", "number", N_("Change against the week before; empty: not compared."), OF_THE_KPI),
        Column("p_value", "number", N_("How often chance alone gives such a change, before the correction for many tests.")),
    ),
)  # fmt: skip

EPISODES = Table(
    "episodes",
    N_("One row per episode of a brand: consecutive days out of the ordinary, up to the return to calm."),
    ("brand", "since"),
    (
        *_BRAND,
        Column("since", "day", N_("First day."), zone=LOCAL),
        Column("until", "day", N_("Last day before calm; empty: it is not over."), zone=LOCAL),
        Column("is_open", "yes or no", N_("Whether it is not over.")),
        Column("days", "whole number", N_("Days that it lasted so far."), N_("days")),
        Column("level", "whole number", N_("Highest level: 1 to watch, 2 alert, 3 crisis.")),
        Column("signal", "text", N_("Signal that went furthest from what was expected.")),
        Column("peak_day", "day", N_("Day on which it did."), zone=LOCAL),
        Column("observed", "number", N_("What was counted on that day."), N_("mentions")),
        Column("expected", "number", N_("What an ordinary day would have had; empty: not known."), N_("mentions")),
        Column("z", "number", N_("How far from it, in standard deviations; empty: not known.")),
        Column("signals", "text", N_("Every signal that rang, the furthest first, separated by commas.")),
        Column("why", "text", N_("What made a crisis of an alert, separated by commas; empty: no crisis.")),
    ),
)  # fmt: skip

MENTIONS = Table(
    "mentions",
    N_("One row per mention that counts, with the file and record that it came from."),
    ("upload_id", "part", "record"),
    (
        *_BRAND,
        Column("is_by_brand", "yes or no", N_("Whether the brand wrote it itself: what others say leaves it out.")),
        Column("day", "day", N_("Day of publication."), zone=LOCAL),
        Column("published", "moment", N_("Moment of publication."), zone=LOCAL),
        Column("published_utc", "moment", N_("Moment of publication."), zone=UTC),
        Column("network", "text", N_("Network or kind of site.")),
        Column("kind", "text", N_("social, press, blog, forum, review, broadcast or other.")),
        Column("source", "text", N_("Site or outlet.")),
        Column("author", "text", N_("Who wrote it, or a pseudonym; empty: not told, or deleted.")),
        Column("author_followers", "whole number", N_("Followers of the author."), N_("people")),
        Column("title", "text", N_("Title.")),
        Column("text", "text", N_("Text; empty: not told, or deleted by retention or erasure.")),
        Column("url", "text", N_("Address on the web.")),
        Column("language", "text", N_("Language, ISO 639-1.")),
        Column("country", "text", N_("Country, ISO 3166-1 alpha-2.")),
        Column("topic", "text", N_("Topic.")),
        Column("sentiment", "text", N_("positive, neutral, negative or mixed; empty: nobody qualified it.")),
        Column("sentiment_origin", "text", N_("Who qualified it: tool, manual or model.")),
        Column("reach", "whole number", N_("People reached, as the tool estimates."), N_("people")),
        Column("engagement", "whole number", N_("Reactions, comments and shares."), N_("interactions")),
        Column("rating", "number", N_("Stars of a review, out of 5."), N_("stars")),
        Column("is_repost", "yes or no", N_("Whether it passes on the text of somebody else.")),
        Column("is_unique", "yes or no", N_("Whether it is the first of its text within 72 hours.")),
        Column("story", "text", N_("Number that mentions of one text share.")),
        Column("file", "text", N_("Name of the file that it came from.")),
        Column("upload_id", "text", N_("Identifier of the upload of that file.")),
        Column("part", "text", N_("Sheet or member of the file; empty for a plain text file.")),
        Column("record", "whole number", N_("Row number in the file, as a spreadsheet shows it.")),
    ),
)  # fmt: skip

KPIS = Table(
    "kpis",
    N_("One row per indicator: what it is called and how it is computed."),
    ("kpi",),
    (
        _KPI,
        Column("casquette", "text", N_("Hat of the community manager that the indicator belongs to.")),
        Column("title", "text", N_("Title in English.")),
        Column("title_fr", "text", N_("Title in French.")),
        Column("question", "text", N_("What it answers, in English.")),
        Column("question_fr", "text", N_("What it answers, in French.")),
        Column("formula", "text", N_("How it is computed, in English.")),
        Column("formula_fr", "text", N_("How it is computed, in French.")),
        Column("unit", "text", N_("Unit of its figures; percent: a share of 1.")),
        Column("better", "text", N_("higher, lower, range or context (followed, never judged).")),
        Column("weeks", "whole number", N_("Weeks that a figure is over: 1, or 4 that end with its week."), N_("weeks")),
    ),
)  # fmt: skip

TABLES = (FIGURES, VERDICTS, EPISODES, MENTIONS, KPIS)
