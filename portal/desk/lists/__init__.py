"""The lists that the agencies keep themselves, on the officers' site: looked at by all, changed by administrators."""
