"""The logo of the organisation, made small enough for a page, whatever was given."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

MOST = (660, 156)  # pixels: three times those of the page


@dataclass(frozen=True)
class Logo:
    """A PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


@lru_cache(maxsize=8)
def logo_of(given: bytes) -> Logo | None:
    """The picture, scaled down to `MOST`; None for none, and for bytes that are no picture or one of too many pixels."""
    if not given:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(given))
            picture.draft("RGB", MOST)
            picture = picture.convert("RGBA")
    except Exception:  # a broken file fails in many ways: the report goes without its logo
        return None
    picture.thumbnail(MOST, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return Logo(out.getvalue(), *picture.size)
