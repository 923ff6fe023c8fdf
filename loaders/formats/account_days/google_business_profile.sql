/*
title.en  = "Google Business Profile performance"
title.fr  = "Fiche d'établissement Google, performances"
tool      = "Google Business Profile"
signature = ["Store code", "Business name", "Address", "Website clicks"]
wide      = '(?i)^(google (search|maps) - (mobile|desktop)|{{h:Calls}}|{{h:Messages}}|{{h:Bookings}}|{{h:Directions}})$'
period    = '(?i)performance report.*'
decimals  = "dot"
account   = "own"
asks      = ["period"]
aside     = 'cell("Business name") is null'
confidence = "file"
layout    = "2024 to 2025"
evidence  = "performance reports of October 2024 and October 2025, repository DanielTheC/internal-lnking-tool"
export.en = "Business Profile Manager › Performance › Download report"
export.fr = "Gestionnaire de fiches d'établissement › Performances › Télécharger le rapport"
*/
-- one row per place and measure: the sum of the period in the file's name; the row below the header describes columns
select
    record,
    context.period_from as day,
    context.period_to as last_day,
    null as brand,
    'google business profile' as channel,
    coalesce(cell("Store code"), cell("Address"), cell("Business name")) as account,
    account_metric(cell.name) as metric,
    cell.value as value
from upload
cross join context
cross join unnest([{'name': 'website_clicks', 'value': "Website clicks"}] || wide) as figures(cell)
where known(cell.value) is not null
