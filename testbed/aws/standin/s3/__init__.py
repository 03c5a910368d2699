"""S3, as far as buckets and objects need it: put, get, list, copy, delete, and uploads in parts."""

from . import buckets, objects, uploads  # noqa: F401  (each module registers its operations)
