"""Loaded by every Python that has this folder on its path: in workers, a file may ask for trouble."""

import sys

if "workers.queueing" in sys.orig_argv:
    import troublesome_reader

    troublesome_reader.install()
