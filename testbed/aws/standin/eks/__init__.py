"""EKS: clusters, node groups whose nodes are instances of EC2, their updates and tags."""

from . import clusters, nodegroups, tags  # noqa: F401  (each module registers its operations)
