"""Schemathesis over the API's own description, as each role and as nobody.

    .venv/bin/python benchmarks/schemathesis_api.py [--examples 100] [--engines] [--role ROLE]

Everything is checked that it can check, but three things that no description tells: a right request may name a profile,
an upload or a dossier that is not there (`positive_data_acceptance`); a wrong one may be what a browser would send too,
such as an empty field (`negative_data_rejection`); a missing header may be answered 412 or 415 first
(`missing_required_header`). `nothing_of_others` is ours (tests/intake/schemathesis_hooks.py).
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
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "intake"))

from engines import Bucket, Postgres
from intake_api import Api, running
from intake_others import ROLES, World, prepared

from intake.store import dossiers

LEFT_OUT = "positive_data_acceptance,negative_data_rejection,missing_required_header"
PATIENT = ["--request-timeout", "60", "--max-response-time", "60"]  # how fast it is, others measure


def main() -> int:
    """Run the roles; 1 when anything was found, or when the planted leak was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=100, help="of each operation")
    parser.add_argument("--engines", action="store_true", help="PostgreSQL and a bucket in place of what is embedded")
    parser.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    parser.add_argument("--role", choices=ROLES, action="append", help="this one alone; may be given again")
    given = parser.parse_args()
    found = 0
    with tempfile.TemporaryDirectory() as data, _api(Path(data), engines=given.engines) as api:
        if not sees_a_leak(api):
            print("=== the planted leak was not seen")
            return 1
        print("=== the planted leak was seen", flush=True)
        for role in given.role or ROLES:
            options = ["--max-examples", str(given.examples), "--phases", given.phases]
            done = ask(api, prepared(api, role), *options, all_of_it=role == "admin")
            print(f"=== {role}: {'found something' if done.returncode else 'nothing found'}")
            told = done.stdout.splitlines()
            start = next((place for place, line in enumerate(told) if place > 3 and line.startswith("====")), 0)
            print("\n".join(line[:200] for line in told[start:]), flush=True)
            found |= done.returncode
    return int(bool(found))


def ask(api: Api, world: World, *options: str, all_of_it: bool = False) -> subprocess.CompletedProcess[str]:
    """Schemathesis as whoever has this key; with `all_of_it` nothing is hidden from them."""
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "OWN": json.dumps(world.own),
        "OTHERS": json.dumps(world.others),
        "SECRETS": json.dumps([] if all_of_it else world.secrets),
    }
    headers = ["--header", f"Authorization: {world.key['Authorization']}"] if world.key else []
    return subprocess.run(
        [Path(sys.executable).with_name("schemathesis"), "run", f"{api.client.base_url}/api/v1/openapi.json",
         "--checks", "all", "--exclude-checks", LEFT_OUT, "--continue-on-failure", "--no-color", "--seed", "1",
         "--warnings", "off", *PATIENT, *headers, *options],
        env=environment, cwd=api.settings.data, check=False, capture_output=True, text=True,
    )  # fmt: skip


def sees_a_leak(api: Api) -> bool:
    """Whether it is told when the store forgets whose dossiers they are: a check that never failed proves nothing."""
    with patch.object(dossiers, "visible", lambda _scope: []):
        done = ask(api, prepared(api, "school"), "--include-path", "/dossiers", "--phases", "fuzzing",
                   "--max-examples", "3")  # fmt: skip
    return done.returncode != 0 and "leaked: ['Zeester-7391'" in done.stdout


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


if __name__ == "__main__":
    sys.exit(main())
