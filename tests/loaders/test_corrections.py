"""Rejected records come back in the shape of their file, are corrected, and load again without a question."""

import io
import zipfile

import pytest

from loaders.corrections import rejects_file, rejects_name
from loaders.load import load

SHEET = (
    "Veille de mars;;;\nDate;Texte;Portée;Réseau\n05/02/2026;Bonjour;12;x\n"
    '06/02/2026;=@aurelle bravo;"beau;coup";x\n31/02/2026;Sans jour;3;x\n'
)
ANSWERS = {"columns": "accept", "brand": "Aurelle", "date_order": "dmy"}


def given(store, folder, name, data, **options):
    path = folder / name
    path.write_bytes(data)
    return load(store, path, name=name, who="test", origin="test", **options)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_rejects_are_corrected_and_load_without_a_new_question(store, tmp_path, encoding):
    first = given(store, tmp_path, "veille.csv", SHEET.encode(), answers=ANSWERS)
    assert (first.kept, first.rejected) == (1, 2)
    said = {"Rejected: reason": "Motif du rejet", "is not a valid whole number": "n'est pas un nombre entier"}
    text = rejects_file(store, first.upload_id, said=lambda one: said.get(one, one)).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "Veille de mars;;;"
    assert lines[1].startswith("Date;Texte;Portée;Réseau;")
    assert f"Motif du rejet [rejects {first.upload_id}]" in lines[1]
    assert lines[2].endswith("n'est pas un nombre entier")
    corrected = text.replace('"beau;coup";x', "7;x").replace("31/02/2026", "28/02/2026", 1)
    again = given(store, tmp_path, "corrige.csv", corrected.encode(encoding))
    assert (again.status, again.kept, again.rejected, again.questions) == ("loaded", 2, 0, ())
    rows = store.rows("select text, reach from mentions order by day")
    assert [(row["text"], row["reach"]) for row in rows] == [("Bonjour", 12), ("=@aurelle bravo", 7), ("Sans jour", 3)]


def test_rejects_of_several_tables_are_a_zip(store, tmp_path):
    text = "Date,Brand,Channel,Followers\n2026-03-01,A,X,5\n2026-03-02,A,X,five\n"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("un.csv", text)
        target.writestr("deux.csv", text.replace("2026", "2025"))
    receipt = given(store, tmp_path, "two.zip", archive.getvalue())
    assert rejects_name(store, receipt.upload_id).endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(rejects_file(store, receipt.upload_id))) as found:
        parts = [found.read(name).decode("utf-8-sig") for name in found.namelist()]
    assert [text.count("five") for text in parts] == [2, 2]
    again = given(store, tmp_path, "c.csv", parts[0].replace("five", "6", 1).encode())
    assert (again.status, again.kept) == ("loaded", 1)
