"""What can be had: regions, zones, instance types and where they are offered, and the account's attributes."""

from ..errors import AwsError
from ..registry import offers
from ..world import NOT_OPTED_IN, REGIONS
from . import catalogue
from .common import answer, filtered, page


@offers("ec2", "DescribeRegions")
def describe_regions(call):
    """Regions that the account may use, or all."""
    rows = [{"RegionName": name, "Endpoint": f"ec2.{name}.amazonaws.com", "OptInStatus": "opt-in-not-required"}
            for name in REGIONS]
    rows += [{"RegionName": name, "Endpoint": f"ec2.{name}.amazonaws.com", "OptInStatus": "not-opted-in"}
             for name in NOT_OPTED_IN]
    names = call.get("RegionNames")
    if names:
        unknown = set(names) - {row["RegionName"] for row in rows}
        if unknown:
            raise AwsError("InvalidParameterValue", f"Invalid region names: {', '.join(sorted(unknown))}")
        rows = [row for row in rows if row["RegionName"] in names]
    elif not call.get("AllRegions"):
        rows = rows[:len(REGIONS)]
    filters = {"region-name": lambda r: r["RegionName"], "endpoint": lambda r: r["Endpoint"],
               "opt-in-status": lambda r: r["OptInStatus"]}
    return {"Regions": filtered(call, rows, filters)}


@offers("ec2", "DescribeAvailabilityZones")
def describe_availability_zones(call):
    """The zones of this region."""
    rows = [{"ZoneName": zone, "ZoneId": catalogue.zone_id(zone), "State": "available",
             "RegionName": call.region.name, "GroupName": call.region.name, "NetworkBorderGroup": call.region.name,
             "ZoneType": "availability-zone", "OptInStatus": "opt-in-not-required", "Messages": []}
            for n, zone in enumerate(catalogue.zones(call.region.name), 1)]
    for field, name in (("ZoneName", "ZoneNames"), ("ZoneId", "ZoneIds")):
        wanted = call.get(name)
        if wanted:
            unknown = set(wanted) - {row[field] for row in rows}
            if unknown:
                raise AwsError("InvalidParameterValue", f"Invalid availability zone: [{', '.join(sorted(unknown))}]")
            rows = [row for row in rows if row[field] in wanted]
    filters = {"zone-name": lambda z: z["ZoneName"], "zone-id": lambda z: z["ZoneId"], "state": lambda z: z["State"],
               "region-name": lambda z: z["RegionName"], "zone-type": lambda z: z["ZoneType"],
               "opt-in-status": lambda z: z["OptInStatus"], "group-name": lambda z: z["GroupName"]}
    return {"AvailabilityZones": filtered(call, rows, filters)}


def _type(name):
    facts = catalogue.TYPES[name]
    cores = max(1, facts["vcpus"] // 2)
    row = {"InstanceType": name, "CurrentGeneration": not name.startswith(("t2.", "p3.")), "FreeTierEligible": name == "t2.micro",
           "SupportedUsageClasses": ["on-demand", "spot"], "SupportedRootDeviceTypes": ["ebs"],
           "SupportedVirtualizationTypes": ["hvm"], "BareMetal": False, "InstanceStorageSupported": False,
           "ProcessorInfo": {"SupportedArchitectures": [facts["architecture"]],
                             "SustainedClockSpeedInGhz": 2.5 if facts["architecture"] == "arm64" else 3.1},
           "VCpuInfo": {"DefaultVCpus": facts["vcpus"], "DefaultCores": cores, "DefaultThreadsPerCore": facts["vcpus"] // cores},
           "MemoryInfo": {"SizeInMiB": facts["memory"]}, "HibernationSupported": False,
           "BurstablePerformanceSupported": name.startswith("t"), "DedicatedHostsSupported": not name.startswith("t"),
           "NetworkInfo": {"NetworkPerformance": facts["network"], "MaximumNetworkInterfaces": 3,
                           "Ipv4AddressesPerInterface": 10, "Ipv6Supported": True, "EnaSupport": "supported"},
           "EbsInfo": {"EbsOptimizedSupport": "default", "EncryptionSupport": "supported", "NvmeSupport": "required"}}
    if facts["gpus"]:
        maker, memory = ("T4", 16384) if name.startswith("g4dn") else ("V100", 16384)
        row["GpuInfo"] = {"Gpus": [{"Name": maker, "Manufacturer": "NVIDIA", "Count": facts["gpus"],
                                    "MemoryInfo": {"SizeInMiB": memory}}], "TotalGpuMemoryInMiB": memory * facts["gpus"]}
    return row


@offers("ec2", "DescribeInstanceTypes")
def describe_instance_types(call):
    """Instance types with what they have."""
    names = call.get("InstanceTypes") or list(catalogue.TYPES)
    unknown = [name for name in names if name not in catalogue.TYPES]
    if unknown:
        raise AwsError("InvalidInstanceType", f"The following supplied instance types do not exist: [{', '.join(unknown)}]")
    filters = {
        "instance-type": lambda t: t["InstanceType"],
        "current-generation": lambda t: t["CurrentGeneration"],
        "bare-metal": lambda t: t["BareMetal"],
        "burstable-performance-supported": lambda t: t["BurstablePerformanceSupported"],
        "memory-info.size-in-mib": lambda t: t["MemoryInfo"]["SizeInMiB"],
        "processor-info.supported-architecture": lambda t: t["ProcessorInfo"]["SupportedArchitectures"],
        "supported-usage-class": lambda t: t["SupportedUsageClasses"],
        "vcpu-info.default-vcpus": lambda t: t["VCpuInfo"]["DefaultVCpus"],
    }
    rows = filtered(call, [_type(name) for name in names], filters)
    return answer("InstanceTypes", *page(call, rows, 5, 100, "InstanceTypes"))


@offers("ec2", "DescribeInstanceTypeOfferings")
def describe_instance_type_offerings(call):
    """Which types are offered in the region or in its zones."""
    where = call.get("LocationType", "region")
    names = catalogue.zones(call.region.name)
    rows = []
    for kind in catalogue.TYPES:
        zones = [zone for zone in names if catalogue.sold(kind, zone)]
        if where == "region":
            places = [call.region.name] if zones else []
        elif where == "availability-zone-id":
            places = [catalogue.zone_id(zone) for zone in zones]
        else:
            places = zones
        rows += [{"InstanceType": kind, "LocationType": where, "Location": place} for place in places]
    filters = {"instance-type": lambda o: o["InstanceType"], "location": lambda o: o["Location"]}
    return answer("InstanceTypeOfferings", *page(call, filtered(call, rows, filters), 5, 1000))


@offers("ec2", "DescribeAccountAttributes")
def describe_account_attributes(call):
    """What the account is set up for."""
    default = next((vpc["VpcId"] for vpc in call.table("vpcs").values() if vpc["IsDefault"]), "none")
    known = {"supported-platforms": "VPC", "default-vpc": default, "max-instances": "20",
             "vpc-max-security-groups-per-interface": "5", "max-elastic-ips": "5", "vpc-max-elastic-ips": "5"}
    wanted = call.get("AttributeNames") or list(known)
    return {"AccountAttributes": [{"AttributeName": name, "AttributeValues": [{"AttributeValue": known[name]}]}
                                  for name in wanted if name in known]}
