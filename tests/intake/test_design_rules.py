"""The technical rules of the Dutch REST API Design Rules, version 2.2, over the API's description and its answers.

Each test is named after the rule as the published ruleset names it. What is explained instead of applied stands in
docs/api.md.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from intake_api import Api
from jsonschema import Draft202012Validator

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
SNAKE_CASE_BY_CONTRACT = {"due_before", "page_size"}


@pytest.fixture(scope="module")
def document(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = api.client.get("/api/v1/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def answers(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, method, operation in operations(document):
        for status, answer in operation["responses"].items():
            yield f"{method} {path}", status, answer


def properties(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from node["properties"].items()
        for value in node.values():
            yield from properties(value)
    elif isinstance(node, list):
        for value in node:
            yield from properties(value)


def formats(schema: dict[str, Any]) -> set[str]:
    return {each["format"] for each in [schema, *schema.get("anyOf", [])] if "format" in each}


def test_openapi3_and_semver(document: dict[str, Any]) -> None:
    assert re.fullmatch(r"3(\.\d+){1,2}", document["openapi"])
    assert re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", document["info"]["version"])


def test_publish_openapi_for_everybody_with_cors(api: Api) -> None:
    published = api.client.get("/api/v1/openapi.json")
    assert published.headers["content-type"] == "application/json"
    assert published.headers["access-control-allow-origin"] == "*"


def test_schemas_are_json_schemas(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_operation_operation_id_unique(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids))


def test_path_params(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        told = {each["name"] for each in operation.get("parameters", []) if each["in"] == "path"}
        assert told == set(re.findall(r"{([^}]+)}", path)), path


def test_valid_schema_example(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for each in operation.get("parameters", []):
            if "default" in each["schema"]:
                assert Draft202012Validator(each["schema"]).is_valid(each["schema"]["default"]), (path, each["name"])


def test_missing_version_header(document: dict[str, Any]) -> None:
    for where, status, answer in answers(document):
        assert "API-Version" in answer["headers"], (where, status)


def test_include_major_version_in_uri(document: dict[str, Any]) -> None:
    assert all(re.search(r"/v\d+$", server["url"]) for server in document["servers"])


def test_paths_no_trailing_slash_and_kebab_case(document: dict[str, Any]) -> None:
    for path in document["paths"]:
        assert re.fullmatch(r"(/([a-z0-9-]+|{[^}]+}))+", path), path


def test_naming_collections_with_plural_nouns(document: dict[str, Any]) -> None:
    assert all(path.split("/")[1].endswith("s") for path in document["paths"])


def test_info_contact_fields_exist(document: dict[str, Any]) -> None:
    assert {"name", "email", "url"} <= set(document["info"]["contact"])


def test_http_methods(document: dict[str, Any]) -> None:
    assert {method for _, method, _ in operations(document)} <= METHODS


def test_query_keys_camel_case(document: dict[str, Any]) -> None:
    for path, _, operation in operations(document):
        for each in operation.get("parameters", []):
            if each["in"] == "query" and each["name"] not in SNAKE_CASE_BY_CONTRACT:
                assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", each["name"]), path


def test_schema_camel_case(document: dict[str, Any]) -> None:
    assert all(re.fullmatch(r"([A-Z][a-z0-9]*)+", name) for name in document["components"]["schemas"])


def test_use_problem_schema_with_its_members(document: dict[str, Any]) -> None:
    for where, status, answer in answers(document):
        if status >= "400":
            assert list(answer["content"]) == ["application/problem+json"], where
            members = answer["content"]["application/problem+json"]["schema"]["properties"]
            assert {"type", "title", "status", "detail"} <= set(members), where


def test_problem_invalid_input(document: dict[str, Any]) -> None:
    assert all("400" in operation["responses"] for _, _, operation in operations(document))


def test_moments_have_a_zone_and_days_have_none(document: dict[str, Any]) -> None:
    for name, schema in properties(document):
        assert not formats(schema) & {"time", "date-time-local"}, name
        if re.search(r"(_on|^due_before|(^|_)date)$", name):
            assert formats(schema) == {"date"}, name
        if name.endswith("_at"):
            assert formats(schema) == {"date-time"}, name


def test_answers_name_the_version_that_is_described(api: Api, document: dict[str, Any]) -> None:
    for path in ("/dossiers", "/uploads/x", "/nowhere"):
        assert api.client.get(f"/api/v1{path}").headers["api-version"] == document["info"]["version"]
