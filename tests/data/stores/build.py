"""Makes the stores of earlier versions: `python -m tests.data.stores.build COMMIT…`, each with the program of its commit.

The files are those below; what a version cannot read yet, it refuses. Each store is written beside this file, compressed,
in small blocks.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import zstandard

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SETTLED = """
import sys
sys.path.insert(0, '.')
from pathlib import Path
try:
    from data.migrations import open_store
except ImportError:
    from data.store import Store as open_store
store = open_store(Path(sys.argv[1]))
identity = store.rows("select identity from mention_records where state = 'kept' and text like 'Retard%' order by day limit 1")
try:
    try:
        from data.decisions import corrections
    except ImportError:
        from data import corrections
    corrections.correct(store, identity[0]['identity'], field='sentiment', value='positive', who='ann')
    print('corrected')
except Exception as error:
    print('not corrected:', error)
try:
    with store.writing() as cursor:
        cursor.execute("insert into objectives (role, kpi, mode, target, valid_from, recorded_at, recorded_by) "
                       "values ('senior', 'negative_share', 'absolute', 20, '2026-03-02', '2026-01-01', 'ann')")
    print('objective')
except Exception as error:
    print('no objective:', error)
store.close()
"""


def mentions(first: int, last: int, engagement: int) -> str:
    """Five mentions a day of March 2026 of two brands, some copied, some reworded."""
    lines = ["Date,Brand,Channel,Text,Source,Author,URL,Sentiment,Engagements,ID"]
    for day in range(first, last):
        for row in range(5):
            brand = "Aurelle" if row % 2 == 0 else "Velmont"
            tone = ("negative", "positive", "neutral", "")[(day + row) % 4]
            text = f"Retard de livraison numero {day}" if row < 3 else f"Belle voiture du {day} par {row}"
            ident = f"{day}-{row}" if row else ""
            url = f"https://x.com/a{row}/status/{1000 + day * 10 + row}" if row % 3 else ""
            lines.append(
                f"2026-03-{day:02} 1{row}:05,{brand},X,{text},x.com,author{row},{url},{tone},{engagement + row},{ident}"
            )
    petition = "Aurelle doit rappeler douze mille voitures citadines pour un defaut du systeme de freinage"
    for row in range(3):
        lines.append(
            f"2026-03-10 0{row}:30,Aurelle,X,{petition} @ami{row} https://petition.example/{row},x.com,p{row},,negative,,p{row}"
        )
    return "\n".join(lines) + "\n"


def followers() -> str:
    rows = [f"2026-03-{day:02},Aurelle,X,{1000 + 7 * day},aurelle" for day in range(1, 29)]
    return "\n".join(["Date,Brand,Channel,Followers,Account", *rows]) + "\n"


def posts(reach: int, shares: bool) -> str:
    head = "Date,Brand,Channel,Post,ID,Reach" + (",Shares" if shares else "")
    rows = [
        f"2026-03-{day:02} 09:00,Aurelle,Facebook,Post {day},{day},{reach + day}" + (f",{day}" if shares else "")
        for day in range(2, 20, 2)
    ]
    return "\n".join([head, *rows]) + "\n"


def conversations() -> str:
    rows = [
        f"2026-03-{day:02} 10:00,Aurelle,Facebook,Question {day},c{day},question,2026-03-{day:02} 1{day % 5}:40,yes"
        for day in range(2, 20)
    ]
    return "\n".join(["Received,Brand,Channel,Message,ID,Kind,First reply,Needs answer", *rows]) + "\n"


FILES = {
    "mentions_1.csv": mentions(2, 16, 3),
    "mentions_2.csv": mentions(12, 23, 5),
    "wrong.csv": mentions(20, 23, 900).replace("Aurelle", "Aurel"),
    "followers.csv": followers(),
    "posts_1.csv": posts(1000, True),
    "posts_2.csv": posts(1200, False),
    "conversations.csv": conversations(),
}  # fmt: skip


def build(commit: str, folder: Path) -> None:
    tree, store = folder / "tree", folder / "store.duckdb"
    subprocess.run(
        ["git", "worktree", "add", "--force", "--detach", str(tree), commit], cwd=ROOT, check=True, capture_output=True
    )
    try:
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        environment = {
            **os.environ,
            "EREPUTATION_STORE": str(store),
            "PYTHONPATH": str(tree),
            "EREPUTATION_THREADS": "1",
        }

        def run(*arguments: str) -> str:
            done = subprocess.run(
                [sys.executable, *arguments], cwd=tree, env=environment, capture_output=True, text=True, check=False
            )
            return done.stdout + (done.stderr[-300:] if done.returncode else "")

        print(run("-m", "data", "brands", "--own", "Aurelle"))
        for name in FILES:
            answers = ["--answer", "account=none"] if name.startswith("posts") else []
            print(run("-m", "loaders", str(folder / name), *answers).splitlines()[:3])
        listed = run("-m", "data", "uploads").splitlines()
        wrong = next((line.split()[0] for line in listed if "wrong.csv" in line and "loaded" in line), None)
        if wrong:
            print(run("-m", "data", "undo", wrong))
        run("-m", "data", "settle")
        print(run("-c", SETTLED, str(store)))
        kept(store, HERE / f"{commit}.duckdb.zst", folder)
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)


def kept(store: Path, to: Path, folder: Path) -> None:
    """The store in small blocks, compressed."""
    small = folder / "small.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{store}' as large (read_only)")
        connection.execute(f"attach '{small}' as small (block_size 16384)")
        connection.execute("copy from database large to small")
        comment = connection.execute(
            "select comment from duckdb_tables() where database_name = 'large' and table_name = 'store_info'"
        ).fetchone()
        if comment and comment[0]:
            connection.execute(f"comment on table small.store_info is '{comment[0]}'")
        connection.execute("checkpoint small")
    to.write_bytes(zstandard.ZstdCompressor(level=19).compress(small.read_bytes()))
    print(to.name, small.stat().st_size, to.stat().st_size)


if __name__ == "__main__":
    for one in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as place:
            build(one, Path(place))
