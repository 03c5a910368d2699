"""The services on offer, each with botocore's published model, found by the name their requests are signed with."""

import json
import pathlib

import botocore.loaders
import botocore.model

from .errors import AwsError

# botocore's name of each service, by the service name in the credential scope.
BY_SIGNING_NAME = {
    "ec2": "ec2",
    "eks": "eks",
    "ecr": "ecr",
    "monitoring": "cloudwatch",
    "pricing": "pricing",
    "ce": "ce",
    "servicequotas": "service-quotas",
    "sts": "sts",
    "s3": "s3",
}

# The protocols spoken here; of several that a newer model lists, the first of these is the usual one.
SPOKEN = ("ec2", "query", "json", "rest-json", "rest-xml")


class Service:
    """One service: its model, its protocol and the operations that the stand-in offers."""

    def __init__(self, name, signing_name, description):
        self.name = name
        self.signing_name = signing_name
        self.model = botocore.model.ServiceModel(description, name)
        self.metadata = description["metadata"]
        listed = self.metadata.get("protocols") or [self.metadata["protocol"]]
        self.protocols = [protocol for protocol in SPOKEN if protocol in listed]
        self.names = frozenset(self.model.operation_names)
        self.handlers = {}
        self.writers = {}

    def operation(self, name):
        """The model of an operation; None when the published model has no such operation."""
        return self.model.operation_model(name) if name in self.names else None


def load(models_directory=None):
    """Loads every service, from a folder `NAME/service-2.json` where it has one, else from the installed botocore."""
    loader = botocore.loaders.Loader()
    services = {}
    for signing_name, name in BY_SIGNING_NAME.items():
        own = pathlib.Path(models_directory or "/nonexistent") / name / "service-2.json"
        if own.is_file():
            description = json.loads(own.read_text("utf-8"))
        else:
            description = loader.load_service_model(name, "service-2")
        services[signing_name] = Service(name, signing_name, description)
    return services


def fault_status(service, code):
    """The HTTP status that the model gives to one of its own error shapes, or None."""
    for shape in service.model.error_shapes:
        published = shape.metadata.get("error", {})
        if code in (published.get("code"), shape.name):
            return published.get("httpStatusCode") or (500 if shape.metadata.get("fault") else 400)
    return None


def unknown_operation(service, name):
    """The error for an operation that the model does not have."""
    if service.protocols[0] in ("ec2", "query"):
        return AwsError("InvalidAction", f"The action {name} is not valid for this web service.")
    if service.protocols[0] == "rest-xml":
        return AwsError("MethodNotAllowed", f"There is no operation {name}.", 405)
    status = 404 if service.protocols[0] == "rest-json" else 400
    return AwsError("UnknownOperationException", f"There is no operation {name}.", status)
