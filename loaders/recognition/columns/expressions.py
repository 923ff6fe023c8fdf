"""SQL for the fields that agreed columns do not fill as they stand: sums, hours, reposts, networks, addresses."""

from __future__ import annotations

from data.store import literal, quote
from loaders.recognition.columns.kinds import ANY_SOCIAL, REPOSTS
from loaders.tables import Table

Agreed = dict[str, str | list[str]]  # the canonical table, and field -> header cells


def cells_of(agreed: Agreed, field: str) -> tuple[str, ...]:
    """The header cells of a field, in order; none where it has none."""
    told = agreed.get(field, ())
    return (told,) if isinstance(told, str) else tuple(told)


def added(cells: tuple[str, ...]) -> str:
    """SQL for the sum of several counts of one record, as text; a cell that is no whole number stays, to be rejected."""
    unread = " ".join(
        f"when known({quote(cell)}) is not null and whole({quote(cell)}) is null then {quote(cell)}" for cell in cells
    )
    counts = ", ".join(f"whole({quote(cell)})" for cell in cells)
    return f"case {unread} else cast(list_sum([{counts}]) as varchar) end"


def network(table: Table, agreed: Agreed) -> str | None:
    """SQL for the network of a row: what its column says, else whose its address is, else what the columns prove."""
    if not table.has("channel"):
        return None
    named = [quote(cell) for cell in cells_of(agreed, "channel")]
    told = [f"channel_of({cell})" for cell in named]
    proven = [literal(str(agreed["network"]))] if agreed.get("network") else []
    addresses = [
        f"network_of_address({quote(cell)})"
        for field in ("url", "source", "platform_id")
        for cell in cells_of(agreed, field)
    ]
    social = ", ".join(literal(word) for word in ANY_SOCIAL)
    own_words = [f"case when lower(cell({cell})) not in ({social}) then {cell} end" for cell in named]
    ways = [*told, *(proven if proven == ["'review'"] else []), *addresses, *own_words, *proven]
    return f"coalesce({', '.join(dict.fromkeys(ways))})" if ways else None


def repost(agreed: Agreed) -> str | None:
    """SQL for whether a record repeats another: its flag, its type, or a text that begins with RT @."""
    marks = [f"flag({quote(cell)})" for cell in cells_of(agreed, "is_repost")]
    words = ", ".join(literal(word) for word in REPOSTS)
    marks += [f"coalesce(lower(cell({quote(cell)})) in ({words}), false)" for cell in cells_of(agreed, "repost_type")]
    marks += [f"coalesce(starts_with(ltrim({quote(cell)}), 'RT @'), false)" for cell in cells_of(agreed, "text")]
    return " or ".join(marks) if marks else None


def moment(date: str, *hours: str) -> str:
    """SQL for a date, with the hour that a column of its own gives: hours, a clock, or a share of the day."""
    if not hours:
        return quote(date)
    hour = f"regexp_replace(lower(cell({quote(hours[0])})), '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[ t]', '')"
    hour = rf"regexp_replace({hour}, '([0-9]{{2}}) ?(uhr|hr?s?)$', '\1')"
    clock = r"^([0-9]{1,2})[:h.]([0-9]{2})(?:[:.]([0-9]{2}))?(?:[.][0-9]+)?(?: ?([ap])\.?m\.?)?$"
    day = f"regexp_replace(cell({quote(date)}), '[ T]0?0:00(:00([.]0+)?)?$', '')"
    day = f"case when regexp_full_match({day}, '[0-9]{{5}}') then strftime(date '1899-12-30' + cast({day} as integer), '%Y-%m-%d') else {day} end"
    half = f"case regexp_extract({hour}, '{clock}', 4) when 'a' then ' AM' when 'p' then ' PM' else '' end"
    time = f"""case
        when {hour} is null then ''
        when regexp_full_match({hour}, '[0-9]{{1,2}}( ?h)?') then concat(' ', lpad(regexp_extract({hour}, '[0-9]+'), 2, '0'), ':00')
        when regexp_full_match({hour}, '0[.,][0-9]+')
            then strftime(timestamp '2000-01-01' + to_seconds(cast(round(cast(replace({hour}, ',', '.') as double) * 86400) as bigint)), ' %H:%M:%S')
        when regexp_matches({hour}, '{clock}')
            then concat(
                ' ', lpad(regexp_extract({hour}, '{clock}', 1), 2, '0'), ':', regexp_extract({hour}, '{clock}', 2), ':',
                coalesce(nullif(regexp_extract({hour}, '{clock}', 3), ''), '00'), {half}
            )
        else concat(' ', {hour})
    end"""
    return f"{day} || {time}"


def web_address(cell: str) -> str:
    """SQL for an address: that of a post of Bluesky or Reddit in full."""
    return (
        f"case when starts_with({cell}, 'at://') "
        rf"then regexp_replace({cell}, '^at://([^/]+)/app\.bsky\.feed\.post/(.*)$', 'https://bsky.app/profile/\1/post/\2') "
        f"when starts_with({cell}, '/r/') then 'https://www.reddit.com' || {cell} else {cell} end"
    )
