"""Files become pages, pages become parts of a known kind, parts become records.

Everything here is a pure function of the bytes it is given: no database, no network, no settings, no clock.
"""
