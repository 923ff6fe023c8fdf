"""Tables for Power BI, Tableau and Excel: what they hold, the folder that they are written into, and when."""
