"""What the store is put through: kills, disks, hostile files, many sessions. `python -m tests.torture [PART…]`."""
