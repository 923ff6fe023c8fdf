"""The fixed words of a report's pages, by key, so that a face has none of its own."""

from __future__ import annotations

from data.sentences import N_
from locales import translator
from locales.typography import typeset

LABELS = {
    "report week": N_("Weekly report"),
    "report month": N_("Monthly report"),
    "report quarter": N_("Quarterly report"),
    "report comparison": N_("Comparison of two periods"),
    "actual": N_("Actual"),
    "year": N_("Previous year"),
    "target": N_("Target"),
    "running": N_("Running"),
    "expected": N_("Expected"),
    "observed": N_("Observed"),
    "interval": N_("95% interval"),
    "change": N_("Change"),
    "before": N_("Period before"),
    "delta year": N_("Δ previous year"),
    "delta target": N_("Δ target"),
    "cover": N_("The period in one sentence"),
    "figures": N_("The figures of the period"),
    "scorecard": N_("Objectives by casquette"),
    "why": N_("What changed, and why"),
    "watch": N_("Crisis watch"),
    "competitors": N_("Competitors"),
    "follow_up": N_("What follows, sources and methods"),
    "mentions": N_("Most visible mentions"),
    "episodes": N_("Episodes"),
    "actions": N_("Actions"),
    "annotations": N_("Annotations"),
    "at_risk": N_("Objectives at risk"),
    "methods": N_("Sources and methods"),
    "page": N_("Page {number} of {total}"),
    "edited": N_("Sentence edited by {name}"),
    "written": N_("Generated: {sentence}"),
    "more": N_("and {count} more"),
    "evidence": N_("Evidence"),
    "indicator": N_("Indicator"),
    "network": N_("Network"),
    "unit": N_("Unit"),
    "value": N_("Value"),
    "low": N_("Low end of the interval"),
    "high": N_("High end of the interval"),
    "n": N_("Sample"),
    "status": N_("Verdict"),
    "reason": N_("Reason"),
    "definition": N_("Definition"),
    "casquette": N_("Casquette"),
    "period": N_("Period"),
    "label": N_("Label"),
    "data_date": N_("Data up to"),
    "completeness": N_("Completeness"),
    "definitions": N_("Definitions"),
    "created": N_("Issued on"),
    "role": N_("Role"),
    "brand": N_("Brand"),
    "demonstration": N_("Demonstration data"),
    "no data": N_("No data in this period"),
    "revised": N_("Revised"),
    "as issued": N_("As issued"),
    "today": N_("Today"),
    "notes": N_("Notes"),
    "met": N_("Met"),
    "near": N_("Close"),
    "behind": N_("Behind"),
    "undecided": N_("Undecided"),
    "unjudged": N_("No verdict"),
    "none": N_("No target"),
}


def labels(language: str) -> tuple[tuple[str, str], ...]:
    """The words in a language, by key."""
    say = translator(language)
    return tuple(sorted((key, typeset(say(text), language)) for key, text in LABELS.items()))
