"""The worker. Jobs are idempotent scans ("due and not done yet"): a lost message costs one beat."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# How often each scan looks, in seconds.
app.conf.beat_schedule = {
    "render-queued-documents": {"task": "portal.papers.tasks.render_queued", "schedule": 20.0},
    "mail-unsent": {"task": "portal.parties.tasks.mail_unsent", "schedule": 30.0},
    "sweep-letters": {"task": "portal.parties.tasks.sweep_letters", "schedule": 3600.0},
    "remind-of-powers": {"task": "portal.parties.tasks.remind_of_powers", "schedule": 3600.0},
    "sweep-powers": {"task": "portal.parties.tasks.sweep_powers", "schedule": 3600.0},
    "sweep-product-sheets": {"task": "portal.parties.tasks.sweep_product_sheets", "schedule": 3600.0},
    "anchor-event-chains": {"task": "portal.cases.tasks.anchor_chains", "schedule": 3600.0},
    "sweep-wizard": {"task": "portal.cases.tasks.sweep_wizard", "schedule": 3600.0},
    "sweep-tool-results": {"task": "portal.tools.tasks.sweep_results", "schedule": 3600.0},
    "sweep-api": {"task": "portal.api.tasks.sweep_api", "schedule": 3600.0},
    "mail-digests": {"task": "portal.cases.tasks.mail_digests", "schedule": 600.0},
    "deliver-webhooks": {"task": "portal.api.tasks.deliver_webhooks", "schedule": 10.0},
    "sweep-webhooks": {"task": "portal.api.tasks.sweep_webhooks", "schedule": 3600.0},
    "move-sandbox": {"task": "portal.desk.tasks.move_sandbox", "schedule": 20.0},
    "scan-deadlines": {"task": "portal.cases.tasks.scan_deadlines", "schedule": 300.0},
}
