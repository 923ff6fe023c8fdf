"""Personal data: what is held, for how long, under which names, and how one person's are erased."""
