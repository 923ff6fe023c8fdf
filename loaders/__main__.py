"""`python -m loaders FILE…`: see commands/load_files.py."""

import sys

from commands.load_files import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
