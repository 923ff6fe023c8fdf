/*
title.en  = "Profound, answers of assistants"
title.fr  = "Profound, réponses des assistants"
tool      = "Profound"
signature = ["run_id", "date", "platform", "prompt", "normalized_mentions", "mentioned?"]
optional  = ["mentions", "region", "persona", "response"]
wide      = '^citation_[0-9]+$'
dates      = "iso"
remarks    = ["brands_named"]
confidence = "parser"
layout    = "unknown"
evidence  = "public code that reads such files; no file was seen"
export.en  = "Answer Engine Insights › Export › Raw data with citations (CSV)"
export.fr  = "Answer Engine Insights › Exporter › Données brutes avec citations (CSV)"
*/
-- one row per answer and brand that it names; a prompt that is asked in several regions or as several personas is asked
-- several times. The export gives the place of one brand alone: none is loaded
with listed as (
    select
        *,
        names_in(coalesce(known("normalized_mentions"), "mentions")) as names
    from upload
)
select
    record,
    "date"          as day,
    null            as brand,
    "platform"      as engine,
    "prompt"        as prompt,
    concat_ws(' · ', cell("run_id"), known("region"), known("persona")) as run,
    name.named      as named,
    "response"      as answer,
    nullif(array_to_string(list_filter(list_transform(wide, lambda one: known(one.value)), lambda one: one is not null), chr(10)), '')
                    as sources
from listed
cross join unnest(if(len(names) = 0, [{'named': null, 'rank': null}], names)) as all_names(name)
