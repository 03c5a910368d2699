"""EC2: instances, images, volumes, addresses, security groups, networks, types, spot and tags."""

from . import (  # noqa: F401  (each module registers its operations)
    addresses,
    attributes,
    describe,
    gateways,
    groups,
    images,
    keypairs,
    lifecycle,
    networks,
    offers,
    run,
    snapshots,
    spot,
    tags,
    volumes,
)
