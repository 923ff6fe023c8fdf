"""The confusion matrix of sentiment labels."""

from __future__ import annotations

import pandas as pd

from kpis.analysis.label_accuracy import LABELS
from ui import doors
from ui.session import say, say_code


def table(confusion: dict[str, dict[str, int]]) -> None:
    """One row per true label, one column per label in use. `confusion`: true label -> label in use -> count."""
    doors.frame(
        pd.DataFrame(
            {
                say("True label"): [say_code(truth) for truth in LABELS],
                **{
                    say("labelled {label}", label=say_code(shown)): [confusion[truth][shown] for truth in LABELS]
                    for shown in LABELS
                },
            }
        ),
        hide_index=True,
        alt=say("Labels in use, against the true labels"),
    )
