"""The law of watch-list goods (WL-1 to WL-11), as pure functions."""
