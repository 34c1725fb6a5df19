"""docs/generated/metrics.md: the metrics of a service for Prometheus."""

from cli.documents.markdown import code, codes, page, table
from shared.kernel.service.metrics import described
from shared.language.contracts.envelope import Envelope

_INTRODUCTION = """\
Each service serves them below its own name: `/ops/<service>/metrics`. Besides these there are `process_*` and
`python_gc_*` of the process. What to watch and what to do stands in [running](../operations/running.md); the
alerts are in `deploy/prometheus/alerts.yml`, the dashboard in `deploy/grafana`.

Durations are seconds. The labels are few and their values come from the code; `township` alone grows with the
data.
"""


def metrics_page() -> str:
    """The whole page."""
    rows = sorted(
        (code(metric.name), metric.kind, codes(metric.labels), metric.says)
        for metric in described(Envelope.tenant_name)
    )
    return page("Metrics", _INTRODUCTION, table(("name", "kind", "labels", "meaning"), rows))
