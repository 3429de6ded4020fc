"""How many cases a property is tried with: a few hundred; fewer where the same test runs for thousands of mutants."""

import os

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("EXAMPLES", "300"))
many = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# The same for one of several variants of a test, which together come to as many.
some = settings(many, max_examples=max(EXAMPLES // 5, 25))
