"""Checks of the stand-in with botocore's own clients."""
