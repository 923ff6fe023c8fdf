"""Brand-health indicators: one `.sql` file is one KPI, in the folder of its casquette."""
