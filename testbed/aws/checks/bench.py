"""The stand-in under check: started by `up`, spoken to by botocore's clients, stopped by `down`."""

import http.client
import json
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

HERE = pathlib.Path(__file__).resolve().parent.parent
STATE = {}
CLIENTS = {}
STEP = 1000  # seconds of a resource's change of state


def start():
    """Starts the stand-in with times so long that states change only when a check lets time pass."""
    STATE["folder"] = tempfile.TemporaryDirectory(prefix="shiyun-aws-check-")
    arguments = ["--state", STATE["folder"].name, "--transition", str(STEP), "--cluster-transition", str(STEP), "--retain", "86400"]
    printed = subprocess.run([HERE / "up", *arguments], check=True, capture_output=True, text=True, timeout=60).stdout
    STATE["env"] = dict(line.split("=", 1) for line in printed.splitlines())


def stop():
    """Stops it and says what its log holds."""
    log = pathlib.Path(STATE["folder"].name, "log").read_text("utf-8")
    subprocess.run([HERE / "down", "--state", STATE["folder"].name], check=True, timeout=30)
    STATE["folder"].cleanup()
    return log


def env(name):
    """A setting that `up` printed."""
    return STATE["env"][name]


def keys(who="owner"):
    """Access key and secret of `owner`, `reader` or `denied`."""
    prefix = "AWS_" if who == "owner" else f"SHIYUN_AWS_{who.upper()}_"
    return env(f"{prefix}ACCESS_KEY_ID"), env(f"{prefix}SECRET_ACCESS_KEY")


def client(service, who="owner", region="us-east-1", credentials=None):
    """A client of botocore, which does not retry."""
    access, secret, token = credentials or (*keys(who), None)
    key = (service, access, secret, token, region)
    if key not in CLIENTS:
        session = STATE.setdefault("session", botocore.session.Session())
        CLIENTS[key] = session.create_client(
            service, region_name=region, endpoint_url=env("AWS_ENDPOINT_URL"), aws_access_key_id=access,
            aws_secret_access_key=secret, aws_session_token=token,
            config=Config(retries={"max_attempts": 0, "mode": "standard"}, read_timeout=5, connect_timeout=5,
                          parameter_validation=False))
    return CLIENTS[key]


def control(path="", body=None, method=None):
    """A call of the control endpoint; answers status and tree."""
    status, _, text = raw(method or ("GET" if body is None else "POST"), f"/_control{path}", {},
                          b"" if body is None else json.dumps(body).encode())
    return status, json.loads(text)


def fault(**rule):
    """Asks for a fault."""
    status, answer = control("", rule)
    assert status == 200, answer


def raw(method, target, headers, body=b""):
    """A request as it stands; answers status, headers and body."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(env("AWS_ENDPOINT_URL")).netloc, timeout=5)
    try:
        connection.request(method, target, body, headers)
        reply = connection.getresponse()
        return reply.status, dict(reply.getheaders()), reply.read().decode()
    finally:
        connection.close()


def signed(service, method, target, headers, body=b"", secret=None, region="us-east-1"):
    """Headers with a signature of botocore's signer."""
    access, own = keys()
    request = botocore.awsrequest.AWSRequest(method, env("AWS_ENDPOINT_URL") + target, headers=headers, data=body)
    credentials = botocore.credentials.Credentials(access, secret or own)
    botocore.auth.SigV4Auth(credentials, service, region).add_auth(request)
    return dict(request.headers.items())


def form(text, **changes):
    """An EC2 form, signed and sent; answers status and body."""
    headers = signed("ec2", "POST", "/", {"Content-Type": "application/x-www-form-urlencoded"}, text.encode(), **changes)
    status, _, body = raw("POST", "/", headers, text.encode())
    return status, body


def until(condition, steps=5):
    """Lets time pass, step by step, until a condition holds; answers what it gave."""
    for _ in range(steps):
        found = condition()
        if found:
            return found
        control("/advance", {"seconds": STEP})
    return condition()


def poll(condition, seconds=15.0):
    """Waits in real time, within bounds, until a condition holds; answers what it gave."""
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found or time.monotonic() > end:
            return found
        time.sleep(0.02)


class Case(unittest.TestCase):
    """A check, which begins with an empty account."""

    def setUp(self):
        control("/reset", {})

    def refused(self, code, call, **parameters):
        """Asserts that a call is refused with a code, and answers the error."""
        with self.assertRaises(ClientError) as caught:
            call(**parameters)
        self.assertEqual(code, caught.exception.response["Error"]["Code"], caught.exception)
        return caught.exception.response

    def image(self, architecture="x86_64"):
        """A public image."""
        filters = [{"Name": "architecture", "Values": [architecture]}, {"Name": "name", "Values": ["debian-12-*"]}]
        return client("ec2").describe_images(Owners=["amazon"], Filters=filters)["Images"][0]["ImageId"]

    def launch(self, count=1, running=True, **changes):
        """Instances, running unless told otherwise; their ids."""
        asked = {"ImageId": self.image(), "InstanceType": "t3.micro", "MinCount": count, "MaxCount": count, **changes}
        made = client("ec2").run_instances(**asked)["Instances"]
        identifiers = [one["InstanceId"] for one in made]
        if running:
            self.reach("running", identifiers)
        return identifiers

    def states(self, identifiers):
        """The states of instances, by id."""
        pages = client("ec2").describe_instances(InstanceIds=identifiers)["Reservations"]
        return {one["InstanceId"]: one["State"]["Name"] for page in pages for one in page["Instances"]}

    def reach(self, state, identifiers):
        """Waits until instances are in a state."""
        self.assertTrue(until(lambda: set(self.states(identifiers).values()) == {state}), self.states(identifiers))

    def one(self, identifier):
        """One instance as it is described."""
        return client("ec2").describe_instances(InstanceIds=[identifier])["Reservations"][0]["Instances"][0]
