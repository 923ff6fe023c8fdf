"""What the crisis watch found, what people did about it, and who is told: kept in the store."""
