"""Node groups. Their nodes are instances in EC2, with the tags that EKS gives them."""

import secrets

from ..ec2 import catalogue, run, states
from ..ec2.placing import ALIVE
from ..errors import AwsError
from ..registry import offers
from ..world import Call
from . import common

LIMIT = "L-6D54EA21"


def _group(call):
    group = common.cluster(call, call.get("clusterName"))["_groups"].get(call.get("nodegroupName"))
    if group is None:
        raise AwsError("ResourceNotFoundException", f"No node group found for name: {call.get('nodegroupName')}.", 404)
    return group


def _scaling(asked, before=None):
    sizes = {**(before or {"minSize": 1, "maxSize": 2, "desiredSize": 2}), **asked}
    low, want, high = sizes["minSize"], sizes["desiredSize"], sizes["maxSize"]
    if low > want:
        raise common.invalid(f"Minimum capacity {low} can't be greater than desired size {want}")
    if want > high:
        raise common.invalid(f"desired capacity {want} can't be greater than max size {high}")
    return sizes


@offers("eks", "CreateNodegroup")
def create_nodegroup(call):
    """Creates a node group and its nodes."""
    name = call.get("nodegroupName")
    groups = common.cluster(call, call.get("clusterName"))["_groups"]
    if common.repeated(call, groups.get(name)):
        return {"nodegroup": groups[name]}
    cluster = common.active(call, call.get("clusterName"))
    if name in groups:
        raise common.busy(f"NodeGroup already exists with name {name} and cluster name {cluster['name']}")
    if len(groups) >= call.world.limits.get(LIMIT, 30):
        raise AwsError("ResourceLimitExceededException", "Node group limit exceeded.", 400)
    kinds = call.get("instanceTypes", ["t3.medium"])
    _check_types(kinds)
    for subnet in call.get("subnets"):
        if subnet not in call.table("subnets"):
            raise common.invalid(f"The subnet ID '{subnet}' does not exist")
    version = common.version(call.get("version") or cluster["version"])
    arm = catalogue.TYPES[kinds[0]]["architecture"] == "arm64"
    group = {
        "nodegroupName": name, "clusterName": cluster["name"], "version": version, "createdAt": call.now,
        "nodegroupArn": common.arn(call, f"nodegroup/{cluster['name']}/{name}/{secrets.token_hex(4)}"), "modifiedAt": call.now,
        "releaseVersion": f"{version}.0-20241010", "status": "CREATING", "instanceTypes": kinds, "subnets": call.get("subnets"),
        "capacityType": call.get("capacityType", "ON_DEMAND"), "scalingConfig": _scaling(call.get("scalingConfig", {})),
        "amiType": call.get("amiType", "AL2_ARM_64" if arm else "AL2_x86_64"), "nodeRole": call.get("nodeRole"),
        "labels": dict(call.get("labels", {})), "taints": call.get("taints", []), "diskSize": call.get("diskSize", 20),
        "remoteAccess": call.get("remoteAccess"), "tags": dict(call.get("tags", {})), "health": {"issues": []},
        "resources": {"autoScalingGroups": [{"name": f"eks-{name}-{secrets.token_hex(8)}"}]},
        "updateConfig": call.get("updateConfig", {"maxUnavailable": 1}), "_asked": call.values, "_updates": {}}
    groups[name] = group
    dies = call.fault is not None and call.fault.effect == "die_pending"
    reason = call.fault.rule.get("reason", "AsgInstanceLaunchFailures") if dies else None

    def ready(moment):
        if group["status"] != "CREATING":
            return
        problem = (reason, "Could not launch On-Demand Instances.") if dies else _launch(call, group)
        group["status"] = "ACTIVE" if problem is None else "CREATE_FAILED"
        if problem:
            group["health"] = {"issues": [{"code": problem[0], "message": problem[1], "resourceIds": _asg(group)}]}
    call.after(call.settings().cluster_transition, ready)
    return {"nodegroup": group}


def _check_types(kinds):
    for kind in kinds:
        if kind not in catalogue.TYPES:
            raise common.invalid(f"The following supplied instance types do not exist: [{kind}]")
    if len({catalogue.TYPES[kind]["architecture"] for kind in kinds}) > 1:
        raise common.invalid(f"{kinds} is not valid: the instance types have different architectures")


def _asg(group):
    return [one["name"] for one in group["resources"]["autoScalingGroups"]]


def nodes(call, group):
    """The instances of a group that are not on their way out."""
    return [instance for instance in call.table("instances").values()
            if instance.get("_nodegroup") == group["nodegroupArn"] and states.name(instance) in ALIVE]


def _launch(call, group):
    """Brings the number of nodes up to the desired size; answers a code and message of what failed, or None."""
    missing = group["scalingConfig"]["desiredSize"] - len(nodes(call, group))
    architecture = catalogue.TYPES[group["instanceTypes"][0]]["architecture"]
    image = next(catalogue.image_id(call.region.name, one[0]) for one in catalogue.IMAGES if one[1] == architecture)
    labels = [{"Key": "eks:cluster-name", "Value": group["clusterName"]},
              {"Key": "eks:nodegroup-name", "Value": group["nodegroupName"]},
              {"Key": f"kubernetes.io/cluster/{group['clusterName']}", "Value": "owned"}]
    for n in range(missing):
        failure = None
        for subnet in group["subnets"][n % len(group["subnets"]):] + group["subnets"][:n % len(group["subnets"])]:
            values = {"ImageId": image, "InstanceType": group["instanceTypes"][0], "MinCount": 1, "MaxCount": 1,
                      "SubnetId": subnet, "TagSpecifications": [{"ResourceType": "instance", "Tags": labels}]}
            if group["capacityType"] == "SPOT":
                values["InstanceMarketOptions"] = {"MarketType": "spot"}
            try:
                _one(call, group, values)
                failure = None
                break
            except AwsError as problem:
                failure = ("InstanceLimitExceeded" if problem.code == "VcpuLimitExceeded" else "AsgInstanceLaunchFailures",
                           f"Could not launch On-Demand Instances. {problem.code} - {problem.message}")
        if failure:
            return failure
    return None


def _one(call, group, values):
    fault = call.world.faults.take("ec2", call.region.name, "RunInstances", values)
    if fault is not None and "error" in fault.rule:
        raise AwsError(fault.rule["error"], fault.rule.get("message", "as a test asked for"))
    launching = Call(call.world, call.region, call.key, "RunInstances", values, None)
    reservation = run.launch(launching)
    for instance in call.table("instances").values():
        if instance["_reservation"] == reservation:
            instance["_nodegroup"] = group["nodegroupArn"]


def _end(call, instances):
    for instance in instances:
        later = Call(call.world, call.region, call.key, "TerminateInstances", {}, None)
        states.terminate(later, instance, "Client.UserInitiatedShutdown", "User initiated shutdown")


@offers("eks", "DescribeNodegroup")
def describe_nodegroup(call):
    """One node group."""
    return {"nodegroup": _group(call)}


@offers("eks", "ListNodegroups")
def list_nodegroups(call):
    """The names of a cluster's node groups."""
    names, token = common.page(call, common.cluster(call, call.get("clusterName"))["_groups"])
    return {"nodegroups": names, "nextToken": token}


@offers("eks", "UpdateNodegroupConfig")
def update_nodegroup_config(call):
    """Changes size, labels and taints of a node group."""
    group = _group(call)
    if group["status"] != "ACTIVE":
        raise common.busy("Nodegroup cannot be updated as it is currently not in Active State")
    sizes = _scaling(call.get("scalingConfig", {}), group["scalingConfig"])
    labels = {**group["labels"], **call.get("labels", {}).get("addOrUpdateLabels", {})}
    for label in call.get("labels", {}).get("removeLabels", []):
        labels.pop(label, None)
    gone = {(one.get("key"), one.get("effect")) for part in call.get("taints", {}).values() for one in part}
    taints = [one for one in group["taints"] if (one.get("key"), one.get("effect")) not in gone]
    taints += call.get("taints", {}).get("addOrUpdateTaints", [])

    def done():
        group.update(scalingConfig=sizes, labels=labels, taints=taints, modifiedAt=call.world.now(),
                     updateConfig=call.get("updateConfig", group["updateConfig"]))
        _end(call, nodes(call, group)[sizes["desiredSize"]:])
        problem = _launch(call, group)
        if problem:
            group["status"] = "DEGRADED"
            group["health"] = {"issues": [{"code": problem[0], "message": problem[1], "resourceIds": _asg(group)}]}
    changed = {"MinSize": sizes["minSize"], "MaxSize": sizes["maxSize"], "DesiredSize": sizes["desiredSize"]}
    return common.update(call, group, "ConfigUpdate", changed, done)


@offers("eks", "UpdateNodegroupVersion")
def update_nodegroup_version(call):
    """Moves a node group to a version that its cluster already has."""
    group = _group(call)
    if group["status"] != "ACTIVE":
        raise common.busy("Nodegroup cannot be updated as it is currently not in Active State")
    cluster = common.cluster(call, call.get("clusterName"))
    version = common.version(call.get("version") or cluster["version"])
    if common.VERSIONS.index(version) > common.VERSIONS.index(cluster["version"]):
        raise common.invalid(f"Nodegroup Kubernetes version {version} must not be newer than the cluster's {cluster['version']}")
    return common.update(call, group, "VersionUpdate", {"Version": version},
                         lambda: group.update(version=version, releaseVersion=f"{version}.0-20241010"))


@offers("eks", "DeleteNodegroup")
def delete_nodegroup(call):
    """Deletes a node group with its nodes."""
    group = _group(call)
    if group["status"] == "UPDATING":
        raise common.busy("Nodegroup has an update in progress")
    group["status"] = "DELETING"
    _end(call, nodes(call, group))
    groups, name = common.cluster(call, call.get("clusterName"))["_groups"], call.get("nodegroupName")
    call.after(call.settings().cluster_transition, lambda moment: groups.pop(name, None))
    return {"nodegroup": group}
