"""What became of the files that the families wrote, for the count at the end of a run."""

from __future__ import annotations

from collections import Counter

from loaders.receipt import Receipt

FILES: Counter[str] = Counter()
WORDS = {
    "ready": "loaded",
    "loaded": "loaded",
    "already loaded": "loaded",
    "needs an answer": "asked",
    "refused": "refused",
}


def counted(receipt: Receipt) -> Receipt:
    """The receipt; its file is counted as loaded, asked about or refused."""
    FILES[WORDS[receipt.status]] += 1
    return receipt
