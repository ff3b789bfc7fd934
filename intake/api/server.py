"""The web process: the application of the settings, served by uvicorn."""

import socket
import sys

import uvicorn
from fastapi import FastAPI

from intake.api.app import create_app
from intake.logs import start_logging
from intake.settings import Settings


class LeavingServer(uvicorn.Server):
    """Tells what goes on without end that it is over; the server would wait for that in vain."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop when every answer has left."""
        self._app.state.service.leaving.set()
        await super().shutdown(sockets)


def main() -> None:
    """Serve until told to stop."""
    start_logging()
    settings = Settings()
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,  # ours
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = LeavingServer(config, app)
    server.run()
    if not server.started:
        sys.exit(1)


if __name__ == "__main__":
    main()
