"""A stateful stand-in for AWS on loopback, checked against botocore's published models and signer."""
