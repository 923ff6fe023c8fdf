"""`python -m watch`: see commands/watch_rounds.py."""

import sys

from commands.watch_rounds import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
