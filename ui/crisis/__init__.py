"""The crisis watch: spike days, episodes and their causes."""
