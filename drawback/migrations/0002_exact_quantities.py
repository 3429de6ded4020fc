from django.db import migrations

import drawback.models


class Migration(migrations.Migration):
    dependencies = [("drawback", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name=name,
            name="quantity",
            field=drawback.models.ExactDecimalField(decimal_places=16, max_digits=38, verbose_name="Quantity"),
        )
        for name in ("balance", "cut")
    ]
