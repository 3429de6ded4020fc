import time
from pathlib import Path

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def wait() -> str:
    folder = Path(settings.VAR)
    (folder / "rendering").touch()
    while (folder / "hold").exists():
        time.sleep(0.02)
    return ""
