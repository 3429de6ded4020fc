"""Pages about people and companies, and the portal's own first page."""
