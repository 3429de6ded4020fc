"""The law of REX registration (rule book, section 1): pure functions, findings out."""
