"""`/metrics` in Prometheus' form: requests as this process counts them, dossiers as the database knows them."""

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from intake.store import Store
from intake.store.counts import counts, quantile

router = APIRouter(tags=["health"])


class DossierCollector(Collector):
    """Asks the database at each visit, so that the numbers hold for all machines."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[Metric]:
        """All numbers about dossiers. Raises one of `OUTAGE`."""
        with self._store.reading() as session:
            found = counts(session)
        runs = GaugeMetricFamily("dossierpoort_runs", "Readings of dossiers", labels=["state", "lane"])
        for labels, count in found.runs.items():
            runs.add_metric(labels, count)
        reports = GaugeMetricFamily("dossierpoort_reports", "Versions of reports", labels=["status"])
        for status, count in found.reports.items():
            reports.add_metric([status], count)
        age = GaugeMetricFamily("dossierpoort_queue_age_seconds", "Wait of the oldest waiting run", labels=["lane"])
        for lane in ("now", "bulk"):
            age.add_metric([lane], found.oldest.get(lane, 0))
        what = "Time of a stage, of the runs that ended in the last quarter of an hour"
        stages = GaugeMetricFamily("dossierpoort_stage_seconds", what, labels=["stage", "quantile"])
        for stage, seconds in found.stages.items():
            for part in (0.5, 0.95):
                stages.add_metric([stage, str(part)], quantile(seconds, part))
        what = "Files by what came of them, of the runs that ended in the last quarter of an hour"
        files = GaugeMetricFamily("dossierpoort_files", what, labels=["outcome"])
        for outcome, count in found.outcomes.items():
            files.add_metric([outcome], count)
        yield from (runs, reports, age, stages, files)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """Numbers alone: nothing about a school or a pupil."""
    registry: CollectorRegistry = request.app.state.metrics
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
