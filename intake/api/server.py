"""The web process: the application of the settings, served by uvicorn."""

import uvicorn

from intake.api.app import create_app
from intake.logs import start_logging
from intake.settings import Settings


def main() -> None:
    """Serve until told to stop."""
    start_logging()
    settings = Settings()
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,  # ours
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
