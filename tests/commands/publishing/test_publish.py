"""Tables for Power BI, Tableau and Excel: the figures of the screens, whole or not at all, for this user alone."""

import csv
import hashlib
import io
import json
import math
import os
import shutil
import subprocess
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as parquet
import pytest

from commands.indicators import main, run
from commands.publishing import folder as publishing
from commands.publishing import tables
from commands.publishing.columns import EPISODES, FIGURES, MENTIONS, TABLES, TYPES, VERDICTS
from commands.scorecards import lines_of, row_of
from data.access import reading
from data.access.acting import ANALYST, APPROVER, Actor, acting
from data.cells import neutral
from data.decisions import brands as brand_roles
from data.decisions import drop_folder, published
from data.ledger import withdraw
from data.sentences import Refusal
from kpis.analysis import episodes as watch
from kpis.analysis.period_scorecard import Look
from kpis.catalogue import catalogue
from kpis.compute import compute
from kpis.engine import periods
from kpis.engine.scope import Scope
from tests.canonical import brands, daily, followers, mentions

TODAY = date(2026, 4, 20)
FORBIDDEN = {"uuid", "time", "interval", "timestamp_ns", "hugeint"}


EARLIER = date(2026, 1, 1)  # a day on which no week of the data is over: mentions are published, no figure is computed


def filled(store):
    """Aurelle: 10 a day on x for twelve weeks from 12 January, then 20; 2 a day in the news. Novane: 4 a day on x."""
    mentions(store, daily("2026-01-12", [10] * 84 + [20] * 7, Brand="Aurelle", Channel="x", Sentiment="negative"))
    mentions(store, daily("2026-01-12", [2] * 91, Brand="Aurelle", Channel="news", Text="=1+1"))
    mentions(store, daily("2026-01-12", [4] * 91, Brand="Novane", Channel="x"))
    followers(store, "Day | Brand | Channel | Followers\n2026-02-02 | Aurelle | x | 1000")
    brands(store, own="Aurelle")
    return store


@pytest.fixture
def told(store):
    return filled(store)


@pytest.fixture(scope="module")
def whole(shelf, tmp_path_factory):
    """A store and the folder of all its tables, both only read."""
    store, place = filled(shelf.take()), tmp_path_factory.mktemp("whole")
    done = publishing.publish(store, place, today=TODAY, scored_weeks=2)
    assert (done.span.since, done.span.until) == (date(2026, 1, 12), date(2026, 4, 12))
    yield store, place
    shelf.give_back(store)


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    return folder


@pytest.fixture
def call(store):
    def command(*arguments):
        output, errors = io.StringIO(), io.StringIO()
        code = run(["publish", *map(str, arguments)], store, {}, output, errors)
        return code, output.getvalue(), errors.getvalue()

    return command


def put(store, place, *, today=EARLIER, **options):
    return publishing.publish(store, place, today=today, scored_weeks=2, **options)


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@cache
def computed(store, kpi):
    """The figures of every published week as `kpis.compute` gives them: (brand, network, Monday) -> the row."""
    since, until = date(2026, 1, 12), date(2026, 4, 12)
    grain = "four weeks" if kpi.weeks == 4 else "week"
    found = {}
    for row in compute(store, kpi.id, Scope(since, until, ("Aurelle", "Novane"), today=TODAY), grain=grain).to_dict(
        "records"
    ):
        found[row["series"], None, row["period"].date()] = row
    for one in ("Aurelle", "Novane") if "channel" in kpi.by else ():
        of_brand = Scope(since, until, (one,), today=TODAY)
        for row in compute(store, kpi.id, of_brand, grain=grain, by="channel").to_dict("records"):
            found[one, row["series"], row["period"].date()] = row
    return found


def same(left, right, tolerance=0.0):
    """Whether two figures are one, or both unknown; the tolerance is a part of the figure."""
    left, right = (None if value is None or pd.isna(value) else float(value) for value in (left, right))
    if left is None or right is None:
        return left is right
    return math.isclose(left, right, rel_tol=tolerance, abs_tol=0)


def check_figures(frame, store, names, tolerance=0.0):
    """Every figure of a table that was read back, for each of these KPIs that no role changes."""
    checked = 0
    for kpi in map(catalogue().get, names):
        if tables.depends_on_role(kpi):
            continue
        rows = frame[frame["kpi"] == kpi.id]
        wanted = computed(store, kpi)
        assert len(rows) == len(wanted), kpi.id
        for row in rows.to_dict("records"):
            network = None if pd.isna(row["network"]) else row["network"]
            expected = wanted[row["brand"], network, pd.Timestamp(row["week"]).date()]
            for name in ("value", "n", "low", "high", "covered_days"):
                assert same(row[name], expected[name], tolerance), (kpi.id, name, row)
            assert row["state"] == expected["state"]
            checked += not pd.isna(row["value"])
    assert checked > 6 * len(names)


def test_parquet_read_by_pandas_and_duckdb_and_csv_hold_the_figures_of_compute(whole, tried_kpis):
    told, place = whole
    by_pandas = pd.read_parquet(place / "figures.parquet")
    check_figures(by_pandas, told, tried_kpis)
    with duckdb.connect() as engine:
        by_duckdb = engine.execute(f"from '{place}/figures.parquet'").df()
        assert engine.execute(f"select count(*) from '{place}/figures.csv'").fetchone() == (len(by_pandas),)
    check_figures(by_duckdb, told, tried_kpis)
    check_figures(pd.read_csv(place / "figures.csv", keep_default_na=False, na_values=[""]), told, tried_kpis)


def test_csv_as_libreoffice_imports_it_holds_the_same_figures(whole, tried_kpis, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: its import of the CSV is not tried")
    told, place = whole
    kind = "CSV:44,34,UTF8,1,,1033,false,true"  # comma, quote, English numbers
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", f"--infilter={kind}",
         "--convert-to", "xlsx", "--outdir", str(tmp_path), str(place / "figures.csv")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    # a spreadsheet keeps fifteen digits of the seventeen of a figure
    check_figures(pd.read_excel(tmp_path / "figures.xlsx", engine="openpyxl"), told, tried_kpis, tolerance=1e-14)


def test_verdicts_are_the_lines_of_the_scorecard(whole):
    told, place = whole
    frame = pd.read_parquet(place / "verdicts.parquet")
    assert set(frame["role"]) == {"senior", "stagiaire"}
    assert set(frame["week"]) == {date(2026, 3, 30), date(2026, 4, 6)}
    for role in ("senior", "stagiaire"):
        look = Look("Aurelle", periods.week(date(2026, 4, 6)), role, TODAY)
        lines = [line for line in lines_of(told, look) if line.objective is not None]
        mine = frame[(frame["role"] == role) & (frame["week"] == date(2026, 4, 6))]
        assert len(mine) == len(lines)
        rows = {row["kpi"]: row for row in mine.to_dict("records") if pd.isna(row["network"])}
        for line in lines:
            expected, row = row_of(line, look), rows[line.kpi.id]
            for name in ("value", "n", "low", "high", "target", "target_high", "baseline", "difference", "p_value"):
                assert same(row[name], expected[name]), (line.kpi.id, name)
            for name in ("reason", "arrow", "state"):
                assert (None if pd.isna(row[name]) else row[name]) == expected[name], (line.kpi.id, name)
            assert row["verdict"] in (expected["verdict"], "unjudged")
    assert {"unjudged", "none"} <= set(frame["verdict"])
    assert frame["reason_fr"].notna().sum() == frame["reason"].notna().sum() > 0


def test_episodes_are_those_of_the_watch(store):
    quiet = [5] * 7 * 12
    mentions(
        store, daily("2026-01-12", [*quiet, 60, 80, 5, 5, 5, 5, 5], Brand="Aurelle", Channel="x", Sentiment="negative")
    )
    brands(store, own="Aurelle")
    asked = tables.Asked(store, tables.span(store, TODAY), TODAY, 1, lambda: None)
    (row,) = [row for batch in tables.batches(EPISODES, asked) for row in batch.to_pylist()]
    scope = Scope(date(2026, 1, 12), date(2026, 4, 12), ("Aurelle",), today=TODAY)
    (expected,) = watch.episodes(watch.watched(store, scope))
    assert (row["since"], row["until"], row["level"]) == (expected.since, expected.until, expected.level)
    assert (row["peak_day"], row["observed"], row["z"]) == (expected.peak.day, expected.peak.observed, expected.peak.z)


def test_each_mention_can_be_opened_down_to_its_record(whole):
    told, place = whole
    frame = pd.read_parquet(place / "mentions.parquet")
    assert len(frame) == 84 * 10 + 7 * 20 + 91 * 2 + 91 * 4  # every mention that counts
    assert not frame.duplicated(list(MENTIONS.key)).any()
    assert dict(frame.groupby("brand")["brand_role"].first()) == {"Aurelle": "own", "Novane": "other"}
    volume = compute(told, "mention_volume", Scope(date(2026, 4, 6), date(2026, 4, 12), today=TODAY))
    week = frame[frame["day"] >= date(2026, 4, 6)]
    assert dict(week.groupby("brand").size()) == dict(zip(volume["series"], volume["value"], strict=True))
    one = frame.iloc[0]
    found = told.rows(
        "select brand, text from mention_records where upload_id = ? and part = ? and record = ?",
        [one["upload_id"], one["part"], int(one["record"])],
    )
    assert [(row["brand"], row["text"]) for row in found] == [(one["brand"], one["text"])]


def test_no_cell_of_a_csv_is_a_formula_and_what_is_missing_is_empty(whole):
    _told, place = whole
    for path in place.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        assert [cell for row in rows for cell in row if neutral(cell) != cell and not cell.startswith("'")] == [], path
    texts = pd.read_csv(place / "mentions.csv")["text"]
    assert (texts == "'=1+1").sum() == 182
    rows = list(csv.DictReader(io.StringIO((place / "figures.csv").read_text("utf-8-sig"))))
    missing = [row for row in rows if row["state"] == "missing"]
    assert missing
    assert {row["value"] for row in missing} == {""}


def test_types_are_those_that_every_engine_reads_and_the_dictionary_says_so(whole):
    _told, place = whole
    told_of = json.loads((place / "dictionary.json").read_text())
    for table in TABLES:
        assert parquet.read_schema(place / f"{table.name}.parquet").equals(table.schema)
        with duckdb.connect() as engine:
            kinds = engine.execute(f"describe from '{place}/{table.name}.parquet'").fetchall()
        assert not FORBIDDEN & {row[1].lower() for row in kinds}
        mine = [row for row in told_of if row["table"] == table.name]
        assert [row["column"] for row in mine] == [row[0] for row in kinds]
        header = (place / f"{table.name}.csv").read_text("utf-8-sig").splitlines()[0]
        assert header.split(",") == [row["column"] for row in mine]
        for row in mine:
            assert row["meaning"]
            assert row["meaning_fr"] not in ("", row["meaning"]), row["column"]
            assert (row["time_zone"] != "") == (row["type"] in ("day", "moment")), row["column"]
        frame = pd.read_parquet(place / f"{table.name}.parquet")
        assert not frame.duplicated(list(table.key)).any(), table.name
    described = (place / "dictionary.md").read_text()
    assert all(f"`{column}`" in described for table in TABLES for column in table.schema.names)
    assert "Fuseau horaire" in described
    assert {one.kind for table in TABLES for one in table.columns} <= set(TYPES)
    assert FIGURES.key[0] == "kpi"
    assert VERDICTS.key[0] == "role"


def test_the_manifest_comes_last_and_holds_the_hash_of_every_file(whole):
    _told, place = whole
    manifest = json.loads((place / "publication.json").read_text())
    assert set(manifest["files"]) == {path.name for path in place.iterdir()} - {"publication.json"}
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == sha256
    assert manifest["weeks"] == {
        "from": "2026-01-12", "to": "2026-04-12", "last_is_complete": True, "of_verdicts": 2
    }  # fmt: skip
    newest = max(place.iterdir(), key=lambda path: path.stat().st_ctime_ns)
    assert newest.name == "publication.json"


def test_files_are_for_this_user_alone(told, place):
    former = os.umask(0o022)
    try:
        put(told, place)
    finally:
        os.umask(former)  # the mask is the whole process's: the tests after this one keep theirs
    assert {path.stat().st_mode & 0o777 for path in place.iterdir()} == {0o600}


def test_files_of_an_earlier_version_go_and_those_of_others_stay(told, place):
    put(told, place)
    manifest = json.loads((place / "publication.json").read_text())
    (place / "posts.csv").write_text("of an earlier version")
    (place / "dashboard.pbix").write_text("of somebody")
    manifest["files"] |= {"posts.csv": "", "../outside.csv": "", "gone.csv": ""}
    (place.parent / "outside.csv").write_text("not ours")
    (place / "publication.json").write_text(json.dumps(manifest))
    put(told, place)
    assert not (place / "posts.csv").exists()
    assert (place / "dashboard.pbix").read_text() == "of somebody"
    assert (place.parent / "outside.csv").exists()


def test_a_folder_with_a_file_of_somebody_under_one_of_these_names_is_refused(told, place):
    (place / "mentions.csv").write_text("mine")
    with pytest.raises(Refusal, match=r"holds a file mentions\.csv that was not published from here"):
        put(told, place)
    assert content(place) == {"mentions.csv": b"mine"}


def test_a_folder_that_is_gone_or_takes_no_writing_gives_a_sentence(told, place, tmp_path):
    put(told, place)
    before = content(place)
    with pytest.raises(Refusal, match=r"is gone: the tables were not published"):
        put(told, tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    if os.geteuid() != 0:
        place.chmod(0o500)
        try:
            with pytest.raises(Refusal, match=r"cannot be published into .*Permission denied"):
                put(told, place)
        finally:
            place.chmod(0o700)
    assert content(place) == before


FULL = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from commands.publishing import folder
from data.migrations import open_store
from data.sentences import Refusal
store = open_store(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    folder.publish(store, Path(sys.argv[2]), today=date(2026, 1, 1), scored_weeks=1)
except Refusal as refusal:
    print(refusal)
import os
os._exit(0)
"""


def test_a_disk_that_is_full_gives_a_sentence_and_leaves_files_and_store(told, place, tmp_path):
    """A process that may write no file beyond 20,000 bytes: as a full disk, an error in the midst of a table."""
    put(told, place)
    before = content(place)
    folder = tmp_path / "copied"
    shutil.copytree(told.path.parent, folder)
    records = told.value("select count(*) from mention_records")
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [root / ".venv/bin/python", "-c", FULL, folder / told.path.name, place],
        capture_output=True, text=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, timeout=300,
    )  # fmt: skip
    assert "cannot be published into" in done.stdout, done.stderr
    assert content(place) == before
    assert told.value("select count(*) from mention_records") == records


def test_a_file_that_cannot_be_replaced_leaves_all_of_before(told, place):
    put(told, place)
    (place / "mentions.csv").unlink()
    (place / "mentions.csv").mkdir()  # no file can take its place
    before = {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}
    withdraw(told, told.value("select max(upload_id) from uploads"), who="ann")
    with pytest.raises(Refusal, match="cannot be published"):
        put(told, place)
    assert {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()} == before


def test_a_write_meanwhile_publishes_nothing(told, place):
    calls = []

    def write_once():
        if not calls:
            calls.append(1)
            brand_roles.set_role(told, "Novane", "competitor", who="ann")
        return False

    with pytest.raises(publishing.Changed):
        put(told, place, is_stopped=write_once)
    assert list(place.iterdir()) == []
    with pytest.raises(publishing.Stopped):
        put(told, place, is_stopped=lambda: True)
    assert list(place.iterdir()) == []


def test_what_is_withdrawn_is_gone_from_the_next_publication(told, place):
    put(told, place)
    news = told.value("select max(upload_id) from mention_records where channel = 'news'")
    withdraw(told, news, who="ann")
    put(told, place)
    frame = pd.read_parquet(place / "mentions.parquet")
    assert set(frame["network"]) == {"x"}


def test_only_an_approver_of_every_brand_publishes(told, place):
    for who in (Actor("ann", ANALYST), Actor("bob", APPROVER, brands=("Novane",))):
        with acting(who), pytest.raises(Refusal):
            put(told, place)
        with acting(who), pytest.raises(Refusal):
            published.choose(told, str(place), who=who.name)
    assert list(place.iterdir()) == []
    with acting(Actor("eve", APPROVER)):
        put(told, place)
    *_, last = reading.entries(told)
    assert "export" in last
    assert str(place) in json.dumps(last, default=str)


def test_a_copy_for_a_limited_access_is_never_published(told, place):
    told.limited_to = ("Novane",)
    with pytest.raises(Refusal, match="limited to some brands"):
        put(told, place)
    told.limited_to = None


def test_an_empty_store_publishes_empty_tables_and_says_so(store, place, call):
    code, output, errors = call(place)
    assert (code, errors) == (0, "")
    assert "nothing was loaded yet" in output
    assert len(pd.read_parquet(place / "figures.parquet")) == 0
    assert len(pd.read_parquet(place / "kpis.parquet")) == len(catalogue())


@pytest.mark.parametrize("written", ["tables", "{store}", "{store}/e-reputation.files/x", "{file}"])
def test_a_folder_that_something_else_needs_is_refused(told, tmp_path, call, written):
    (tmp_path / "file").write_text("x")
    named = written.format(store=told.path.parent, file=tmp_path / "file")
    code, output, errors = call(named)
    assert (code, output) == (1, "")
    assert errors.count("\n") == 1


def test_the_inbox_folder_is_not_published_into(told, tmp_path, call):
    drop_folder.choose(told, str(tmp_path / "in"), language="en", who="ann")
    assert "whose files are loaded" in call(tmp_path / "in")[2]


def test_the_command_makes_the_folder_and_not_the_one_it_stands_in(tmp_path, call):
    assert call(tmp_path / "new", "--verdict-weeks", "1")[0] == 0
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert "cannot be made" in call(tmp_path / "a/b")[2]
    assert not (tmp_path / "a").exists()


def test_the_command_says_what_was_published_for_machines(store, place, call):
    mentions(store, daily("2026-03-02", [1] * 7, Brand="Aurelle", Channel="x"))
    code, output, _ = call(place, "--verdict-weeks", "1", "--json")
    assert code == 0
    told = json.loads(output)
    assert told["weeks"] == {"from": "2026-03-02", "to": "2026-03-08"}
    assert told["rows"]["mentions"] == 7
    assert set(told["rows"]) == {table.name for table in TABLES}


def test_the_standing_folder_is_set_and_ended_by_the_command(store, place, call):
    assert call(place, "--standing")[0] == 0
    assert published.folder(store) == str(place)
    assert call("--off")[0] == 0
    assert published.folder(store) == ""
    assert (place / "figures.csv").exists()
    assert call()[2].startswith("Name the folder")


def test_the_environment_alone_names_the_folder(told, place, call, monkeypatch):
    monkeypatch.setenv("EREPUTATION_PUBLISH", str(place))
    assert published.folder(told) == str(place)
    assert "EREPUTATION_PUBLISH is set" in call("--off")[2]
    monkeypatch.setenv("EREPUTATION_PUBLISH", "off")
    assert published.folder(told) == ""


def test_a_folder_is_taken_from_where_the_command_is_given(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EREPUTATION_STORE", str(tmp_path / "s" / "store.duckdb"))
    assert main(["publish", "publish"]) == 0
    assert (tmp_path / "publish" / "figures.parquet").exists()


def test_every_number_is_a_number(whole):
    _told, place = whole
    for table in TABLES:
        for batch in parquet.ParquetFile(place / f"{table.name}.parquet").iter_batches():
            for name, kind in zip(table.schema.names, table.schema.types, strict=True):
                if str(kind) == "double":
                    cells = batch.column(name).to_pylist()
                    assert all(cell is None or math.isfinite(cell) for cell in cells), (table.name, name)


def test_weeks_begin_with_the_first_whole_one(store):
    mentions(store, daily("2026-03-04", [1] * 26, Brand="Aurelle", Channel="x"))  # a Wednesday to a Sunday
    found = tables.span(store, TODAY)
    assert (found.since, found.until) == (date(2026, 3, 9), date(2026, 3, 29))
    assert found.mondays == [date(2026, 3, 9) + timedelta(days=7 * one) for one in range(3)]
