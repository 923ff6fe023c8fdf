"""The summary of a period: the objectives, KPIs that worsened or improved. It states changes, never causes."""

from __future__ import annotations

from collections.abc import Sequence

from kpis.objectives.scorecard import Line
from locales import translator
from wording import amounts
from wording.markdown import escaped

SHOWN = 2


def sentence_of(lines: Sequence[Line], language: str, *, objectives: str = "") -> str:
    """The summary as Markdown. `objectives`: how they stand (wording/headline.py).

    It calls no period calm or to be watched: that is what the crisis watch says, which stands above it.
    """
    say = translator(language)
    # objectives met summarise the other lines, so they have no change of their own
    lines = [line for line in lines if "verdicts" not in line.kpi.needs]
    worse = _changed(lines, "worse", language)
    better = _changed(lines, "better", language)
    behind = _listed([line.kpi.title[language] for line in lines if line.verdict.status == "behind"])
    parts = [objectives] if objectives else []
    if worse:
        parts.append(say("Worse: {kpis}.").format(kpis=", ".join(worse)))
    if better:
        parts.append(say("Better: {kpis}.").format(kpis=", ".join(better)))
    if behind:
        parts.append(say("Behind target: {kpis}.").format(kpis=", ".join(behind)))
    changes = [line.change for line in lines if line.change is not None and line.change.is_compared]
    compared = any(change.reason is None for change in changes)
    redefined = [line.change.reason for line in lines if line.change is not None and not line.change.is_compared]
    if not changes and redefined and redefined[0] is not None:
        parts.append(amounts.in_words(redefined[0], language))
    elif not changes:
        parts.append(
            say("No change is tested: the uploads do not cover both this week and the period that it is compared with.")
        )
    elif not compared:
        parts.append(say("No change is tested yet: the history is too short."))
    elif not worse and not better:
        parts.append(say("No change is statistically significant."))
    elif _rest_is_stable(lines, language):
        parts.append(say("The rest is stable."))
    return " ".join(parts)


def _changed(lines: Sequence[Line], assessment: str, language: str) -> list[str]:
    named = []
    for line in lines:
        text = amounts.change_text(line.change, line.kpi, language)
        if text.assessment == assessment:
            named.append((line.kpi.title[language], f" ({text.text})"))
    return _listed([title for title, _ in named], [text for _, text in named])


def _listed(titles: Sequence[str], after: Sequence[str] | None = None) -> list[str]:
    """The first titles, each followed by its text in `after`, and '+n' for the others."""
    texts = [
        f"{escaped(_inside(title))}{text}" for title, text in zip(titles, after or [""] * len(titles), strict=True)
    ]
    return texts if len(texts) <= SHOWN + 1 else [*texts[:SHOWN], f"+{len(texts) - SHOWN}"]


def _inside(title: str) -> str:
    """A title in mid-sentence, lower case but for acronyms: 'share of voice', 'NPS', 'CA attribué'."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _rest_is_stable(lines: Sequence[Line], language: str) -> bool:
    """Whether there are other lines, and each was compared without a significant change."""
    rest = [line for line in lines if amounts.change_text(line.change, line.kpi, language).assessment == "neutral"]
    return bool(rest) and all(line.change is not None and not line.change.significant for line in rest)
