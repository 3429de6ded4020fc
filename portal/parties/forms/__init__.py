"""What people fill in about themselves and their companies; fields only, no decisions."""
