-- The contract between loaders and KPIs: loaders fill these tables, KPIs read these views.
-- No primary key, no index (docs/adr/0001): the load keeps identities unique, in its transaction; tests check it.
-- Times are UTC; days are days of the organisation's time zone (setting `time_zone`).

create table if not exists store_info (
    schema_version integer not null,
    created_at     timestamp not null
);

-- The ledger ---------------------------------------------------------------------------------------

-- one row per file received, whatever its status
create table if not exists uploads (
    upload_id    varchar not null,
    seq          bigint not null,        -- order of arrival
    sha256       varchar not null,       -- of the bytes as received
    name         varchar not null,       -- as the user named it; never a path
    bytes        bigint not null,
    status       varchar not null,       -- loaded | refused | withdrawn
    reason       varchar,                -- why refused: a sentence as JSON {"text":…, "values":{…}}
    origin       varchar not null,       -- screen | command line | inbox folder | demonstration
    who          varchar not null,
    loaded_at    timestamp not null,
    withdrawn_at timestamp,
    withdrawn_by varchar,
    options      varchar not null,       -- answers and format chosen, JSON
    read         bigint not null,        -- read = kept + folded + rejected
    kept         bigint not null,
    folded       bigint not null,        -- same identity as a later record of the same file
    replaced     bigint not null,        -- of the kept: those that update a row of an earlier upload
    rejected     bigint not null,
    covered_from date,
    covered_to   date,
    raw_deleted_at timestamp             -- since when its raw file is not kept for the sake of people, in UTC
);

-- one row per table found in a file (a sheet, a member of a zip; '' for a plain text file)
create table if not exists upload_parts (
    upload_id    varchar not null,
    part         varchar not null,
    format       varchar not null,       -- file name of the format without .sql, or 'learned:<fingerprint>'
    table_name   varchar not null,       -- canonical table that it fills
    header_row   bigint not null,        -- record number of the header
    read         bigint not null,
    kept         bigint not null,
    folded       bigint not null,
    replaced     bigint not null,
    rejected     bigint not null,
    covered_from date,
    covered_to   date,
    notes        varchar not null        -- JSON list of sentences
);

-- one row per rejected record, and why
create table if not exists rejects (
    upload_id   varchar not null,
    part        varchar not null,
    record      bigint not null,         -- row number as a spreadsheet shows it: header and title lines count
    column_name varchar not null,        -- as written in the file; '' when the fault is of the whole record
    value       varchar,
    reason      varchar not null,        -- an English sentence without position or value; translated on display
    cells       varchar                  -- the whole record as a JSON object {column: cell}
);

-- one row per record with stored unmapped columns, which no figure reads; never personal data
create table if not exists other_columns (
    upload_id  varchar not null,
    part       varchar not null,
    table_name varchar not null,
    record     bigint not null,
    cells      varchar not null          -- a JSON object {column: cell}, as written in the file
);

-- one row per window that an upload declares to cover: a day without rows inside it is 0, outside it is missing
create table if not exists coverage (
    upload_id    varchar not null,
    part         varchar not null,
    table_name   varchar not null,
    brand        varchar not null,
    channel      varchar,                -- null: every channel of the brand
    covered_from date not null,
    covered_to   date not null
);

-- Records: every record of every loaded upload, in canonical terms -----------------------------------
-- state: 'kept' (what the KPIs see), 'folded' (a later record of the same file has the same identity),
--        'replaced' (a more recent export has the same identity), 'part' (evidence of a kept figure, which is the sum of
--        several parts, or their total; its identity is the hash of 'part|' and the identity of that figure)
-- A kept record holds, in each column, the value of the most recent record of its identity that states one; `filled_cells`
-- says which of them are not its own. All other records hold what their own export says. Exports that identify one record
-- differently share the identity of the strongest key (`adopted_identities`).

-- one row per record of a mention log
create table if not exists mention_records (
    upload_id        varchar not null,
    part             varchar not null,
    record           bigint not null,
    state            varchar not null,
    identity         ubigint not null,   -- of brand + platform id | canonical URL | source, author, minute, text
    brand            varchar not null,
    channel          varchar not null,   -- facebook, x, linkedin, news, blog, forum, review … (data/macros.sql)
    source_type      varchar not null,   -- social | press | blog | forum | review | broadcast | other
    source           varchar,            -- domain or outlet
    author           varchar,
    author_followers bigint,
    published_at     timestamp not null, -- UTC
    day              date not null,      -- local
    url              varchar,
    title            varchar,
    text             varchar,
    language         varchar,            -- ISO 639-1
    country          varchar,            -- ISO 3166-1 alpha-2
    topic            varchar,
    sentiment        varchar,            -- positive | neutral | negative | mixed | null: not qualified
    sentiment_origin varchar,            -- tool | manual | model
    reach            bigint,
    engagement       bigint,
    is_repost        boolean not null,
    platform_id      varchar,
    story            ubigint not null,   -- same normalised text (and language) of one brand
    is_unique        boolean not null,   -- first of its story, or first after the 72 h that run from that one
    author_key       ubigint,            -- hash of channel and author, to count distinct authors
    rating           double,             -- stars of a review, out of 5; null: no review, or its export gives none
    is_answered      boolean,            -- the brand answered the review; null: the export does not tell
    replied_at       timestamp           -- when it did, in UTC
);

-- one row per brand, channel, account and day of a follower export
create table if not exists follower_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    brand     varchar not null,
    channel   varchar not null,
    account   varchar not null,          -- '' when the export names none
    day       date not null,
    followers bigint,                    -- stock at the end of the day; null where only gains are known
    gained    bigint,                    -- gross new followers of the day
    lost      bigint
);

-- one row per brand, channel and day of an aggregated sentiment export
create table if not exists sentiment_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    brand     varchar not null,
    channel   varchar not null,          -- '' when the export does not split by channel
    day       date not null,
    positive  bigint not null,
    neutral   bigint not null,
    negative  bigint not null,
    mixed     bigint,                    -- null: not in the export
    unknown   bigint                     -- null: not in the export
);

-- one row per own post, each figure as in the most recent export that has it: engagement keeps growing
create table if not exists post_records (
    upload_id    varchar not null,
    part         varchar not null,
    record       bigint not null,
    state        varchar not null,
    identity     ubigint not null,
    published_at timestamp not null,
    day          date not null,
    brand        varchar not null,
    channel      varchar not null,
    account      varchar,
    platform_id  varchar,
    url          varchar,
    title        varchar,
    text         varchar,
    post_type    varchar,
    impressions  bigint,
    reach        bigint,
    views        bigint,
    reactions    bigint,
    comments     bigint,
    shares       bigint,
    saves        bigint,
    clicks       bigint,
    engagement   bigint,
    is_paid      boolean
);

-- one row per account, day and metric of an account-level export (impressions, reach, profile_visits …)
create table if not exists account_day_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    day       date not null,
    last_day  date,                      -- of a sum over a period; null: of a single day
    brand     varchar not null,
    channel   varchar not null,
    account   varchar,
    metric    varchar not null,
    value     double not null
);

-- one row per message, comment or ticket that reached us
create table if not exists conversation_records (
    upload_id           varchar not null,
    part                varchar not null,
    record              bigint not null,
    state               varchar not null,
    identity            ubigint not null,
    received_at         timestamp not null,
    day                 date not null,
    brand               varchar not null,
    channel             varchar not null,
    platform_id         varchar,
    kind                varchar,
    topic               varchar,
    text                varchar,
    url                 varchar,
    first_reply_at      timestamp,
    first_reply_minutes double,
    treated_at          timestamp,
    resolved_at         timestamp,
    needs_answer        boolean,
    is_answered         boolean,         -- the export reports a reply, perhaps without its time
    is_resolved         boolean,
    is_satisfied        boolean,
    needs_routing       boolean,
    routed_to           varchar,
    routed_at           timestamp,
    sentiment           varchar,
    last_sentiment      varchar,
    author_key          ubigint
);

-- one row per exchange with a third-party blog or site (kind: exchange), or signed intervention there (intervention)
create table if not exists relation_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    day       date not null,
    brand     varchar not null,
    site      varchar not null,
    kind      varchar not null,
    person    varchar,
    url       varchar,
    note      varchar
);

-- one row per alert that was raised
create table if not exists alert_records (
    upload_id        varchar not null,
    part             varchar not null,
    record           bigint not null,
    state            varchar not null,
    identity         ubigint not null,
    acknowledged_at  timestamp not null,
    day              date not null,
    brand            varchar not null,
    name             varchar not null,
    topic            varchar,
    first_mention_at timestamp,
    informed_at      timestamp,
    is_confirmed     boolean
);

-- one row per result, suggestion or assistant's statement of an audited query (kind: result | suggestion | answer)
create table if not exists search_audit_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    day       date not null,
    brand     varchar not null,
    engine    varchar,
    query     varchar not null,
    kind      varchar not null,
    rank      bigint,
    item      varchar not null,
    url       varchar,
    sentiment varchar
);

-- one row per answer of an assistant and brand that it names; one with `named` null for an answer that names none. An answer
-- is told by day, engine, model, prompt and run
create table if not exists ai_answer_records (
    upload_id  varchar not null,
    part       varchar not null,
    record     bigint not null,
    state      varchar not null,
    identity   ubigint not null,
    day        date not null,
    brand      varchar not null,         -- whose visibility is audited
    engine     varchar not null,         -- the assistant, as the export names it
    model      varchar,
    prompt     varchar not null,
    run        varchar,                  -- number or id of the repetition of a prompt
    named      varchar,                  -- a brand that the answer names, as the export writes it
    rank       bigint,                   -- its place among them; null: not told
    answer     varchar,
    sources    varchar,                  -- addresses or sites that the answer cites, one per line
    is_correct boolean                   -- what it says of the audited brand is true; null: not judged
);

-- one row per answer, or per day and score with its number of answers (kind: nps, 0 to 10 | csat, 1 to 5)
create table if not exists survey_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    day       date not null,
    brand     varchar not null,
    channel   varchar,
    kind      varchar not null,
    score     double not null,
    answers   bigint,
    answer_id varchar
);

-- one row per period, network and source of declared business figures
create table if not exists business_records (
    upload_id   varchar not null,
    part        varchar not null,
    record      bigint not null,
    state       varchar not null,
    identity    ubigint not null,
    day         date not null,
    last_day    date,
    brand       varchar not null,
    channel     varchar,
    source      varchar,
    visits      bigint,
    conversions double,
    revenue     double,
    currency    varchar,
    model       varchar,
    site        varchar -- the site or property that the export names; null where it names none
);

-- one row per report that is due
create table if not exists report_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    due_at    timestamp not null,
    day       date not null,
    brand     varchar not null,
    name      varchar not null,
    sent_at   timestamp
);

-- one row per period, item of a dimension and metric of a web analytics export, or of an advertising report: dimension
-- `ad_campaign` (Google Ads) or `paid_…` (paid_meta_campaign, paid_linkedin_campaign …). Paid figures and those of a site are
-- never added: a reader names its dimension
create table if not exists web_records (
    upload_id varchar not null,
    part      varchar not null,
    record    bigint not null,
    state     varchar not null,
    identity  ubigint not null,
    day       date not null,
    last_day  date,
    brand     varchar not null,
    dimension varchar not null,
    item      varchar,
    metric    varchar not null,
    value     double not null,
    site      varchar -- the site or property that the export names; null where it names none
);

-- one row per period and item of a dimension of a search console or rank export
create table if not exists search_records (
    upload_id   varchar not null,
    part        varchar not null,
    record      bigint not null,
    state       varchar not null,
    identity    ubigint not null,
    day         date not null,
    last_day    date,
    brand       varchar not null,
    engine      varchar,
    dimension   varchar not null,
    item        varchar,
    clicks      bigint,
    impressions bigint,
    position    double,
    volume      bigint,
    site        varchar -- the site or property that the export names; null where it names none
);

-- one row per term, place and period of a search interest export (0 to 100)
create table if not exists interest_records (
    upload_id    varchar not null,
    part         varchar not null,
    record       bigint not null,
    state        varchar not null,
    identity     ubigint not null,
    day          date not null,
    last_day     date,
    brand        varchar not null,
    term         varchar not null,
    geo          varchar,
    interest     double not null,
    is_below_one boolean
);

-- one row per link to us
create table if not exists link_records (
    upload_id     varchar not null,
    part          varchar not null,
    record        bigint not null,
    state         varchar not null,
    identity      ubigint not null,
    day           date not null,
    brand         varchar not null,
    source_url    varchar,
    source_domain varchar not null,
    target_url    varchar,
    anchor        varchar,
    authority     double,
    lost          date,
    is_follow     boolean,
    site          varchar -- the site or property that the export names; null where it names none
);

-- one row per cell of a kept record that another record of the same identity states: the kept record's own export
-- lacks the column, or its cell is empty (data/derived/filled_cells.py)
create table if not exists filled_cells (
    table_name  varchar not null,        -- of records
    column_name varchar not null,
    upload_id   varchar not null,        -- with part, record and identity: the kept record
    part        varchar not null,
    record      bigint not null,
    identity    ubigint not null,
    from_upload varchar not null,        -- whose value the cell holds
    from_part   varchar not null,
    from_record bigint not null,
    own         varchar                  -- what the record's own export gives instead, where that states nothing
);

-- one row per record that has the identity of another export of it, whose key is stronger (data/derived/same_records.py)
create table if not exists adopted_identities (
    table_name   varchar not null,       -- of records
    upload_id    varchar not null,
    part         varchar not null,
    record       bigint not null,
    own_identity ubigint not null,       -- what its own export gives
    identity     ubigint not null        -- what the record has
);

-- one row per record whose texts or author were deleted, by retention or at a person's request (data/personal/): what was
-- derived from its words, and cannot be any more
create table if not exists blanked_records (
    table_name        varchar not null,  -- of records
    upload_id         varchar not null,
    part              varchar not null,
    record            bigint not null,
    identity          ubigint not null,
    brand             varchar not null,
    day               date not null,
    text_deleted_at   timestamp,         -- by retention, in UTC; null: it was not
    author_deleted_at timestamp,         -- by retention
    erased_at         timestamp,         -- at the author's request: author, texts, addresses and ids
    redacted_at       timestamp,         -- at the request of somebody whom its text named: that name
    sentiment         varchar,           -- the scorer's label
    topics            varchar[],         -- that rules found
    is_own            boolean,           -- written by the brand itself
    is_lone_repost    boolean,           -- a repost too short to be matched with its original
    key_messages      varchar[],         -- that it carries, of those in force when its text was deleted; null: of no tier-1 outlet
    is_of_employees   boolean            -- of a site where employees review their employer
);

-- one row per name of a person who asked to be erased, and network: applied to what is loaded later
create table if not exists erasures (
    erasure   bigint not null,           -- its number: the names of one person share it
    key       varchar not null,          -- HMAC of network and name (data/secret.py), never the name
    channel   varchar not null,          -- '': every network
    alias     ubigint not null,          -- stands for the author where authors are counted; drawn at random
    erased_at timestamp not null,
    erased_by varchar not null
);

-- one row per kind of personal data and run of its retention that deleted some (data/personal/limits.py)
create table if not exists retention_runs (
    kind    varchar not null,            -- texts | authors | rejects | raw
    before  date not null,               -- the first day that was kept
    deleted bigint not null,             -- records, rows or files
    ran_at  timestamp not null
);

-- What KPIs read -------------------------------------------------------------------------------------

-- what the organisation decided; the latest of a name is in force
create table if not exists settings (
    name   varchar not null,             -- time_zone …
    value  varchar not null,
    set_at timestamp not null,
    set_by varchar not null
);

-- enrichment: what people decided about mentions and what is derived from texts (data/derived/enrichment.py) ---

-- one row per decision without a table of its own (data/decisions/log.py); the latest of a kind and subject is in
-- force, an empty value withdraws it
create table if not exists decisions (
    kind    varchar not null,            -- colour | logo | aliases | own_sites | own_accounts | not_own (of a brand)
                                         -- | filter | person | target | rhythm (of a source) | account | view
                                         -- | report_recipients | report_schedule | report_style | report_file
    subject varchar not null,            -- the brand, the filter's name, the person's or the target's address,
                                         -- a source or an account as a JSON list
    value   varchar not null,
    set_at  timestamp not null,
    set_by  varchar not null
);

-- one row per change of a topic's rule; the latest of a name is in force, before the built-in one
-- (data/derived/lexicon.toml)
create table if not exists topic_rules (
    topic        varchar not null,
    words        varchar not null,       -- JSON list of words and expressions; empty: the topic is withdrawn
    exclusions   varchar not null,       -- JSON list of expressions that do not count as a word
    is_sensitive boolean not null,
    set_at       timestamp not null,
    set_by       varchar not null
);

-- one row per correction of a mention by hand, or per undo of one (`undoes`)
create table if not exists mention_corrections (
    correction bigint not null,          -- its number in the order of corrections
    identity   ubigint,                  -- of the mention: a later export of it is corrected too
    field      varchar,                  -- sentiment | topic
    value      varchar,                  -- null: not qualified; no topic
    undoes     bigint,
    set_at     timestamp not null,
    set_by     varchar not null
);

-- one row per text that the scorer labelled (data/derived/sentiment_labels.py); used while the setting
-- `label_sentiment` is on
create table if not exists model_labels (
    text_key  ubigint not null,
    language  varchar not null,
    model     varchar not null,
    sentiment varchar not null,
    score     double not null,
    set_at    timestamp not null
);

-- one row per mention drawn for an audit of the labels, in the order of the draw (data/decisions/label_audits.py)
create table if not exists audit_samples (
    audit    bigint not null,
    place    integer not null,
    identity ubigint not null,
    shown    varchar not null,           -- the label in force when it was drawn
    origin   varchar not null,           -- tool | manual | model
    drawn_at timestamp not null,
    drawn_by varchar not null
);

-- one row per label of a drawn mention by hand; the latest is in force
create table if not exists audit_labels (
    audit    bigint not null,
    place    integer not null,
    label    varchar not null,           -- positive | neutral | negative
    set_at   timestamp not null,
    set_by   varchar not null
);

-- derived (data/derived/near_duplicates.py): one row per story of a day and near-duplicate story in the 72 hours before
create table if not exists near_links (
    brand   varchar not null,
    day     date not null,
    story   ubigint not null,
    earlier ubigint not null
);

-- derived: one row per story that belongs to a family of several
create table if not exists mention_families (
    story  ubigint not null,
    family ubigint not null
);

-- one row per brand and day whose near-duplicates are still to be found: too many for a load to wait
create table if not exists near_pending (
    brand varchar not null,
    day   date not null
);

-- derived: one row per kept mention and topic, by rule, tool or correction
create table if not exists mention_topics (
    identity     ubigint not null,
    brand        varchar not null,
    day          date not null,
    topic        varchar not null,
    is_sensitive boolean not null,
    origin       varchar not null        -- rule | tool | manual
);

-- derived: one row per kept mention whose sentiment, topic or sensitivity differs from its record, or that is marked
create table if not exists mention_marks (
    identity         ubigint not null,
    brand            varchar not null,
    day              date not null,
    sentiment        varchar,
    sentiment_origin varchar,            -- manual | model; null: the record's label
    topic            varchar,
    topic_origin     varchar,            -- manual | rule; null: the record's topic
    is_sensitive     boolean not null,
    is_own           boolean not null,   -- written by the brand itself
    work             varchar,            -- speaks of the brand as an employer: site (of employers' reviews) | topic; null: no
    key_message      varchar             -- of a tier-1 outlet: the first key message that it carries, '' for none;
                                         -- null: of another outlet, or the brand has no key messages
);

-- derived (data/derived/own_voices.py): one row per name, account or site by which a brand speaks itself
create table if not exists own_voices (
    brand   varchar not null,
    kind    varchar not null,            -- name | spelling (of the name) | account | site | refused
    channel varchar not null,            -- of an account; '': every network
    name    varchar not null,            -- in lower case, without @
    proof   varchar not null             -- name | export | declared
);

-- derived: one row, what the voices were derived from
create table if not exists own_voices_state (
    followers    bigint not null,
    posts        bigint not null,
    account_days bigint not null,
    decisions    bigint not null,
    brands       bigint not null
);

-- derived (data/derived/tone_logs.py): one row per table of mentions of an upload
create table if not exists tone_logs (
    upload_id  varchar not null,
    part       varchar not null,
    tells_tone boolean not null          -- some record has a sentiment; else the export tells none
);

-- the tables of mentions that have a say in figures of tone: those whose export tells it, and every one while the
-- scorer labels what has no label
create or replace view toned_logs as
    select upload_id, part
    from tone_logs
    where tells_tone
       or (select arg_max(value, rowid) from settings where name = 'label_sentiment') = 'on';

-- one row per mention that counts: its most recent record, merged with earlier ones, with its enrichment
create or replace view mentions as
    select
        r.* replace (
            case when m.sentiment_origin is null then r.sentiment else m.sentiment end as sentiment,
            coalesce(m.sentiment_origin, r.sentiment_origin) as sentiment_origin,
            case when m.topic_origin is null then r.topic else m.topic end as topic
        ),
        coalesce(m.is_sensitive, false) as is_sensitive,
        coalesce(m.is_own, false) as is_own,
        m.work,
        m.key_message
    from mention_records r
    left join mention_marks m on m.identity = r.identity
    where r.state = 'kept';

-- one row per account that was declared opened or closed (data/decisions/accounts.py): its first and last day
create or replace view account_lives as
    with declared as (
        select
            subject,
            arg_max(value, rowid) as value
        from decisions
        where kind = 'account'
        group by subject
    )
    select
        json_extract_string(subject, '$[0]') as brand,
        json_extract_string(subject, '$[1]') as channel,
        json_extract_string(subject, '$[2]') as account,
        try_cast(json_extract_string(value, '$[0]') as date) as opened_on,
        try_cast(json_extract_string(value, '$[1]') as date) as closed_on
    from declared
    where value <> '';

-- one row per brand, channel, account and day: the count of the most recent export that has one, and its gains.
-- An export without account belongs to the only named account of that brand and channel; when there are several it is
-- excluded rather than counted as one more (the load asks which it is). An account that was declared opened or closed
-- has no counts outside these days.
create or replace view followers as
    with named as (
        select
            brand,
            channel,
            min(account) as account,
            count(distinct account) as accounts
        from follower_records
        where state = 'kept' and account <> ''
        group by brand, channel
    ),
    told as (
        select
            r.* exclude (account),
            coalesce(nullif(r.account, ''), named.account, '') as account,
            (coalesce(u.covered_to, date '1900-01-01'), u.seq) as precedence
        from follower_records r
        join uploads u on u.upload_id = r.upload_id
        left join named on named.brand = r.brand and named.channel = r.channel
        where r.state = 'kept'
          and (r.account <> '' or coalesce(named.accounts, 0) <= 1)
    )
    select
        told.brand,
        told.channel,
        told.account,
        told.day,
        arg_max(told.followers, told.precedence) as followers,
        arg_max(told.gained, told.precedence) as gained,
        arg_max(told.lost, told.precedence) as lost,
        any_value(lives.opened_on) as opened_on,
        any_value(lives.closed_on) as closed_on
    from told
    left join account_lives lives
      on lives.brand = told.brand
     and lives.channel = told.channel
     and lower(lives.account) = lower(told.account)
    where (lives.opened_on is null or told.day >= lives.opened_on)
      and (lives.closed_on is null or told.day <= lives.closed_on)
    group by told.brand, told.channel, told.account, told.day;

create or replace view sentiments as
    select * from sentiment_records where state = 'kept';

create or replace view posts as
    select * from post_records where state = 'kept';

create or replace view account_days as
    select * from account_day_records where state = 'kept';

-- posts published, from what tells them best: one row per own post and, of networks and days that no export of posts
-- covers, one per account and day with the number of posts that its statistics give (the two are never added). An export of
-- several networks covers those of which it lists a post
--   posts             how many posts the row stands for
--   is_listed         it is a post itself
create or replace view post_days as
    with listing as (
        select distinct c.brand, coalesce(c.channel, r.channel) as channel, c.covered_from, c.covered_to
        from coverage c
        left join (select distinct upload_id, part, brand, channel from post_records) r
          on c.channel is null
         and r.upload_id = c.upload_id
         and r.part = c.part
         and r.brand = c.brand
        where c.table_name = 'posts'
    )
    select
        upload_id, part, record, identity, day, brand, channel, account, post_type, 1 as posts, true as is_listed
    from posts
    union all
    select
        upload_id, part, record, identity, day, brand, channel, account, null, cast(value as bigint), false
    from account_days
    where metric = 'posts'
      and coalesce(last_day, day) = day
      and not exists (
          select 1
          from listing
          where listing.brand = account_days.brand
            and account_days.day between listing.covered_from and listing.covered_to
            and listing.channel = account_days.channel
      );

-- one row per alert that counts:
--   is_informed       the decision makers were; no where others of its export were; null when its export tells it of none
--   told_until        the end of what its export tells (see conversations), in UTC
create or replace view alerts as
    with zone as (
        select coalesce(arg_max(value, rowid), 'Europe/Paris') as name from settings where name = 'time_zone'
    ),
    telling as (
        select
            r.upload_id,
            r.part,
            bool_or(r.informed_at is not null) as of_informing,
            greatest(
                any_value(ends.ends_at),
                max(r.informed_at) filter (where r.informed_at <= ends.ends_at + interval 35 day)
            ) as told_until
        from alert_records r
        join (
            select upload_id, timezone('UTC', timezone(zone.name, cast(covered_to + 1 as timestamp))) as ends_at
            from uploads
            cross join zone
        ) ends on ends.upload_id = r.upload_id
        group by r.upload_id, r.part
    )
    select
        r.*,
        case when r.informed_at is not null then true when telling.of_informing then false end as is_informed,
        telling.told_until
    from alert_records r
    join telling on telling.upload_id = r.upload_id and telling.part = r.part
    where r.state = 'kept';

create or replace view search_audits as
    select * from search_audit_records where state = 'kept';

create or replace view surveys as
    select * from survey_records where state = 'kept';

create or replace view web as
    select * from web_records where state = 'kept';

create or replace view search as
    select * from search_records where state = 'kept';

create or replace view interest as
    select * from interest_records where state = 'kept';

create or replace view links as
    select * from link_records where state = 'kept';

-- daily roll-up of mentions, updated by each load in its transaction
-- one row per day and combination of the columns that a scope filters on
-- sentiment counts and `engagement` are over unique mentions; `mentions`, `…_mentions` and `reach` over all, copies
-- included
create table if not exists mention_days (
    day             date not null,
    brand           varchar not null,
    channel         varchar not null,
    source_type     varchar not null,
    language        varchar,
    country         varchar,
    topic           varchar,
    is_own          boolean not null,    -- written by the brand itself
    mentions        bigint not null,
    negative_mentions bigint not null,
    toned_mentions  bigint not null,     -- that have a sentiment
    unique_mentions bigint not null,
    positive        bigint not null,
    neutral         bigint not null,
    negative        bigint not null,
    mixed           bigint not null,
    unknown         bigint not null,
    untold          bigint not null,     -- of the unknown: those of exports that tell no tone at all
    sensitive       bigint not null,     -- unique mentions of a sensitive topic
    measured        bigint not null,     -- unique mentions with known engagement
    engagement      bigint,
    reach           bigint
);

-- derived (data/derived/story_bursts.py): one row per brand and day with mentions, how fast stories spread on it
create table if not exists story_bursts (
    day      date not null,
    brand    varchar not null,
    authors  bigint,                     -- the most authors of one story in six hours; null: no author is named
    voices   bigint not null,            -- the same of stories not mostly positive; a nameless mention is a voice
    mentions bigint not null             -- that name their author
);

-- one row per table, brand, channel and covered day
create or replace view covered_days as
    select distinct
        table_name,
        brand,
        channel,
        cast(unnest(generate_series(covered_from, covered_to, interval 1 day)) as date) as day
    from coverage;

-- sentiment per day of what others say: mention logs first; an aggregated export only where no mention log that tells
-- tone covers that brand, channel and day (the two are never added). A log that tells none has no say: its mentions are
-- not unknown, and leave the aggregated export its place
create or replace view sentiment_days as
    with toned as (
        select distinct c.brand, c.channel, c.covered_from, c.covered_to
        from coverage c
        join toned_logs l on l.upload_id = c.upload_id and l.part = c.part
        where c.table_name = 'mentions'
    ),
    counted as (
        select *
        from sentiments
        where not exists (
            select 1
            from toned
            where toned.brand = sentiments.brand
              and sentiments.day between toned.covered_from and toned.covered_to
              and (toned.channel is null or toned.channel = sentiments.channel or sentiments.channel = '')
        )
    )
    select
        day, brand, channel, language, country, topic, positive, neutral, negative, mixed, unknown - untold as unknown
    from mention_days
    where not is_own
      and not exists (
          -- labels by hand in a log that tells no tone: the aggregated export has these mentions already
          select 1
          from counted
          where counted.brand = mention_days.brand
            and counted.day = mention_days.day
            and counted.channel in ('', mention_days.channel)
      )
    union all
    select day, brand, channel, null, null, null, positive, neutral, negative, mixed, unknown
    from counted;

-- What people decide: appended, never overwritten ------------------------------------------------------

create table if not exists brand_roles (
    brand  varchar not null,
    role   varchar not null,             -- own | competitor | other
    set_at timestamp not null,
    set_by varchar not null
);

-- one row per brand that was loaded or declared, with its latest role ('other' until declared)
create or replace view brands as
    with named as (
        select brand from coverage
        union
        select brand from brand_roles
    )
    select named.brand, coalesce(arg_max(brand_roles.role, brand_roles.rowid), 'other') as role
    from named
    left join brand_roles on brand_roles.brand = named.brand
    group by named.brand;

-- one row per name, as it is compared: in lower case, without accents, blanks and punctuation; its brand and the role of that
create or replace view brand_names as
    with told as (
        select brand as name, brand, role, 0 as position from brands
        union all
        select a.name, brands.brand, brands.role, 1
        from (
            select subject as brand, trim(unnest(from_json(nullif(arg_max(value, rowid), ''), '["varchar"]'))) as name
            from decisions
            where kind = 'aliases'
            group by subject
        ) a
        join brands on brands.brand = a.brand
    )
    select
        regexp_replace(strip_accents(lower(name)), '[^\pL\pN]+', '', 'g') as name,
        arg_min(brand, (position, brand)) as brand,
        arg_min(role, (position, brand)) as role
    from told
    group by 1;

-- one row per answer and brand that it names, and one for an answer that names none, as the most recent export of it says (the
-- one that covers the latest day, then the one loaded last), with what is true of the answer:
--   named_brand       the brand whose name or other name `named` is; null: none that is known
--   names_us          the answer names the brand that is audited
--   names_competitor  it names another brand of ours or a declared competitor
--   has_competitors   a competitor is declared, or another brand of ours: one that the answers could name
--   is_right          what the answer says of the audited brand is true: no where a row of it says so; null: not judged. A
--                     later export that does not judge it changes nothing
--   is_answer         true of one row of each answer, false of the others
--   prompt            in one of its spellings, where exports write the same words otherwise: prompts are what intervals count
create or replace view ai_answers as
    with standing as (
        select
            c.upload_id,
            c.part,
            max(c.covered_to) as until,
            max(u.seq) as seq
        from coverage c
        join uploads u on u.upload_id = c.upload_id
        where c.table_name = 'ai_answers'
        group by c.upload_id, c.part
    ),
    told as (
        select
            r.*,
            rank() over (
                partition by r.brand, r.day, r.engine, r.model, r.prompt, r.run
                order by s.until desc nulls last, s.seq desc nulls last
            ) as age,
            bool_and(r.is_correct) over (
                partition by r.brand, r.day, r.engine, r.model, r.prompt, r.run, s.until, s.seq
            ) as judged,
            s.until,
            s.seq
        from ai_answer_records r
        left join standing s
          on s.upload_id = r.upload_id
         and s.part = r.part
        where r.state = 'kept'
    ),
    latest as (
        select
            * exclude (age, judged, until, seq),
            age,
            first_value(judged ignore nulls) over (
                partition by brand, day, engine, model, prompt, run
                order by until desc nulls last, seq desc nulls last
                rows between unbounded preceding and unbounded following
            ) as is_right
        from told
    ),
    named as (
        select
            r.* exclude (age),
            n.brand as named_brand,
            n.role as named_role
        from latest r
        left join brand_names n on n.name = regexp_replace(strip_accents(lower(r.named)), '[^\pL\pN]+', '', 'g')
        where r.age = 1
    )
    select
        * exclude (named_role, is_right) replace (
            min(prompt) over (partition by brand, regexp_replace(strip_accents(lower(prompt)), '[^\pL\pN]+', '', 'g')) as prompt
        ),
        bool_or(coalesce(named_brand = brand, false)) over answer as names_us,
        bool_or(coalesce(named_brand <> brand and named_role in ('own', 'competitor'), false)) over answer as names_competitor,
        exists (select 1 from brands where role in ('own', 'competitor') and brands.brand <> named.brand) as has_competitors,
        is_right,
        row_number() over (answer order by rank nulls last, named, upload_id, part, record) = 1 as is_answer
    from named
    window answer as (partition by brand, day, engine, model, prompt, run);

-- one row per message that counts, as figures read it:
--   first_reply_at    computed where the export gives only the minutes until the first reply
--   is_answered, is_resolved
--                     no when the record has no value but others of its export do; null when none of its export has one;
--                     is_answered: null too for messages of an export of answered ones alone (kind 'answered only')
--   is_treated        moderated, answered or resolved; no when the record has none of them but others of its export have
--                     one; null when none of its export has any
--   needs_answer      yes when the export has no value, except for comments
--   handled_at        when it was moderated; where that has no time, answered or resolved, whichever came first
--   told_until, handling_told_until, resolution_told_until
--                     until when its export tells, in UTC: the end of the last day that it covers, or the latest moment
--                     in it up to 35 days later (an export that knows of an answer on Monday was made no earlier); of
--                     several exports, the last of those that tell of replies, of any handling, of resolutions
--   …_day             local days
create or replace view conversations as
    with zone as (
        select coalesce(arg_max(value, rowid), 'Europe/Paris') as name from settings where name = 'time_zone'
    ),
    -- what records say themselves: cells filled from another export are that export's
    filled as (
        select
            upload_id,
            part,
            record,
            identity,
            bool_or(column_name in ('first_reply_at', 'first_reply_minutes')) as reply,
            bool_or(column_name = 'is_answered') as answered,
            bool_or(column_name = 'treated_at') as treated,
            bool_or(column_name = 'resolved_at') as resolved,
            bool_or(column_name = 'is_resolved') as is_resolved,
            bool_or(column_name = 'routed_at') as routed
        from filled_cells
        where table_name = 'conversation_records'
        group by upload_id, part, record, identity
    ),
    replied as (
        select * replace (
            coalesce(first_reply_at, received_at + to_microseconds(cast(round(first_reply_minutes * 6e7) as bigint)))
                as first_reply_at
        )
        from conversation_records
    ),
    ends as (
        select upload_id, timezone('UTC', timezone(zone.name, cast(covered_to + 1 as timestamp))) as ends_at
        from uploads
        cross join zone
    ),
    telling as (
        select
            r.upload_id,
            r.part,
            bool_or(
                (r.first_reply_at is not null or r.first_reply_minutes is not null) and not coalesce(filled.reply, false)
                or r.is_answered is not null and not coalesce(filled.answered, false)
            ) as of_replies,
            bool_or(r.treated_at is not null and not coalesce(filled.treated, false)) as of_treatments,
            bool_or(
                r.resolved_at is not null and not coalesce(filled.resolved, false)
                or r.is_resolved is not null and not coalesce(filled.is_resolved, false)
            ) as of_resolutions,
            greatest(
                any_value(ends.ends_at),
                max(r.first_reply_at) filter (
                    where r.first_reply_at <= ends.ends_at + interval 35 day and not coalesce(filled.reply, false)
                ),
                max(r.treated_at) filter (
                    where r.treated_at <= ends.ends_at + interval 35 day and not coalesce(filled.treated, false)
                ),
                max(r.resolved_at) filter (
                    where r.resolved_at <= ends.ends_at + interval 35 day and not coalesce(filled.resolved, false)
                ),
                max(r.routed_at) filter (
                    where r.routed_at <= ends.ends_at + interval 35 day and not coalesce(filled.routed, false)
                )
            ) as told_until
        from replied r
        join ends on ends.upload_id = r.upload_id
        left join filled
          on filled.upload_id = r.upload_id
         and filled.part = r.part
         and filled.record = r.record
         and filled.identity = r.identity
        group by r.upload_id, r.part
    ),
    -- a message in several exports is answered, treated or resolved as any of them tells
    several as (
        select
            r.identity,
            bool_or(telling.of_replies) as of_replies,
            bool_or(telling.of_treatments) as of_treatments,
            bool_or(telling.of_resolutions) as of_resolutions,
            max(telling.told_until) filter (where telling.of_replies) as replies_told_until,
            max(telling.told_until) filter (where telling.of_replies or telling.of_treatments or telling.of_resolutions)
                as handling_told_until,
            max(telling.told_until) filter (where telling.of_resolutions) as resolution_told_until
        from conversation_records r
        join telling on telling.upload_id = r.upload_id and telling.part = r.part
        where r.identity in (select identity from conversation_records where state = 'replaced')
        group by r.identity
    ),
    told as (
        select
            r.*,
            coalesce(lower(r.kind) like 'comment%', false) as is_comment,
            coalesce(several.of_replies, telling.of_replies) as of_replies,
            coalesce(several.of_treatments, telling.of_treatments) as of_treatments,
            coalesce(several.of_resolutions, telling.of_resolutions) as of_resolutions,
            coalesce(several.replies_told_until, telling.told_until) as told_until,
            coalesce(several.handling_told_until, telling.told_until) as handling_told_until,
            coalesce(several.resolution_told_until, telling.told_until) as resolution_told_until,
            coalesce(r.treated_at, least(r.first_reply_at, r.resolved_at)) as handled_at
        from replied r
        join telling on telling.upload_id = r.upload_id and telling.part = r.part
        left join several on several.identity = r.identity
        where r.state = 'kept'
    )
    select
        told.* exclude (of_replies, of_treatments, of_resolutions) replace (
            coalesce(needs_answer, not is_comment) as needs_answer,
            case
                when kind = 'answered only' then null  -- its export lists no other message: it tells no share
                when first_reply_at is not null then true
                when is_answered is not null then is_answered
                when of_replies then false
            end as is_answered,
            case
                when is_resolved is not null then is_resolved
                when resolved_at is not null then true
                when of_resolutions then false
            end as is_resolved
        ),
        case
            when coalesce(treated_at, first_reply_at, resolved_at) is not null or is_answered or is_resolved then true
            when of_treatments or of_replies or of_resolutions then false
        end as is_treated,
        cast(timezone(zone.name, timezone('UTC', first_reply_at)) as date) as first_reply_day,
        cast(timezone(zone.name, timezone('UTC', handled_at)) as date) as handled_day,
        cast(timezone(zone.name, timezone('UTC', routed_at)) as date) as routed_day,
        cast(timezone(zone.name, timezone('UTC', told_until)) as date) as told_day,
        cast(timezone(zone.name, timezone('UTC', handling_told_until)) as date) as handling_told_day
    from told
    cross join zone;

-- one row per exchange or intervention that counts; site: without scheme, 'www.' and path, in lower case
create or replace view relations as
    select
        r.* replace (
            regexp_replace(
                regexp_replace(lower(trim(site)), '^https?://', ''), '^www\.|[/?#].*$', '', 'g'
            ) as site
        )
    from relation_records r
    where state = 'kept';

-- the hosts and names of social networks, as regular expressions over a plain cell
create or replace view social_networks as
    select * from (values
        ('facebook', 'facebook\.com|fb\.com|fb\.me|messenger\.com|m\.me', 'facebook|fb|messenger|facebook ?ads|meta'),
        ('instagram', 'instagram\.com|ig\.me', 'instagram|insta|ig'),
        ('x', 'twitter\.com|x\.com|t\.co', 'twitter|x|x \(twitter\)'),
        ('linkedin', 'linkedin\.com|lnkd\.in', 'linkedin'),
        ('youtube', 'youtube\.com|youtu\.be', 'youtube'),
        ('tiktok', 'tiktok\.com', 'tik ?tok'),
        ('dailymotion', 'dailymotion\.com|dai\.ly', 'dailymotion'),
        ('viadeo', 'viadeo\.com|viadeo\.journaldunet\.com', 'viadeo'),
        ('pinterest', 'pinterest\.(com|fr|ca|ch|de|es|it|at|pt|jp|co\.uk|com\.au|com\.mx)|pin\.it', 'pinterest'),
        ('reddit', 'reddit\.com|redd\.it', 'reddit'),
        ('threads', 'threads\.(net|com)', 'threads'),
        ('bluesky', 'bsky\.(app|social)', 'bluesky|bsky'),
        ('mastodon', 'mastodon\.(social|online)|piaille\.fr|mamot\.fr', 'mastodon'),
        ('twitch', 'twitch\.tv', 'twitch'),
        ('snapchat', 'snapchat\.com', 'snapchat|snap'),
        ('telegram', 'telegram\.(org|me)|t\.me', 'telegram'),
        ('whatsapp', 'whatsapp\.com|wa\.me', 'whatsapp'),
        ('vk', 'vk\.com', 'vk|vkontakte'),
        ('quora', 'quora\.com', 'quora'),
        ('tumblr', 'tumblr\.com', 'tumblr')
    ) networks (network, hosts, names);

-- one row per declared period and source that counts. When several exports give a measure for the same days of a brand,
-- the hand-made sheet takes precedence, else a single export: visits counted by two tools are never added. Nor is a
-- total ('Social', 'Organic Social', 'Facebook') added to its parts ('facebook.com / referral') of the same site and days: of
-- the two, the one that reports more keeps the measure.
--   network    the social network: by the source's name or host (l.instagram.com), else by the channel
--   is_social  from a social network, or of a social channel group or medium; bought visits included
--   is_paid    bought: 'Paid Social', 'facebook / cpc'
create or replace view business as
    with formats as (
        select upload_id, part, format, (format <> 'template_business', format) as rank
        from upload_parts
        where table_name = 'business'
    ),
    -- whose figures they are, where another export than the record's states them
    filled as (
        select
            f.upload_id,
            f.part,
            f.record,
            f.identity,
            max(formats.rank) filter (where f.column_name = 'visits') as visits,
            max(formats.rank) filter (where f.column_name = 'conversions') as conversions,
            max(formats.rank) filter (where f.column_name = 'revenue') as revenue
        from filled_cells f
        join formats on formats.upload_id = f.from_upload and formats.part = f.from_part
        where f.table_name = 'business_records'
        group by f.upload_id, f.part, f.record, f.identity
    ),
    told as (
        select
            r.* replace (coalesce(r.last_day, r.day) as last_day),
            coalesce(filled.visits, formats.rank) as visits_rank,
            coalesce(filled.conversions, formats.rank) as conversions_rank,
            coalesce(filled.revenue, formats.rank) as revenue_rank,
            formats.format,
            lower(trim(coalesce(r.channel, ''))) as group_name,
            trim(split_part(lower(coalesce(r.source, '')), ' / ', 1)) as origin,
            trim(split_part(lower(coalesce(r.source, '')), ' / ', 2)) as medium
        from business_records r
        join formats on formats.upload_id = r.upload_id and formats.part = r.part
        left join filled
          on filled.upload_id = r.upload_id
         and filled.part = r.part
         and filled.record = r.record
         and filled.identity = r.identity
        where r.state = 'kept'
    ),
    networked as (
        -- a host counts whole or with hosts below it, an application by its reversed name: com.linkedin.android.
        -- The channel of a web analytics report was itself read from the source: only a person's tells more
        select
            named.origin,
            named.place,
            coalesce(
                min(n.network) filter (
                    where regexp_full_match(named.host, concat('(.+\.)?(', n.hosts, ')|', n.names))
                       or regexp_full_match(named.host, concat('(com|org)\.(', n.names, ')(\..+)?'))
                ),
                min(n.network) filter (
                    where regexp_full_match(named.place, concat('(.+\.)?(', n.hosts, ')|', n.names))
                )
            ) as network
        from (
            select distinct
                origin,
                case when origin <> '' and format like '%_acquisition' then '' else group_name end as place,
                regexp_extract(regexp_replace(origin, '^[a-z-]+://', ''), '^[^/:?#]*') as host
            from told
        ) named
        cross join social_networks n
        group by named.origin, named.place, named.host
    ),
    judged as (
        select
            told.*,
            networked.network,
            networked.network is not null
                or regexp_full_match(
                    group_name, '((organic|paid|all|total) )?social( (media|networks?|organi\w+|pa[iy]\w+))?'
                )
                or regexp_full_match(group_name, '((tous|total) )?(les )?r[ée]seaux? socia(l|ux)( .+)?')
                or regexp_full_match(told.origin, '((organic|paid|all|total) )?social( (media|networks?))?')
                or regexp_full_match(told.origin, '((tous|total) )?(les )?r[ée]seaux? socia(l|ux)( .+)?')
                or regexp_full_match(
                    medium, '((organic|paid)[-_ ]?)?(social|sm)([-_ ]?(media|network|paid|organic))?'
                ) as is_social,
            regexp_matches(concat_ws(' ', group_name, told.origin), '\b(paid|payant|payants|sponsoris\w+|ads)\b')
                or regexp_full_match(medium, '.*cp.*|ppc|retargeting|paid.*|.*[-_ ]paid') as is_paid,
            regexp_matches(concat_ws(' ', group_name, told.origin), '\borgani(c|que|ques)\b') as is_organic,
            case
                when medium <> '' then 'source'
                when networked.network is null
                 and not (group_name not in ('', told.origin) and told.origin not in ('', 'total', 'all', '(all)')) then 'group'
                when told.origin in ('', 'total', 'all', '(all)') then 'network'
                else 'source'
            end as level
        from told
        join networked
          on networked.origin = told.origin
         and networked.place
             = case when told.origin <> '' and format like '%_acquisition' then '' else group_name end
    ),
    -- of each brand and span of days, the best rank that gives a measure for any of its days
    ranked as (
        select
            brand,
            day,
            last_day,
            min(visits_rank) filter (where visits is not null) as visits,
            min(conversions_rank) filter (where conversions is not null) as conversions,
            min(revenue_rank) filter (where revenue is not null) as revenue
        from told
        group by brand, day, last_day
    ),
    best as (
        select
            span.brand,
            span.day,
            span.last_day,
            min(ranked.visits) as visits,
            min(ranked.conversions) as conversions,
            min(ranked.revenue) as revenue
        from ranked as span
        join ranked
          on ranked.brand = span.brand
         and ranked.day <= span.last_day
         and ranked.last_day >= span.day
        group by span.brand, span.day, span.last_day
    ),
    chosen as (
        select
            judged.* replace (
                case when judged.visits_rank <= best.visits then judged.visits end as visits,
                case when judged.conversions_rank <= best.conversions then judged.conversions end as conversions,
                case when judged.revenue_rank <= best.revenue then judged.revenue end as revenue
            )
        from judged
        join best
          on best.brand = judged.brand
         and best.day = judged.day
         and best.last_day = judged.last_day
    ),
    measures as (
        select
            upload_id, part, record, brand, coalesce(site, '') as site, day, last_day, coalesce(model, '') as model, level, is_paid, is_organic,
            coalesce(network, origin) as place,
            unnest(['visits', 'conversions', 'revenue']) as measure,
            unnest([cast(visits as double), conversions, revenue]) as value
        from chosen
        where is_social
    ),
    within_networks as (
        select
            * replace (
                case
                    when level = 'source' and total >= parts then null
                    when level = 'network' and total < parts then null
                    else value
                end as value
            )
        from (
            select
                *,
                sum(value) filter (where level = 'network') over network as total,
                sum(value) filter (where level = 'source') over network as parts
            from measures
            window network as (partition by brand, site, day, last_day, model, measure, place)
        )
    ),
    within_groups as (
        -- 'Organic Social' and 'Paid Social' beside their networks
        select
            * exclude (total, parts) replace (
                case
                    when level = 'group' and total < parts then null
                    when level <> 'group' and total >= parts then null
                    else value
                end as value
            )
        from (
            select
                * replace (
                    sum(value) filter (where level = 'group') over kind as total,
                    sum(value) filter (where level <> 'group') over kind as parts
                )
            from within_networks
            where level <> 'group' or is_paid or is_organic
            window kind as (partition by brand, site, day, last_day, model, measure, is_paid)
        )
    ),
    within_social as (
        -- 'Social' beside all of them
        select
            *,
            sum(value) filter (where is_whole) over slot as total,
            sum(value) filter (where not is_whole) over slot as parts
        from (
            select *, false as is_whole from within_groups
            union all
            select * exclude (total, parts), true
            from within_networks
            where level = 'group' and not is_paid and not is_organic
        )
        window slot as (partition by brand, site, day, last_day, model, measure)
    ),
    counted as (
        select
            upload_id,
            part,
            record,
            max(value) filter (where measure = 'visits') as visits,
            max(value) filter (where measure = 'conversions') as conversions,
            max(value) filter (where measure = 'revenue') as revenue
        from within_social
        where total is null or parts is null or (total >= parts) = is_whole
        group by upload_id, part, record
    )
    select
        chosen.* exclude (format, visits_rank, conversions_rank, revenue_rank, group_name, origin, medium, is_organic, level) replace (
            case when is_social then cast(counted.visits as bigint) else chosen.visits end as visits,
            case when is_social then counted.conversions else chosen.conversions end as conversions,
            case when is_social then counted.revenue else chosen.revenue end as revenue
        )
    from chosen
    left join counted
      on counted.upload_id = chosen.upload_id
     and counted.part = chosen.part
     and counted.record = chosen.record;

-- a report that is due on a day without a time (midnight, in the organisation's time zone) is due by the end of it
create or replace view reports as
    with zone as (
        select coalesce(arg_max(value, rowid), 'Europe/Paris') as name from settings where name = 'time_zone'
    )
    select
        r.* replace (
            case
                when cast(timezone(zone.name, timezone('UTC', due_at)) as time) = time '00:00:00'
                    then due_at + interval 1 day - interval 1 second
                else due_at
            end as due_at
        )
    from report_records r
    cross join zone
    where r.state = 'kept';

-- planned posts per week on a channel, from a Monday on; the latest that has begun is in force
create table if not exists publishing_plans (
    brand          varchar,              -- null: every own brand
    channel        varchar not null,
    posts_per_week integer not null,     -- 0: no longer planned
    valid_from     date not null,
    set_at         timestamp not null,
    set_by         varchar not null
);

-- remembered answers for a kind of file, and agreed columns of files that no format claims
create table if not exists remembered (
    kind        varchar not null,        -- answer | columns
    fingerprint varchar not null,        -- format id, or hash of the header
    name        varchar not null,        -- question id
    value       varchar not null,
    set_at      timestamp not null,
    set_by      varchar not null
);

-- one row per sentence that a person wrote about a figure in place of the generated one; the latest is in force
create table if not exists messages (
    brand  varchar not null,
    since  date not null,                -- first day of its period
    until  date not null,
    kpi    varchar not null,
    text   varchar,                      -- null: the generated one was restored
    set_at timestamp not null,
    set_by varchar not null
);

-- one row per issued report and language, changed by an erasure alone: `content` is the frozen model (reports/weekly/model.py), `sha256`
-- its hash. Both languages of an issue share its number; a later edition of the same period stands beside the first
create table if not exists issued_reports (
    report         bigint not null,
    edition        integer not null,
    kind           varchar not null,     -- week | month | quarter | comparison
    brand          varchar not null,
    role           varchar not null,
    since          date not null,
    until          date not null,
    compared_since date not null,
    compared_until date not null,
    language       varchar not null,
    content        varchar not null,
    sha256         varchar not null,
    definitions    varchar not null,     -- hash of the definitions that its figures rest on
    issued_at      timestamp not null,
    issued_by      varchar not null,
    redacted_at    timestamp,            -- when a person's data were erased from it, in UTC: `sha256` is of what is left
    first_sha256   varchar               -- the hash that it was issued with; null: it is as it was issued
);

-- one row per message that a person wrote for a page of a report; the latest of a page is in force
create table if not exists report_messages (
    kind           varchar not null,
    brand          varchar not null,
    role           varchar not null,
    since          date not null,
    until          date not null,
    compared_since date not null,
    compared_until date not null,
    language       varchar not null,
    page           varchar not null,
    text           varchar,              -- null: the generated one was restored
    set_at         timestamp not null,
    set_by         varchar not null
);

-- one row per report that left or waits to leave; one recipient gets a period once
create table if not exists report_deliveries (
    delivery   bigint not null,
    recipient  varchar not null,         -- the name of the recipients (data/reports/settings.py)
    kind       varchar not null,
    since      date not null,            -- first day of the period that it serves
    report     bigint not null,
    language   varchar not null,
    place      varchar not null,         -- outbox | folder
    addresses  varchar not null,         -- JSON list; of a folder its path
    subject    varchar not null,
    status     varchar not null,         -- waiting | written | sent | failed
    reason     varchar,                  -- why it failed: a sentence as JSON {"text":…, "values":{…}}
    made_at    timestamp not null,
    changed_at timestamp not null
);

-- one row per file attached to a delivery of the outbox
create table if not exists report_files (
    delivery   bigint not null,
    name       varchar not null,
    media_type varchar not null,
    content    blob not null
);

-- one row per address that took a delivery by e-mail
create table if not exists report_sends (
    delivery bigint not null,
    address  varchar not null,
    sent_at  timestamp not null
);

-- one row per episode of the crisis watch: consecutive alarms of a brand up to the return to calm, kept up to date by each
-- evaluation (watch/evaluating.py). Moments of `since`, `until`, `peak_at` and `seen_until` are local, those of a day its
-- midnight; the others are in UTC
create table if not exists watch_episodes (
    episode          bigint not null,
    brand            varchar not null,
    clock            varchar not null,   -- the clock that found it first: day | hour | five minutes
    since            timestamp not null,
    until            timestamp,          -- the last step before calm; null while it is open
    level            integer not null,   -- the highest: 1 vigilance, 2 alert, 3 crisis
    peak_at          timestamp not null,
    peak_clock       varchar not null,   -- the clock that tells the peak
    minutes          integer not null,   -- the length of the window that the peak counts
    signal           varchar not null,   -- of the peak
    observed         double,
    expected         double,
    threshold        double,             -- the largest count that would not have rung
    z                double,
    history          integer not null,   -- known ordinary days that it is compared with
    reasons          varchar not null,   -- JSON list: what made a crisis of an alert
    first_mention_at timestamp,
    found_at         timestamp not null,
    level_at         timestamp not null, -- when its level was first found
    seen_until       timestamp not null, -- the last step that was evaluated
    is_gone          boolean not null    -- the data of today no longer tell it: an upload was withdrawn, a mention corrected
);

-- one row per thing that a person did with an episode, appended: the latest of a kind is in force
create table if not exists watch_actions (
    episode bigint not null,
    action  varchar not null,            -- acknowledge | assign | note | inform | close | reopen
    value   varchar not null,            -- whom it is assigned to; the note; confirmed or false
    done_at timestamp not null,
    done_by varchar not null
);

-- one row per message that left or waits to leave: one per episode, level, reason and recipient, written in the
-- transaction that found the episode
create table if not exists watch_messages (
    message    bigint not null,
    episode    bigint not null,          -- 0: of no episode, such as a test
    brand      varchar not null,
    level      integer not null,
    reason     varchar not null,         -- level | escalation | notice | test
    channel    varchar not null,         -- whoever is told (data/watch/channels.py)
    address    varchar not null,         -- of one person, by e-mail; '' by another way
    about      varchar not null,         -- of a notice: what it is about, as JSON; '' else
    subject    varchar not null,
    body       varchar not null,         -- plain text
    status     varchar not null,         -- waiting | sending | sent | cancelled
    attempts   integer not null,
    due_at     timestamp not null,       -- not before, in UTC: quiet hours, the next attempt
    told       varchar,                  -- what came of the last attempt: a sentence as JSON
    made_at    timestamp not null,
    changed_at timestamp not null
);

-- one row per attempt to send a message
create table if not exists watch_attempts (
    message  bigint not null,
    tried_at timestamp not null,
    outcome  varchar not null,           -- sent | failed | unclear
    told     varchar                     -- a sentence as JSON
);

-- who did what: one row per write, download or sign-in, appended in the transaction of the write (data/access/log.py). What,
-- before and after are JSON of keys and values, never texts of mentions or authors; '' for none
create table if not exists audit_log (
    entry  bigint not null,              -- its number, without gaps
    noted_at timestamp not null,         -- in UTC
    who    varchar not null,             -- an e-mail address, a name, or a part of the program
    role   varchar not null,             -- viewer | analyst | approver | program
    action varchar not null,
    what   varchar not null,
    before varchar not null,
    after  varchar not null,
    hash   varchar not null              -- of the entry and the hash of the one before
);

-- one row per sign-in (data/access/sign_ins.py)
create table if not exists sign_ins (
    sign_in   varchar not null,          -- hash of what the provider said of it
    issuer    varchar not null,
    subject   varchar not null,          -- who it is, at the issuer
    email     varchar not null,
    role      varchar not null,          -- at the last run, with the brands that it is limited to
    began_at  timestamp not null,        -- this and the following in UTC
    ends_at   timestamp not null,        -- the `exp` of its token
    seen_at   timestamp not null,
    ended_at  timestamp                  -- signed out, or ended by the owner
);

-- an objective is a dated row, appended and never changed; the first ones come from kpis/objectives/objectives.csv
create table if not exists objectives (
    objective     bigint,                -- its number; null for rows of stores before version 3
    role          varchar not null,      -- stagiaire | senior | one's own
    casquette     varchar,               -- null: the KPI's own
    kpi           varchar not null,
    brand         varchar,               -- null: every own brand
    channel       varchar,               -- null: all channels together
    mode          varchar not null,      -- absolute | baseline_percent | baseline_points | range | pace | followed |
                                         -- out_of_scope | withdrawn
    target        double,                -- in the KPI's unit; baseline_*: % or points above it; pace: the total
    target_high   double,                -- range only
    per           varchar,               -- month | quarter: a baseline objective grows by its target each period
    tolerance     double,                -- in the KPI's unit; null: the default of kpis/objectives/verdict.py
    commitment    varchar,               -- committed (null) | stretch: evaluated by its progress from the baseline
    baseline      double,                -- frozen at signature, in the scale of the KPI's values
    baseline_from date,                  -- its window: first and last day of its eight weeks
    baseline_to   date,
    valid_from    date not null,
    valid_to      date,                  -- last day; null: open
    owner         varchar,
    approver      varchar,
    comment       varchar,
    replaces      bigint,                -- the objective that this one ends, the day before it begins
    withdraws     bigint,                -- mode withdrawn: the objective that is not in force from valid_from on
    recorded_at   timestamp not null,
    recorded_by   varchar not null
);

-- one row per change of a role's sheet, the perimeter of the role; the latest of a role and brand is in force
create table if not exists role_sheets (
    role        varchar not null,
    profile     varchar not null,        -- stagiaire | senior: whose starting targets it uses
    brand       varchar,                 -- null: every own brand
    perimeter   varchar not null,        -- JSON of kpis/objectives/role_profiles.py
    recorded_at timestamp not null,
    recorded_by varchar not null
);

-- one row per annotation, change of one (same number) or withdrawal of one: the latest of a number is in force
create table if not exists annotations (
    annotation   bigint not null,
    kind         varchar not null,       -- action | event
    title        varchar not null,
    first_day    date not null,
    last_day     date not null,
    brand        varchar,                -- null: every brand
    channel      varchar,                -- null: all channels
    topic        varchar,
    note         varchar,
    is_withdrawn boolean not null,
    recorded_at  timestamp not null,
    recorded_by  varchar not null
);

-- one row per source (table, brand, channel and format of export): how often it is read, as set (data/decisions/rhythms.py),
-- else learnt from its uploads. A reading is
--   of followers, audits and sums over periods: a day that a record is of, the last one of its period;
--   of a log (alerts, reports, surveys, relations, links): the last day that an upload covers;
--   of mentions, sentiment, posts and conversations: a file that covers one day. A longer one tells of every day.
-- The rhythm follows the median of the days between two readings. A rhythm that holds the last complete week back (daily,
-- weekly) needs three readings, a monthly one two; with fewer, or over 35 days, the source is read on demand.
create or replace view source_rhythms as
    with windows as (
        select distinct
            c.upload_id,
            c.part,
            c.table_name,
            c.brand,
            c.channel,
            p.format,
            c.covered_from,
            c.covered_to
        from coverage c
        join upload_parts p
          on p.upload_id = c.upload_id
         and p.part = c.part
         and p.table_name = c.table_name
    ),
    record_days as (
        select distinct upload_id, part, 'followers' as table_name, brand, channel, account as place, day from follower_records
        union all
        select distinct upload_id, part, 'search_audits', brand, cast(null as varchar), '', day from search_audit_records
        union all
        select distinct upload_id, part, 'ai_answers', brand, cast(null as varchar), '', day from ai_answer_records
        union all
        select distinct upload_id, part, 'business', brand, channel, '', coalesce(last_day, day) from business_records
        union all
        select distinct upload_id, part, 'account_days', brand, channel, '', coalesce(last_day, day) from account_day_records
        union all
        select distinct upload_id, part, 'web', brand, cast(null as varchar), '', coalesce(last_day, day) from web_records
        union all
        select distinct upload_id, part, 'search', brand, cast(null as varchar), '', coalesce(last_day, day) from search_records
        union all
        select distinct upload_id, part, 'interest', brand, cast(null as varchar), '', coalesce(last_day, day) from interest_records
    ),
    readings as (
        select distinct
            w.table_name,
            w.brand,
            w.channel,
            w.format,
            r.place,
            r.day
        from windows w
        join record_days r
          on r.upload_id = w.upload_id
         and r.part = w.part
         and r.table_name = w.table_name
         and r.brand = w.brand
         and (w.channel is null or r.channel = w.channel)
        union all
        select distinct table_name, brand, channel, format, '', covered_to
        from windows
        where table_name not in ('followers', 'search_audits', 'ai_answers', 'business', 'account_days', 'web', 'search', 'interest')
    ),
    spaced as (
        select
            *,
            day - lag(day) over (partition by table_name, brand, channel, format, place order by day) as gap
        from readings
    ),
    places as (
        select
            table_name,
            brand,
            channel,
            format,
            count(*) as readings,
            median(gap) as gap
        from spaced
        group by table_name, brand, channel, format, place
    ),
    known as (
        -- of several accounts, the one that is read most often
        select
            table_name,
            brand,
            channel,
            format,
            arg_max(readings, (readings, -coalesce(gap, 1000))) as readings,
            arg_max(gap, (readings, -coalesce(gap, 1000))) as gap
        from places
        group by table_name, brand, channel, format
    ),
    sources as (
        select
            table_name,
            brand,
            channel,
            format,
            min(covered_from) as first_day,
            max(covered_to) as last_day,
            max(covered_to - covered_from) + 1 as longest,
            count(distinct (upload_id, part)) as uploads
        from windows
        group by table_name, brand, channel, format
    ),
    learnt as (
        select
            s.*,
            coalesce(k.readings, 0) as readings,
            k.gap,
            case
                when s.table_name in ('mentions', 'sentiment', 'posts', 'conversations') and s.longest > 1 then 'daily'
                when k.readings >= 3 and k.gap <= 2 then 'daily'
                when k.readings >= 3 and k.gap <= 8 then 'weekly'
                when k.readings >= 2 and k.gap > 8 and k.gap <= 35 then 'monthly'
                when s.table_name in ('mentions', 'sentiment', 'posts', 'conversations') then 'daily'
                when s.table_name = 'followers' and s.longest > 1 and k.readings < 3 then 'daily'
                else 'on demand'
            end as learnt,
            case
                when s.table_name in ('mentions', 'sentiment', 'posts', 'conversations') then 'days'
                when coalesce(k.readings, 0) < 2 or k.readings < 3 and k.gap <= 8 then 'few'
                else 'readings'
            end as basis
        from sources s
        left join known k
          on k.table_name = s.table_name
         and k.brand = s.brand
         and k.channel is not distinct from s.channel
         and k.format = s.format
    ),
    decided as (
        select
            subject,
            arg_max(value, rowid) as value
        from decisions
        where kind = 'rhythm'
        group by subject
    )
    select
        learnt.*,
        nullif(decided.value, '') as decided,
        coalesce(nullif(decided.value, ''), learnt.learnt) as rhythm
    from learnt
    left join decided
      on json_extract_string(decided.subject, '$[0]') = learnt.table_name
     and json_extract_string(decided.subject, '$[1]') = learnt.brand
     and json_extract_string(decided.subject, '$[2]') = coalesce(learnt.channel, '')
     and json_extract_string(decided.subject, '$[3]') = learnt.format;
