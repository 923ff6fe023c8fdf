"""requirements.lock is what the image installs: all that requirements.txt brings, by hash, and what is tested here."""

import importlib.metadata
import re

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_house import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s\\\\;]+)", re.MULTILINE)


def pinned(text: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PINNED.findall(text)}


def brought(names) -> set[str]:
    """What packages need on this machine, and what that needs."""
    found, left = set(), list(names)
    while left:
        name = canonicalize_name(left.pop())
        if name in found:
            continue
        found.add(name)
        for line in importlib.metadata.requires(name) or ():
            one = Requirement(line)
            if one.marker is None or one.marker.evaluate({"extra": ""}):
                left.append(one.name)
    return found


def test_each_version_that_is_asked_for_is_the_one_that_is_locked():
    asked = pinned((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert len(asked) > 15
    assert {name: pinned(LOCK).get(name) for name in asked} == asked


def test_what_is_locked_is_what_is_asked_for_and_all_that_it_needs():
    asked = pinned((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert set(pinned(LOCK)) == brought(asked)


def test_what_is_locked_is_what_is_tested_here():
    installed = {name: importlib.metadata.version(name) for name in pinned(LOCK)}
    assert installed == pinned(LOCK)


def test_every_package_has_the_hashes_of_its_files_and_no_address():
    parts = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(parts) == len(pinned(LOCK))
    for part in parts:
        first, *hashes = part.replace(" \\\n", "\n").splitlines()
        assert PINNED.fullmatch(first.split(" ;")[0].strip()), first
        assert hashes, first
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}", one) for one in hashes), first
    assert "://" not in LOCK


def test_the_image_installs_by_hash_alone():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^RUN (.*pip .*)$", text, re.MULTILINE) == [
        "pip install --no-cache-dir --require-hashes -r requirements.lock"
    ]
    assert "FROM python:3.11" in text  # the lock is that of this version
