"""CloudWatch: metrics that were put, metrics that instances have by themselves, and alarms over both."""

from . import alarms, metrics  # noqa: F401  (each module registers its operations)
