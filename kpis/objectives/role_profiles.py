"""Roles: from the duties of a community manager to a profile, its KPIs and starting targets.

The reasons cite the article's sentences (kpis/article.toml). The profiles differ in kind, not only in targets: the
article opposes execution under supervision (stagiaire, S32) to a strategy and a watch to be built (senior, S33).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from data.sentences import Sentence, sentence
from data.store import Store, now
from kpis.catalogue import Kpi, catalogue
from kpis.objectives.objectives import Objective, starting

PROFILES = ("stagiaire", "senior")
CASQUETTES_OF_THE_ARTICLE = ("animation", "relation", "vigilance")
# duties that the article lists -> the sentence of each
FUNCTIONS = {
    "bloggers": "S02",
    "moderation": "S03",
    "presence": "S04",
    "company_blog": "S10",
    "promotion": "S11",
    "watching": "S12",
    "accounts": "S13",
    "expertise": "S14",
    "real_time": "S08",
    "conflicts": "S05",
    "sensitive": "S06",
    "alerting": "S24",
    "strategy": "S33",
}
TEAMS = ("assisted", "team", "alone")
RISKS = ("ordinary", "exposed")
MATURITIES = ("experienced", "beginning")
# the main KPIs of each profile
SCORECARDS = {
    "stagiaire": (
        "channels_active", "publishing_regularity", "blog_posts_count", "followers_growth_rate",
        "engagement_rate_followers", "comments_moderated_rate", "response_within_sla_rate", "service_escalation_rate",
        "time_to_alert", "reports_on_time_rate",
    ),
    "senior": (
        "followers_share", "share_of_voice", "positive_share_of_voice", "net_sentiment_score", "active_advocates",
        "audience_loyalty_rate", "expert_interventions", "first_response_time_median", "issue_resolution_rate",
        "deescalation_rate", "time_to_detect", "crisis_level", "search_negative_share", "social_conversion_rate",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Perimeter:
    """The duties of the role and its position in the organisation."""

    functions: tuple[str, ...] = ()
    casquettes: tuple[str, ...] = CASQUETTES_OF_THE_ARTICLE
    accesses: tuple[str, ...] = ()
    team: str = "assisted"
    risk: str = "ordinary"
    maturity: str = "experienced"
    is_marked_out: bool = False


@dataclass(frozen=True)
class Reason:
    """A reason for a profile. `article`: id of the sentence cited. `towards`: a profile, or caution."""

    article: str
    towards: str
    text: Sentence


@dataclass(frozen=True)
class Proposal:
    """`out`: KPI -> why it is outside the perimeter. `rows`: one objective per KPI, a draft to edit and sign."""

    profile: str
    reasons: tuple[Reason, ...]
    out: dict[str, Sentence]
    rows: tuple[Objective, ...]


@dataclass(frozen=True)
class Sheet:
    """A role as defined: its perimeter, and the profile that its starting targets come from."""

    role: str
    profile: str
    brand: str | None
    perimeter: Perimeter
    recorded_at: datetime
    recorded_by: str


def propose(perimeter: Perimeter) -> tuple[str, tuple[Reason, ...]]:
    """The profile that follows from the article's sentences, with its reasons and cautions.

    An intern (stagiaire) only where the role is defined, assisted and has set objectives (S32), the organisation knows
    the networks, and no reason calls for a senior.
    """
    senior = [
        Reason(article, "senior", text)
        for is_so, article, text in (
            ("strategy" in perimeter.functions, "S33", sentence("A strategy has to be built.")),
            (
                perimeter.maturity == "beginning", "S33",
                sentence("The company is new to social networks: nobody can guide an intern."),
            ),
            ("conflicts" in perimeter.functions, "S05", sentence("Conflicts with customers have to be settled.")),
            (
                "sensitive" in perimeter.functions or perimeter.risk == "exposed", "S06",
                sentence("One wrong word can make a conflict or a recall worse."),
            ),
            ("real_time" in perimeter.functions, "S08", sentence("Answers in real time commit the brand.")),
            ("expertise" in perimeter.functions, "S14", sentence("An expert represents the trade on other sites.")),
            (perimeter.team == "alone", "S32", sentence("Nobody assists: an intern would be on their own.")),
            (not perimeter.is_marked_out, "S36", sentence("Those responsible have not defined the role yet.")),
        )
        if is_so
    ]  # fmt: skip
    profile = "senior" if senior else "stagiaire"
    intern = [
        Reason("S32", "stagiaire", sentence("A defined role, assisted, with set objectives: an intern can be enough."))
    ]
    return profile, (*(senior or intern), *_cautions(perimeter, profile))


def proposal(
    role: str, perimeter: Perimeter, *, brand: str | None, valid_from: date, profile: str | None = None
) -> Proposal:
    """A draft of the sheet: each KPI with its starting objective, or outside the perimeter.

    `profile`: the one chosen; by default the one proposed.
    """
    proposed, reasons = propose(perimeter)
    chosen = profile or proposed
    out = {kpi.id: why for kpi in catalogue().values() if (why := _outside(kpi, perimeter)) is not None}
    rows = []
    for one in starting():
        if one.role != chosen or one.kpi not in catalogue():
            continue
        if one.kpi in out:
            one = replace(
                one, mode="out_of_scope", target=None, target_high=None, per=None, tolerance=None, comment=None
            )
        stretch = chosen == "senior" and one.kpi in SCORECARDS["senior"] and one.mode.startswith("baseline")
        rows.append(
            replace(
                one,
                role=role,
                brand=brand,
                valid_from=valid_from,
                casquette=catalogue()[one.kpi].casquette,
                commitment=None if one.is_followed else "stretch" if stretch else "committed",
            )
        )
    return Proposal(chosen, reasons, out, tuple(rows))


def first_kpis(profile: str) -> tuple[str, ...]:
    """The main KPIs of a profile."""
    return SCORECARDS.get(profile, SCORECARDS["senior"])


def profile_of(store: Store, role: str, brand: str | None = None) -> str:
    """The profile that a role's starting targets come from; senior for an unknown role."""
    if role in PROFILES:
        return role
    last = sheet(store, role, brand)
    return last.profile if last is not None else "senior"


def sheet(store: Store, role: str, brand: str | None = None) -> Sheet | None:
    """The last sheet of a role; one for the brand takes precedence over one for every brand."""
    found = [one for one in sheets(store) if one.role == role and (brand is None or one.brand in (None, brand))]
    found.sort(key=lambda one: one.brand is not None)  # they come oldest first
    return found[-1] if found else None


def sheets(store: Store) -> tuple[Sheet, ...]:
    """Every recorded sheet, oldest first."""
    rows = store.rows(
        "select role, profile, brand, perimeter, recorded_at, recorded_by from role_sheets order by rowid"
    )
    return tuple(Sheet(**{**row, "perimeter": _perimeter(row["perimeter"])}) for row in rows)


def define(store: Store, role: str, perimeter: Perimeter, *, profile: str, brand: str | None, who: str) -> None:
    """Record the sheet of a role, which may be a new one (an agency, a care team)."""
    row = {
        "role": " ".join(role.split()),
        "profile": profile,
        "brand": brand,
        "recorded_at": now(),
        "recorded_by": who,
        "perimeter": json.dumps(asdict(perimeter), ensure_ascii=False),
    }
    store.append("role_sheets", row)


def _perimeter(text: str) -> Perimeter:
    values = json.loads(text)
    return Perimeter(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def _cautions(perimeter: Perimeter, profile: str) -> tuple[Reason, ...]:
    cautions = []
    if profile == "stagiaire":
        cautions.append(
            Reason(
                "S34",
                "caution",
                sentence("Starting with few means is tempting; being young does not make one an expert."),
            )
        )
        cautions.append(
            Reason(
                "S35",
                "caution",
                sentence(
                    "Situations beyond the role will arise: what is outside its perimeter is shown, not evaluated."
                ),
            )
        )
    if not perimeter.accesses:
        cautions.append(
            Reason(
                "S20",
                "caution",
                sentence("Without access to sales, after-sales or production, the role can only pass messages on."),
            )
        )
    if "alerting" in perimeter.functions or "watching" in perimeter.functions:
        cautions.append(
            Reason("S24", "caution", sentence("Specify now whom the role alerts, and within how many minutes."))
        )
    cautions.append(
        Reason("S37", "caution", sentence("Note actions and events; otherwise their effects cannot be credited."))
    )
    return tuple(cautions)


def _outside(kpi: Kpi, perimeter: Perimeter) -> Sentence | None:
    """Why a KPI is outside the perimeter; None when it is inside."""
    if kpi.casquette in CASQUETTES_OF_THE_ARTICLE and kpi.casquette not in perimeter.casquettes:
        return sentence("Its casquette is not part of the role.")
    if kpi.casquette == "impact" and "sales" not in perimeter.accesses:
        return sentence("Without access to sales, the role cannot be accountable for effects on revenue.")
    if kpi.access and not set(kpi.access) & set(perimeter.accesses):
        return sentence("Without access to after-sales or production, cases cannot be settled.")
    known, mine = set(FUNCTIONS.values()), {FUNCTIONS[name] for name in perimeter.functions}
    if perimeter.functions and set(kpi.article) <= known and not set(kpi.article) & mine:
        return sentence("None of the duties that it serves is part of the role.")
    return None
