"""The law of ASEAN Form D (FD-1 to FD-22), as pure functions."""
