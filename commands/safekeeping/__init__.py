"""What keeps a store from being lost: backups by command and by schedule, the check, the rebuild, the doctor."""
