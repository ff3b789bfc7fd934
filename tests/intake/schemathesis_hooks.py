"""What Schemathesis is told beside the description: real ids, and what must never be seen.

The environment holds what `intake_others.World` does, as JSON: ids that exist for whoever asks (OWN), ids that don't
(OTHERS), both by the name that addresses give them, and words that stand in what another school sent (SECRETS).
"""

import json
import os
import random
from typing import Any

import schemathesis
from intake_others import WEEKS, leaked
from weighed import UNSIGNED

OWN, OTHERS = (json.loads(os.environ.get(name, "{}")) for name in ("OWN", "OTHERS"))
SECRETS = json.loads(os.environ.get("SECRETS", "[]"))
SAYS = {"corrections": WEEKS, "acceptances": {"finding": UNSIGNED}}
_chance = random.Random(1)  # noqa: S311 - the same each time is the point


@schemathesis.serializer("application/offset+octet-stream")
def piece(_context: Any, value: Any) -> Any:
    """A piece of an upload is bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Often an id that exists for whoever asks, or one of another school, in place of what was made up.

    What erases a dossier gets the same one each time, so that the others stay; and some corrections make sense.
    """
    for name in case.path_parameters or {}:
        own = OWN.get(name, [])
        erases = case.method == "DELETE" and case.path.endswith("{dossier_id}")
        pool = [*(own[:1] if erases else own), *OTHERS.get(name, [])]
        if pool and _chance.random() < 0.7:
            case.path_parameters[name] = _chance.choice(pool)
    says = SAYS.get(case.path.rpartition("/")[2])
    if says and case.method == "POST" and _chance.random() < 0.3:
        case.body = says | {"version": _chance.randint(3, 6), "reason": "Nagekeken."}
        if "value" in says:
            case.body["value"] = _chance.randint(8, 14)


@schemathesis.check
def nothing_of_others(_context: Any, response: Any, case: Any) -> None:
    """No answer holds anything of the other school, but what was asked with."""
    told = response.content.decode("latin-1") + str(response.headers)
    found = leaked(told, SECRETS, case.formatted_path)
    assert not found, f"leaked: {found}"
