"""Schemathesis over the API's own description, as each role and as nobody.

    .venv/bin/python benchmarks/schemathesis_api.py [--examples 100] [--engines]

Everything is checked that it can check, but three things that no description tells: a right request may name a profile,
an upload or a dossier that is not there (`positive_data_acceptance`); a wrong one may be what a browser would send too,
such as an empty field (`negative_data_rejection`); a missing header may be answered 412 or 415 first
(`missing_required_header`). `nothing_of_others` is ours (tests/intake/schemathesis_hooks.py).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "intake"))

from engines import Bucket, Postgres
from intake_api import Api, running
from intake_others import ROLES, SECRETS, prepared

HOOKS = Path(__file__).parents[1] / "tests" / "intake"
LEFT_OUT = "positive_data_acceptance,negative_data_rejection,missing_required_header"


def main() -> int:
    """Run all roles; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, default=100, help="of each operation")
    parser.add_argument("--engines", action="store_true", help="PostgreSQL and a bucket in place of what is embedded")
    parser.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    given = parser.parse_args()
    found = 0
    with tempfile.TemporaryDirectory() as data, _api(Path(data), engines=given.engines) as api:
        for role in ROLES:
            world = prepared(api, role)
            environment = os.environ | {
                "SCHEMATHESIS_HOOKS": "schemathesis_hooks",
                "PYTHONPATH": os.pathsep.join([str(HOOKS), os.environ.get("PYTHONPATH", "")]),
                "OWN": ",".join(world.own),
                "OTHERS": ",".join(world.others),
                "SECRET": "" if role == "admin" else ",".join((*SECRETS, *world.others)),
            }
            headers = ["--header", f"Authorization: {world.key['Authorization']}"] if world.key else []
            done = subprocess.run(
                [Path(sys.executable).with_name("schemathesis"), "run", f"{api.client.base_url}/api/v1/openapi.json",
                 "--checks", "all", "--exclude-checks", LEFT_OUT, "--max-examples", str(given.examples),
                 "--phases", given.phases, "--continue-on-failure", "--no-color", "--seed", "1", "--warnings", "off",
                 *headers],
                env=environment, cwd=data, check=False, capture_output=True, text=True,
            )  # fmt: skip
            print(f"=== {role}: {'found something' if done.returncode else 'nothing found'}")
            told = done.stdout.splitlines()
            start = next(place for place, line in enumerate(told) if place > 3 and line.startswith("===="))
            print("\n".join(line[:200] for line in told[start:]), flush=True)
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


if __name__ == "__main__":
    sys.exit(main())
