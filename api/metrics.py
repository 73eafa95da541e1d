"""What is counted for whoever watches the server: requests by route and status, how long they took, the log's size."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "luli_http_requests",
            "Requests answered, by method, route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "luli_http_request_seconds",
            "Time to answer, in seconds, by method and route.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        key = (method, route, status)
        children = self._children.get(key)
        if children is None:
            children = self._children[key] = (
                self._requests.labels(method, route, str(status)),
                self._seconds.labels(method, route),
            )
        children[0].inc()
        children[1].observe(seconds)

    def gauge(self, name: str, text: str, read: Callable[[], float]) -> None:
        """A value that is read when the metrics are."""
        Gauge(name, text, registry=self._registry).set_function(read)

    def gauges(self, name: str, text: str, label: str, read: Callable[[], Mapping[str, float]]) -> None:
        """Values that are read when the metrics are, each under its label."""
        self._registry.register(_Gauges(name, text, label, read))

    def text(self) -> bytes:
        """All metrics in Prometheus's text format."""
        return generate_latest(self._registry)


@dataclass(frozen=True, slots=True, eq=False)
class _Gauges(Collector):
    """Values of one name, read together."""

    name: str
    text: str
    label: str
    read: Callable[[], Mapping[str, float]]

    def describe(self) -> Iterator[Metric]:
        """The name alone: reading the values needs the database, which may be away when they are announced."""
        yield GaugeMetricFamily(self.name, self.text, labels=[self.label])

    def collect(self) -> Iterator[Metric]:
        """The values now."""
        family = GaugeMetricFamily(self.name, self.text, labels=[self.label])
        for label, value in self.read().items():
            family.add_metric([label], value)
        yield family
