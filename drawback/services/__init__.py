"""The verbs of duty drawback: every write to a ledger."""
