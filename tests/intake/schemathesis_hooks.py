"""What Schemathesis is told beside the description: real ids, and what must never be seen.

The environment names ids that exist for whoever asks (OWN), ids of another school (OTHERS), and words that stand in
what that other school sent (SECRET).
"""

import itertools
import os
from typing import Any

import schemathesis

OWN, OTHERS, SECRET = (tuple(filter(None, os.environ.get(name, "").split(","))) for name in ("OWN", "OTHERS", "SECRET"))
_turn = itertools.cycle([(), *((one,) for one in OWN), (), *((one,) for one in OTHERS)])


@schemathesis.serializer("application/offset+octet-stream")
def piece(_context: Any, value: Any) -> Any:
    """A piece of an upload is bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Many addresses are ones that exist for whoever asks, or of another school, in place of what was made up."""
    for name in case.path_parameters or {}:
        case.path_parameters[name] = next(iter(next(_turn)), case.path_parameters[name])


@schemathesis.check
def nothing_of_others(_context: Any, response: Any, case: Any) -> None:
    """No answer holds anything of the other school, but what was asked with."""
    told = response.content.decode("latin-1") + str(response.headers)
    leaked = [word for word in SECRET if word in told and word not in case.formatted_path]
    assert not leaked, f"leaked: {leaked}"
