"""Where webhooks are sent, and where never: nobody has the portal knock at doors behind its own wall."""

import ipaddress
import socket
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from portal.api.webhooks import addresses, sending

from .receiver import Receiver

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
CLOSED = [
    *("127.0.0.1", "127.8.9.1", "::1", "0.0.0.0", "::"),  # this machine
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd00::1", "fc00::1", "100.64.0.1"),  # its networks
    *("169.254.169.254", "169.254.0.1", "fe80::1"),  # its neighbours, a cloud's metadata
    *("224.0.0.1", "239.1.1.1", "ff02::1", "255.255.255.255", "240.0.0.1"),  # everybody
    *("192.0.2.1", "198.18.0.1", "203.0.113.9", "2001:db8::1", "192.0.0.1"),  # examples and laboratories
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),  # the same in other clothes
    *("2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_called(address: str) -> None:
    assert addresses.may_call(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_not_everybodys_is_not_called(address: str) -> None:
    assert not addresses.may_call(ipaddress.ip_address(address))


def test_a_demonstration_calls_this_machine_and_nothing_else_of_its_network(settings: Any) -> None:
    settings.WEBHOOKS_TO_THIS_MACHINE = True

    assert {one for one in CLOSED if addresses.may_call(ipaddress.ip_address(one))} == {
        *("127.0.0.1", "127.8.9.1", "::1"),
    }


def names(monkeypatch: pytest.MonkeyPatch, *found: str) -> None:
    """Whatever name is asked for leads to these."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_args, **_said: rows)


def test_a_name_with_one_closed_address_among_its_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "93.184.216.34", "10.0.0.1")

    with pytest.raises(addresses.Refused):
        addresses.resolve("rebind.example", 443)


def test_the_connection_goes_to_the_address_that_was_checked(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers a public address first and our own machine a moment later gains nothing."""
    settings.WEBHOOKS_TO_THIS_MACHINE = False
    asked: list[str] = []

    def answering(host: str, *_args: Any, **_said: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", 80))]

    connected: list[str] = []

    def connecting(address: tuple[str, int], *_args: Any) -> Any:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(addresses.socket, "getaddrinfo", answering)
    monkeypatch.setattr(sending.socket, "create_connection", connecting)

    answer = sending.post("https://rebind.example/hook", "{}", {})

    assert (asked, connected) == (["rebind.example"], ["93.184.216.34"])
    assert answer.fault == "connection"


@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "::1"])
def test_a_name_that_leads_inside_is_a_fault_of_the_address(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    names(monkeypatch, address)

    assert sending.post("https://inside.example/hook", "{}", {}).fault == "address"


def test_a_name_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_args: Any, **_said: Any) -> Any:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", unknown)

    assert sending.post("https://nowhere.example/hook", "{}", {}).fault == "name"


@pytest.mark.parametrize(
    "url",
    ["https://example.com", "https://example.com:8443/a?b=c", "https://ตัวอย่าง.example/hook", "https://8.8.8.8/"],
)
def test_addresses_that_fit(url: str) -> None:
    addresses.check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "example.com", "ftp://example.com/", "http://example.com/", "http://localhost:8000/", "//example.com"),
        *(
            "https://",
            "https://:443/",
            "https://a b.example/",
            "https://example.com:99999/",
            "https://[::1",
            "javascript:1",
        ),
        *("https://u:p@example.com/", "https://u@example.com/", "https://example.com/#a", "https://example.com/\r\nx"),
        *("https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/"),
        *("https://example.com/" + "a" * 500, "https://" + "a" * 64 + ".example/"),
    ],
)
def test_addresses_that_are_refused_when_they_are_typed(url: str) -> None:
    with pytest.raises(ValidationError):
        addresses.check_url(url)


def test_a_demonstration_takes_plain_http_to_this_machine(settings: Any) -> None:
    settings.WEBHOOKS_TO_THIS_MACHINE = True

    addresses.check_url("http://localhost:9000/hook")
    addresses.check_url("http://127.0.0.1:9000/hook")
    with pytest.raises(ValidationError):
        addresses.check_url("http://example.com/hook")


def test_a_certificate_of_somebody_else_is_a_fault(receiver: Receiver) -> None:
    """A server that speaks no TLS at all is one, too."""
    assert sending.post(receiver.url.replace("http://", "https://"), "{}", {}).fault == "connection"
    assert receiver.got == []
