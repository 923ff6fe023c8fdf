/*
title.en  = "Sheet of a site's views and users by day"
title.fr  = "Tableau des vues et utilisateurs d'un site, par jour"
tool      = "Excel"
by_hand   = true
signature = ["date", "page views", "users"]
optional  = ["unique page views", "sessions"]
dates     = "prove"
account   = "own"
aside     = 'is_total("date")'
confidence = "file"
layout    = "not applicable: made by hand"
evidence  = "a file of page views by day; its repository is unknown"
export.en = "Made by hand, or by a script from a web analytics tool"
export.fr = "Fait à la main, ou par un script depuis un outil d'analyse d'audience"

[aliases]
"date"              = ["jour", "day"]
"page views"        = ["pageviews", "views", "pages vues", "vues"]
"users"             = ["utilisateurs", "visiteurs", "visitors"]
"unique page views" = ["unique pageviews", "vues uniques"]
"sessions"          = ["visits", "visites"]
*/
-- one row per day and measure
select
    record,
    "date" as day,
    null as brand,
    'day' as dimension,
    figure.metric as metric,
    figure.value as value
from upload
cross join unnest([
    {'metric': 'views', 'value': "page views"},
    {'metric': 'unique_views', 'value': "unique page views"},
    {'metric': 'users', 'value': "users"},
    {'metric': 'sessions', 'value': "sessions"}
]) as figures(figure)
where known(figure.value) is not null
