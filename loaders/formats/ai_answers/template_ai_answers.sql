/*
title.en  = "Template of answers of assistants"
title.fr  = "Modèle « réponses des assistants »"
tool      = "E-reputation"
by_hand   = true
signature = ["date", "brand", "assistant", "prompt", "brands named"]
optional  = ["model", "run", "answer", "sources", "correct"]
dates     = "prove"
aside     = 'is_total("date") or (cell("date") is null and is_total("brand"))'
remarks   = ["brands_named"]
confidence = "file"
layout    = "current"
evidence  = "our own template"
export.en = "Uploads › Templates to fill by hand"
export.fr = "Imports › Modèles à remplir à la main"

[aliases]
date           = ["jour", "day"]
brand          = ["marque"]
assistant      = ["moteur", "engine", "outil"]
prompt         = ["question", "requête"]
"brands named" = ["marques citées", "marques nommées", "brands mentioned"]
model          = ["modèle"]
run            = ["passage", "essai"]
answer         = ["réponse"]
sources        = ["sources citées", "sources cited"]
correct        = ["exact", "correcte"]
*/
-- one row per answer and brand that it names; an answer that names none has one row. Answers to one prompt that have no
-- number of a run are numbered in the order of the file
with numbered as (
    select
        *,
        coalesce(
            cell("run"),
            cast(row_number() over (
                partition by cell("date"), lower(cell("brand")), lower(cell("assistant")), lower(cell("model")), cell("prompt"),
                    cell("run") is null
                order by record
            ) as varchar)
        )                          as repetition,
        names_in("brands named")   as names
    from upload
)
select
    record,
    "date"          as day,
    "brand"         as brand,
    "assistant"     as engine,
    "model"         as model,
    "prompt"        as prompt,
    repetition      as run,
    name.named      as named,
    cast(name.rank as varchar) as rank,
    "answer"        as answer,
    lines_of("sources") as sources,
    "correct"       as is_correct
from numbered
cross join unnest(if(len(names) = 0, [{'named': null, 'rank': null}], names)) as all_names(name)
