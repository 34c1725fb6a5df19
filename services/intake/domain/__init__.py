"""The decisions of intake, without fetching or writing anything."""
