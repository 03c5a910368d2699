"""EKS: clusters and node groups."""

from .bench import Case, client, control, fault, until

ROLE = "arn:aws:iam::111122223333:role/eks"


class ClustersTest(Case):

    def subnets(self, zones="abc"):
        found = client("ec2").describe_subnets()["Subnets"]
        return [one["SubnetId"] for one in found if one["AvailabilityZone"][-1] in zones]

    def make(self, name="shop", **changes):
        asked = {"name": name, "roleArn": ROLE, "resourcesVpcConfig": {"subnetIds": self.subnets()}, "version": "1.32", **changes}
        made = client("eks").create_cluster(**asked)["cluster"]
        return made

    def ready(self, name="shop"):
        self.assertTrue(until(lambda: self.cluster(name)["status"] == "ACTIVE"))
        return self.cluster(name)

    def cluster(self, name="shop"):
        return client("eks").describe_cluster(name=name)["cluster"]

    def group(self, name="web"):
        return client("eks").describe_nodegroup(clusterName="shop", nodegroupName=name)["nodegroup"]

    def nodes(self):
        filters = [{"Name": "tag:eks:nodegroup-name", "Values": ["web"]},
                   {"Name": "instance-state-name", "Values": ["pending", "running"]}]
        return sum(len(row["Instances"]) for row in client("ec2").describe_instances(Filters=filters)["Reservations"])

    def nodegroup(self, **changes):
        asked = {"clusterName": "shop", "nodegroupName": "web", "subnets": self.subnets(), "nodeRole": ROLE,
                 "scalingConfig": {"minSize": 1, "maxSize": 4, "desiredSize": 2}, "instanceTypes": ["t3.medium"], **changes}
        return client("eks").create_nodegroup(**asked)["nodegroup"]

    def test_a_cluster_with_nodes_lives_and_ends(self):
        eks = client("eks")
        made = self.make(clientRequestToken="t1", tags={"of": "check"})
        self.assertEqual("CREATING", made["status"])
        self.assertNotIn("endpoint", made)
        self.assertEqual(made["arn"], self.make(clientRequestToken="t1", tags={"of": "check"})["arn"])
        self.refused("ResourceInUseException", self.make)
        self.refused("InvalidRequestException", self.nodegroup)
        ready = self.ready()
        self.assertTrue(ready["endpoint"].startswith("https://") and ready["certificateAuthority"]["data"])
        self.nodegroup(labels={"tier": "web"})
        self.assertTrue(until(lambda: self.group()["status"] == "ACTIVE"))
        self.assertEqual(2, self.nodes())
        for size in (4, 1):
            change = eks.update_nodegroup_config(clusterName="shop", nodegroupName="web", scalingConfig={"desiredSize": size})
            self.refused("ResourceInUseException", eks.update_nodegroup_config, clusterName="shop", nodegroupName="web",
                         scalingConfig={"desiredSize": 3})
            asked = {"name": "shop", "nodegroupName": "web", "updateId": change["update"]["id"]}
            self.assertTrue(until(lambda: eks.describe_update(**asked)["update"]["status"] == "Successful"))
            self.assertEqual(size, self.nodes())
        self.assertEqual(2, len(eks.list_updates(name="shop", nodegroupName="web")["updateIds"]))
        self.refused("InvalidParameterException", eks.update_nodegroup_config, clusterName="shop", nodegroupName="web",
                     scalingConfig={"desiredSize": 9})
        self.assertEqual(["web"], eks.list_nodegroups(clusterName="shop")["nodegroups"])
        self.refused("ResourceInUseException", eks.delete_cluster, name="shop")
        eks.delete_nodegroup(clusterName="shop", nodegroupName="web")
        self.assertTrue(until(lambda: not eks.list_nodegroups(clusterName="shop")["nodegroups"]))
        self.assertEqual(0, self.nodes())
        self.assertEqual("DELETING", eks.delete_cluster(name="shop")["cluster"]["status"])
        self.assertTrue(until(lambda: not eks.list_clusters()["clusters"]))
        answer = self.refused("ResourceNotFoundException", eks.describe_cluster, name="shop")
        self.assertEqual(404, answer["ResponseMetadata"]["HTTPStatusCode"])

    def test_versions_go_up_one_by_one(self):
        eks = client("eks")
        self.make()
        self.ready()
        self.nodegroup()
        self.assertTrue(until(lambda: self.group()["status"] == "ACTIVE"))
        self.refused("InvalidParameterException", eks.update_cluster_version, name="shop", version="1.34")
        self.refused("InvalidParameterException", eks.update_cluster_version, name="shop", version="1.31")
        eks.update_cluster_version(name="shop", version="1.33")
        self.refused("ResourceInUseException", eks.delete_cluster, name="shop")
        self.assertEqual("1.33", self.ready()["version"])
        eks.update_cluster_config(name="shop", resourcesVpcConfig={"endpointPrivateAccess": True})
        self.assertTrue(self.ready()["resourcesVpcConfig"]["endpointPrivateAccess"])
        self.refused("InvalidParameterException", eks.update_nodegroup_version, clusterName="shop", nodegroupName="web",
                     version="1.34")
        eks.update_nodegroup_version(clusterName="shop", nodegroupName="web", version="1.33")
        self.assertTrue(until(lambda: self.group()["version"] == "1.33"))

    def test_clusters_are_checked(self):
        self.refused("InvalidParameterException", self.make, resourcesVpcConfig={"subnetIds": self.subnets("a")})
        self.refused("InvalidParameterException", self.make, resourcesVpcConfig={"subnetIds": ["subnet-1", "subnet-2"]})
        self.refused("InvalidParameterException", self.make, version="1.2")
        self.refused("InvalidParameterException", self.make, name="no spaces")
        self.refused("UnsupportedAvailabilityZoneException", self.make,
                     resourcesVpcConfig={"subnetIds": self.subnets("abcd")})
        control("/limits", {"L-1194D53C": 0})
        self.refused("ResourceLimitExceededException", self.make)

    def test_tags_and_pages(self):
        eks = client("eks")
        arn = [self.make(f"c{n}")["arn"] for n in range(5)][0]
        eks.tag_resource(resourceArn=arn, tags={"a": "1", "b": "2"})
        eks.untag_resource(resourceArn=arn, tagKeys=["a"])
        self.assertEqual({"b": "2"}, eks.list_tags_for_resource(resourceArn=arn)["tags"])
        names, token = [], {}
        while token is not None:
            page = eks.list_clusters(maxResults=2, **token)
            names += page["clusters"]
            token = {"nextToken": page["nextToken"]} if "nextToken" in page else None
        self.assertEqual([f"c{n}" for n in range(5)], names)

    def test_node_groups_tell_why_nodes_are_missing(self):
        self.make()
        self.ready()
        fault(operation="RunInstances", error="InsufficientInstanceCapacity", times=-1)
        self.nodegroup()
        self.assertTrue(until(lambda: self.group()["status"] == "CREATE_FAILED"))
        issue = self.group()["health"]["issues"][0]
        self.assertEqual("AsgInstanceLaunchFailures", issue["code"])
        self.assertIn("InsufficientInstanceCapacity", issue["message"])
        fault(operation="CreateCluster", effect="die_pending", reason="InternalFailure")
        self.make("late")
        self.assertTrue(until(lambda: self.cluster("late")["status"] == "FAILED"))
