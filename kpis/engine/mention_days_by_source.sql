-- the columns of the roll-up `mention_days`, which has no source, counted from the mentions
select
    day, brand, channel, source_type, source, language, country, topic, is_own,
    count(*) as mentions,
    count(*) filter (where sentiment = 'negative') as negative_mentions,
    count(sentiment) as toned_mentions,
    count(*) filter (where is_unique) as unique_mentions,
    count(*) filter (where is_unique and sentiment = 'positive') as positive,
    count(*) filter (where is_unique and sentiment = 'neutral') as neutral,
    count(*) filter (where is_unique and sentiment = 'negative') as negative,
    count(*) filter (where is_unique and sentiment = 'mixed') as mixed,
    count(*) filter (where is_unique and sentiment is null) as unknown,
    count(*) filter (
        where is_unique and sentiment is null and (upload_id, part) not in (select (upload_id, part) from toned_logs)
    ) as untold,
    count(*) filter (where is_unique and is_sensitive) as sensitive,
    count(*) filter (where is_unique and engagement is not null) as measured,
    sum(engagement) filter (where is_unique) as engagement,
    sum(reach) as reach
from main.mentions
where day in (select day from days)
group by all
