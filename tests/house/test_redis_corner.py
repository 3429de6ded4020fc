"""On Redis the processes of the suite share one database: what one empties, the others keep."""

import pytest
from django.conf import settings
from django.core.cache import cache, caches

pytestmark = pytest.mark.skipif(not settings.REDIS_URL, reason="each process has a cache of files of its own")


def test_one_process_does_not_empty_the_cache_of_another() -> None:
    other = caches.create_connection("default")
    other.key_prefix = "another-process"
    other.set("counter", 4)
    cache.set("counter", 5)

    cache.clear()

    assert cache.get("counter") is None
    assert other.get("counter") == 4
    other.clear()
    assert other.get("counter") is None
