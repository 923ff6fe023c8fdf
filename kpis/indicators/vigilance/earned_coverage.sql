/*
title.en    = "Press and blog coverage"
title.fr    = "Retombées presse et blogs"
question.en = "How many articles did the press and the blogs write about us?"
question.fr = "Combien d'articles la presse et les blogs nous ont-ils consacrés ?"
formula.en  = "Unique mentions whose source is press or blog, without those of the brand's own sites and accounts; unknown where no export covers press or blogs, as one of a single social network"
formula.fr  = "Mentions uniques dont la source est la presse ou un blog, hors sites et comptes de la marque ; inconnu si aucun export ne couvre la presse ni les blogs, comme celui d'un seul réseau social"
unit        = "count"
better      = "higher"
class       = "flow"
interval    = "count"
article     = ["S14", "S17"]
screen      = "visibility"
needs       = ["mention_days"]
carried_by  = ["news", "blog", "tumblr", "other"]
counts      = {share = "unique", kind = ["press", "blog"], has = ["other_voice"]}
parts.of = "mentions"
parts.where = "is_unique and source_type in ('press', 'blog') and not is_own"
parts.numerator = "1"
*/
-- one row per period and series
select
    period,
    series,
    coalesce(sum(unique_mentions) filter (where source_type in ('press', 'blog') and not is_own), 0) as value,
    coalesce(sum(unique_mentions) filter (where source_type in ('press', 'blog') and not is_own), 0) as n
from mention_days
group by
    period,
    series
