"""The arguments of `python -m kpis mcp`, apart from the libraries that serve it."""

from __future__ import annotations

import argparse

PORT = 8765


def add_command(command: argparse._SubParsersAction) -> None:
    """Add `mcp` to the commands of `python -m kpis`."""
    made = command.add_parser("mcp", help="answer an assistant by the Model Context Protocol, read-only")
    made.add_argument("--http", action="store_true", help="by HTTP on this machine alone, instead of stdio")
    made.add_argument("--port", type=int, default=PORT)
    made.add_argument("--address", default="127.0.0.1", help="an address of this machine that no other one reaches")
