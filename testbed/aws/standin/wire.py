"""From a request to an operation and its input, and from an answer to a reply, for every protocol spoken."""

from . import formdata, invalid, jsondata, jsonreply, models, restxml, xmlreply
from .errors import AwsError
from .requests import Reply
from .signing import decoded_form

OWN_PARAMETERS = ("Action", "Version")  # of the form protocols, beside the operation's input


class Asked:
    """The operation that a request names and the reader of its input."""

    def __init__(self, operation, protocol, read):
        self.operation = operation
        self.protocol = protocol
        self.read = read


def asked(service, request):
    """Finds the operation, refusing what the published model does not have."""
    if service.protocols[0] == "rest-xml":
        operation, read = restxml.asked(service, request)
        return Asked(operation, "rest-xml", read)
    target = request.headers.get("X-Amz-Target")
    if target is not None and "json" in service.protocols:
        return _json(service, request, target)
    if "rest-json" in service.protocols:
        return _rest(service, request)
    if service.protocols[0] in ("ec2", "query") or "query" in service.protocols:
        return _form(service, request)
    raise AwsError("UnknownOperationException", "The header X-Amz-Target is missing.")


def _form(service, request):
    pairs = [pair for pair in decoded_form(request.raw_query.encode()) if not pair[0].startswith("X-Amz-")]
    if request.method == "POST":
        content_type = request.headers.get("Content-Type", "")
        if not content_type.startswith("application/x-www-form-urlencoded"):
            raise AwsError("InvalidAction", "A form of type application/x-www-form-urlencoded is expected.")
        pairs += decoded_form(request.body)
    elif request.method != "GET":
        raise AwsError("InvalidAction", f"The method {request.method} is not valid for this web service.", 405)
    own = {name: value for name, value in pairs if name in OWN_PARAMETERS}
    if "Action" not in own:
        raise AwsError("MissingAction", "The request must contain the parameter Action")
    if own.get("Version") != service.metadata["apiVersion"]:
        raise AwsError("NoSuchVersion", f"The requested version ({own.get('Version')}) of service "
                       f"{service.name} does not exist")
    operation = service.operation(own["Action"])
    if operation is None:
        raise models.unknown_operation(service, own["Action"])
    rest = [pair for pair in pairs if pair[0] not in OWN_PARAMETERS]
    protocol = "ec2" if service.protocols[0] == "ec2" else "query"
    return Asked(operation, protocol, lambda: formdata.read(service, operation.input_shape, rest))


def _json(service, request, target):
    content_type = request.headers.get("Content-Type", "")
    version = service.metadata.get("jsonVersion", "1.1")
    if content_type.partition(";")[0] != f"application/x-amz-json-{version}":
        raise AwsError("SerializationException", f"The Content-Type must be application/x-amz-json-{version}.")
    prefix, _, name = target.rpartition(".")
    operation = service.operation(name)
    if operation is None or prefix != service.metadata["targetPrefix"]:
        raise models.unknown_operation(service, target)
    if request.method != "POST":
        raise models.unknown_operation(service, f"{request.method} {name}")
    return Asked(operation, "json", lambda: _json_input(service, operation, request))


def _json_input(service, operation, request):
    tree = jsondata.body_object(request.body)
    if operation.input_shape is None:
        if tree:
            raise invalid.unknown(service, next(iter(tree)))
        return {}
    return jsondata.read(service, operation.input_shape, tree)


def _rest(service, request):
    if not hasattr(service, "routes"):
        service.routes = jsondata.Routes(service.model)
    found = service.routes.find(request.method, request.raw_path)
    if found is None:
        raise models.unknown_operation(service, f"{request.method} {request.raw_path}")
    operation = service.operation(found[0])
    query = [pair for pair in request.query if not pair[0].startswith("X-Amz-")]
    return Asked(operation, "rest-json",
                 lambda: jsondata.rest_input(service, operation.input_shape, found[1], query, request.body))


def answered(service, asked_for, output, request_id):
    """The reply of a handled operation."""
    if asked_for.protocol in ("ec2", "query"):
        body = xmlreply.reply(service, asked_for.operation, output, request_id)
        return Reply(200, "text/xml;charset=UTF-8", body, {"x-amzn-RequestId": request_id})
    if asked_for.protocol == "rest-xml":
        return restxml.reply(service, asked_for.operation, output, request_id)
    body = jsonreply.reply(service, asked_for.operation, output)
    if asked_for.protocol == "json":
        kind = f"application/x-amz-json-{service.metadata.get('jsonVersion', '1.1')}"
    else:
        kind = "application/json"
    status = asked_for.operation.http.get("responseCode", 200)
    return Reply(status, kind, body, {"x-amzn-RequestId": request_id})


def refused(service, request, problem, request_id):
    """The reply of a refusal, in the protocol of the request."""
    headers = {"x-amzn-RequestId": request_id, **problem.headers}
    json = "X-Amz-Target" in request.headers and "json" in service.protocols
    if service.protocols[0] == "rest-xml":
        headers["x-amz-request-id"] = request_id
        body = b"" if problem.status == 304 else xmlreply.error(service, problem, request_id)
        return Reply(problem.status, "application/xml", body, headers)
    if not json and service.protocols[0] in ("ec2", "query"):
        return Reply(problem.status, "text/xml;charset=UTF-8", xmlreply.error(service, problem, request_id), headers)
    headers["x-amzn-ErrorType"] = problem.code
    version = service.metadata.get("jsonVersion", "1.1")
    kind = "application/json" if service.protocols[0] == "rest-json" else f"application/x-amz-json-{version}"
    return Reply(problem.status, kind, jsonreply.error(service, problem), headers)
