"""How a KPI is computed in a scope: periods, coverage, the statement, its run, intervals and tests."""
