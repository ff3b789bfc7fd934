"""What keeps the service from starting."""


class ServeError(Exception):
    """The text says, in Dutch, what is in the way and what helps."""
