/*
title.en  = "X account overview: follows and unfollows"
title.fr  = "X, vue d'ensemble du compte : abonnements et désabonnements"
tool      = "X Analytics"
together_with = "x_account_overview"
signature = ["Date", "New follows", "Unfollows"]
account   = "own"
confidence = "file"
layout    = "2024 to 2025"
evidence  = "files from November 2024 on, repository FG-SC/Wormhole-analytics"
*/
-- one row per day: gains and losses, never the audience
select
    record,
    "Date" as day,
    null as brand,
    'x' as channel,
    "New follows" as gained,
    "Unfollows" as lost
from upload
