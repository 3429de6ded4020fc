import json

from django.db import migrations, models

AT_ONCE = 500


def read_from_the_body(apps, _schema_editor):
    """An event of before says in its body of which procedure its case is."""
    events = apps.get_model("api", "FeedEvent").objects.exclude(type="webhook.ping")
    last = 0
    while some := list(events.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        for event in some:
            event.procedure = json.loads(event.body)["data"]["case"]["procedure"]
        events.bulk_update(some, ["procedure"])
        last = some[-1].pk


class Migration(migrations.Migration):

    dependencies = [("api", "0002_webhooks")]

    operations = [
        migrations.AddField("feedevent", "procedure", models.CharField(blank=True, max_length=30, default=""), False),
        migrations.RunPython(read_from_the_body, migrations.RunPython.noop),
    ]
