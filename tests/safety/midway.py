"""What happens inside the installation whose parts are killed: `python -m tests.safety.midway prepare|judge NUMBER`.

`prepare` files as many applications as asked and signs two officers in; `judge` looks at what became of them.
Each prints JSON.
"""

import email
import json
import os
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


def prepare(number: int) -> dict[str, Any]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from portal.papers.models import Document
    from portal.parties.models import Agency, Duty, Exporter, Letter, Person, Role, RoleKind
    from tests.conftest import a_person, an_officer
    from tests.registrations.story import submit

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("make_signing_key", verbosity=0)
    malee = a_person("malee", "มาลี ศรีสุข", "Malee Srisuk")
    company = Exporter.objects.create(juristic_id="0105551234567", name_th="สยามเซรามิกส์", name_en="Siam Ceramics")
    Role.objects.create(person=malee, exporter=company, kind=RoleKind.OWNER)
    officers = [
        an_officer("ploy", "พลอย วงศ์ดี", "Ploy Wongdee", Agency.DFT, Duty.RECEPTION, Duty.EXAMINER),
        an_officer("krit", "กฤษณ์ มั่นคง", "Krit Mankhong", Agency.DFT, Duty.APPROVER),
    ]
    cases = [submit(malee, company).reference for _ in range(number)]
    # A hundred papers would take minutes and show no more than these.
    Document.objects.exclude(pk__in=Document.objects.values_list("pk")[:4]).delete()
    Letter.objects.all().delete()

    def session(person: Person) -> str:
        store = SessionStore()
        store[SESSION_KEY] = str(person.pk)
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store[HASH_SESSION_KEY] = person.get_session_auth_hash()
        store.save()
        return str(store.session_key)

    return {"cases": cases, "sessions": {person.email.split("@")[0]: session(person) for person in officers}}


def judge(_number: int) -> dict[str, Any]:
    """Done by hand what the worker's next beats would do; then histories, states, letters and papers are counted."""
    from django.conf import settings
    from django.utils import timezone

    from portal.cases import anchors
    from portal.cases.models import Case, Event
    from portal.papers import making
    from portal.papers.models import Document
    from portal.parties import letters
    from portal.parties.models import Letter

    while letters.mail_unsent(timezone.now() + letters.CLAIM):
        pass
    Document.objects.filter(state=Document.State.RENDERING).update(claimed_at=timezone.now() - 2 * making.STALE)
    Document.objects.update(next_try_at=timezone.now() - timedelta(minutes=1))
    making.make_due()
    mails = Counter(
        email.message_from_string(text)["Message-ID"]
        for path in Path(settings.EMAIL_FILE_PATH).glob("*.log")
        for text in path.read_text(encoding="utf-8").split("-" * 79 + "\n")
        if text.strip()
    )
    return {
        "states": Counter(Case.objects.values_list("state", flat=True)),
        "verbs": Counter(Event.objects.values_list("verb", flat=True)),
        "twice": [list(key) for key, n in Counter(Event.objects.values_list("case", "verb")).items() if n > 1],
        "faults": list(anchors.faults()),
        "letters": Letter.objects.count(),
        "unsent": Letter.objects.filter(sent_at__isnull=True).count(),
        "mails": len(mails),
        "doubled": sum(mails.values()) - len(mails),
        "papers": Counter(Document.objects.values_list("state", flat=True)),
    }


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps({"prepare": prepare, "judge": judge}[sys.argv[1]](int(sys.argv[2]))))
