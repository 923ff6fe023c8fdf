"""Loading of exports: one `.sql` file under formats/ is one export format."""
