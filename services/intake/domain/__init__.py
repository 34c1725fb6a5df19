"""What intake decides, without fetching or writing anything."""
