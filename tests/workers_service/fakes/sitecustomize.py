"""Loaded by every Python that has this folder on its path: workers read quickly, or as a file asks for.

The tests of the service are about losing nothing; what the reader makes of a file is tested elsewhere.
A file holds words: `once MARKER` hangs unless the marker is there, `sleep SECONDS` takes so long, `raise` fails,
`kill` takes the worker's child along.
"""

import sys

if "workers.queueing" in sys.orig_argv:
    import fake_reading

    fake_reading.install()
