#!/usr/bin/env bash
# apprise 2.3.0: which format a service takes, asked of the service before a message is written for it.
#
# Expected: `notify_format` is one NotifyFormat; of an e-mail address with ?format=html it is HTML, with ?format=text TEXT.
# Seen: it is one NotifyFormat of some services (Gotify, syslog, Teams workflows) and a tuple of two of others (e-mail,
# Telegram), whatever the address asks for. `== NotifyFormat.HTML` is never true of a tuple, so that code that writes a page
# for services that take one writes a plain text for every mail. What was asked for is told by `url()` alone.
#
# Needs python3 and a package index; touches nothing but a temporary folder. Exit code 1 when the behaviour changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check apprise==2.3.0
"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import sys

from apprise import Apprise, NotifyFormat

MAIL = "mailto://mail.example.org?from=watch@example.org&to=ana@example.org"
ADDRESSES = {
    "mail, html asked": f"{MAIL}&format=html",
    "mail, text asked": f"{MAIL}&format=text",
    "Telegram": "tgram://123456789:abcdefg_hijklmnop/12315544",
    "Gotify": "gotifys://push.example.org/AbCdEfGhIjKlMnO",
}
both = (NotifyFormat.HTML, NotifyFormat.TEXT)
EXPECTED = {"mail, html asked": both, "mail, text asked": both, "Telegram": (NotifyFormat.HTML, NotifyFormat.MARKDOWN), "Gotify": NotifyFormat.TEXT}

print("apprise", importlib.metadata.version("apprise"))
seen = {}
for name, address in ADDRESSES.items():
    service = Apprise.instantiate(address)
    seen[name] = service.notify_format
    told = "html" if "format=html" in service.url() else "text" if "format=text" in service.url() else "no format"
    print(f"{name}: {service.notify_format!r}; its url tells {told}; == HTML is {service.notify_format == NotifyFormat.HTML}")
sys.exit(0 if seen == EXPECTED else 1)
PYTHON
