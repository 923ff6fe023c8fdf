"""What a KPI file may use of SQL: a list that is tested on edge values, held against the file's parse tree.

DuckDB and Spark both accept more than they answer alike: concat with null, a cast of 2.7 to a whole number, regexp_replace, the
numbers of weekdays. What is not on the list is refused, with what to write instead (docs/adr/0044).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from data.store import scratch_cursor

# the statements that were held against the list already, by hash: parsing all of them costs a start on a busy machine some seconds
CHECKED = Path(__file__).with_name("portable.txt")
# function or operator, as the parse tree names it -> how many arguments it may have
FUNCTIONS = {
    "+": (1, 2), "-": (1, 2), "*": (2,), "/": (2,), "~~": (2,),
    "abs": (1,), "count": (1,), "count_star": (0,), "greatest": (2, 3), "least": (2, 3), "ln": (1,), "lower": (1,),
    "max": (1,), "min": (1,), "nullif": (2,), "power": (2,), "quantile_cont": (1,), "sqrt": (1,), "substring": (2, 3),
    "sum": (1,), "upper": (1,), "exp": (1,),
}  # fmt: skip
# of the windows
WINDOWS = {"count": (0, 1), "sum": (1,), "max": (1,), "min": (1,)}
CASTS = ("DOUBLE", "BOOLEAN", "DATE")
# kind of expression -> its types
EXPRESSIONS = {
    "BETWEEN": ("COMPARE_BETWEEN",),
    "CASE": ("CASE_EXPR",),
    "COLUMN_REF": ("COLUMN_REF",),
    "COMPARISON": (
        "COMPARE_EQUAL", "COMPARE_NOTEQUAL", "COMPARE_LESSTHAN", "COMPARE_LESSTHANOREQUALTO", "COMPARE_GREATERTHAN",
        "COMPARE_GREATERTHANOREQUALTO",
    ),
    "CONJUNCTION": ("CONJUNCTION_AND", "CONJUNCTION_OR"),
    "CONSTANT": ("VALUE_CONSTANT",),
    "OPERATOR": (
        "COMPARE_IN", "COMPARE_NOT_IN", "OPERATOR_COALESCE", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_NOT",
    ),
    "STAR": ("STAR",),
    "SUBQUERY": ("SUBQUERY",),
}  # fmt: skip
INSTEAD = {
    "//": "divide doubles, or compute whole numbers before, in a table that the engine fills",
    "%": "compare with a column that says it",
    "||": "keep the texts in columns of their own",
    "arg_max": "a join with the max, and a rule for ties",
    "arg_min": "a join with the min, and a rule for ties",
    "avg": "cast(sum(x) as double precision) / nullif(count(x), 0)",
    "concat": "keep the texts in columns of their own",
    "date_diff": "extract(epoch from (later - earlier)), or days of the table calendar",
    "date_part": "the tables periods and calendar; of the difference of two moments, extract(epoch from …)",
    "date_trunc": "the period of the tables periods and calendar",
    "log": "ln(x)",
    "median": "percentile_cont(0.5) within group (order by x)",
    "now": "the days of the table periods",
    "quantile_cont": "percentile_cont(p) within group (order by x)",
    "regexp_replace": "a column that the loader has cleaned",
    "round": "leave rounding to the screen",
    "to_days": "a constant: interval '7' day",
    "trim": "a column that the loader has cleaned",
    "trunc": "leave rounding to the screen",
}


def refusal(sql: str) -> str:
    """What of a KPI's statement is not on the list, and what to use instead; '' where all is."""
    with scratch_cursor() as cursor:
        answer = cursor.execute("select json_serialize_sql(cast(? as varchar))", [sql]).fetchone()
    assert answer is not None
    found = json.loads(answer[0])
    if found.get("error"):
        return f"it is not valid SQL: {found.get('error_message', '')}"
    statements = found["statements"]
    if len(statements) != 1:
        return "it holds several statements; write one SELECT"
    if statements[0]["named_param_map"]:
        return "it has a parameter ($name); read the days of the table periods"
    return next(_refused(statements[0]["node"]), "")


def checked_refusal(sql: str) -> str:
    """As `refusal`, without parsing what is kept as checked."""
    return "" if digest(sql) in _checked() else refusal(sql)


def digest(sql: str) -> str:
    """The hash by which a checked statement is kept."""
    return hashlib.sha256(sql.encode()).hexdigest()


@cache
def _checked() -> frozenset[str]:
    return frozenset(CHECKED.read_text(encoding="utf-8").split()) if CHECKED.exists() else frozenset()


def _refused(node: object) -> Iterator[str]:
    """Each reason to refuse a part of the tree."""
    if isinstance(node, list):
        for one in node:
            yield from _refused(one)
    if not isinstance(node, dict):
        return
    if _is_interval(node):
        return
    kind = node.get("class")
    if kind == "FUNCTION":
        yield from _refused_function(node)
    elif kind == "WINDOW":
        yield from _refused_window(node)
    elif kind == "CAST":
        name = node["cast_type"]["id"]
        if name not in CASTS or node["try_cast"]:
            word = "try_cast" if node["try_cast"] else "cast"
            yield f"{word} to {name} does not answer alike everywhere; use cast(… as double precision)"
    elif kind is not None and node.get("type") not in EXPRESSIONS.get(kind, ()):
        yield f"{node.get('type')} is not on the list of kpis/portable.py; write it with what is"
    elif kind == "STAR" and (node.get("exclude_list") or node.get("replace_list") or node.get("columns")):
        yield "* with exclude, replace or columns is of one engine alone; name the columns"
    elif node.get("qualify"):
        yield "qualify is of one engine alone; filter in a query around it"
    elif node.get("type") == "LIMIT_MODIFIER":
        yield "limit keeps other rows of a tie on each engine; compare with the max or the min"
    elif node.get("sample"):
        yield "sample draws other rows each time; remove it"
    elif node.get("type") == "TABLE_FUNCTION":
        yield "a function in from is of one engine alone; read a table of kpis/tables.py"
        return
    for value in node.values():
        yield from _refused(value)


def _refused_function(node: dict) -> Iterator[str]:
    name, given = node["function_name"], node["children"]
    if name == "date_part" and _is_epoch_of_a_difference(given):  # its operands are visited with the rest
        return
    if name not in FUNCTIONS:
        yield _not_listed(name)
    elif len(given) not in FUNCTIONS[name]:
        yield _not_listed(name, f" with {len(given)} arguments")
    elif name == "/":
        yield from _refused_division(*given)
    elif node["distinct"] and name != "count":
        yield _not_listed(name, " of distinct values")
    elif node["order_bys"]["orders"] and name != "quantile_cont":
        yield _not_listed(name, " with order by")


def _refused_division(dividend: dict, divisor: dict) -> Iterator[str]:
    if not any(_has_double(side) for side in (dividend, divisor)):
        yield "/ of whole numbers is whole on some engines; write cast(… as double precision) on the dividend"
    is_constant = divisor.get("class") == "CONSTANT" and divisor["value"].get("value")
    if divisor.get("function_name") != "nullif" and not is_constant:
        yield "/ by 0 is infinity, null or an error; write nullif(…, 0) on the divisor"


def _refused_window(node: dict) -> Iterator[str]:
    name = node["function_name"]
    if node["type"] != "WINDOW_AGGREGATE" or len(node["children"]) not in WINDOWS.get(name, ()):
        yield _not_listed(name, " over a window")
    if node["distinct"] or node["ignore_nulls"] or node["exclude_clause"] != "NO_OTHER":
        yield _not_listed(name, " over a window with distinct, ignore nulls or exclude")


def _not_listed(name: str, how: str = "") -> str:
    instead = INSTEAD.get(name, f"one of {', '.join(sorted(FUNCTIONS))}")
    return f"{name}{how} is not on the list of portable functions; use {instead}"


def _is_interval(node: dict) -> bool:
    """Whether it is `interval 6 day` (or '6') as the parser writes it: to_days(cast(trunc(cast(6 as double)) as integer))."""
    if node.get("function_name") != "to_days":
        return False
    found = node["children"][0]
    for key in ("CAST", "FUNCTION", "CAST"):
        if found.get("class") != key or found.get("function_name", "trunc") != "trunc":
            return False
        found = found["child"] if key == "CAST" else found["children"][0]
    value = found.get("value") if found.get("class") == "CONSTANT" else None
    return isinstance(value, dict) and str(value.get("value")).isdigit()


def _is_epoch_of_a_difference(given: list[dict]) -> bool:
    """Whether it is extract(epoch from (later - earlier))."""
    if len(given) != 2 or given[0].get("class") != "CONSTANT" or given[0]["value"].get("value") != "epoch":
        return False
    return given[1].get("function_name") == "-" and len(given[1]["children"]) == 2


def _has_double(node: object) -> bool:
    """Whether a part of it is cast to a double."""
    if isinstance(node, list):
        return any(map(_has_double, node))
    if not isinstance(node, dict):
        return False
    is_cast = node.get("class") == "CAST" and node["cast_type"]["id"] == "DOUBLE"
    return is_cast or any(map(_has_double, node.values()))


def _keep_checked() -> None:
    """Writes the hashes of the KPI files that keep to the list."""
    paths = sorted(Path(__file__).parent.glob("indicators/*/*.sql"))
    found = {path: path.read_text(encoding="utf-8").split("*/", 1)[1].strip().rstrip(";") for path in paths}
    refused = {path.name: reason for path, sql in found.items() if (reason := refusal(sql))}
    if refused:
        raise SystemExit("\n".join(f"{name}: {reason}" for name, reason in refused.items()))
    CHECKED.write_text("".join(f"{one}\n" for one in sorted(map(digest, found.values()))), encoding="utf-8")


if __name__ == "__main__":
    _keep_checked()
