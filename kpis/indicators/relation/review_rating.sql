/*
title.en    = "Review rating"
title.fr    = "Note moyenne des avis"
question.en = "How many stars do customers give us?"
question.fr = "Combien d'étoiles nos clients nous donnent-ils ?"
formula.en  = "Sum of the stars of the reviews / reviews, out of 5; reviews of the brand's own are excluded, and so are those of employees (Glassdoor, Kununu, Indeed …). Interval: of a mean, one review of 1 star and one of 5 added, as for net sentiment (Bonett and Price 2012)"
formula.fr  = "Somme des étoiles des avis / avis, sur 5 ; les avis de la marque elle-même sont exclus, ainsi que ceux des salariés (Glassdoor, Kununu, Indeed…). Intervalle : celui d'une moyenne, un avis d'une étoile et un de cinq ajoutés, comme pour le sentiment net (Bonett et Price 2012)"
unit        = "stars"
better      = "higher"
class       = "ratio"
interval    = "mean"
article     = ["S29", "S15"]
screen      = "reviews"
needs       = ["mentions"]
counts      = {has = ["customer_review", "other_voice"]}
parts.of = "mentions"
parts.where = "rating is not null and coalesce(work, '') <> 'site' and not is_own"
parts.numerator = "rating"
parts.denominator = "1"
*/
-- one row per period and series. The scores of the interval run from −1 (one star) to 1 (five)
with reviews as (
    select
        period,
        series,
        rating,
        cast(rating - 3 as double precision) / 2 as score
    from mentions
    where rating is not null
      and coalesce(work, '') <> 'site'
      and not is_own
)
select
    period,
    series,
    cast(sum(rating) as double precision) / nullif(count(*), 0) as value,
    count(*) as n,
    cast(sum(score * score + score) as double precision) / 2 as positive,
    cast(sum(score * score - score) as double precision) / 2 as negative
from reviews
group by
    period,
    series
