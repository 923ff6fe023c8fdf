"""Numbers with a decimal mark: the mark of a column is proved by its cells, declared by the format, or asked."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from data.sentences import Refusal

MARKS = ("dot", "comma")
_SIGNS = {"dot": ".", "comma": ","}

# a cell without blanks, units and currency signs: '1 234,5 €' is '1234,5'
_BARE = "regexp_replace(translate(known({0}), ' ''’%€$£', ''), '(?i)(eur|usd|gbp|pts?|h|min)$', '')"


@dataclass(frozen=True)
class Ambiguous:
    """A column whose every mark precedes three digits: thousands or decimals. An example, for the question."""

    example: str


def study(
    cursor: duckdb.DuckDBPyConnection, source: str, column: str, *, declared: str | None, answer: str | None
) -> str | Ambiguous:
    """The decimal mark of a column: dot or comma. Raises Refusal when its cells prove both."""
    found = cursor.execute(
        f"""
        with cells as (select {_BARE.format(column)} as bare from {source} where {column} is not null)
        select
            bool_or({_proves("bare", ",", ".")}),
            bool_or({_proves("bare", ".", ",")}),
            min(bare) filter (where regexp_full_match(bare, '[-+−]?[1-9][0-9]{{0,2}}[.,][0-9]{{3}}'))
        from cells
        """
    ).fetchone()
    assert found is not None
    comma, dot, example = found
    if comma and dot:
        raise Refusal(
            "The column {column} mixes two decimal marks: some numbers have a comma, others a dot. Correct it so "
            "that all use the same one.",
            column=column,
        )
    if comma:
        return "comma"
    if dot or example is None:
        return "dot"
    if answer in MARKS:
        return answer
    return declared if declared in MARKS else Ambiguous(example)


def decimal_sql(text: str, mark: str) -> str:
    """SQL for the number in a cell; null when it is not one. The other mark separates groups of three digits."""
    decimal, thousands = _SIGNS[mark], _SIGNS["comma" if mark == "dot" else "dot"]
    bare = _BARE.format(text)
    number = f"[-+−]?([0-9]{{1,3}}([{thousands}][0-9]{{3}})+|[0-9]+)?([{decimal}][0-9]+)?"
    plain = f"translate(replace(regexp_extract({bare}, '^{number}'), '{thousands}', ''), '{decimal}−', '.-')"
    return (
        f"case when regexp_full_match({bare}, '{number}([eE][+-]?[0-9]{{1,2}})?') and {bare} <> '' "
        f"then try_cast({plain} || regexp_extract({bare}, '[eE][+-]?[0-9]{{1,2}}$') as double) "
        f"when regexp_full_match({bare}, '{number}[kKmM]') "
        f"then try_cast({plain} as double) * case lower(right({bare}, 1)) when 'k' then 1e3 else 1e6 end end"
    )


def _proves(bare: str, mark: str, other: str) -> str:
    """SQL condition: the cell has this mark where only a decimal mark can be, or repeats the other, as thousands do."""
    return (
        f"(regexp_full_match({bare}, '[^{mark}]*[{mark}][0-9]+[^0-9{mark}]*') "
        f"and not regexp_full_match({bare}, '[-+−]?[1-9][0-9]{{0,2}}[{mark}][0-9]{{3}}') "
        f"and not regexp_full_match({bare}, '.*[{mark}].*[{other}].*') "
        f"or regexp_full_match({bare}, '[-+−]?[0-9]{{1,3}}([{other}][0-9]{{3}}){{2,}}'))"
    )
