"""ECR: repositories, their images by digest and tag, and the token that a registry's client logs in with."""

import base64
import hashlib
import json
import secrets

from . import paging
from .access import ACCOUNT
from .errors import AwsError
from .registry import offers

TOKEN_SECONDS = 12 * 3600


def _repository(call):
    if call.get("registryId", ACCOUNT) != ACCOUNT:
        raise AwsError("RepositoryPolicyNotFoundException", "This registry is of another account.")
    name = call.get("repositoryName")
    repository = call.table("repositories").get(name)
    if repository is None:
        raise AwsError("RepositoryNotFoundException", f"The repository with name '{name}' does not exist in the registry "
                       f"with id '{ACCOUNT}'")
    return repository


@offers("ecr", "CreateRepository")
def create_repository(call):
    """Creates an empty repository."""
    name = call.get("repositoryName")
    if name in call.table("repositories"):
        raise AwsError("RepositoryAlreadyExistsException", f"The repository with name '{name}' already exists in the "
                       f"registry with id '{ACCOUNT}'")
    repository = {
        "repositoryArn": f"arn:aws:ecr:{call.region.name}:{ACCOUNT}:repository/{name}", "registryId": ACCOUNT,
        "repositoryName": name, "repositoryUri": f"{ACCOUNT}.dkr.ecr.{call.region.name}.amazonaws.com/{name}",
        "createdAt": call.now, "imageTagMutability": call.get("imageTagMutability", "MUTABLE"),
        "imageScanningConfiguration": {"scanOnPush": call.get("imageScanningConfiguration", {}).get("scanOnPush", False)},
        "encryptionConfiguration": call.get("encryptionConfiguration", {"encryptionType": "AES256"}),
        "_images": {}, "_tags": {tag["Key"]: tag.get("Value", "") for tag in call.get("tags", [])}}
    call.table("repositories")[name] = repository
    return {"repository": repository}


@offers("ecr", "DescribeRepositories")
def describe_repositories(call):
    """Repositories by name."""
    known, names = call.table("repositories"), call.get("repositoryNames")
    if names:
        if call.get("maxResults") or call.get("nextToken"):
            raise AwsError("InvalidParameterException", "repositoryNames cannot be used with maxResults or nextToken")
        for name in names:
            if name not in known:
                raise AwsError("RepositoryNotFoundException", f"The repository with name '{name}' does not exist in the "
                               f"registry with id '{ACCOUNT}'")
        return {"repositories": [known[name] for name in names]}
    rows = [known[name] for name in sorted(known)]
    shown, token = paging.page(call, "ecr", rows, call.get("maxResults", 100), "maxResults", "nextToken")
    return {"repositories": shown, "nextToken": token}


@offers("ecr", "DeleteRepository")
def delete_repository(call):
    """Deletes a repository, with its images only by force."""
    repository = _repository(call)
    if repository["_images"] and not call.get("force"):
        raise AwsError("RepositoryNotEmptyException", f"The repository with name '{repository['repositoryName']}' in registry "
                       f"with id '{ACCOUNT}' cannot be deleted because it still contains images")
    del call.table("repositories")[repository["repositoryName"]]
    return {"repository": repository}


@offers("ecr", "PutImage")
def put_image(call):
    """Keeps a manifest under its digest and a tag; layers are not looked for."""
    repository, manifest = _repository(call), call.get("imageManifest")
    try:
        parsed = json.loads(manifest)
    except ValueError as problem:
        raise AwsError("InvalidParameterException", "Invalid parameter at 'imageManifest' failed to satisfy constraint: "
                       "'Invalid JSON syntax'") from problem
    digest = f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"
    if call.get("imageDigest", digest) != digest:
        raise AwsError("ImageDigestDoesNotMatchException", "The digest of the manifest is another one.")
    tag, images = call.get("imageTag"), repository["_images"]
    holder = next((image for image in images.values() if tag in image["imageTags"]), None) if tag else None
    if holder and holder["imageDigest"] == digest or not tag and digest in images:
        raise AwsError("ImageAlreadyExistsException", f"Image with digest '{digest}' and tag '{tag}' already exists")
    if holder and repository["imageTagMutability"] == "IMMUTABLE":
        raise AwsError("ImageTagAlreadyExistsException", f"The image tag '{tag}' already exists in the "
                       f"'{repository['repositoryName']}' repository and cannot be overwritten because the repository is "
                       "immutable.")
    if holder:
        holder["imageTags"].remove(tag)
    media = call.get("imageManifestMediaType") or parsed.get("mediaType", "application/vnd.docker.distribution.manifest.v2+json")
    image = images.setdefault(digest, {
        "registryId": ACCOUNT, "repositoryName": repository["repositoryName"], "imageDigest": digest, "imageTags": [],
        "imagePushedAt": call.now, "imageManifestMediaType": media, "_manifest": manifest,
        "imageSizeInBytes": sum(layer.get("size", 0) for layer in parsed.get("layers", [])) + len(manifest)})
    if tag:
        image["imageTags"].append(tag)
    return {"image": _image(image, tag)}


def _image(image, tag):
    identity = {"imageDigest": image["imageDigest"], "imageTag": tag} if tag else {"imageDigest": image["imageDigest"]}
    return {"registryId": ACCOUNT, "repositoryName": image["repositoryName"], "imageId": identity,
            "imageManifest": image["_manifest"], "imageManifestMediaType": image["imageManifestMediaType"]}


def _of_status(repository, call):
    status = call.get("filter", {}).get("tagStatus", "ANY")
    return [image for image in repository["_images"].values()
            if status == "ANY" or bool(image["imageTags"]) == (status == "TAGGED")]


@offers("ecr", "ListImages")
def list_images(call):
    """The digests and tags of a repository, one row for each tag."""
    rows = []
    for image in _of_status(_repository(call), call):
        rows += [{"imageDigest": image["imageDigest"], "imageTag": tag} for tag in image["imageTags"]]
        if not image["imageTags"]:
            rows.append({"imageDigest": image["imageDigest"]})
    shown, token = paging.page(call, "ecr", rows, call.get("maxResults", 100), "maxResults", "nextToken")
    return {"imageIds": shown, "nextToken": token}


def _find(repository, identity):
    for image in repository["_images"].values():
        if identity.get("imageDigest", image["imageDigest"]) == image["imageDigest"] and (
                identity.get("imageTag") is None or identity["imageTag"] in image["imageTags"]):
            return image
    return None


@offers("ecr", "DescribeImages")
def describe_images(call):
    """Images with size, time and tags."""
    repository, wanted = _repository(call), call.get("imageIds")
    if wanted:
        found = [_find(repository, identity) for identity in wanted]
        if None in found:
            raise AwsError("ImageNotFoundException", f"The image with imageId {wanted[found.index(None)]} does not exist within "
                           f"the repository with name '{repository['repositoryName']}' in the registry with id '{ACCOUNT}'")
        return {"imageDetails": found}
    rows = _of_status(repository, call)
    shown, token = paging.page(call, "ecr", rows, call.get("maxResults", 100), "maxResults", "nextToken")
    return {"imageDetails": shown, "nextToken": token}


@offers("ecr", "BatchGetImage")
def batch_get_image(call):
    """Manifests; what is not there is told as a failure."""
    repository = _repository(call)
    found, failures = [], []
    for identity in call.get("imageIds"):
        image = _find(repository, identity)
        if image is None:
            failures.append(_failure(identity))
        else:
            found.append(_image(image, identity.get("imageTag")))
    return {"images": found, "failures": failures}


def _failure(identity):
    return {"imageId": identity, "failureCode": "ImageNotFound", "failureReason": "Requested image not found"}


@offers("ecr", "BatchDeleteImage")
def batch_delete_image(call):
    """Deletes by digest with all tags, or a tag alone; the last tag takes the image with it."""
    repository = _repository(call)
    gone, failures = [], []
    for identity in call.get("imageIds"):
        image = _find(repository, identity)
        if image is None:
            failures.append(_failure(identity))
            continue
        tags = [identity["imageTag"]] if identity.get("imageTag") else list(image["imageTags"])
        gone += [{"imageDigest": image["imageDigest"], "imageTag": tag} for tag in tags]
        if not tags:
            gone.append({"imageDigest": image["imageDigest"]})
        image["imageTags"] = [tag for tag in image["imageTags"] if tag not in tags]
        if not image["imageTags"]:
            del repository["_images"][image["imageDigest"]]
    return {"imageIds": gone, "failures": failures}


@offers("ecr", "GetAuthorizationToken")
def get_authorization_token(call):
    """A login for the registry, good for twelve hours."""
    token = base64.b64encode(f"AWS:{secrets.token_urlsafe(120)}".encode()).decode()
    return {"authorizationData": [{"authorizationToken": token, "expiresAt": call.now + TOKEN_SECONDS,
                                   "proxyEndpoint": f"https://{ACCOUNT}.dkr.ecr.{call.region.name}.amazonaws.com"}]}


def _by_arn(call):
    for repository in call.table("repositories").values():
        if repository["repositoryArn"] == call.get("resourceArn"):
            return repository
    raise AwsError("RepositoryNotFoundException", f"The repository {call.get('resourceArn')} does not exist")


@offers("ecr", "TagResource")
def tag_resource(call):
    """Adds tags to a repository."""
    _by_arn(call)["_tags"].update((tag["Key"], tag.get("Value", "")) for tag in call.get("tags"))


@offers("ecr", "UntagResource")
def untag_resource(call):
    """Takes tags from a repository."""
    tags = _by_arn(call)["_tags"]
    for key in call.get("tagKeys"):
        tags.pop(key, None)


@offers("ecr", "ListTagsForResource")
def list_tags_for_resource(call):
    """The tags of a repository."""
    return {"tags": [{"Key": key, "Value": value} for key, value in _by_arn(call)["_tags"].items()]}
