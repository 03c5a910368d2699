"""The published examples: their requests are read, and their replies written, as botocore does it."""

import json
import os
import pathlib
import re
import unittest
import urllib.parse

import botocore.serialize
import botocore.validate
from botocore.utils import parse_timestamp

from standin import models, selfcheck, shapes, wire
from standin.requests import Request

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ORACLES = os.environ.get("SHIYUN_ORACLES")


@unittest.skipUnless(ORACLES, "SHIYUN_ORACLES is not set: no published examples")
class SamplesTest(unittest.TestCase):

    def test_published_examples_are_read_and_written_exactly(self):
        folder = pathlib.Path(ORACLES, "aws", "models")
        read = written = cases_seen = 0
        for service in models.load(str(folder)).values():
            file = folder / service.name / "examples-1.json"
            examples = json.loads(file.read_text("utf-8"))["examples"] if file.is_file() else {}
            for name, cases in examples.items():
                operation = service.operation(name)
                for case in cases if operation else ():
                    cases_seen += 1
                    with self.subTest(service=service.name, operation=name, example=case.get("id")):
                        read += self.read(service, operation, case.get("input", {}))
                        written += self.write(service, operation, case.get("output", {}))
        print(f"\n{cases_seen} published examples: {read} requests read, {written} replies written; the others have none, or "
              "do not keep their own model", flush=True)
        self.assertGreater(read, 100)
        self.assertGreater(written, 100)

    def read(self, service, operation, given):
        if operation.input_shape is None:
            return 0
        if botocore.validate.ParamValidator().validate(given, operation.input_shape).has_errors():
            return 0  # some published examples do not keep their own model
        protocol = service.protocols[0]
        made = botocore.serialize.create_serializer(protocol).serialize_to_request(given, operation)
        body, headers = made["body"], dict(made["headers"])
        if isinstance(body, dict):
            body = urllib.parse.urlencode(body).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        query = made["query_string"]
        text = "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
        request = Request(made["method"], made["url_path"] + ("?" + text if text else ""), headers, body or b"")
        asked = wire.asked(service, request)
        self.assertEqual(operation.name, asked.operation.name)
        expected = json.loads(json.dumps(given), parse_float=float)
        self.assertEqual(_plain(expected), _plain(asked.read()))
        return 1

    def write(self, service, operation, given):
        shape = operation.output_shape
        if shape is None or not given:
            return 0
        try:
            output = _typed(shape, given)
            shapes.plain(shape, output)
        except (shapes.NotInModel, TypeError, ValueError, AttributeError, KeyError):
            return 0  # some published examples do not keep their own model
        asked = wire.Asked(operation, service.protocols[0], None)
        reply = wire.answered(service, asked, output, "request")
        selfcheck.check(asked.protocol, operation, output, reply)
        return 1


def _plain(value):
    """Values as text, since a form has nothing else."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item not in ({}, [])}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(value, bytes):
        return value.decode()
    return str(value).removesuffix("Z") if INSTANT.fullmatch(str(value)) else str(value)


def _typed(shape, value):
    """An example's JSON as values of the model's types."""
    if shape.type_name == "structure":
        return {name: _typed(shape.members[name], item) for name, item in value.items()}
    if shape.type_name == "list":
        return [_typed(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: _typed(shape.value, item) for key, item in value.items()}
    if shape.type_name == "timestamp":
        return parse_timestamp(value)
    if shape.type_name in ("integer", "long"):
        return int(value)
    if shape.type_name in ("float", "double"):
        return float(value)
    if shape.type_name == "boolean":
        return value if isinstance(value, bool) else value == "true"
    if shape.type_name == "blob":
        return value.encode()
    return str(value)
