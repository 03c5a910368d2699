"""Hard use: damaged requests, many at once, and starting and stopping."""

import concurrent.futures
import json
import pathlib
import random
import subprocess
import tempfile

from .bench import HERE, Case, client, control, env, form, keys, poll, raw, signed

GOOD = ("Action=RunInstances&Version=2016-11-15&ImageId=ami-0123456789abcdef0&InstanceType=t3.micro&MinCount=1&MaxCount=1"
        "&BlockDeviceMapping.1.DeviceName=/dev/sdf&BlockDeviceMapping.1.Ebs.VolumeSize=5&SecurityGroupId.1=sg-12345678"
        "&TagSpecification.1.ResourceType=instance&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=b")
CLUSTER = {"name": "shop", "roleArn": "arn:aws:iam::1:role/r", "resourcesVpcConfig": {"subnetIds": ["subnet-1"]}, "tags": {"a": "b"}}


class RigourTest(Case):

    def damaged(self, text, chance):
        letters = list(text)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(letters))
            kind = chance.randrange(3)
            if kind == 0:
                letters[place] = chr(chance.randrange(32, 127))
            elif kind == 1:
                del letters[place]
            else:
                letters.insert(place, chance.choice(["%", "&", "=", ".", "0", "9" * 40, "\"", "{", "[", "\u4e2d", "\\"]))
        return "".join(letters)

    def test_damaged_requests_are_refused_and_break_nothing(self):
        chance = random.Random(20261121)
        for _ in range(80):
            text = self.damaged(GOOD, chance)
            status, body = form(text)
            self.assertTrue(200 <= status < 500 or "NotOffered" in body, (status, text, body))
            text = self.damaged(json.dumps(CLUSTER), chance).encode()
            status, _, body = raw("POST", "/clusters", signed("eks", "POST", "/clusters", {"Content-Type": "application/json"}, text),
                                  text)
            self.assertTrue(400 <= status < 500, (status, text, body))

    def test_damaged_signatures_are_refused_and_break_nothing(self):
        chance = random.Random(20261121)
        whole = signed("ec2", "POST", "/", {"Content-Type": "application/x-www-form-urlencoded"}, GOOD.encode())
        for _ in range(60):
            text = self.damaged(whole["Authorization"], chance).encode("ascii", "replace").decode().strip()
            status, _, body = raw("POST", "/", {**whole, "Authorization": text}, GOOD.encode())
            self.assertTrue(400 <= status < 500 or text == whole["Authorization"], (status, text, body))

    def test_launches_of_many_clients_at_once_are_all_there(self):
        client("ec2")
        image = self.image()
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            made = list(pool.map(lambda n: client("ec2").run_instances(
                ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1, ClientToken=f"c{n % 30}"), range(60)))
        identifiers = {one["Instances"][0]["InstanceId"] for one in made}
        self.assertEqual(30, len(identifiers))
        self.assertEqual(30, len(self.states(sorted(identifiers))))

    def test_secrets_stand_in_no_reply_and_no_record(self):
        made = client("sts").assume_role(RoleArn="arn:aws:iam::111122223333:role/x", RoleSessionName="check")["Credentials"]
        self.refused("AuthFailure", client("ec2", credentials=(made["AccessKeyId"], "wrong", made["SessionToken"])).describe_vpcs)
        told = json.dumps([control("/calls")[1], control("")[1]])
        for secret in (keys()[1], keys("denied")[1], made["SecretAccessKey"], made["SessionToken"]):
            self.assertNotIn(secret, told)

    def test_it_ends_with_the_process_it_is_for(self):
        with tempfile.TemporaryDirectory(prefix="shiyun-aws-check-") as folder:
            other = subprocess.Popen(["sleep", "60"])
            subprocess.run([HERE / "up", "--state", folder, "--with-pid", str(other.pid)], check=True, capture_output=True, timeout=60)
            other.kill()
            other.wait()
            self.assertTrue(poll(lambda: not pathlib.Path(folder, "pid").exists()))

    def test_up_and_down_can_be_repeated_and_leave_nothing(self):
        with tempfile.TemporaryDirectory(prefix="shiyun-aws-check-") as folder:
            pids = []
            for _ in range(2):
                printed = subprocess.run([HERE / "up", "--state", folder], check=True, capture_output=True, text=True, timeout=60)
                pids.append(dict(line.split("=", 1) for line in printed.stdout.splitlines())["SHIYUN_AWS_PID"])
                self.assertEqual(0o600, (pathlib.Path(folder, "settings.env").stat().st_mode & 0o777))
            self.assertNotEqual(*pids)
            for _ in range(2):
                subprocess.run([HERE / "down", "--state", folder], check=True, timeout=30)
            self.assertFalse(any(pathlib.Path(f"/proc/{pid}/cmdline").exists() and
                                 b"standin" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids))
            self.assertEqual(["log"], [one.name for one in pathlib.Path(folder).iterdir()])
            port = env("AWS_ENDPOINT_URL").rpartition(":")[2]
            taken = subprocess.run([HERE / "up", "--state", folder, "--port", port], check=False, capture_output=True, text=True,
                                   timeout=60)
            self.assertEqual(1, taken.returncode)
            self.assertIn("in use", taken.stderr)
