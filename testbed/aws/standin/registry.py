"""Which function answers which operation."""

OFFERED = {}


def offers(service, operation):
    """Registers the decorated function for an operation; it gets a Call and gives the output."""
    def register(function):
        OFFERED[service, operation] = function
        return function
    return register


def install(services):
    """Gives every service its handlers; an operation that its model does not have is left out."""
    for service in services.values():
        service.handlers = {operation: function for (name, operation), function in OFFERED.items()
                            if name == service.name and operation in service.names}
