"""Where messages are sent to: addresses with passwords or keys in them, by name, from outside the store.

Of a way NAME, the environment variable EREPUTATION_NOTIFY_NAME, else NAME in the table [notify] of Streamlit's
secrets.toml (in .streamlit beside the program, or in the home folder). An address is one of Apprise: mailto://, msteams://,
slack://, json:// …
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from data.sentences import Refusal

PREFIX = "EREPUTATION_NOTIFY_"
TABLE = "notify"
_PLACES = (Path(__file__).parent.parent / ".streamlit", Path.home() / ".streamlit")


def address(way: str) -> str:
    """The address of a way, as it was written. Raises Refusal where there is none, or the secrets cannot be read."""
    found = known().get(way.upper())
    if not found:
        raise Refusal(
            "No address of '{way}' is known: write it as {variable} into the environment of the server, or as {way} into "
            "the table [notify] of .streamlit/secrets.toml.",
            way=way.upper(),
            variable=f"{PREFIX}{way.upper()}",
        )
    if "://" not in found:
        raise Refusal(
            "The address of '{way}' is none that a message can be sent to: it begins with a word such as mailto://, "
            "msteams://, slack:// or jsons://.",
            way=way.upper(),
        )
    return found


def known() -> dict[str, str]:
    """Way -> address, of all ways; names in capitals. Raises Refusal where a file of secrets cannot be read."""
    found: dict[str, str] = {}
    for place in reversed(_PLACES):
        found |= _of_file(place / "secrets.toml")
    if os.environ.get("EREPUTATION_SECRETS"):  # where the sign-in is read from
        found |= _of_file(Path(os.environ["EREPUTATION_SECRETS"]))
    of_environment = {name: value for name, value in os.environ.items() if name.startswith(PREFIX) and value.strip()}
    return found | {name.removeprefix(PREFIX).upper(): value.strip() for name, value in of_environment.items()}


def _of_file(path: Path) -> dict[str, str]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get(TABLE, {})
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:  # the reason may quote the file: it stays out of the sentence
        raise Refusal("The file {name} of secrets cannot be read: it is not valid TOML, or not readable.", name=path.name) from error  # fmt: skip
    if not isinstance(table, dict):
        return {}
    return {str(name).upper(): value for name, value in table.items() if isinstance(value, str) and value.strip()}


def hidden(text: str) -> str:
    """A text without what may be secret in it: whatever follows the scheme of an address, and the secrets themselves."""
    for value in sorted(known().values(), key=len, reverse=True):
        text = text.replace(value, "***")
    return re.sub(r"\b([a-z][a-z0-9+.-]*://)\S+", r"\1***", text, flags=re.IGNORECASE)
