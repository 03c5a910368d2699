"""The published protocol and signing cases: what the reader, the writer and the verifier make of them."""

import email.message
import json
import math
import os
import pathlib
import unittest

from standin import access, selfcheck, signing, wire
from standin.models import Service
from standin.requests import Request

ORACLES = os.environ.get("SHIYUN_ORACLES")
PROTOCOLS = ("ec2", "query", "json", "rest-json")

# What the protocols have and the services on offer do not use, so that the stand-in does not speak it: members in headers,
# bodies of one member, documents, unions, streams, time stamps of other formats, compressed or hashed bodies.
BEYOND = {"payload", "eventstream", "document", "union", "streaming", "requestcompression", "httpChecksum", "endpoint",
          "hostLabel", "httpChecksumRequired", "timestampFormat", "header", "headers", "statusCode", "idempotencyToken"}
LEFT_OUT = (
    "Ec2XmlLists", "QueryXmlLists",  # two members of one name on the wire, which botocore itself reads as one
    "Ec2QueryHostWithPath", "QueryHostWithPath", "RestJsonHostWithPath",  # an endpoint with a path
    "RestJsonQueryStringMap", "RestJsonAllQueryStringTypes", "RestJsonQueryParamsStringListMap", "RestJsonQueryPrecedence",
    "RestJsonQueryStringEscaping", "RestJsonSupportsNaNFloatQueryValues", "RestJsonSupportsInfinityFloatQueryValues",
    "RestJsonSupportsNegativeInfinityFloatQueryValues", "RestJsonZeroAndFalseQueryValues",  # maps in the query
    "RestJsonConstantAndVariableQueryStringMissingOneValue", "RestJsonConstantAndVariableQueryStringAllValues",
    "RestJsonConstantQueryString", "RestJsonHttpRequestWithGreedyLabelInPath",  # constant queries, labels over many segments
)


def headers(pairs):
    """Headers as the server has them."""
    message = email.message.Message()
    for name, value in pairs:
        message[name] = value
    return message


@unittest.skipUnless(ORACLES, "SHIYUN_ORACLES is not set: no published cases")
class ProtocolsTest(unittest.TestCase):

    def cases(self, direction, protocol):
        file = pathlib.Path(ORACLES, "aws", "protocols", direction, f"{protocol}.json")
        for suite in json.loads(file.read_text("utf-8")):
            for case in suite["cases"]:
                description = {"metadata": {"apiVersion": "2020-01-08", **suite["metadata"]}, "shapes": suite["shapes"],
                               "operations": {case["given"]["name"]: case["given"]}}
                description["metadata"].pop("protocols", None)
                if protocol == "query" and "output" in case["given"]:
                    case["given"]["output"]["resultWrapper"] = f"{case['given']['name']}Result"
                side = case["given"].get(direction)
                if case["id"] in LEFT_OUT or side and BEYOND & _words([case["given"]], suite["shapes"], set()):
                    continue
                yield case, Service(suite["metadata"].get("serviceId", protocol), "case", description)

    def test_requests_of_the_published_cases_are_read(self):
        read = 0
        for protocol in PROTOCOLS:
            for case, service in self.cases("input", protocol):
                with self.subTest(protocol=protocol, case=case["id"]):
                    read += self.read(case, service, protocol)
        print(f"\n{read} published protocol requests read", flush=True)
        self.assertGreater(read, 75)

    def read(self, case, service, protocol):
        wanted = case["serialized"]
        pairs = list(wanted.get("headers", {}).items())
        request = Request(wanted["method"], wanted["uri"], headers(pairs), (wanted.get("body") or "").encode())
        asked = wire.asked(service, request)
        found = asked.read()
        self.assertEqual(_plain(case["params"]), _plain(found))
        return 1

    def test_replies_of_the_published_cases_are_written(self):
        written = 0
        for protocol in PROTOCOLS:
            for case, service in self.cases("output", protocol):
                if "error" in case or case["response"]["status_code"] >= 300 or "result" not in case:
                    continue
                with self.subTest(protocol=protocol, case=case["id"]):
                    operation = service.operation(case["given"]["name"])
                    output = _typed(operation.output_shape, case["result"])
                    reply = wire.answered(service, wire.Asked(operation, protocol, None), output, "request")
                    selfcheck.check(protocol, operation, output, reply)
                    written += 1
        print(f"\n{written} published protocol replies written", flush=True)
        self.assertGreater(written, 50)

    def test_published_signatures_are_computed(self):
        verified = 0
        for folder in sorted(pathlib.Path(ORACLES, "aws", "sigv4").iterdir()):
            context = json.loads((folder / "context.json").read_text("utf-8"))
            if not context["normalize"] or context.get("omit_session_token"):
                continue  # only S3 does not normalise paths, and no service on offer leaves the token unsigned
            for kind in ("header", "query"):
                with self.subTest(case=folder.name, kind=kind):
                    self.verify(folder, kind, context)
                    verified += 1
        print(f"\n{verified} published signatures computed", flush=True)
        self.assertGreater(verified, 40)

    def verify(self, folder, kind, context):
        text = (folder / f"{kind}-signed-request.txt").read_text("utf-8")
        head, _, body = text.partition("\n\n")
        lines = []
        for line in head.split("\n"):
            if line[:1].isspace():
                lines[-1] += " " + line.strip()
            else:
                lines.append(line)
        method, target = lines[0].removesuffix(" HTTP/1.1").split(" ", 1)
        request = Request(method, target, headers(line.split(":", 1) for line in lines[1:] if line), body.encode())
        signed = signing.read(request)
        key = access.Key(signed.access_key, "all", "", "", secret=context["credentials"]["secret_access_key"],
                         token=context["credentials"].get("token"))
        expected = (folder / f"{kind}-signature.txt").read_text("utf-8").strip()
        self.assertEqual(expected, signed.signature)
        self.assertEqual(expected, signing.expected(request, signed, key))


def _words(tree, shapes, seen):
    """Every word in a description and in the shapes that it names."""
    if isinstance(tree, list):
        return set().union(*(_words(item, shapes, seen) for item in tree)) if tree else set()
    if not isinstance(tree, dict):
        return {tree} if isinstance(tree, str) else set()
    found = set()
    for key, item in tree.items():
        if key == "documentation":
            continue
        found |= {key} | _words(item, shapes, seen)
        if key == "shape" and item not in seen:
            seen.add(item)
            found |= _words(shapes[item], shapes, seen)
    return found


def _plain(value):
    """Values as they can be compared: time stamps in seconds, blobs as text, no empty parts."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None and item not in ([], {})}
    if isinstance(value, list):
        return [_plain(item) for item in value if item is not None]
    if hasattr(value, "timestamp"):
        return value.timestamp()
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value).replace("nan", "NaN").replace("inf", "Infinity")
    return value


def _typed(shape, value):
    """A case's JSON as values of the model's types."""
    if value is None or shape is None:
        return value
    if shape.type_name == "structure":
        return {name: _typed(shape.members[name], item) for name, item in value.items()}
    if shape.type_name == "list":
        return [_typed(shape.member, item) for item in value]
    if shape.type_name == "map":
        return {key: _typed(shape.value, item) for key, item in value.items()}
    if shape.type_name == "blob":
        return value.encode()
    if shape.type_name in ("float", "double"):
        return float(value)
    return value
