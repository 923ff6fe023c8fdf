"""The comments of the starting objectives (objectives.csv), for the catalogue of translations."""

from __future__ import annotations

from data.sentences import N_

COMMENTS = (
    N_("Followers +1 % a month"),
    N_("No net loss"),
    N_("As many as at the start until the plan says how many"),
    N_("The plan ± 20 % once there is one"),
    N_("Over four weeks"),
    N_("At least the baseline (per post: Facebook 0.06 %; X 0.037 %; Instagram 0.47 %)"),
    N_("The reference of Facebook"),
    N_("At least the baseline"),
    N_("Within 24 working hours"),
    N_("At most 5 points under the baseline"),
    N_("At most 5 points over the baseline"),
    N_("Vigilance at most"),
    N_("Followers +2 % a month"),
    N_("+1 point a quarter"),
    N_("Within 4 working hours"),
    N_("+2 points a quarter"),
    N_("At most the baseline"),
    N_("No spike"),
)
