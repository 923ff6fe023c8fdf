"""From text to typed columns: dates, decimals and sentiments, by rules for the whole column."""
