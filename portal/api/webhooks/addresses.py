"""Which addresses the portal calls: public ones alone, or anybody could have it knock at doors behind our own wall."""

import ipaddress
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
NAT64 = ipaddress.ip_network("64:ff9b::/96")
LONGEST = 500


class Refused(Exception):
    """The portal does not call this address."""


class Unknown(Exception):
    """The name leads nowhere."""


def check_url(url: str) -> None:
    """Raises ValidationError with a sentence for an address that nothing will ever be sent to."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
        host.encode("idna")
    except ValueError as wrong:
        raise ValidationError(_("This is not an address. Copy it whole, beginning with https://")) from wrong
    if len(url) > LONGEST or not url.isprintable() or " " in url or not host:
        raise ValidationError(_("This is not an address. Copy it whole, beginning with https://"))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise ValidationError(_("Leave names, passwords and # out of the address: the signature proves who calls."))
    if parts.scheme != "https" and not (parts.scheme == "http" and _here(host)):
        raise ValidationError(_("The address has to begin with https://"))
    if (literal := _literal(host)) is not None and not may_call(literal):
        raise ValidationError(_("The portal calls public addresses only."))


def resolve(host: str, port: int) -> str:
    """An IP address of `host` that may be called. Raises Refused if any of its addresses may not be, or Unknown.

    The caller connects to this very address: a name that answers something else a moment later gains nothing.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as failure:
        raise Unknown(host) from failure
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses:
        raise Unknown(host)
    if not all(may_call(address) for address in addresses):
        raise Refused(host)
    return str(addresses[0])


def may_call(address: IP) -> bool:
    """Whether an address is everybody's: not this machine, its network, a cloud's metadata, or a group's."""
    if settings.WEBHOOKS_TO_THIS_MACHINE and address.is_loopback:
        return True
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in _meant(address))


def _meant(address: IP) -> list[IP]:
    """The address, and the IPv4 one inside it where it is a way of writing or reaching that."""
    if address.version == 4:
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    inner: list[IP] = []
    if address.sixtofour is not None:
        inner.append(address.sixtofour)
    if address.teredo is not None:
        inner.extend(address.teredo)
    if address in NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, *inner]


def _here(host: str) -> bool:
    return settings.WEBHOOKS_TO_THIS_MACHINE and (
        host == "localhost" or ((literal := _literal(host)) is not None and literal.is_loopback)
    )


def _literal(host: str) -> IP | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
