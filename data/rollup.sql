-- Fill mention_days for the brands and days of the temporary table changed_days (brand, day).
-- one row per day and combination of the columns that a scope filters on
insert into mention_days
select
    m.day,
    m.brand,
    m.channel,
    m.source_type,
    m.language,
    m.country,
    m.topic,
    m.is_own,
    count(*)                                                            as mentions,
    count(*) filter (where m.sentiment = 'negative')                    as negative_mentions,
    count(m.sentiment)                                                  as toned_mentions,
    count(*) filter (where m.is_unique)                                 as unique_mentions,
    count(*) filter (where m.is_unique and m.sentiment = 'positive')    as positive,
    count(*) filter (where m.is_unique and m.sentiment = 'neutral')     as neutral,
    count(*) filter (where m.is_unique and m.sentiment = 'negative')    as negative,
    count(*) filter (where m.is_unique and m.sentiment = 'mixed')       as mixed,
    count(*) filter (where m.is_unique and m.sentiment is null)         as unknown,
    count(*) filter (where m.is_unique and m.sentiment is null and l.upload_id is null) as untold,
    count(*) filter (where m.is_unique and m.is_sensitive)              as sensitive,
    count(*) filter (where m.is_unique and m.engagement is not null)    as measured,
    sum(m.engagement) filter (where m.is_unique)                        as engagement,
    sum(m.reach)                                                        as reach
from mentions m
join changed_days c
  on c.brand = m.brand
 and c.day = m.day
left join toned_logs l
  on l.upload_id = m.upload_id
 and l.part = m.part
group by m.day, m.brand, m.channel, m.source_type, m.language, m.country, m.topic, m.is_own;
