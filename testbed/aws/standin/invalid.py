"""What a service answers to a request that its model does not allow."""

from .errors import AwsError

# Services with an error shape of their own for this; the others use the common codes.
OWN = {"ecr": "InvalidParameterException", "eks": "InvalidParameterException", "pricing": "InvalidParameterException"}


def _code(service, ec2, query):
    protocol = service.protocols[0]
    if protocol == "ec2":
        return ec2
    if protocol == "query" or service.name == "cloudwatch":
        return query
    if protocol == "rest-xml":
        return "InvalidArgument"
    return OWN.get(service.name, "ValidationException")


def missing(service, name):
    """A required parameter was not sent."""
    return AwsError(_code(service, "MissingParameter", "MissingParameter"),
                    f"The request must contain the parameter {name}")


def unknown(service, name):
    """A parameter that the model does not have; AWS itself ignores it in some services, the stand-in never does."""
    return AwsError(_code(service, "UnknownParameter", "UnknownParameter"), f"The parameter {name} is not recognized")


def value(service, name, text, why):
    """A parameter's value is of the wrong type or outside the model's bounds."""
    return AwsError(_code(service, "InvalidParameterValue", "ValidationError"),
                    f"Value ({str(text)[:200]}) for parameter {name} is invalid. {why}")
