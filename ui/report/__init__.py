"""The parts of the screen of reports: which report is shown, its pages, its sentences, its files, what was issued and sent; a chart as a slide."""
