"""Sends one message through Apprise: by e-mail, Teams, Slack, a webhook, SMS and the other services that it knows."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from data.sentences import Refusal
from data.watch.channels import is_mail
from watch import secrets

if TYPE_CHECKING:
    from apprise import NotifyBase
    from apprise.logger import NotifyLogEntry
    from apprise.result import AppriseResult

SECONDS = 20  # that a service has to answer

log = logging.getLogger(__name__)


def send(way: str, *, address: str, subject: str, body: str, page: str = "", attached: Iterable[Path] = ()) -> None:
    """Send a message by a way (watch/secrets.py). Raises Refusal where it was not taken; the sentence holds no secret.

    `address`: of a person, for the mail server; '' else. `body`: plain text. `page`: the same as HTML, for services that
    take it; '' makes one of the body. `attached`: files that stay where they are until the message was taken.
    """
    from apprise import Apprise, AppriseAsset, AppriseAttachment, NotifyFormat  # its import is heavy
    from apprise.result import AppriseResultStatus

    service = _service(secrets.address(way), way, address, as_page=bool(page))
    taken = service.notify_format if isinstance(service.notify_format, tuple) else (service.notify_format,)
    as_page = NotifyFormat.HTML in taken and (
        bool(page) or NotifyFormat.TEXT not in taken
    )  # a text would have no plain blanks
    sender = Apprise(asset=AppriseAsset(app_id="e-reputation", app_desc="", app_url=""))
    sender.add(service)
    files = AppriseAttachment([str(path) for path in attached])
    result = sender.notify(
        title=subject,
        body=(page or _page(body)) if as_page else body,
        body_format=NotifyFormat.HTML if as_page else NotifyFormat.TEXT,
        attach=files if len(files) else None,
    )
    if result.status == AppriseResultStatus.SUCCESS:
        return
    reasons = [entry.message for entry in _entries(result)]
    log.warning("message by %s was not taken: %s", way, secrets.hidden(" · ".join(reasons)) or result.status.name)
    if result.status == AppriseResultStatus.TIMEOUT:
        raise Refusal("'{way}' did not answer within {seconds} seconds.", way=way, seconds=SECONDS)
    if result.status == AppriseResultStatus.NOMATCH:
        raise Refusal("The address of '{way}' names nobody to send to.", way=way)
    raise Refusal(
        "'{way}' did not take the message: {reason}.",
        way=way,
        reason=secrets.hidden(reasons[-1]).rstrip(".") if reasons else "no reason was given",
    )


def _service(written: str, way: str, address: str, *, as_page: bool) -> NotifyBase:
    """The service of an address; a mail server is asked to take a page. Raises Refusal for one that Apprise does not know."""
    from apprise import Apprise, AppriseAsset

    asked = {"overflow": "split"}
    if is_mail(way):
        asked |= {"to": address, "format": "html" if as_page else "text"}
    joined = written + ("&" if "?" in written else "?") + urlencode(asked)
    service = Apprise.instantiate(joined, asset=AppriseAsset(app_id="e-reputation", service_timeout=SECONDS))
    if service is None:
        raise Refusal(
            "The address of '{way}' is none that a message can be sent to: it begins with a word such as mailto://, "
            "msteams://, slack:// or jsons://.",
            way=way,
        )
    return service


def _page(body: str) -> str:
    """Plain text as HTML: a paragraph per line, its addresses as links."""
    lines = [html.escape(line) for line in body.splitlines() if line.strip()]
    linked = [re.sub(r"(https?://[^\s<>\"]+)", r'<a href="\1">\1</a>', line) for line in lines]
    return "".join(f"<p>{line}</p>" for line in linked)


def _entries(result: AppriseResult) -> Iterator[NotifyLogEntry]:
    for one in result.results:
        for attempt in one.attempts:
            yield from attempt.logs
    yield from result.call_logs()
