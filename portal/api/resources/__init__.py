"""The endpoints: each parses, calls one service, and answers what a shape says."""
