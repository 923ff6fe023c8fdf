"""Sources and methods: coverage, label audits, confusion matrix."""
