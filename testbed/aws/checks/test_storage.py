"""EC2's images, volumes and snapshots."""

from .bench import Case, client, until


class StorageTest(Case):

    def volume(self, identifier):
        return client("ec2").describe_volumes(VolumeIds=[identifier])["Volumes"][0]

    def test_a_volume_is_made_attached_grown_detached_and_deleted(self):
        ec2 = client("ec2")
        host, = self.launch(Placement={"AvailabilityZone": "us-east-1a"})
        asked = dict(AvailabilityZone="us-east-1a", Size=10, VolumeType="gp3", ClientToken="v1")
        volume = ec2.create_volume(**asked)["VolumeId"]
        self.assertEqual(volume, ec2.create_volume(**asked)["VolumeId"])
        self.refused("IdempotentParameterMismatch", ec2.create_volume, **{**asked, "Size": 11})
        self.assertTrue(until(lambda: self.volume(volume)["State"] == "available"))
        self.refused("InvalidParameterValue", ec2.attach_volume, VolumeId=volume, InstanceId=host, Device="/dev/xvda")
        ec2.attach_volume(VolumeId=volume, InstanceId=host, Device="/dev/sdf")
        self.assertTrue(until(lambda: self.volume(volume)["Attachments"][0]["State"] == "attached"))
        self.refused("VolumeInUse", ec2.delete_volume, VolumeId=volume)
        self.refused("VolumeInUse", ec2.attach_volume, VolumeId=volume, InstanceId=host, Device="/dev/sdg")
        self.refused("InvalidParameterValue", ec2.modify_volume, VolumeId=volume, Size=5)
        self.assertEqual(20, ec2.modify_volume(VolumeId=volume, Size=20)["VolumeModification"]["TargetSize"])
        self.assertTrue(until(lambda: ec2.describe_volumes_modifications(VolumeIds=[volume])["VolumesModifications"][0][
            "ModificationState"] == "completed"))
        ec2.detach_volume(VolumeId=volume)
        self.assertTrue(until(lambda: self.volume(volume)["State"] == "available"))
        ec2.delete_volume(VolumeId=volume)
        self.refused("InvalidVolume.NotFound", ec2.describe_volumes, VolumeIds=[volume])

    def test_volumes_are_checked(self):
        make = client("ec2").create_volume
        self.refused("InvalidZone.NotFound", make, AvailabilityZone="us-east-1x", Size=1)
        self.refused("MissingParameter", make, AvailabilityZone="us-east-1a")
        self.refused("InvalidParameterValue", make, AvailabilityZone="us-east-1a", Size=1, VolumeType="st1")
        self.refused("MissingParameter", make, AvailabilityZone="us-east-1a", Size=10, VolumeType="io2")

    def test_the_root_volume_goes_with_its_instance_and_others_stay(self):
        mappings = [{"DeviceName": "/dev/sdf", "Ebs": {"VolumeSize": 5, "DeleteOnTermination": False}},
                    {"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 30, "VolumeType": "gp3"}}]
        labels = [{"ResourceType": "volume", "Tags": [{"Key": "of", "Value": "check"}]}]
        host, = self.launch(BlockDeviceMappings=mappings, TagSpecifications=labels)
        before = client("ec2").describe_volumes(Filters=[{"Name": "attachment.instance-id", "Values": [host]}])["Volumes"]
        self.assertEqual([5, 30], sorted(one["Size"] for one in before))
        client("ec2").terminate_instances(InstanceIds=[host])
        self.reach("terminated", [host])
        left = client("ec2").describe_volumes(Filters=[{"Name": "tag:of", "Values": ["check"]}])["Volumes"]
        self.assertEqual([(5, "available")], [(one["Size"], one["State"]) for one in left])
        small = [{"DeviceName": "/dev/xvda", "Ebs": {"VolumeSize": 1}}]
        self.refused("InvalidBlockDeviceMapping", client("ec2").run_instances, ImageId=self.image(), InstanceType="t3.micro",
                     MinCount=1, MaxCount=1, BlockDeviceMappings=small)

    def test_images_are_made_copied_and_deregistered(self):
        ec2, far = client("ec2"), client("ec2", region="eu-west-1")
        host, = self.launch()
        labels = [{"ResourceType": "image", "Tags": [{"Key": "of", "Value": "check"}]}]
        image = ec2.create_image(InstanceId=host, Name="golden", Description="made", TagSpecifications=labels)["ImageId"]
        self.refused("InvalidAMIName.Duplicate", ec2.create_image, InstanceId=host, Name="golden")
        self.refused("InvalidAMIID.Unavailable", ec2.run_instances, ImageId=image, InstanceType="t3.micro", MinCount=1,
                     MaxCount=1)
        self.assertTrue(until(lambda: ec2.describe_images(Owners=["self"])["Images"][0]["State"] == "available"))
        ec2.modify_image_attribute(ImageId=image, LaunchPermission={"Add": [{"Group": "all"}]})
        self.assertTrue(ec2.describe_images(ImageIds=[image])["Images"][0]["Public"])
        snapshot = ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"][0]["SnapshotId"]
        self.refused("InvalidSnapshot.InUse", ec2.delete_snapshot, SnapshotId=snapshot)
        copy = far.copy_image(SourceImageId=image, SourceRegion="us-east-1", Name="golden", ClientToken="c1")["ImageId"]
        self.assertEqual(copy, far.copy_image(SourceImageId=image, SourceRegion="us-east-1", Name="golden",
                                              ClientToken="c1")["ImageId"])
        self.refused("InvalidAMIID.NotFound", far.copy_image, SourceImageId=host, SourceRegion="us-east-1", Name="other")
        self.launch(ImageId=image)
        ec2.deregister_image(ImageId=image)
        ec2.delete_snapshot(SnapshotId=snapshot)
        self.refused("InvalidAMIID.NotFound", ec2.describe_images, ImageIds=[image])
        self.refused("AuthFailure", ec2.deregister_image, ImageId=self.image())

    def test_snapshots_become_volumes(self):
        ec2 = client("ec2")
        volume = ec2.create_volume(AvailabilityZone="us-east-1b", Size=4)["VolumeId"]
        snapshot = ec2.create_snapshot(VolumeId=volume, Description="kept")["SnapshotId"]
        self.assertTrue(until(lambda: ec2.describe_snapshots(SnapshotIds=[snapshot])["Snapshots"][0]["State"] == "completed"))
        self.assertEqual(4, ec2.create_volume(AvailabilityZone="us-east-1b", SnapshotId=snapshot)["Size"])
        self.refused("InvalidParameterValue", ec2.create_volume, AvailabilityZone="us-east-1b", SnapshotId=snapshot, Size=3)
        ec2.delete_snapshot(SnapshotId=snapshot)
