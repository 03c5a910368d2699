"""ECR: repositories and images."""

import base64

from .bench import Case, client

MANIFEST = '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","layers":[{"size":1000}],"n":%d}'


class RegistriesTest(Case):

    def test_repositories_and_images_come_and_go(self):
        ecr = client("ecr")
        made = ecr.create_repository(repositoryName="team/shop", tags=[{"Key": "of", "Value": "check"}])["repository"]
        self.assertEqual("111122223333.dkr.ecr.us-east-1.amazonaws.com/team/shop", made["repositoryUri"])
        self.refused("RepositoryAlreadyExistsException", ecr.create_repository, repositoryName="team/shop")
        name = {"repositoryName": "team/shop"}
        first = ecr.put_image(imageManifest=MANIFEST % 1, imageTag="v1", **name)["image"]["imageId"]["imageDigest"]
        ecr.put_image(imageManifest=MANIFEST % 1, imageTag="latest", **name)
        second = ecr.put_image(imageManifest=MANIFEST % 2, imageTag="latest", **name)["image"]["imageId"]["imageDigest"]
        third = ecr.put_image(imageManifest=MANIFEST % 3, **name)["image"]["imageId"]["imageDigest"]
        self.refused("ImageAlreadyExistsException", ecr.put_image, imageManifest=MANIFEST % 1, imageTag="v1", **name)
        listed = {(one["imageDigest"], one.get("imageTag")) for one in ecr.list_images(**name)["imageIds"]}
        self.assertEqual({(first, "v1"), (second, "latest"), (third, None)}, listed)
        self.assertEqual(1, len(ecr.list_images(filter={"tagStatus": "UNTAGGED"}, **name)["imageIds"]))
        details = ecr.describe_images(imageIds=[{"imageTag": "v1"}], **name)["imageDetails"][0]
        self.assertEqual((["v1"], 1000 + len(MANIFEST % 1)), (details["imageTags"], details["imageSizeInBytes"]))
        self.refused("ImageNotFoundException", ecr.describe_images, imageIds=[{"imageTag": "v9"}], **name)
        self.assertEqual(2, len(ecr.describe_images(maxResults=2, **name)["imageDetails"]))
        got = ecr.batch_get_image(imageIds=[{"imageTag": "v1"}, {"imageTag": "v9"}], **name)
        self.assertEqual((1, 1), (len(got["images"]), len(got["failures"])))
        gone = ecr.batch_delete_image(imageIds=[{"imageTag": "v1"}, {"imageDigest": third}, {"imageTag": "v9"}], **name)
        self.assertEqual((2, 1), (len(gone["imageIds"]), len(gone["failures"])))
        self.refused("RepositoryNotEmptyException", ecr.delete_repository, **name)
        ecr.delete_repository(force=True, **name)
        self.refused("RepositoryNotFoundException", ecr.list_images, **name)

    def test_tags_pages_and_immutable_repositories(self):
        ecr = client("ecr")
        made = [ecr.create_repository(repositoryName=f"r{n}", imageTagMutability="IMMUTABLE")["repository"] for n in range(3)]
        arn = made[0]["repositoryArn"]
        ecr.tag_resource(resourceArn=arn, tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
        ecr.untag_resource(resourceArn=arn, tagKeys=["a"])
        self.assertEqual([{"Key": "b", "Value": "2"}], ecr.list_tags_for_resource(resourceArn=arn)["tags"])
        page = ecr.describe_repositories(maxResults=2)
        rest = ecr.describe_repositories(maxResults=2, nextToken=page["nextToken"])
        self.assertEqual(["r0", "r1", "r2"], [one["repositoryName"] for one in page["repositories"] + rest["repositories"]])
        ecr.put_image(repositoryName="r0", imageManifest=MANIFEST % 1, imageTag="v1")
        self.refused("ImageTagAlreadyExistsException", ecr.put_image, repositoryName="r0", imageManifest=MANIFEST % 2,
                     imageTag="v1")
        self.refused("InvalidParameterException", ecr.put_image, repositoryName="r0", imageManifest="{")

    def test_the_login_is_a_user_and_a_password(self):
        data = client("ecr").get_authorization_token()["authorizationData"][0]
        self.assertTrue(base64.b64decode(data["authorizationToken"]).startswith(b"AWS:"))
        self.assertEqual("https://111122223333.dkr.ecr.us-east-1.amazonaws.com", data["proxyEndpoint"])
