"""`python -m loaders FILE…`: load exports from the command line; see `python -m loaders --help`."""

import sys

from loaders.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
