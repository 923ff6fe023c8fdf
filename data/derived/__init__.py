"""What is derived from records: near-duplicates, topics, sentiment labels, the daily roll-up."""
