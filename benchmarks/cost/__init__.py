"""What one loop costs: processor time, stored rows and bytes, messages."""
