"""The description of the queries: valid OpenAPI, both languages, an example of every answer in JSON."""

from openapi_spec_validator import validate

from tests.integration.api.queries.support import Served

OPEN = {
    "/v1/log/checkpoint",
    "/v1/log/consistency",
    "/v1/log/tile/{path}",
    "/v1/public/statistics",
    "/v1/public/statistics.csv",
}


def test_every_query_is_described_with_an_example(served: Served) -> None:
    described = served.client().app.openapi()
    validate(described)
    queries = {
        path: operation
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        if method == "get" and path.startswith("/v1/")
    }
    assert len(queries) >= 16
    for path, operation in queries.items():
        chinese, _, english = operation["summary"].partition(" / ")
        assert not chinese.isascii(), path
        assert english.isascii(), path
        for media_type, content in operation["responses"]["200"]["content"].items():
            assert media_type != "application/json" or "example" in content, path
        assert (operation.get("security") == []) == (path in OPEN), path
