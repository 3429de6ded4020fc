from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand, CommandError

from portal.parties.models import Agency, Person
from portal.parties.services import appoint_administrator


class Command(BaseCommand):
    help = "Makes somebody who has signed up an agency's administrator, who appoints the other officers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("agency", choices=Agency.values)

    def handle(self, *args: Any, email: str, agency: str, **options: Any) -> None:
        person = Person.objects.filter(email=email.lower(), is_active=True).first()
        if person is None or not EmailAddress.objects.filter(user=person, verified=True).exists():
            raise CommandError(
                f"Nobody has signed up as {email} and confirmed that address. Sign up on the portal first."
            )
        try:
            appoint_administrator(person, Agency(agency))
        except ValueError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{email} administers {Agency(agency).label}.")
