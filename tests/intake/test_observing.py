"""Request ids, logs and metrics: enough to follow a dossier through the service, and nothing about a child."""

import json
import logging
import sys

from intake_api import Api

from intake import logs
from intake.progress import FileTold, Told
from intake.store import runs
from intake.store.counts import quantile
from intake.store.store import now
from intake.store.tables import Dossier


def test_a_request_bears_an_id_which_goes_along_with_its_run(api: Api) -> None:
    response = api.drop(api.key("school"), headers={"X-Request-ID": "from-the-proxy-1"})
    assert response.headers["x-request-id"] == "from-the-proxy-1"
    with api.store.reading() as session:
        run = session.get_one(Dossier, response.json()["id"]).run
        assert runs.get(session, run.id).request_id == "from-the-proxy-1"


def test_an_odd_id_is_replaced(api: Api) -> None:
    given = {"X-Request-ID": "Noor Jansen"}
    assert len(api.client.get("/healthz", headers=given).headers["x-request-id"]) == 16


def test_metrics_count_requests_by_route_and_dossiers_by_state(api: Api) -> None:
    key = api.key("school")
    dossier = api.drop(key).json()
    api.client.get(dossier["href"], headers=key)
    text = api.client.get("/metrics").text
    assert '/dossiers/{dossier_id}",status="200"' in text
    assert 'dossierpoort_runs{lane="now",state="received"}' in text
    assert 'dossierpoort_queue_age_seconds{lane="now"}' in text
    assert dossier["id"] not in text


def test_metrics_tell_what_came_of_files_and_how_long_it_took(api: Api) -> None:
    dossier = api.drop(api.key("school")).json()
    with api.store.reading() as session:
        run_id = session.get_one(Dossier, dossier["id"]).run.id
    with api.store.writing() as session:
        work = runs.claim(session, run_id, api.settings)
        assert work
        files = [FileTold(name="Noor.pdf", outcome=outcome) for outcome in ("read", "read", "document.password")]
        told = Told(stage="judging", since=now(), files=files).model_dump(mode="json")
        runs.progress(session, work, files_done=3, files_total=3, told=told)
        runs.fail(session, work, "ValueError", api.settings.model_copy(update={"max_attempts": 1}))
    text = api.client.get("/metrics").text
    assert 'dossierpoort_files{outcome="read"} 2.0' in text
    assert 'dossierpoort_files{outcome="document.password"} 1.0' in text
    assert 'dossierpoort_stage_seconds{quantile="0.95",stage="waiting"}' in text
    assert 'dossierpoort_runs{lane="now",state="failed"} 1.0' in text
    assert "Noor" not in text


def test_a_log_line_is_json_and_tells_of_an_error_its_kind_and_place_alone() -> None:
    try:
        int("Noor Jansen")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed: %s", ("it",), sys.exc_info())
    record.told = {"file": "abc"}
    line = logs.OneLine().format(record)
    assert "Noor" not in line
    event = json.loads(line)
    assert (event["message"], event["error"], event["file"]) == ("failed: it", "ValueError", "abc")


def test_quantiles() -> None:
    assert [quantile([3.0, 1.0, 2.0], part) for part in (0, 0.5, 1)] == [1.0, 2.0, 3.0]
    assert quantile([], 0.5) == 0
