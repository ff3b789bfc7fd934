"""Schemathesis over the API's own description, as each role and as nobody; long, by one command:

    .venv/bin/python tests/intake/schemathesis_run.py [--examples 200] [--engines]

Everything is checked that it can check, but three things that hold for no description: a positive case may name a
profile, an upload or a dossier that is not there (`positive_data_acceptance`); a negative one may be what a browser
would send too, such as an empty field (`negative_data_rejection`); a header that is missing may be answered 412 or 415
first (`missing_required_header`). `nothing_of_others` is ours (schemathesis_hooks.py).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from engines import Bucket, Postgres
from intake_api import Api, running

SECRETS = ("Zeester-7391", "Kwikstaart")  # the reference and the school of the others
LEFT_OUT = "positive_data_acceptance,negative_data_rejection,missing_required_header"


def main() -> int:
    """Run all roles; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200, help="of each operation")
    parser.add_argument("--engines", action="store_true", help="PostgreSQL and a bucket in place of what is embedded")
    parser.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    given = parser.parse_args()
    found = 0
    with tempfile.TemporaryDirectory() as data, _api(Path(data), engines=given.engines) as api:
        for role in ("school", "gatekeeper", "admin", "nobody"):
            report = Path(data) / f"{role}.json"
            key, own, others = prepared(api, role)
            environment = os.environ | {
                "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
                "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
                "OWN": ",".join(own),
                "OTHERS": ",".join(others),
                "SECRET": "" if role == "admin" else ",".join((*SECRETS, *others)),
            }
            headers = ["--header", f"Authorization: {key['Authorization']}"] if key else []
            done = subprocess.run(
                [Path(sys.executable).with_name("schemathesis"), "run", f"{api.client.base_url}/api/v1/openapi.json",
                 "--checks", "all", "--exclude-checks", LEFT_OUT, "--max-examples", str(given.examples),
                 "--phases", given.phases, "--continue-on-failure", "--no-color", "--seed", "1", "--warnings", "off",
                 "--report-json-path", report, *headers],
                env=environment, cwd=data, check=False, capture_output=True, text=True,
            )  # fmt: skip
            print(f"=== {role}: {'found something' if done.returncode else 'nothing found'}")
            from_here = min(done.stdout.find(f" {title} ") % len(done.stdout) for title in ("ERRORS", "FAILURES", "SUMMARY"))
            print("\n".join(line[:200] for line in done.stdout[from_here:].splitlines()))
            found |= done.returncode
    return int(bool(found))


@contextmanager
def _api(data: Path, *, engines: bool) -> Iterator[Api]:
    with ExitStack() as stack:
        more: dict[str, Any] = {"rate_limit": 10_000_000, "sign_in_limit": 10_000_000}
        if engines:
            postgres, bucket = Postgres(), Bucket()
            stack.callback(postgres.close)
            stack.callback(bucket.close)
            more |= {"database_url": postgres.address(postgres.database()), "files_url": bucket.address()}
        yield stack.enter_context(running(data, **more))


def prepared(api: Api, role: str) -> tuple[dict[str, str], list[str], list[str]]:
    """The key of somebody of this role, ids that exist for them, and ids of another school that don't."""
    theirs = api.key("school", SECRETS[1])
    others = [api.drop(theirs, ("Kwikstaart.pdf", b"x"), reference=SECRETS[0], profile="capelle").json()["id"]]
    api.report({"id": others[0]})
    others.append(upload(api, theirs))
    if role == "nobody":
        return {}, [], others
    sender = api.key("school" if role == "school" else "admin", "De Bron")
    own = []
    for _ in range(5):
        sent = api.drop(sender, reference="mine").json()
        api.report(sent)
        own.append(sent["id"])
    if role == "gatekeeper":
        return api.key("gatekeeper", "Poort", ["passenderwijs"]), own, others
    return sender, [*own, upload(api, sender)], others


def upload(api: Api, key: dict[str, str]) -> str:
    """A finished upload: its id."""
    tus = key | {"Tus-Resumable": "1.0.0"}
    place = api.client.post("/api/v1/uploads", headers=tus | {"Upload-Length": "1"}).headers["location"]
    piece = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    api.client.patch(place, headers=tus | piece, content=b"x").raise_for_status()
    return str(place.rpartition("/")[2])


if __name__ == "__main__":
    sys.exit(main())
