steps as (
    -- of each duration: the cases that end at it, and all that were followed for exactly as long
    select
        period,
        series,
        duration,
        count(*) filter (where is_over) as ended,
        count(*) as cases
    from durations
    group by
        period,
        series,
        duration
),
followed as (
    -- at risk: the cases that were followed for at least as long
    select
        period,
        series,
        duration,
        ended,
        cases,
        sum(cases) over (partition by period, series order by duration desc) as at_risk
    from steps
),
hazards as (
    -- −ln of the share that lasts longer (Kaplan, Meier 1958), and the variance of it (Greenwood 1926); where all that
    -- were left end together, nothing lasts longer
    select
        period,
        series,
        duration,
        ended = at_risk as is_last,
        sum(case when ended < at_risk then -ln(1 - cast(ended as double precision) / nullif(at_risk, 0)) else 0 end)
            over (partition by period, series order by duration) as hazard,
        sum(case when ended < at_risk then cast(ended as double precision) / nullif(at_risk * (at_risk - ended), 0) else 0 end)
            over (partition by period, series order by duration) as variance
    from followed
),
lasting as (
    -- the share that lasts longer; the interval of its hazard, on the scale of its logarithm (Brookmeyer, Crowley 1982)
    select
        period,
        series,
        duration,
        is_last,
        case when is_last then 0 else round(exp(-hazard), 12) end as share,
        hazard * exp(-1.959963984540054 * cast(sqrt(variance) as double precision) / nullif(hazard, 0)) as least_hazard,
        hazard * exp(1.959963984540054 * cast(sqrt(variance) as double precision) / nullif(hazard, 0)) as most_hazard
    from hazards
),
cases as (
    select
        period,
        series,
        count(*) as n,
        count(*) filter (where is_over) as ended,
        percentile_cont(0.5) within group (order by duration) as least
    from durations
    group by
        period,
        series
),
reached as (
    -- a half lasts longer; where exactly half do for a while, the middle of that while
    select
        lasting.period,
        lasting.series,
        min(case when lasting.share <= 0.5 then lasting.duration end) as half_at,
        min(case when lasting.share < 0.5 then lasting.duration end) as below_half_at,
        max(case when lasting.share = 0.5 then 1 else 0 end) as is_exact,
        min(case when lasting.share <= 0.1 then lasting.duration end) as tenth_at,
        min(case when not lasting.is_last and lasting.most_hazard >= ln(2) then lasting.duration end) as low,
        min(case when not lasting.is_last and lasting.least_hazard >= ln(2) then lasting.duration end) as high,
        max(lasting.duration) as longest
    from lasting
    group by
        lasting.period,
        lasting.series
)
select
    cases.period,
    cases.series,
    case
        when reached.is_exact = 1 and reached.below_half_at is not null
            then cast(reached.half_at + reached.below_half_at as double precision) / 2
        else reached.half_at
    end as value,
    cases.n,
    -- without an open case the longest duration bounds both
    coalesce(reached.low, case when cases.ended = cases.n then reached.longest end) as low,
    coalesce(reached.high, case when cases.ended = cases.n then reached.longest end) as high,
    cast(cases.ended as double precision) / nullif(cases.n, 0) as ended,
    cases.least,
    reached.tenth_at as p90
from cases
join reached
  on reached.period = cases.period
 and reached.series = cases.series
