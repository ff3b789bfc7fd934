"""The direction of imports, and what a command must not have to load."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_go_one_way():
    answer = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout


def loaded_by(module: str) -> set[str]:
    program = f"import sys, {module}; print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    return {name.partition(".")[0] for name in output.split()}


def test_check_loads_no_web_framework_database_or_queue():
    assert not loaded_by("workers.commands.check") & {"fastapi", "starlette", "sqlalchemy", "rq", "redis", "uvicorn"}


def test_the_web_loads_no_reader_of_files():
    assert not loaded_by("intake.api.app") & {"pypdfium2", "pikepdf", "cv2", "tesserocr"}


def test_records_and_rules_load_no_reader_of_files():
    assert not loaded_by("validators.judge") & {"pypdfium2", "pikepdf", "cv2", "numpy", "fastapi"}
