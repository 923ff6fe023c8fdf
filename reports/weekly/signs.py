"""What the faces of a report show alike: the sign of a verdict, the colour of a state, a change and what it is against."""

from __future__ import annotations

from reports.weekly.model import Figure

SIGNS = {"met": "✔", "near": "●", "behind": "▲", "undecided": "≈", "unjudged": "–", "none": "–"}
LEVEL_COLOURS = ("#2E7D6B", "#B45F06", "#C2410C", "#9B1C1C")  # calm, vigilance, alert, crisis: each beside its word


def change_of(figure: Figure) -> str:
    """'+397 (Δ sem. 38)'; '' where no change is known."""
    if not figure.change_text or not figure.compared_with:
        return figure.change_text
    return f"{figure.change_text} (Δ {figure.compared_with})"
