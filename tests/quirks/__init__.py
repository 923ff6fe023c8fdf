"""Each quirk of real exports as a specification."""
