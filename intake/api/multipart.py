"""The body of a form, read once. Files go straight to the folder of what comes in, hashed on the way.

Nothing is held in memory but a piece of half a megabyte and the fields. A limit that is passed ends it at once.
"""

from collections.abc import AsyncIterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from intake.api.problems import BAD_REQUEST, INVALID, TOO_MANY_FILES, ProblemError
from intake.store.files import Incoming, Staged

PIECE: Final = 512 * 1024
LONGEST_FIELD: Final = 64 * 1024  # bytes of a field that is no file
MOST_IN_FIELDS: Final = 1_000_000  # bytes of all fields and headers together


class Received(UploadFile):
    """A file that is safely on disk."""

    def __init__(self, filename: str, incoming: Incoming) -> None:
        self.staged: Staged = incoming.finish()
        super().__init__(incoming.file, size=self.staged.size, filename=filename)


async def read(request: Request) -> FormData:
    """The fields and files of the body, whoever asks for them first. Raises ProblemError when it is no proper form."""
    if not hasattr(request.state, "form"):
        is_multipart = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
        request.state.form = await (_multipart(request) if is_multipart else request.form())
    form: FormData = request.state.form
    return form


async def let_go(request: Request) -> None:
    """Remove the files that nobody kept, whether or not they were wanted."""
    folder: ExitStack | None = getattr(request.state, "form_folder", None)
    if folder:
        request.state.form_folder = None
        await run_in_threadpool(folder.close)


async def _multipart(request: Request) -> FormData:
    service = request.app.state.service
    _, options = parse_options_header(request.headers["content-type"])
    with ExitStack() as stack:
        folder = stack.enter_context(service.store.files.folder())
        request.state.form_folder = stack.pop_all()
    try:
        with closing(_Parts(options.get(b"boundary", b""), folder, service.settings.max_files)) as parts:
            left = int(request.headers.get("content-length", service.settings.max_request_size))
            async for piece in pieces(request.stream()):
                left -= sum(map(len, piece))
                async with service.hands.take(left):
                    await run_in_threadpool(parts.take, piece)
            parts.end()
    except FormParserError as error:
        raise ProblemError(BAD_REQUEST, "De multipart/form-data is niet goed opgebouwd.") from error
    return FormData(parts.items)


async def pieces(stream: AsyncIterator[bytes]) -> AsyncIterator[list[bytes]]:
    """The same bytes in larger pieces, so that each costs one hop to a thread that may wait for the disk."""
    held: list[bytes] = []  # not put together: copying costs as much as hashing
    async for chunk in stream:
        held.append(chunk)
        if sum(map(len, held)) >= PIECE:
            yield held
            held = []
    yield held


class _Parts:
    """The parts of one form as the parser finds them."""

    def __init__(self, boundary: bytes, folder: Path, most_files: int) -> None:
        self.items: list[tuple[str, str | UploadFile]] = []
        self._folder = folder
        self._most_files = most_files
        self._in_memory = 0
        self._file: Incoming | None = None
        self._files = 0
        self._ended = False
        self._begin()
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_name,
                "on_header_value": self._header_value,
                "on_header_end": self._header_end,
                "on_headers_finished": self._headers_finished,
                "on_part_data": self._data,
                "on_part_end": self._part_end,
                "on_end": self._end,
            },
        )

    def take(self, piece: list[bytes]) -> None:
        """Go through the next piece of the body."""
        for chunk in piece:
            self._parser.write(chunk)

    def end(self) -> None:
        """The body has ended; raises FormParserError when the form has not."""
        self._parser.finalize()
        if not self._ended:
            raise FormParserError("cut off")

    def close(self) -> None:
        """Give up the file that is not whole, if there is one."""
        if self._file:
            self._file.close()

    def _begin(self) -> None:
        self._name, self._filename = "", ""
        self._head, self._value = bytearray(), bytearray()
        self._disposition, self._content = b"", bytearray()

    def _remember(self, target: bytearray, data: bytes, start: int, end: int) -> None:
        self._in_memory += end - start
        if self._in_memory > MOST_IN_FIELDS or len(target) + end - start > LONGEST_FIELD:
            told = {"field": self._name[:100], "detail": "too long"}
            raise ProblemError(INVALID, "Een veld van het formulier is te lang.", errors=[told])
        target += data[start:end]

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._remember(self._head, data, start, end)

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._remember(self._value, data, start, end)

    def _header_end(self) -> None:
        if self._head.lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._head.clear()
        self._value.clear()

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._disposition)
        if b"name" not in options:
            raise FormParserError("a part without a name")
        self._name, self._filename = _text(options[b"name"]), _text(options.get(b"filename", b""))
        if self._filename:  # a browser sends an empty one for a file field that was left alone
            self._files += 1
            if self._files > self._most_files:
                raise ProblemError(TOO_MANY_FILES, f"Stuur ten hoogste {self._most_files} bestanden in één keer.")
            self._file = Incoming(self._folder / str(self._files))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file:
            self._file.write(memoryview(data)[start:end])
        else:
            self._remember(self._content, data, start, end)

    def _part_end(self) -> None:
        if self._file:
            self.items.append((self._name, Received(self._filename, self._file)))
            self._file = None
        else:
            self.items.append((self._name, _text(bytes(self._content))))

    def _end(self) -> None:
        self._ended = True


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
