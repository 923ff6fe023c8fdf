-- Macros for dates with the name of a month. What cannot be read without guessing is null.

-- the number of the month that a word names in English, French, Spanish, German, Italian, Portuguese or Dutch.
-- One string per month, not a map or an `in` list: those are built again for every record
create or replace macro month_of(word) as
    list_transform(
        [concat('|', rtrim(lower(strip_accents(trim(word))), '.'), '|')],
        lambda bare:
            case
                when contains('|january|jan|janvier|janv|enero|ene|januar|gennaio|gen|janeiro|januari|', bare) then 1
                when contains('|february|feb|fevrier|fevr|fev|febrero|februar|febbraio|fevereiro|februari|', bare) then 2
                when contains('|march|mar|mars|marzo|marz|mrz|marco|maart|mrt|', bare) then 3
                when contains('|april|apr|avril|avr|abril|abr|aprile|', bare) then 4
                when contains('|may|mai|mayo|maggio|mag|maio|mei|', bare) then 5
                when contains('|june|jun|juin|junio|juni|giugno|giu|junho|', bare) then 6
                when contains('|july|jul|juillet|juil|julio|juli|luglio|lug|julho|', bare) then 7
                when contains('|august|aug|aout|agosto|ago|augustus|', bare) then 8
                when contains('|september|sep|sept|septembre|septiembre|setiembre|settembre|set|setembro|', bare) then 9
                when contains('|october|oct|octobre|octubre|oktober|okt|ottobre|ott|outubro|out|', bare) then 10
                when contains('|november|nov|novembre|noviembre|novembro|', bare) then 11
                when contains('|december|dec|decembre|diciembre|dic|dezember|dez|dicembre|dezembro|', bare) then 12
            end
    )[1];

-- the offset of a time zone's abbreviation; null for one that two regions use (CST, BST, IST …) and for an unknown one
create or replace macro zone_offset(word) as
    list_transform(
        [concat('|', lower(trim(word)), '|')],
        lambda bare:
            case
                when contains('|z|utc|gmt|wet|', bare) then '+00:00'
                when contains('|west|cet|mez|', bare) then '+01:00'
                when contains('|cest|mesz|eet|', bare) then '+02:00'
                when contains('|eest|', bare) then '+03:00'
                when contains('|edt|', bare) then '-04:00'
                when contains('|est|cdt|', bare) then '-05:00'
                when contains('|mdt|', bare) then '-06:00'
                when contains('|mst|pdt|', bare) then '-07:00'
                when contains('|pst|', bare) then '-08:00'
            end
    )[1];

-- a date with a month's name as 'month day year rest': Tue, 31 Oct 2017 22:10 · 6-févr.-26 · 8 de marzo de 2025 ·
-- Sep 29, 2025 · Tue Oct 31 22:10:47 +0000 2017. The day of the week is ignored
create or replace macro month_first(t) as
    rtrim(regexp_replace(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    lower(strip_accents(cell(t))),
                    '^[a-z]{2,10}\.?,? ([a-z]{3}|[0-9]{1,2}[a-z.]{0,3}[ -](?:de )?[a-z]{3})', '\1'
                ),
                '^([0-9]{1,2})-([a-z]{3,10})\.?-([0-4][0-9])\b', '\2 \1 20\3'
            ),
            '^([0-9]{1,2})(?:st|nd|rd|th|er|\.)?[ -](?:de )?([a-z]{3,10})\.?,?[ -](?:de )?([0-9]{4})\b', '\2 \1 \3'
        ),
        '^([a-z]{3,10} [0-9]{1,2}) ([0-9]{1,2}:[0-9]{2}:[0-9]{2})(?: ([a-z]{1,5}|[+-][0-9]{4}))? ([0-9]{4})$', '\1 \4 \2 \3'
    ));

create or replace macro spelled_parts(t) as
    regexp_extract(
        month_first(t),
        '^([a-z]{3,10})\.? ([0-9]{1,2})(?:st|nd|rd|th|er)?,? ([0-9]{4})'
        || '(?:(?:,| a| at| um)? ?([0-9]{1,2}) ?[:h] ?([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?(?: ?([ap])\.?m\.?)?)?'
        || '(?: ?(?:gmt|utc)?([+-][0-9]{2}):?([0-9]{2})| ?([a-z]{1,5}))?(?: \([a-z ]+\))?$',
        ['month', 'day', 'year', 'hour', 'minute', 'second', 'half', 'ahead', 'minutes', 'zone']
    );

-- a date with a month's name as 2017-10-31 22:10:47+00:00, with its time and offset if it has them
create or replace macro spelled_moment(t) as
    case when regexp_matches(t, '\p{L}{3}') then list_transform(
        [spelled_parts(t)],
        lambda parts:
            nullif(parts.year, '')
            || '-' || lpad(cast(month_of(parts.month) as varchar), 2, '0')
            || '-' || lpad(parts.day, 2, '0')
            || case
                when parts.hour = '' then ''
                else ' '
                    || case
                        when parts.half = '' then lpad(parts.hour, 2, '0')
                        when cast(parts.hour as integer) between 1 and 12
                            then lpad(cast(cast(parts.hour as integer) % 12 + if(parts.half = 'p', 12, 0) as varchar), 2, '0')
                    end
                    || ':' || parts.minute
                    || ':' || if(parts.second = '', '00', parts.second)
                    || case
                        when parts.ahead <> '' then parts.ahead || ':' || parts.minutes
                        when parts.zone <> '' then zone_offset(parts.zone)
                        else ''
                    end
            end
    )[1] end;

-- a day without its year ('8 mars', 'February 28', '8 de marzo', '9月16日', '28 tháng 8') as 03-08
create or replace macro month_day(t) as
    case
        when regexp_full_match(cell(t), '[0-9]{1,2}月[0-9]{1,2}日')
            then lpad(regexp_extract(t, '([0-9]+)月', 1), 2, '0') || '-' || lpad(regexp_extract(t, '([0-9]+)日', 1), 2, '0')
        when regexp_full_match(lower(cell(t)), '[0-9]{1,2} tháng [0-9]{1,2}')
            then lpad(regexp_extract(cell(t), '([0-9]+)$', 1), 2, '0') || '-' || lpad(regexp_extract(cell(t), '^([0-9]+)', 1), 2, '0')
        else strftime(try_strptime(spelled_moment(cell(t) || ' 2000'), '%Y-%m-%d'), '%m-%d')  -- 2000 is a leap year
    end;

-- the day of a date without year, in the year 2000 (a leap year has every day): February 28 · 8 de marzo · 1er août ·
-- 9月16日 · 28 tháng 8
create or replace macro yearless_day(t) as
    try_strptime(
        '2000 ' || case
            when regexp_full_match(cell(t), '[0-9]{1,2}月[0-9]{1,2}日')
                then regexp_replace(cell(t), '^([0-9]+)月([0-9]+)日$', '\1 \2')
            when regexp_full_match(lower(cell(t)), '[0-9]{1,2} tháng [0-9]{1,2}')
                then regexp_replace(lower(cell(t)), '^([0-9]+) tháng ([0-9]+)$', '\2 \1')
            when regexp_full_match(strip_accents(lower(cell(t))), '[a-z]{3,10}\.? [0-9]{1,2}')
                then month_of(split_part(cell(t), ' ', 1)) || ' ' || split_part(cell(t), ' ', 2)
            when regexp_full_match(strip_accents(lower(cell(t))), '[0-9]{1,2}(er|\.)? (de )?[a-z]{3,10}\.?')
                then month_of(regexp_extract(cell(t), '([^ ]+)$', 1)) || ' ' || regexp_extract(cell(t), '^[0-9]+')
        end,
        '%Y %m %d'
    );

-- record and day of the rows of a table whose column Date has no year and runs day by day, up or down: years are
-- counted back from the day of the export. A cell that is not a day is unchanged
create or replace macro days_without_year(source, exported) as table
    with dated as (
        select
            record,
            "Date"               as written,
            yearless_day("Date") as day
        from query_table(source)
    ),
    stepped as (
        select
            *,
            (dayofyear(lead(day) over (order by record)) - dayofyear(day) + 366) % 366 > 183 as is_step_back
        from dated
    ),
    ordered as (
        select
            *,
            record * case
                when count(*) filter (where is_step_back) over () > count(*) filter (where not is_step_back) over () then -1
                else 1
            end as position
        from stepped
    ),
    turned as (
        select
            *,
            coalesce(day > lead(day) over (order by position), false) as is_last_of_year
        from ordered
    ),
    counted as (
        select
            *,
            coalesce(sum(cast(is_last_of_year as integer)) over (order by position desc), 0) as years_before,
            last_value(day ignore nulls) over (
                order by position rows between unbounded preceding and unbounded following
            ) as last_day
        from turned
    )
    select
        record,
        case
            when day is null then written
            else
                cast(
                    year(cast(exported as date))
                    - case when strftime(last_day, '%m%d') > strftime(cast(exported as date), '%m%d') then 1 else 0 end
                    - years_before
                    as integer
                )
                || '-' || strftime(day, '%m-%d')
        end as day
    from counted;
