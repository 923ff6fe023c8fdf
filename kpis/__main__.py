"""`python -m kpis …`: see commands/indicators.py."""

import sys

from commands.indicators import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
