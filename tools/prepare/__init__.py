"""Set-up, from a fresh machine to a portal that answers. Standard library only: nothing is installed yet."""
