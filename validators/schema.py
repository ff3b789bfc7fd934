"""JSON Schema of the report: `python -m validators.schema` writes it to standard output."""

from __future__ import annotations

import json
import sys

from validators.report import Report


def report_schema() -> str:
    """The schema as it is committed in docs/schema/report.json."""
    schema = Report.model_json_schema(mode="serialization")
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(report_schema())
