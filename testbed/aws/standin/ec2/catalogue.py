"""A small catalogue as AWS has it: zones, instance types with their prices, and public images."""

import hashlib
from decimal import Decimal

# Name, virtual CPUs, MiB of memory, architecture, USD an hour in us-east-1, network, GPUs.
TYPES = {name: dict(vcpus=vcpus, memory=memory, architecture=architecture, price=price, network=network, gpus=gpus)
         for name, vcpus, memory, architecture, price, network, gpus in (
    ("t2.micro", 1, 1024, "x86_64", "0.0116", "Low to Moderate", 0),
    ("t3.nano", 2, 512, "x86_64", "0.0052", "Up to 5 Gigabit", 0),
    ("t3.micro", 2, 1024, "x86_64", "0.0104", "Up to 5 Gigabit", 0),
    ("t3.small", 2, 2048, "x86_64", "0.0208", "Up to 5 Gigabit", 0),
    ("t3.medium", 2, 4096, "x86_64", "0.0416", "Up to 5 Gigabit", 0),
    ("t3.large", 2, 8192, "x86_64", "0.0832", "Up to 5 Gigabit", 0),
    ("t4g.micro", 2, 1024, "arm64", "0.0084", "Up to 5 Gigabit", 0),
    ("t4g.small", 2, 2048, "arm64", "0.0168", "Up to 5 Gigabit", 0),
    ("m5.large", 2, 8192, "x86_64", "0.096", "Up to 10 Gigabit", 0),
    ("m5.xlarge", 4, 16384, "x86_64", "0.192", "Up to 10 Gigabit", 0),
    ("m5.2xlarge", 8, 32768, "x86_64", "0.384", "Up to 10 Gigabit", 0),
    ("m6g.medium", 1, 4096, "arm64", "0.0385", "Up to 10 Gigabit", 0),
    ("m6g.large", 2, 8192, "arm64", "0.077", "Up to 10 Gigabit", 0),
    ("c5.large", 2, 4096, "x86_64", "0.085", "Up to 10 Gigabit", 0),
    ("c5.xlarge", 4, 8192, "x86_64", "0.17", "Up to 10 Gigabit", 0),
    ("c6i.large", 2, 4096, "x86_64", "0.085", "Up to 12.5 Gigabit", 0),
    ("r5.large", 2, 16384, "x86_64", "0.126", "Up to 10 Gigabit", 0),
    ("g4dn.xlarge", 4, 16384, "x86_64", "0.526", "Up to 25 Gigabit", 1),
    ("p3.2xlarge", 8, 62464, "x86_64", "3.06", "Up to 10 Gigabit", 1),
)}

# Zones that lack a type: the last zone of every region has no t2 and no graphics, the second no p3.
LACKS = {-1: ("t2.", "g4dn.", "p3."), 1: ("p3.",)}

# How much dearer a region is than us-east-1, in per cent; for this catalogue only.
DEARER = {"us-east-1": 0, "us-west-2": 0, "eu-west-1": 11, "eu-central-1": 20, "ap-southeast-1": 25, "cn-north-1": 30}

# Name, architecture, platform, user-facing description, GiB of the root volume.
IMAGES = (
    ("al2023-ami-2023.6.20241010.0-kernel-6.1-x86_64", "x86_64", "Linux/UNIX", "Amazon Linux 2023 AMI x86_64", 8),
    ("al2023-ami-2023.6.20241010.0-kernel-6.1-arm64", "arm64", "Linux/UNIX", "Amazon Linux 2023 AMI arm64", 8),
    ("debian-12-amd64-20241004-1890", "x86_64", "Linux/UNIX", "Debian 12 (20241004-1890)", 8),
    ("debian-12-arm64-20241004-1890", "arm64", "Linux/UNIX", "Debian 12 (20241004-1890)", 8),
    ("Windows_Server-2022-English-Full-Base-2024.10.09", "x86_64", "Windows", "Microsoft Windows Server 2022", 30),
)
AMAZON = "137112412989"  # the account that owns Amazon Linux images


def zones(region):
    """The names of a region's zones."""
    return [region + letter for letter in ("abcd" if region == "us-east-1" else "abc")]


def zone_id(zone):
    """The id of a zone, which is the same in every account: us-east-1a is use1-az1."""
    area, side, number = zone[:-1].split("-")
    short = "".join(word[0] for word in ("north", "south", "east", "west", "central") if word in side)
    return f"{area}{short}{number}-az{'abcd'.index(zone[-1]) + 1}"


def sold(instance_type, zone):
    """Whether a type is offered in a zone."""
    names = zones(zone[:-1])
    index = names.index(zone)
    lacking = LACKS.get(index, ()) + (LACKS[-1] if index == len(names) - 1 else ())
    return not instance_type.startswith(lacking) if lacking else True


def image_id(region, name):
    """The id of a public image, the same at every start."""
    return f"ami-{hashlib.sha256(f'{region}/{name}'.encode()).hexdigest()[:17]}"


def price(region, instance_type):
    """USD an hour on demand, as a decimal text."""
    base = Decimal(TYPES[instance_type]["price"])
    return str((base * (100 + DEARER.get(region, 0)) / 100).quantize(Decimal("0.000001")).normalize())


def spot_price(region, zone, instance_type):
    """USD an hour on the spot market: a third of the price, a little different from zone to zone."""
    share = Decimal(30 + 2 * zones(region).index(zone)) / 100
    return str((Decimal(price(region, instance_type)) * share).quantize(Decimal("0.000001")))
