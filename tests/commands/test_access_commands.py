"""What the command line says of the audit log and the sign-ins."""

import io

from commands import store as store_command
from data.decisions.brands import set_role


def said(store, *arguments):
    output, errors = io.StringIO(), io.StringIO()
    code = store_command.run(list(arguments), store, {}, output, errors)
    return code, output.getvalue(), errors.getvalue()


def test_the_log_is_printed_and_a_changed_entry_is_an_error(store):
    set_role(store, "Aurelle", "own", who="test")
    code, text, errors = said(store, "audit")
    assert (code, errors) == (0, "")
    assert [line.split(",")[4] for line in text.splitlines()] == ["action", "brand role"]
    with store.reading() as cursor:  # by other means than the door's
        cursor.execute("update audit_log set after = ''")
    code, _, errors = said(store, "audit")
    assert (code, errors) == (1, "Entry 1 is not as it was written, or one before it is missing.\n")


def test_the_sign_ins_of_a_person_are_ended(store):
    assert said(store, "sign-out", "vera@aurelle.test")[:2] == (0, "Sign-ins ended: 0\n")
