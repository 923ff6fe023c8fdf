"""`python -m data …`: see commands/store.py."""

import sys

from commands.store import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
