"""The one way in which the launcher gives up."""


class StackFailure(Exception):
    """Why the stack cannot start or stop, as one sentence for the person at the terminal."""
