-- Macros for dates as people write them: names of months, hours with a dot or an h, months, weeks and quarters. What cannot
-- be read without guessing is null.

-- the number of the month that a word names in English, French, Spanish, German, Italian, Portuguese or Dutch.
-- One string per month, not a map or an `in` list: those are built again for every record
create or replace macro month_of(word) as
    list_transform(
        [concat('|', rtrim(lower(strip_accents(trim(word))), '.'), '|')],
        lambda bare:
            case
                when contains('|january|jan|janvier|janv|enero|ene|januar|gennaio|gen|genn|janeiro|januari|janner|', bare) then 1
                when contains('|february|feb|fevrier|fevr|fev|febrero|februar|febbraio|fevereiro|februari|', bare) then 2
                when contains('|march|mar|mars|marzo|marz|mrz|marco|maart|mrt|', bare) then 3
                when contains('|april|apr|avril|avr|abril|abr|aprile|', bare) then 4
                when contains('|may|mai|mayo|maggio|mag|maio|mei|', bare) then 5
                when contains('|june|jun|juin|junio|juni|giugno|giu|junho|', bare) then 6
                when contains('|july|jul|juillet|juil|julio|juli|luglio|lug|julho|', bare) then 7
                when contains('|august|aug|aout|aou|agosto|ago|augustus|', bare) then 8
                when contains('|september|sep|sept|septembre|septiembre|setiembre|settembre|set|sett|setembro|', bare) then 9
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
                when contains('|z|utc|gmt|wet|wez|', bare) then '+00:00'
                when contains('|west|cet|mez|hnec|wat|', bare) then '+01:00'
                when contains('|cest|mesz|haec|eet|sast|cat|', bare) then '+02:00'
                when contains('|eest|msk|eat|trt|', bare) then '+03:00'
                when contains('|pkt|', bare) then '+05:00'
                when contains('|npt|', bare) then '+05:45'
                when contains('|wib|ict|', bare) then '+07:00'
                when contains('|sgt|hkt|awst|', bare) then '+08:00'
                when contains('|jst|kst|', bare) then '+09:00'
                when contains('|aest|', bare) then '+10:00'
                when contains('|aedt|', bare) then '+11:00'
                when contains('|nzst|', bare) then '+12:00'
                when contains('|nzdt|', bare) then '+13:00'
                when contains('|brt|', bare) then '-03:00'
                when contains('|edt|', bare) then '-04:00'
                when contains('|est|cdt|', bare) then '-05:00'
                when contains('|mdt|', bare) then '-06:00'
                when contains('|mst|pdt|', bare) then '-07:00'
                when contains('|pst|akdt|', bare) then '-08:00'
                when contains('|akst|', bare) then '-09:00'
                when contains('|hst|', bare) then '-10:00'
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
            '^([0-9]{1,2})(?:st|nd|rd|th|er|e|\.)?[ /-]? ?(?:de |of )?([a-z]{3,10})\.?,?[ /-](?:de |del )?([0-9]{4})\b', '\2 \1 \3'
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

-- a date and time as a spreadsheet or a person writes it, in the form that patterns read: '24-02-2015 11.35', '11h35',
-- '11 h 35', '3. 1. 2026 um 9:05 Uhr', 'lun. 05/01/2026 à 7 p. m.' become '24-02-2015 11:35' … '05/01/2026 7:00 PM'. The
-- date itself is never reordered
create or replace macro moment_text(t) as
    -- blanks and signs; the zone's name after an offset; the day of the week and articles before a day
    trim(
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(
                regexp_replace(replace(replace(regexp_replace(regexp_replace(regexp_replace(
                    regexp_replace(regexp_replace(regexp_replace(regexp_replace(
                        regexp_replace(translate(clean(t), '‐‑‒–−／．：，', '-----/.:,'), '\s+', ' ', 'g'),
                        '\[[A-Za-z_]+(/[A-Za-z_]+)+\]$', ''
                    ),
                        '^(?i)(?:\p{L}{2,10}\.?,? )?(?:(?:le|am|den|el|il|em|op|on) )?([0-9]{1,4}(?:[./-] ?[0-9]|(?:\.|er|e|st|nd|rd|th)? \p{L}{3}))', '\1'
                    ),
                        -- the word or sign between a day and an hour; blanks within a date
                        '(?i)([0-9]|\p{L}\.?|,) (?:à|a|at|um|om|alle|alle ore|ore|a las|a la|às|as|kl\.?|[-·|]) ([0-9]{1,2}(?:[:.]|[ h]|$))', '\1 \2'
                    ),
                        '^([0-9]{1,4}) ?([./-]) ?([0-9]{1,2}) ?([./-]) ?([0-9]{4}|[0-9]{1,2})\.?($|[ ,T])', '\1\2\3\4\5\6'
                    ),
                    -- 2026年1月5日; an hour before its date; 7 p. m.; 9:05 Uhr
                    '^([0-9]{4})年 ?([0-9]{1,2})月 ?([0-9]{1,2})日 ?', '\1-\2-\3 '
                ),
                    '^([0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?(?: ?[AaPp]\.? ?[Mm]\.?)?) ?[·|,-]? (.*[0-9]{4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2})$', '\2 \1'
                ),
                    '(?i)([0-9]) ?([ap])\.? ?m\.?($|[ Z+-])', '\1 \2M\3'
                ), ' pM', ' PM'), ' aM', ' AM'),
                    '(?i)([0-9]) ?(?:uhr|uur|hrs?|hours?|heures?)\.?($| )', '\1\2'
                ),
                -- hours, minutes and seconds with an h or dots
                '([0-9\p{L}.,][ T]+)([0-9]{1,2}) ?[hH] ?([0-9]{2})(?: ?(?:m|mn|min|:|'') ?([0-9]{2})? ?s?)?($|[ Z+-])', '\1\2:\3:\4\5'
            ),
                '([0-9\p{L}.,][ T]+)([0-9]{1,2})(?: ?[hH]|(?: )([AP]M))($| )', '\1\2:00 \3\4'
            ),
                '([0-9\p{L}.,][ T]+)([0-9]{1,2})\.([0-9]{2})(?:\.([0-9]{2}))?($|[ Z+-])', '\1\2:\3:\4\5'
            ),
                '(:[0-9]{2}) ?[hH]($| )', '\1\2'
            ),
            -- no empty seconds, at most six digits of a fraction, offsets with hours and minutes
            '(:[0-9]{2}):($|[ Z+-])', '\1\2'
        ),
            '(:[0-9]{2}:[0-9]{2})[.,]([0-9]{1,6})[0-9]*', '\1.\2'
        ),
            '(?i)(:[0-9]{2}(?:\.[0-9]+)?(?: [AP]M)?) ?(?:GMT|UTC) ?([+-])', '\1\2'
        ),
            '(:[0-9]{2}(?:\.[0-9]+)?(?: [AP]M)?) ?([+-])([0-9])(:|$)', '\1\20\3\4'
        ),
            '(:[0-9]{2}(?:\.[0-9]+)?(?: [AP]M)?) ?([+-][0-9]{2})$', '\1\2:00'
        )
    );

-- `spelled_moment` of a date as `moment_text` writes it. In a lambda that text is made once
create or replace macro spelled_odd_moment(t) as
    list_transform([moment_text(t)], lambda written: spelled_moment(written))[1];

-- the first and last day of a period: 'janv. 2026', 'Mar-26', '2026-01', '01/2026', '2026-W07', 'KW 7 2026', 'T1 2026',
-- '2026-Q1', 'H1 2026'. Weeks are those of ISO 8601, from Monday. S1 and S2 are a week or a half-year, as `s_means` says
-- (null: not told); S3 and S07 are weeks
create or replace macro period_days(t, s_means) as
    list_transform(
        [lower(strip_accents(translate(clean(t), '‐‑‒–−’', '-----''')))],
        lambda word: list_transform(
            [
                case
                    when regexp_full_match(word, '[a-z]{3,10}\.?,?[ /-]*(?:de |del |of )?(19|20)[0-9]{2}')
                        then ['month', right(word, 4), cast(month_of(regexp_extract(word, '^[a-z]+')) as varchar)]
                    when regexp_full_match(word, '[a-z]{3,10}\.?[-/''][0-4][0-9]')
                        then ['month', '20' || right(word, 2), cast(month_of(regexp_extract(word, '^[a-z]+')) as varchar)]
                    when regexp_full_match(word, '(19|20)[0-9]{2}[ -]?[a-z]{3,10}\.?')
                        then ['month', left(word, 4), cast(month_of(regexp_extract(word, '([a-z]+)\.?$', 1)) as varchar)]
                    when regexp_full_match(word, '(19|20)[0-9]{2}[-/.]m?[0-9]{1,2}')
                        then ['month', left(word, 4), regexp_extract(word, '[0-9]+$')]
                    when regexp_full_match(word, '[0-9]{1,2}[-/.](19|20)[0-9]{2}')
                        then ['month', right(word, 4), regexp_extract(word, '^[0-9]+')]
                    when regexp_full_match(word, '(?:[tqk]|quarter|trim\.?|trimestre|quartal|kwartaal|quarto) ?[1-4][ ,/-]*(?:de |del |of )?(19|20)[0-9]{2}')
                        then ['quarter', right(word, 4), regexp_extract(word, '([1-4])[ ,/-]*(?:de |del |of )?[0-9]{4}$', 1)]
                    when regexp_full_match(word, '(19|20)[0-9]{2}[ ,/-]*[tqk][1-4]')
                        then ['quarter', left(word, 4), right(word, 1)]
                    when regexp_full_match(word, '[1-4](?:er|e|eme|o|\.|º|°)? ?(?:[tq]|trim\.?|trimestre|quartal|kwartaal|quarter)[ ,/-]*(?:de |del |of )?(19|20)[0-9]{2}')
                        then ['quarter', right(word, 4), left(word, 1)]
                    when regexp_full_match(word, '(?:w|kw|wk|cw|week|woche|kalenderwoche|semaine|semana|settimana) ?-?[0-9]{1,2}[ ,/-]*(?:de |del |di |of )?(19|20)[0-9]{2}')
                        then ['week', right(word, 4), regexp_extract(word, '([0-9]{1,2})[^0-9]*[0-9]{4}$', 1)]
                    when regexp_full_match(word, '(19|20)[0-9]{2}[ ,/-]*(?:w|kw|wk|cw)-?[0-9]{1,2}')
                        then ['week', left(word, 4), regexp_extract(word, '[0-9]{1,2}$')]
                    when regexp_full_match(word, 'h ?[12][ ,/-]*(19|20)[0-9]{2}|(?:hj|halbjahr|semestre|semester|half) ?[12][ ,/-]*(?:de |del |of )?(19|20)[0-9]{2}')
                        then ['half', right(word, 4), regexp_extract(word, '([12])[ ,/-]*(?:de |del |of )?[0-9]{4}$', 1)]
                    when regexp_full_match(word, '(19|20)[0-9]{2}[ ,/-]*h[12]')
                        then ['half', left(word, 4), right(word, 1)]
                    when regexp_full_match(word, '[12](?:er|e|eme|o|\.|º|°)? ?(?:semestre|halbjahr|semester|half)[ ,/-]*(?:de |del |of )?(19|20)[0-9]{2}')
                        then ['half', right(word, 4), left(word, 1)]
                    when regexp_full_match(word, '(?:s|sem\.?) ?-?[0-9]{1,2}[ ,/-]*(19|20)[0-9]{2}')
                        then [
                            if(regexp_matches(word, '[a-z.] ?-?[12][ ,/-]*[0-9]{4}$'), s_means, 'week'), right(word, 4),
                            regexp_extract(word, '([0-9]{1,2})[^0-9]*[0-9]{4}$', 1)
                        ]
                    when regexp_full_match(word, '(19|20)[0-9]{2}[ ,/-]*s[0-9]{1,2}')
                        then [if(regexp_matches(word, 's[12]$'), s_means, 'week'), left(word, 4), regexp_extract(word, '[0-9]{1,2}$')]
                end
            ],
            lambda told:
                case
                    when told[1] is null or told[3] is null then null
                    when told[1] = 'month' and cast(told[3] as integer) between 1 and 12 then {
                        'first': make_date(cast(told[2] as integer), cast(told[3] as integer), 1),
                        'last': last_day(make_date(cast(told[2] as integer), cast(told[3] as integer), 1))
                    }
                    when told[1] = 'quarter' then {
                        'first': make_date(cast(told[2] as integer), 3 * cast(told[3] as integer) - 2, 1),
                        'last': last_day(make_date(cast(told[2] as integer), 3 * cast(told[3] as integer), 1))
                    }
                    when told[1] = 'half' then {
                        'first': make_date(cast(told[2] as integer), 6 * cast(told[3] as integer) - 5, 1),
                        'last': last_day(make_date(cast(told[2] as integer), 6 * cast(told[3] as integer), 1))
                    }
                    when told[1] = 'week'
                     and isoyear(make_date(cast(told[2] as integer), 1, 4) + 7 * (cast(told[3] as integer) - 1)) = cast(told[2] as integer)
                     and cast(told[3] as integer) between 1 and 53 then {
                        'first': cast(date_trunc('week', make_date(cast(told[2] as integer), 1, 4)) as date) + 7 * (cast(told[3] as integer) - 1),
                        'last': cast(date_trunc('week', make_date(cast(told[2] as integer), 1, 4)) as date) + 7 * cast(told[3] as integer) - 1
                    }
                end
        )[1]
    )[1];

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

-- record and day of the rows of a table whose column Date has no year: its last such day up to the day of the export,
-- whatever the order of the rows. Where a day stands twice with other figures, the table is of more than a year and nothing
-- tells the years of its repeated days: those cells are unchanged, and so is one that is not a day
create or replace macro days_without_year(source, exported) as table
    with dated as (
        select
            record,
            "Date"                              as written,
            yearless_day("Date")                as day,
            hash(*columns(* exclude (record)))  as said
        from query_table(source)
    ),
    counted as (
        select
            *,
            count(*) over (partition by day)                                        as times,
            min(said) over (partition by day) <> max(said) over (partition by day)  as differs
        from dated
    ),
    settled as (
        select
            *,
            times > 1 and bool_or(differs and day is not null) over () as is_of_two_years
        from counted
    )
    select
        record,
        case
            when day is null or is_of_two_years then written
            else
                cast(
                    year(cast(exported as date))
                    - case when strftime(day, '%m%d') > strftime(cast(exported as date), '%m%d') then 1 else 0 end
                    as integer
                )
                || '-' || strftime(day, '%m-%d')
        end as day
    from settled;
