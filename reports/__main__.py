"""`python -m reports …`: see commands/reports.py."""

import sys

from commands.reports import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
