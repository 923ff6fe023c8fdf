"""What people decide, dated and attributed: brands, topics, corrections, annotations, settings."""
