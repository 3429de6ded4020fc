"""Events for programs: a feed to read them from, and signed webhooks that bring them (docs/webhooks.md).

`events` lists what there is, `listening` writes what happens, `feed` puts it in order, `delivering` sends it.
"""
