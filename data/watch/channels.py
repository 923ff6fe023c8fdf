"""Who is told of an episode, when and by which way. Each is a decision of the log.

A way is a name: its address, with passwords or keys in it, stands in Streamlit's secrets or in the environment
(watch/secrets.py), never in the store. E-mail addresses of people are no secret: they stand here, and the mail server there.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.decisions import log as decision_log
from data.decisions.people import mail
from data.sentences import Refusal
from data.store import Store

KIND = "watch_channel"
LEVELS = (1, 2, 3)
LANGUAGES = ("fr", "en")
LONGEST = 60  # characters of a name
MOST_WAIT = 7 * 24 * 60  # minutes before an escalation
ALWAYS = 4  # the level that breaks quiet hours where none does
_WAY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class Channel:
    """Who is told.

    way: the name of the secret that holds the address (`mail` for the mail server). addresses: of people, by e-mail only.
    level: the lowest that is told. brands: empty for all of them. after: minutes without an acknowledgement after which
    it is told; 0 at once. quiet_from, quiet_to: local hours 'HH:MM' in which it is not disturbed; '' for none.
    through: the level that disturbs it all the same. is_deciding: its readers are the decision makers.
    """

    name: str
    way: str
    level: int
    language: str
    addresses: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    after: int = 0
    quiet_from: str = ""
    quiet_to: str = ""
    through: int = 3
    is_deciding: bool = False
    set_at: datetime = datetime(1900, 1, 1)
    set_by: str = ""

    def wants(self, brand: str, level: int) -> bool:
        """Whether it is told of a level of a brand."""
        return level >= self.level and (not self.brands or brand in self.brands)


def channels(store: Store) -> tuple[Channel, ...]:
    """The channels in force, by name."""
    found = decision_log.in_force(store, KIND).values()
    return tuple(_read(one.subject, json.loads(one.value), one.set_at, one.set_by) for one in found)


def set_channel(store: Store, one: Channel, *, who: str) -> Channel:
    """Keep a channel under its name, in place of an earlier one of that name. Raises Refusal for what is not complete."""
    name = " ".join(one.name.split())
    if not name or len(name) > LONGEST:
        raise Refusal("Whoever is told needs a name of at most {most} characters.", most=LONGEST)
    if not _WAY.fullmatch(one.way):
        raise Refusal(
            "'{way}' cannot be the name of a secret: use letters, digits and _, such as TEAMS_PRESS. The address itself "
            "stands in the secrets, never here.",
            way=one.way,
        )
    addresses = tuple(dict.fromkeys(mail(address) for address in one.addresses))
    if is_mail(one.way) and not addresses:
        raise Refusal("Who is told by e-mail needs at least one address.")
    if one.level not in LEVELS or one.through not in (*LEVELS, ALWAYS):
        raise Refusal("'{level}' is not a valid level of the crisis watch: use {known}.", level=f"{one.level}, {one.through}", known="1, 2, 3")  # fmt: skip
    if one.language not in LANGUAGES:
        raise Refusal("'{language}' is not a language of messages: use fr or en.", language=one.language)
    if not 0 <= one.after <= MOST_WAIT:
        raise Refusal("An escalation waits between 0 and {most} minutes.", most=MOST_WAIT)
    if bool(one.quiet_from) != bool(one.quiet_to):
        raise Refusal("Quiet hours need a beginning and an end, such as 22:00 and 07:00; leave both empty for none.")
    for hour in filter(None, (one.quiet_from, one.quiet_to)):
        if not _HOUR.fullmatch(hour):
            raise Refusal("'{hour}' is not an hour: write it as 22:00.", hour=hour)
    if one.quiet_from and one.quiet_from == one.quiet_to:
        raise Refusal("Quiet hours from {hour} to {hour} would never end: choose two different hours.", hour=one.quiet_from)  # fmt: skip
    kept = replace(one, name=name, addresses=addresses if is_mail(one.way) else ())
    plain = {key: value for key, value in asdict(kept).items() if key not in ("name", "set_at", "set_by")}
    decision_log.decide(store, KIND, name, json.dumps(plain, ensure_ascii=False, sort_keys=True), who=who)
    return kept


def remove_channel(store: Store, name: str, *, who: str) -> None:
    """Tell it nothing more; what was sent stays on record."""
    decision_log.decide(store, KIND, name, "", who=who)


def is_mail(way: str) -> bool:
    """Whether a way is the mail server, which needs addresses of people."""
    return way.lower() == "mail"


def not_before(one: Channel, level: int, at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from `at` on at which a message of a level may disturb a channel: the end of its quiet hours.

    `at` and the result with their zone. Quiet hours are those on the wall: a night in which clocks change is an hour
    shorter or longer, and an end that the clocks skip is the moment after it.
    """
    if not one.quiet_from or level >= one.through:
        return at
    begins, ends = time.fromisoformat(one.quiet_from), time.fromisoformat(one.quiet_to)

    def is_quiet(moment: datetime) -> bool:
        wall = moment.astimezone(zone).time()
        return begins <= wall < ends if begins < ends else wall >= begins or wall < ends

    if not is_quiet(at):
        return at
    minute = at.astimezone(UTC).replace(second=0, microsecond=0)
    return next(one for one in (minute + timedelta(minutes=step) for step in range(1, 26 * 60)) if not is_quiet(one))


def _read(name: str, plain: dict, set_at: datetime, set_by: str) -> Channel:
    lists = {key: tuple(plain[key]) for key in ("addresses", "brands")}
    return Channel(name, **{**plain, **lists}, set_at=set_at, set_by=set_by)
