"""`python -m kpis …`, on the store or through the dashboard that holds it."""

import sys

from data import commands
from kpis.commands import parser, run

if __name__ == "__main__":
    arguments = sys.argv[1:]
    parser().parse_args(arguments)
    sys.exit(commands.run("kpis", run, arguments, files={}))
