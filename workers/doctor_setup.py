"""Whether what the settings name is there and does what it must."""

from __future__ import annotations

import os
import shutil
import smtplib
import tempfile
import time
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import redis
from sqlalchemy.exc import SQLAlchemyError

from intake.notices import mail_server
from intake.people.provider import Attempt, Provider, ProviderError
from intake.store import Store
from intake.store.store import new_id
from workers.diagnosis import Diagnosis
from workers.embedded import LONGEST_SOCKET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intake.settings import Settings

LITTLE_ROOM = 5e9  # bytes; a region sends some of them a month
LARGEST_STEP = 5.0  # seconds that the clocks of two machines may differ before anybody should look
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def diagnose(settings: Settings) -> Iterator[Diagnosis]:
    """Look at each in turn. A bucket gets a small object that is removed again; nothing else is changed."""
    yield _data_folder(settings)
    yield _room(settings)
    yield _database(settings)
    yield _redis(settings)
    yield _files(settings)
    yield _mail(settings)
    yield _sign_in(settings)
    yield _address(settings)


def _data_folder(settings: Settings) -> Diagnosis:
    place = settings.data.resolve()
    nearest = next(parent for parent in (place, *place.parents) if parent.exists())
    if not os.access(nearest, os.W_OK):
        return Diagnosis("Data folder", f"{place} can't be written", "set DOSSIERPOORT_DATA to a folder of the service")
    if place.exists() and place.stat().st_mode & 0o077:
        return Diagnosis("Data folder", f"{place} is open to others on this machine", f"chmod 700 {place}")
    return Diagnosis("Data folder", str(place) if place.exists() else f"{place}, made at the first start")


def _room(settings: Settings) -> Diagnosis:
    place = settings.data.resolve()
    nearest = next(parent for parent in (place, *place.parents) if parent.exists())
    free = {str(folder): shutil.disk_usage(folder).free for folder in (nearest, tempfile.gettempdir())}
    found = ", ".join(f"{room / 1e9:.0f} GB in {folder}" for folder, room in free.items())
    return Diagnosis("Room", found, "" if min(free.values()) > LITTLE_ROOM else "make room: keep 5 GB free in each")


def _database(settings: Settings) -> Diagnosis:
    if settings.database_url is None and not (settings.data / "dossierpoort.db").exists():
        return Diagnosis("Database", "SQLite, made at the first start")
    kind = settings.database.partition(":")[0].partition("+")[0]
    try:
        with closing(Store(settings.model_copy(update={"files_url": None}))) as store:
            if not store.up_to_date():
                advice = "restart `dossierpoort serve`, which brings them up to date"
                return Diagnosis("Database", f"{kind}, with tables of another version", advice)
            return _in_time("Database", f"{kind}, with the tables of this version", store.clock_ahead())
    except SQLAlchemyError as error:
        advice = "look at DOSSIERPOORT_DATABASE_URL, and whether the server runs and lets this user in"
        return Diagnosis("Database", f"{kind}, can't be used ({type(error).__name__})", advice)


def _redis(settings: Settings) -> Diagnosis:
    if settings.redis_url is None:
        found = shutil.which("redis-server")
        if found is None:
            return Diagnosis("Redis", "not found", "apt-get install redis-server, or set DOSSIERPOORT_REDIS_URL")
        if len(str(settings.redis_socket).encode()) > LONGEST_SOCKET:
            return Diagnosis("Redis", "has no room for its socket", "choose a data folder with a shorter path")
        return Diagnosis("Redis", f"embedded, {found}")
    try:
        with redis.Redis.from_url(settings.redis_url, socket_connect_timeout=5, socket_timeout=5) as client:
            seconds, microseconds = client.time()
            policy = client.info("memory").get("maxmemory_policy", "noeviction")
    except redis.RedisError as error:
        advice = "look at DOSSIERPOORT_REDIS_URL, and whether the server runs and lets us in"
        return Diagnosis("Redis", f"does not answer ({type(error).__name__})", advice)
    if policy != "noeviction":
        return Diagnosis("Redis", f"answers, forgets when full ({policy})", "set maxmemory-policy to noeviction")
    return _in_time("Redis", "answers", seconds + microseconds / 1e6 - time.time())


def _files(settings: Settings) -> Diagnosis:
    """Writes, reads and removes a picture as the service does, sealed if that is set."""
    sealed = "encrypted" if settings.file_keys else "not encrypted: no DOSSIERPOORT_FILE_KEYS"
    if settings.files_url is None:
        return Diagnosis("Files", f"in the data folder, {sealed}")
    key, content = f"doctor/{new_id()}", b"doctor"
    try:
        pictures = Store(settings).pictures
        pictures.write(key, content)
        same = pictures.get(key) == content
        pictures.delete(key)
    except (OSError, ValueError) as error:
        advice = "look at DOSSIERPOORT_FILES_URL: address, bucket, and what the key may do"
        return Diagnosis("Files", f"the bucket can't be used ({type(error).__name__}: {error})", advice)
    if not same:
        return Diagnosis("Files", "the bucket gives back something else", "use a bucket that keeps what it is given")
    return Diagnosis("Files", f"in a bucket that can be written and read, {sealed}")


def _mail(settings: Settings) -> Diagnosis:
    if settings.smtp_url is None:
        return Diagnosis(
            "Mail", f"is not sent but laid in {settings.data.resolve() / 'mail'}: no DOSSIERPOORT_SMTP_URL"
        )
    try:
        with mail_server(settings) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        advice = "look at DOSSIERPOORT_SMTP_URL: host, port, kind, user and password"
        return Diagnosis("Mail", f"the server can't be used ({type(error).__name__})", advice)
    return Diagnosis("Mail", f"the server answers; from {settings.mail_from}")


def _sign_in(settings: Settings) -> Diagnosis:
    if settings.oidc_issuer is None:
        return Diagnosis("Sign-in", "with accounts of our own")
    try:
        Provider(settings).address(Attempt.new(), f"{settings.public_url}/inloggen/terug")
    except ProviderError as error:
        advice = "look at DOSSIERPOORT_OIDC_ISSUER: exactly as the provider names itself, and reachable from here"
        return Diagnosis("Sign-in", f"the provider can't be used ({error})", advice)
    if not settings.oidc_client_id or not settings.public_url:
        advice = "set DOSSIERPOORT_OIDC_CLIENT_ID and DOSSIERPOORT_PUBLIC_URL"
        return Diagnosis("Sign-in", "the provider answers, but can't lead back", advice)
    return Diagnosis("Sign-in", f"with accounts of our own and at {settings.oidc_issuer}")


def _address(settings: Settings) -> Diagnosis:
    """Cookies and links in mail depend on what the service is called outside."""
    if settings.public_url is None:
        found = f"http://{settings.host}:{settings.port}, for this machine alone"
        advice = "" if settings.host in LOOPBACK else "put a TLS proxy in front and set DOSSIERPOORT_PUBLIC_URL"
        return Diagnosis("Address", found, advice)
    secure = urlsplit(settings.public_url).scheme == "https"
    return Diagnosis("Address", settings.public_url, "" if secure else "passwords must travel by https alone")


def _in_time(subject: str, found: str, ahead: float) -> Diagnosis:
    if abs(ahead) > LARGEST_STEP:
        return Diagnosis(
            subject, f"{found}, but its clock is {ahead:+.0f} s from ours", "synchronise the clocks of both"
        )
    return Diagnosis(subject, found)
