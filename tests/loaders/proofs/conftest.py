"""Counts the files that were written and what became of them, over all workers, and prints it at the end.

A file that is read wrong fails its test: the run passes with none of them wrong in silence.
"""

import os

from hypothesis import settings

from tests.loaders.proofs.outcomes import FILES

# the short form writes the same files each time; `make proofs` writes new ones
settings.register_profile("proofs", derandomize="EREPUTATION_PROOFS" not in os.environ)
settings.load_profile("proofs")


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["files of proofs"] = dict(FILES)


def pytest_testnodedown(node, error):
    FILES.update(getattr(node, "workeroutput", {}).get("files of proofs", {}))


def pytest_terminal_summary(terminalreporter):
    if FILES:
        told = ", ".join(f"{count} {what}" for what, count in FILES.most_common())
        wrong = len(terminalreporter.stats.get("failed", ()))
        terminalreporter.write_line(
            f"proofs: {FILES.total()} files written: {told}; families with a wrong one: {wrong}"
        )
