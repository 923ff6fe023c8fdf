/*
title.en    = "Accuracy of AI answers"
title.fr    = "Exactitude des réponses d'IA"
question.en = "How much of what assistants answer about us is true?"
question.fr = "Quelle part de ce que les assistants répondent sur nous est exacte ?"
formula.en  = "Answers judged correct / answers that somebody judged, over all prompts, models and runs; answers that nobody judged are not counted. Interval: Wilson's, of the answers divided by their design effect, since the answers to one prompt resemble each other (ratio of sums over prompts, Cochran 1977; Kish 1965); none of a single prompt"
formula.fr  = "Réponses jugées exactes / réponses que quelqu'un a jugées, sur l'ensemble des questions, modèles et essais ; les réponses que personne n'a jugées ne sont pas comptées. Intervalle : celui de Wilson, sur les réponses divisées par leur effet de plan, car les réponses à une même question se ressemblent (rapport de sommes par question, Cochran 1977 ; Kish 1965) ; aucun pour une seule question"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "clustered"
article     = ["S22", "S23"]
screen      = "reviews"
needs       = ["ai_answers"]
weeks       = 4
records     = "is_answer and is_right is not null"
parts.of = "ai_answers"
parts.where = "is_answer and is_right is not null"
parts.numerator = "case when is_right then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series
with prompts as (
    select
        period,
        series,
        prompt,
        count(*) as answers,
        count(*) filter (where is_right) as correct
    from ai_answers
    where is_answer
      and is_right is not null
    group by
        period,
        series,
        prompt
),
shares as (
    select
        period,
        series,
        cast(sum(correct) as double precision) / nullif(sum(answers), 0) as share
    from prompts
    group by
        period,
        series
)
select
    prompts.period,
    prompts.series,
    shares.share as value,
    sum(prompts.answers) as n,
    count(*) as clusters,
    sum((prompts.correct - shares.share * prompts.answers) * (prompts.correct - shares.share * prompts.answers)) as deviations
from prompts
join shares
  on shares.period = prompts.period
 and shares.series = prompts.series
group by
    prompts.period,
    prompts.series,
    shares.share
