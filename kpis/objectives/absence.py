"""Why a figure is missing, or has no verdict, in a sentence."""

from __future__ import annotations

from datetime import date

from data.sentences import N_, Sentence, sentence
from kpis.catalogue import Kpi
from kpis.engine.figure import LEAST_SAMPLE, Figure, is_known

# by what becomes of the cases of the median (the header key `ended`)
NOT_REACHED = {
    "answered": N_("Median not reached, {share} % answered."),
    "handled": N_("Median not reached, {share} % handled."),
    "resolved": N_("Median not reached, {share} % resolved."),
    "passed_on": N_("Median not reached, {share} % passed on."),
    "acknowledged": N_("Median not reached, {share} % acknowledged."),
}


# what has to be set before there is a figure
UNSET = {
    "press lists": N_("No figure: set the tier-1 outlets and the key messages of the brand in Settings, under Brands."),
    "tier-1 outlets": N_("No figure: set the tier-1 outlets of the brand in Settings, under Brands."),
    "key messages": N_("No figure: set the key messages of the brand in Settings, under Brands."),
    "competitors": N_("No figure: declare a competitor in Settings, under Brands; a share of ourselves says nothing."),
}


def without_verdict(figure: Figure, kpi: Kpi) -> Sentence | None:
    """Why a figure has no verdict, whatever its target; None where it may have one."""
    if not is_known(figure.value):
        absence = absence_of(figure, kpi)
        if absence is not None:
            return absence
        if is_known(figure.n):
            return sentence("No figure: the files that cover this period contain nothing to compute it from.")
        return sentence("No figure: the uploads do not cover this period.")
    if figure.state == "running":
        return sentence("The period is not over: no verdict yet.")
    if figure.state == "partial":
        return sentence("Some days of the period are not covered: no verdict.")
    if kpi.has_sample and is_known(figure.n) and figure.n < LEAST_SAMPLE:
        return sentence(
            "A sample of {n} is too small for a verdict (at least {least}).", n=int(figure.n), least=LEAST_SAMPLE
        )
    return None


def absence_of(figure: Figure, kpi: Kpi) -> Sentence | None:
    """Why there is no figure, where more can be said than that nothing covers it or there is nothing to compute it from."""
    if is_known(figure.value):
        return None
    if figure.is_not_reached and kpi.class_ == "max":
        if not is_known(figure.least):
            return sentence("An episode is not over: its length is not known yet.")
        return sentence("An episode is not over: {days} days since its peak, so far.", days=int(figure.least))  # type: ignore[arg-type]
    if figure.is_not_reached:
        share = round(100 * figure.ended, 1)  # type: ignore[operator]
        return Sentence(NOT_REACHED[kpi.ended], {"share": int(share) if share == int(share) else share})
    if isinstance(figure.texts_deleted, str) and figure.texts_deleted:
        return sentence(
            "No figure: texts were deleted on {day} by retention.", day=date.fromisoformat(figure.texts_deleted)
        )
    if figure.unset in UNSET:
        return Sentence(UNSET[figure.unset])
    if not kpi.across or figure.compared is None:
        return None
    if figure.compared < 2:
        return sentence("No figure: no competitor is declared or covered, and a share of ourselves says nothing.")
    if isinstance(figure.lacking, str) and figure.lacking:
        return sentence("No figure: nothing of this period covers {brands}.", brands=figure.lacking)
    if isinstance(figure.unlabelled, str):
        return sentence("No figure: no mention of {brand} has a sentiment in this period.", brand=figure.unlabelled)
    return None
