"""The CTEs of what each source owes by its rhythm (the view `source_rhythms`): a figure for each day, or one reading a week
or a month. They follow those of coverage. DuckDB's own SQL may be used here; the KPI files keep to the portable subset.
"""

from __future__ import annotations

from kpis.engine.coverage import EXPECTED_DAYS

MONTHLY_EXPECTED_DAYS = 75  # of a monthly source: one or two months without a reading are seen first

# source_readings: one row per source and day of its life: whether the day is covered, whether a reading is due on it (each
# day, the last day of each week or month, never on demand) and was made; `spacing`: the days from one reading to the next
READINGS = f"""
closed_sources as (
    -- of a network whose every counted account was declared closed
    select brand, channel, max(closed_on) as closed_on
    from (select distinct brand, channel, account, closed_on from main.followers)
    group by brand, channel
    having count(*) = count(closed_on)
),
lived as (
    select
        lives.*,
        source_rhythms.rhythm,
        case source_rhythms.rhythm when 'daily' then 1 when 'weekly' then 7 when 'monthly' then 31 end as spacing,
        cast(case source_rhythms.rhythm
            when 'weekly' then date_trunc('week', lives.first_day)
            when 'monthly' then date_trunc('month', lives.first_day)
            else lives.first_day
        end as date) as begins_on,
        least(
            lives.last_day + case
                when source_rhythms.rhythm = 'monthly' then {MONTHLY_EXPECTED_DAYS} else {EXPECTED_DAYS}
            end,
            closed_sources.closed_on
        ) as ends_on
    from lives
    join main.source_rhythms
      on source_rhythms.table_name = lives.table_name
     and source_rhythms.brand = lives.brand
     and source_rhythms.channel is not distinct from lives.channel
     and source_rhythms.format = lives.format
    left join closed_sources
      on lives.table_name = 'followers'
     and closed_sources.brand = lives.brand
     and closed_sources.channel = lives.channel
),
owed as (
    select
        lived.*,
        days.day,
        cast(case rhythm
            when 'weekly' then date_trunc('week', days.day)
            when 'monthly' then date_trunc('month', days.day)
            else days.day
        end as date) as reading_from,
        case rhythm
            when 'daily' then true
            when 'weekly' then isodow(days.day) = 7
            when 'monthly' then last_day(days.day) = days.day
            else false
        end as is_due
    from lived
    join days
      on days.day between lived.begins_on and lived.ends_on
),
made as (
    -- days with an export that covers them or, since their reading began, a day before them
    select
        owed.table_name,
        owed.brand,
        owed.channel,
        owed.format,
        owed.day,
        bool_or(windows.covered_to >= owed.day) as is_covered
    from owed
    join (select distinct * from sources) as windows
      on windows.table_name = owed.table_name
     and windows.brand = owed.brand
     and windows.format = owed.format
    where (windows.channel is null or windows.channel = owed.channel)
      and windows.covered_from <= owed.day
      and windows.covered_to >= owed.reading_from
    group by owed.table_name, owed.brand, owed.channel, owed.format, owed.day
),
source_readings as (
    select
        owed.table_name,
        owed.brand,
        owed.channel,
        concat_ws(' · ', owed.table_name, owed.brand, owed.channel, owed.format) as source,
        owed.rhythm,
        owed.spacing,
        owed.day,
        owed.is_due,
        coalesce(made.is_covered, false) as is_covered,
        made.day is not null as is_read
    from owed
    -- equalities alone: see kpis/engine/coverage.py
    left join made
      on made.table_name = owed.table_name
     and made.brand = owed.brand
     and made.channel is not distinct from owed.channel
     and made.format = owed.format
     and made.day = owed.day
)"""
