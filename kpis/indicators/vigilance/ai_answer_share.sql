/*
title.en    = "Share of AI answers"
title.fr    = "Part des réponses d'IA"
question.en = "When assistants name us or a competitor, how often do they name us?"
question.fr = "Quand les assistants nous nomment, nous ou un concurrent, à quelle fréquence est-ce nous ?"
formula.en  = "Answers that name the brand / answers that name it or a competitor (a declared one, or another brand of ours), over all prompts, models and runs; a brand is named by its name or another name of it (Settings). Interval: Wilson's, of the answers divided by their design effect, since the answers to one prompt resemble each other (ratio of sums over prompts, Cochran 1977; Kish 1965), with as many degrees of freedom as prompts less one; none of a single prompt"
formula.fr  = "Réponses qui nomment la marque / réponses qui la nomment ou nomment un concurrent (déclaré, ou une autre de nos marques), sur l'ensemble des questions, modèles et essais ; une marque est nommée par son nom ou un autre de ses noms (Réglages). Intervalle : celui de Wilson, sur les réponses divisées par leur effet de plan, car les réponses à une même question se ressemblent (rapport de sommes par question, Cochran 1977 ; Kish 1965), avec autant de degrés de liberté que de questions moins une ; aucun pour une seule question"
unit        = "percent"
better      = "higher"
class       = "ratio"
interval    = "clustered"
article     = ["S22", "S23", "S27"]
screen      = "reviews"
family      = "voice"
needs       = ["ai_answers"]
weeks       = 4
records     = "is_answer and (names_us or names_competitor)"
parts.of = "ai_answers"
parts.where = "is_answer and (names_us or names_competitor)"
parts.numerator = "case when names_us then 1 else 0 end"
parts.denominator = "1"
*/
-- one row per period and series; `unset`: no competitor is declared, so that every answer counted would name us
with prompts as (
    select
        period,
        series,
        prompt,
        has_competitors,
        count(*) as answers,
        count(*) filter (where names_us) as naming
    from ai_answers
    where is_answer
      and (names_us or names_competitor)
    group by
        period,
        series,
        prompt,
        has_competitors
),
shares as (
    select
        period,
        series,
        has_competitors,
        cast(sum(naming) as double precision) / nullif(sum(answers), 0) as share
    from prompts
    group by
        period,
        series,
        has_competitors
)
select
    prompts.period,
    prompts.series,
    case when prompts.has_competitors then shares.share end as value,
    sum(prompts.answers) as n,
    count(*) as clusters,
    sum((prompts.naming - shares.share * prompts.answers) * (prompts.naming - shares.share * prompts.answers)) as deviations,
    case when not prompts.has_competitors then 'competitors' end as unset
from prompts
join shares
  on shares.period = prompts.period
 and shares.series = prompts.series
group by
    prompts.period,
    prompts.series,
    prompts.has_competitors,
    shares.share
