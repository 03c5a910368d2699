"""Starts the stand-in: `python3 -m standin --port N --state DIR`. It runs until SIGTERM or SIGINT."""

import argparse
import importlib
import os
import pathlib
import signal
import sys
import threading
import time

from . import models, registry
from .cloudwatch import metrics
from .control import Control
from .dispatch import Dispatcher
from .ec2 import lifecycle, seed
from .server import Server
from .world import Settings, World

HANDLERS = ("identity", "eks", "containers", "cloudwatch", "pricing", "costs", "quotas", "s3")


def build(transition=0.2, cluster_transition=0.5, retain=60.0, models_directory=None, self_check=True, port=0):
    """A server that is bound and not yet serving, and its world."""
    for name in HANDLERS:
        importlib.import_module(f".{name}", __package__)
    services = models.load(models_directory)
    registry.install(services)
    world = World(Settings(transition, cluster_transition, retain), seed.seed)
    control = Control(world, services)
    control.action("interrupt", lifecycle.interrupt)
    control.action("metrics", metrics.backfill)
    return Server(port, Dispatcher(world, services, self_check), control), world


def environment(world, port):
    """The settings by which a client finds the stand-in."""
    owner, reader, denied = (world.keys.named(name) for name in ("owner", "reader", "denied"))
    endpoint = f"http://127.0.0.1:{port}"
    return {
        "AWS_ACCESS_KEY_ID": owner.access_key,
        "AWS_SECRET_ACCESS_KEY": owner.secret,
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SHIYUN_AWS_CONTROL": f"{endpoint}/_control",
        "SHIYUN_AWS_READER_ACCESS_KEY_ID": reader.access_key,
        "SHIYUN_AWS_READER_SECRET_ACCESS_KEY": reader.secret,
        "SHIYUN_AWS_DENIED_ACCESS_KEY_ID": denied.access_key,
        "SHIYUN_AWS_DENIED_SECRET_ACCESS_KEY": denied.secret,
    }


def newer_models():
    """The folder of models that SHIYUN_ORACLES holds, or None."""
    folder = pathlib.Path(os.environ.get("SHIYUN_ORACLES", "/nonexistent"), "aws", "models")
    return str(folder) if folder.is_dir() else None


def main(arguments):
    """Serves until told to end."""
    parser = argparse.ArgumentParser(prog="standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--state", type=pathlib.Path, required=True, help="folder for pid and settings")
    parser.add_argument("--transition", type=float, default=0.2, help="seconds from one state to the next")
    parser.add_argument("--cluster-transition", type=float, default=0.5, help="the same for clusters")
    parser.add_argument("--retain", type=float, default=60.0, help="seconds that terminated instances are shown")
    parser.add_argument("--models", default=newer_models(), help="folder of NAME/service-2.json to use before botocore's "
                        "own; aws/models in SHIYUN_ORACLES where that is set")
    parser.add_argument("--with-pid", type=int, help="end when this process has ended")
    parser.add_argument("--no-self-check", action="store_true", help="do not read every reply back")
    asked = parser.parse_args(arguments)
    server, world = build(asked.transition, asked.cluster_transition, asked.retain, asked.models,
                          not asked.no_self_check, asked.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    lines = [f"{name}={value}\n" for name, value in environment(world, server.server_port).items()]
    _write(asked.state / "pid", f"{os.getpid()}\n")
    _write(asked.state / "settings.env", "".join(lines))
    if asked.with_pid:
        threading.Thread(target=_end_with, args=(asked.with_pid, server), daemon=True).start()
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    for name in ("settings.env", "pid"):
        (asked.state / name).unlink(missing_ok=True)


def _end_with(pid, server):
    """Ends the server soon after another process."""
    while os.path.exists(f"/proc/{pid}"):
        time.sleep(0.5)
    server.shutdown()


def _write(path, text):
    """Writes a file that only its owner reads, whole or not at all."""
    temporary = path.with_suffix(".new")
    with open(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)


if __name__ == "__main__":
    main(sys.argv[1:])
