"""Input tables, computed before a KPI runs: working time, publishing plan, spikes, crisis days, emerging words."""
