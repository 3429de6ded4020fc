"""The law of duty drawback under section 19 bis (DB, P, I, F, E, C, G and R), as pure functions."""
