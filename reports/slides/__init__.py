"""The report as slides: native, editable charts and tables on the organisation's own template."""
