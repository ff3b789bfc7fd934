"""Telling people and systems that a dossier has news: never what the news is about, only where to read it."""

import base64
import hashlib
import hmac
import http.client
import ipaddress
import json
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit

from intake.settings import Settings
from intake.store.notice_tables import Notice, Told

PATIENCE = 10  # seconds for a server that is told
SUBJECTS: dict[Told, str] = {
    "dossier.reported": "Er is een nieuw rapport",
    "dossier.failed": "Een dossier kon niet worden gelezen",
    "dossier.asked": "De poortwachter heeft een vraag",
}
TEXTS: dict[Told, str] = {
    "dossier.reported": "Het rapport van een dossier staat klaar.",
    "dossier.failed": "Het lezen van een dossier is niet gelukt. De bestanden zijn bewaard. De beheerder kijkt ernaar.",
    "dossier.asked": "De poortwachter heeft een vraag over een dossier. De vraag staat bij het dossier.",
}
LETTER = """\
Goedendag,

{text}

U leest het hier, nadat u bent ingelogd:
{link}

In deze e-mail staan met opzet geen gegevens van een kind.
"""


class UndeliveredError(Exception):
    """It was not delivered; the text is a status or a kind of error."""


def deliver(notice: Notice, settings: Settings) -> None:
    """Deliver one notice. Raises UndeliveredError."""
    try:
        if notice.subscription.kind == "mail":
            _mail(letter(notice, settings), settings)
        else:
            _post(notice, settings)
    except (OSError, smtplib.SMTPException, http.client.HTTPException) as error:
        raise UndeliveredError(type(error).__name__) from error


def link(notice: Notice, settings: Settings) -> str:
    """Where the report is read, or the question."""
    place = f"/dossiers/{notice.dossier_id}" if notice.event == "dossier.asked" else _report(notice)
    return f"{(settings.public_url or '').rstrip('/')}{place}"


def _report(notice: Notice) -> str:
    return f"/api/v1/dossiers/{notice.dossier_id}/report"


def letter(notice: Notice, settings: Settings) -> EmailMessage:
    """The mail."""
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.mail_from, notice.subscription.address
    mail["Subject"] = SUBJECTS[notice.event]
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(idstring=notice.id, domain=settings.mail_from.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(LETTER.format(text=TEXTS[notice.event], link=link(notice, settings)))
    return mail


def signed(secret: str, notice_id: str, body: bytes, moment: int) -> dict[str, str]:
    """The headers by which the receiver knows that it was us, by the Standard Webhooks specification."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{notice_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": notice_id, "webhook-timestamp": str(moment), "webhook-signature": signature}


def _mail(mail: EmailMessage, settings: Settings) -> None:
    if settings.smtp_url is None:
        folder = settings.data / "mail"
        folder.mkdir(exist_ok=True)
        (folder / f"{mail['Message-ID'].strip('<>').partition('@')[0]}.eml").write_bytes(mail.as_bytes())
        return
    with mail_server(settings) as server:
        server.send_message(mail)


@contextmanager
def mail_server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection to the server of the settings, signed in. Raises OSError or SMTPException."""
    parts = urlsplit(settings.smtp_url or "")
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or 0, timeout=PATIENCE) as server:
        if parts.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if parts.username and parts.password:
            server.login(unquote(parts.username), unquote(parts.password))
        yield server


def _post(notice: Notice, settings: Settings) -> None:
    body = json.dumps(
        {"type": notice.event, "timestamp": notice.created_at.isoformat(), "data": _data(notice)}
    ).encode()
    headers = signed(notice.subscription.secret or "", notice.id, body, int(time.time()))
    parts = urlsplit(notice.subscription.address)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, settings)
    try:
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request("POST", path, body, headers | {"Content-Type": "application/json"})
        status = connection.getresponse().status  # a redirect is no delivery: it could lead anywhere
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise UndeliveredError(f"HTTP {status}")


def _data(notice: Notice) -> dict[str, Any]:
    return {"dossier": notice.dossier_id, "href": f"/api/v1/dossiers/{notice.dossier_id}"}


def _connection(scheme: str, host: str, port: int | None, settings: Settings) -> http.client.HTTPConnection:
    """To the very address that was looked at, so that a name can't point elsewhere a moment later."""
    private = settings.webhooks_to_private_addresses
    if scheme != "https" and not (private and scheme == "http"):
        raise UndeliveredError("not https")
    found = socket.getaddrinfo(host, port or (443 if scheme == "https" else 80), type=socket.SOCK_STREAM)
    places = [(str(place[4][0]), int(place[4][1])) for place in found]
    if not private and not all(ipaddress.ip_address(address).is_global for address, _ in places):
        raise UndeliveredError("private address")
    plain = socket.create_connection(places[0], timeout=PATIENCE)
    connection = http.client.HTTPConnection(host, port or places[0][1], timeout=PATIENCE)
    connection.sock = (
        plain if scheme == "http" else ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    )
    return connection
