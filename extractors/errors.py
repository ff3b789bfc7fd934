"""Why a file can't be read: each error has the finding code of the contract and says what happened."""

from __future__ import annotations

from typing import ClassVar, Literal

ProblemCode = Literal["document.unreadable", "document.password", "document.unsupported"]


class FileError(Exception):
    """A file that can't be read. `code` is the finding that it becomes; the text says what happened."""

    code: ClassVar[ProblemCode]


class DamagedFileError(FileError):
    """The file is of a known kind, but broken or empty: ask for a new copy."""

    code = "document.unreadable"


class PasswordProtectedError(FileError):
    """The file can't be opened without a password: ask for a copy without one."""

    code = "document.password"


class UnsupportedFileError(FileError):
    """By its content not a PDF or image, or past the limits of size and pages."""

    code = "document.unsupported"
