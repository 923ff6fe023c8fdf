-- one row per post of an account whose followers are counted (not of a blog) that was not paid for, with its engagements and the mean of the
-- account's followers at the start and at the end of the period; null where either has no count in the 7 days before
with audiences as (
    select
        period,
        brand,
        channel,
        account,
        count(*) over (partition by period, brand, channel) as accounts,
        case
            -- the counts of a closed account end with it
            when last_counted_on < as_of - interval '7' day and not is_closed then null
            -- an account has no start of a period in which it was opened
            when is_opened then cast(last_count as double precision)
            else (cast(first_count as double precision) + last_count) / 2
        end as mean_followers
    from follower_counts
)
select
    posts.period,
    posts.series,
    posts.channel,
    posts.account,
    posts.post_type,
    posts.upload_id,
    posts.part,
    posts.record,
    posts.identity,
    posts.shares,
    case
        when posts.reactions is not null and posts.comments is not null and posts.shares is not null
            then posts.reactions + posts.comments + posts.shares
        when coalesce(posts.reactions, posts.comments, posts.shares) is null then posts.engagement
        -- a part that is not told may be in the total: the more complete of the two
        else greatest(
            coalesce(posts.engagement, 0),
            coalesce(posts.reactions, 0) + coalesce(posts.comments, 0) + coalesce(posts.shares, 0)
        )
    end as engagements,
    audiences.mean_followers
from posts
join audiences
  on audiences.period = posts.period
 and audiences.brand = posts.brand
 and audiences.channel = posts.channel
 and (
     -- the only account of a network matches, however the two exports spell it
     audiences.accounts = 1
     or lower(audiences.account) = lower(posts.account)
 )
where not coalesce(posts.is_paid, false)
