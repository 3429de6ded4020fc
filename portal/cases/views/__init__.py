"""The pages of an exporter's cases: each parses, makes one call, answers."""
