from typing import Any

from botocore.exceptions import ClientError
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes the bucket that S3_BUCKET names where the storage has none; does nothing where files lie in a folder."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.S3_BUCKET:
            self.stdout.write("Files lie in a folder: no bucket is needed.")
            return
        bucket = default_storage.bucket  # type: ignore[attr-defined]
        try:
            bucket.meta.client.head_bucket(Bucket=bucket.name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                raise
            bucket.create()
            self.stdout.write(f"Made the bucket {bucket.name}.")
        else:
            self.stdout.write(f"The bucket {bucket.name} is there already.")
