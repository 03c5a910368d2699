"""Clusters: create, describe, list, delete, new version, new configuration, and their updates."""

import secrets

from .. import quotas
from ..errors import AwsError
from ..registry import offers
from ..world import new_id
from . import common

NO_CONTROL_PLANE = "us-east-1d"  # like the one zone of us-east-1 where EKS has no room
CLUSTERS = "L-1194D53C"


@offers("eks", "CreateCluster")
def create_cluster(call):
    """Creates a cluster in at least two zones."""
    name = call.get("name")
    existing = call.table("clusters").get(name)
    if common.repeated(call, existing):
        return {"cluster": existing}
    if existing is not None:
        raise common.busy(f"Cluster already exists with name: {name}")
    if len(call.table("clusters")) >= quotas.value(call.world, CLUSTERS):
        raise AwsError("ResourceLimitExceededException", "Cluster limit exceeded.", 400)
    version = common.version(call.get("version"))
    network = _network(call)
    host = f"{secrets.token_hex(16).upper()}.gr7.{call.region.name}.eks.amazonaws.com"
    cluster = {
        "name": name, "arn": common.arn(call, f"cluster/{name}"), "createdAt": call.now, "version": version,
        "roleArn": call.get("roleArn"), "resourcesVpcConfig": network, "status": "CREATING", "platformVersion": "eks.1",
        "kubernetesNetworkConfig": {"serviceIpv4Cidr": "10.100.0.0/16", "ipFamily": "ipv4",
                                    **call.get("kubernetesNetworkConfig", {})},
        "clientRequestToken": call.get("clientRequestToken"), "tags": dict(call.get("tags", {})), "certificateAuthority": {},
        "logging": call.get("logging", {"clusterLogging": []}), "_asked": call.values, "_updates": {}, "_groups": {}}
    for echoed in ("accessConfig", "upgradePolicy"):
        if call.get(echoed):
            cluster[echoed] = call.get(echoed)
    call.table("clusters")[name] = cluster
    dies = call.fault is not None and call.fault.effect == "die_pending"
    reason = call.fault.rule.get("reason", "InternalFailure") if dies else None

    def ready(moment):
        if cluster["status"] != "CREATING":
            return
        if dies:
            cluster.update(status="FAILED", health={"issues": [{"code": reason, "message": "The cluster was not made.",
                                                                "resourceIds": [name]}]})
        else:
            cluster.update(status="ACTIVE", endpoint=f"https://{host}", certificateAuthority={"data": common.AUTHORITY},
                           identity={"oidc": {"issuer": f"https://oidc.eks.{call.region.name}.amazonaws.com/id/"
                                              f"{host.partition('.')[0]}"}})
            network["clusterSecurityGroupId"] = new_id("sg")
    call.after(call.settings().cluster_transition, ready)
    return {"cluster": cluster}


def _network(call):
    asked = call.get("resourcesVpcConfig")
    subnets = []
    for identifier in asked.get("subnetIds", []):
        subnet = call.table("subnets").get(identifier)
        if subnet is None:
            raise common.invalid(f"The subnet ID '{identifier}' does not exist (Service: AmazonEC2; Status Code: 400; Error "
                                 "Code: InvalidSubnetID.NotFound)")
        subnets.append(subnet)
    zones = {subnet["AvailabilityZone"] for subnet in subnets}
    if NO_CONTROL_PLANE in zones:
        raise AwsError("UnsupportedAvailabilityZoneException", f"Cannot create cluster because {NO_CONTROL_PLANE}, the targeted "
                       "availability zone, does not currently have sufficient capacity to support the cluster. Retry and "
                       "choose from the other availability zones.", 400)
    if len(zones) < 2:
        raise common.invalid("Subnets specified must be in at least two different AZs")
    if len({subnet["VpcId"] for subnet in subnets}) > 1:
        raise common.invalid("Provided subnets must belong to one VPC")
    for group in asked.get("securityGroupIds", []):
        if group not in call.table("groups"):
            raise common.invalid(f"The security group '{group}' does not exist (Service: AmazonEC2; Status Code: 400)")
    return {"subnetIds": asked["subnetIds"], "securityGroupIds": asked.get("securityGroupIds", []),
            "vpcId": subnets[0]["VpcId"], "endpointPublicAccess": asked.get("endpointPublicAccess", True),
            "endpointPrivateAccess": asked.get("endpointPrivateAccess", False),
            "publicAccessCidrs": asked.get("publicAccessCidrs", ["0.0.0.0/0"])}


@offers("eks", "DescribeCluster")
def describe_cluster(call):
    """One cluster; endpoint and authority are there once it is ACTIVE."""
    return {"cluster": common.cluster(call, call.get("name"))}


@offers("eks", "ListClusters")
def list_clusters(call):
    """The names of clusters."""
    names, token = common.page(call, call.table("clusters"))
    return {"clusters": names, "nextToken": token}


@offers("eks", "DeleteCluster")
def delete_cluster(call):
    """Deletes a cluster without node groups."""
    name = call.get("name")
    cluster = common.cluster(call, name)
    if cluster["_groups"]:
        raise common.busy("Cluster has nodegroups attached")
    if cluster["status"] in ("CREATING", "UPDATING"):
        raise common.busy(f"Cannot delete because cluster {name} currently has an update in progress")
    cluster["status"] = "DELETING"
    call.after(call.settings().cluster_transition, lambda moment: call.table("clusters").pop(name, None))
    return {"cluster": cluster}


@offers("eks", "UpdateClusterVersion")
def update_cluster_version(call):
    """Moves a cluster to the next minor version."""
    cluster = _changing(call)
    wanted = common.version(call.get("version"))
    step = common.VERSIONS.index(wanted) - (common.VERSIONS.index(cluster["version"]))
    if step == 0:
        raise common.invalid(f"Cluster is already at the desired configuration with version {wanted}")
    if step != 1:
        raise common.invalid(f"Unsupported Kubernetes minor version update from {cluster['version']} to {wanted}")
    return common.update(call, cluster, "VersionUpdate", {"Version": wanted, "PlatformVersion": "eks.1"},
                         lambda: cluster.update(version=wanted))


def _changing(call):
    cluster = common.cluster(call, call.get("name"))
    if cluster["status"] != "ACTIVE":
        raise common.busy(f"Cannot update because cluster {call.get('name')} is in status {cluster['status']}")
    return cluster


@offers("eks", "UpdateClusterConfig")
def update_cluster_config(call):
    """Changes who reaches the endpoint, or the logging."""
    cluster, network, logging = _changing(call), call.get("resourcesVpcConfig"), call.get("logging")
    if bool(network) == bool(logging):
        raise common.invalid("Exactly one of resourcesVpcConfig and logging can be updated at a time")
    if logging:
        return common.update(call, cluster, "LoggingUpdate", {"ClusterLogging": logging}, lambda: cluster.update(logging=logging))
    return common.update(call, cluster, "EndpointAccessUpdate", {
        f"{name[0].upper()}{name[1:]}": value for name, value in network.items() if name.startswith(("endpoint", "public"))},
        lambda: cluster["resourcesVpcConfig"].update(network))


def _owner(call):
    cluster = common.cluster(call, call.get("name"))
    if call.get("nodegroupName") is None:
        return cluster
    group = cluster["_groups"].get(call.get("nodegroupName"))
    if group is None:
        raise AwsError("ResourceNotFoundException", f"No node group found for name: {call.get('nodegroupName')}.", 404)
    return group


@offers("eks", "DescribeUpdate")
def describe_update(call):
    """How far an update is."""
    entry = _owner(call)["_updates"].get(call.get("updateId"))
    if entry is None:
        raise AwsError("ResourceNotFoundException", f"No update found for ID: {call.get('updateId')}", 404)
    return {"update": entry}


@offers("eks", "ListUpdates")
def list_updates(call):
    """The updates of a cluster or node group."""
    identifiers, token = common.page(call, _owner(call)["_updates"])
    return {"updateIds": identifiers, "nextToken": token}
