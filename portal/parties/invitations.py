"""Invitations by e-mail: sent, sent again, withdrawn, accepted, declined."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from . import bilingual, letters, members, words
from .actors import Actor
from .company import held, held_by_owner, write_down
from .models import CompanyChange, Exporter, Invitation, Officer, Person, Power, Role

GOOD_FOR = timedelta(days=14)
MOST_OPEN = 50  # of one company: nobody's mailbox is flooded from here
Verb = CompanyChange.Verb
End = Invitation.End


class NotInvited(Exception):
    """Nobody was invited; `why` is member (has a role already), invited (an invitation is open) or many."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotTaken(Exception):
    """The invitation was not taken up; `why` is closed (over or used), other (another person's) or officer."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def invite(exporter: Exporter, actor: Actor, email: str, kinds: Iterable[str], at: datetime) -> Invitation:
    """Asks somebody to join with these roles. Raises NotInvited, PermissionDenied for who is no owner."""
    email = email.lower()
    with held_by_owner(exporter, actor) as company:
        if Role.objects.filter(exporter=company, person__email=email).exists():
            raise NotInvited("member")
        # One that is over makes room for the next.
        over = Invitation.objects.filter(exporter=company, email=email, closed_at=None, good_until__lte=at)
        over.update(closed_at=at, ended_as=End.WITHDRAWN)
        if Invitation.objects.open(at).filter(exporter=company, email=email, power=None).exists():
            raise NotInvited("invited")
        invitation = ask(company, actor, email, at, kinds=sorted(set(kinds)))
        write_down(company, actor.someone, Verb.INVITED, at, about=email, after=invitation.kinds)
    return invitation


def ask(
    exporter: Exporter, actor: Actor, email: str, at: datetime, *, kinds: list[str], power: Power | None = None
) -> Invitation:
    """Writes an invitation and its letter, within the transaction that holds the company. Raises NotInvited."""
    if Invitation.objects.open(at).filter(exporter=exporter).count() >= MOST_OPEN:
        raise NotInvited("many")
    code = Invitation.new_code()
    invitation = Invitation.objects.create(
        exporter=exporter,
        email=email.lower(),
        kinds=kinds,
        power=power,
        digest=Invitation.digest_of(code),
        invited_by=actor.someone,
        invited_at=at,
        good_until=at + GOOD_FOR,
    )
    _post(invitation, code, at)
    return invitation


def send_again(invitation: Invitation, actor: Actor, at: datetime) -> None:
    """A new letter with a new address, good for as long again; the old address ends. Raises NotTaken("closed")."""
    with held_by_owner(invitation.exporter, actor) as company:
        code = Invitation.new_code()
        again = Invitation.objects.filter(pk=invitation.pk, closed_at=None)
        if not again.update(digest=Invitation.digest_of(code), good_until=at + GOOD_FOR):
            raise NotTaken("closed")
        invitation.refresh_from_db()
        _post(invitation, code, at)
        write_down(company, actor.someone, Verb.INVITED_AGAIN, at, about=invitation.email)


def withdraw(invitation: Invitation, actor: Actor, at: datetime) -> None:
    """Ends an invitation that nobody has taken up, and the power in it. Raises NotTaken("closed")."""
    with held_by_owner(invitation.exporter, actor) as company:
        close(invitation, End.WITHDRAWN, at)
        Power.objects.filter(invitation=invitation).update(ended_at=at, ended_by=actor.someone)
        write_down(company, actor.someone, Verb.WITHDREW, at, about=invitation.email)


def find(code: str, at: datetime) -> Invitation | None:
    """The open invitation of this code."""
    found = Invitation.objects.open(at).filter(digest=Invitation.digest_of(code))
    return found.select_related("exporter", "invited_by", "power").first()


def to(person: Person, at: datetime) -> QuerySet[Invitation]:
    """The open invitations to the person's own address (which they have confirmed, or they could not sign in)."""
    mine = Invitation.objects.open(at).filter(email=person.email)
    return mine.select_related("exporter", "invited_by", "power")


def accept(invitation: Invitation, person: Person, at: datetime) -> None:
    """Gives the person the roles, or the power. Raises NotTaken; clicked twice, it is done once."""
    _see_whose(invitation, person)
    with held(invitation.exporter) as company:
        close(invitation, End.ACCEPTED, at)
        if invitation.power is not None:
            Power.objects.filter(pk=invitation.power.pk, ended_at=None).update(agent=person)
            write_down(company, person, Verb.POWER_TAKEN_UP, at, about=person.email)
        else:
            roles = [Role(person=person, exporter=company, kind=kind) for kind in invitation.kinds]
            Role.objects.bulk_create(roles, ignore_conflicts=True)
            write_down(company, person, Verb.JOINED, at, about=person.email, after=invitation.kinds)
        members.tell_owners(company, at, lambda: words.of_acceptance(invitation, person))


def decline(invitation: Invitation, person: Person, at: datetime) -> None:
    """Says no. Raises NotTaken."""
    _see_whose(invitation, person)
    with held(invitation.exporter) as company:
        close(invitation, End.DECLINED, at)
        Power.objects.filter(invitation=invitation).update(ended_at=at, ended_by=person)
        write_down(company, person, Verb.DECLINED, at, about=person.email)
        members.tell_owners(company, at, lambda: words.of_refusal(invitation, person))


def _see_whose(invitation: Invitation, person: Person) -> None:
    """A letter that was passed on opens nothing: the address that was invited has to sign in."""
    if person.email != invitation.email:
        raise NotTaken("other")
    if Officer.objects.filter(person=person).exists():
        raise NotTaken("officer")


def close(invitation: Invitation, end: Invitation.End, at: datetime) -> None:
    """Ends it, once. Raises NotTaken("closed") where it is over or used."""
    if not Invitation.objects.open(at).filter(pk=invitation.pk).update(closed_at=at, ended_as=end):
        raise NotTaken("closed")


def _post(invitation: Invitation, code: str, at: datetime) -> None:
    path = reverse("parties:invitation", args=[code])
    said = lambda: words.of_invitation(invitation)  # noqa: E731
    letters.post([bilingual.write(invitation.email, said, at=at, path=path, good_until=invitation.good_until)])
