"""What the arrows, verdicts, intervals and alarms do on simulated brands, measured on the product's own code.

`make simulate` runs every section at its full length and writes the table of docs/statistics.md; a short form of each is
a test. A section is a module with TITLE and `rows(runs, chance)`, named in SECTIONS of tests/simulate/__main__.py.
"""
