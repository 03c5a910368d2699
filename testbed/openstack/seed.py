#!/usr/bin/python3
"""Fills an empty OpenStack through its own APIs: seed.py PHASE, with the addresses in TESTBED_* variables.

identity  the services with their endpoints, and the project demo with its user
cloud     images, flavors and networks
ready     nothing; waits until a server could be built
"""

import os
import sys
import time

import requests

KEYSTONE, PLACEMENT, GLANCE, NOVA, NEUTRON = (
    os.environ["TESTBED_" + name] for name in ("KEYSTONE", "PLACEMENT", "GLANCE", "NOVA", "NEUTRON")
)
PATIENCE = 240  # seconds
FLAVORS = (  # name, vcpus, MiB of memory, GiB of disk; the last fits on no host of the fake driver
    ("m1.tiny", 1, 512, 1),
    ("m1.small", 1, 2048, 20),
    ("m1.medium", 2, 4096, 40),
    ("m1.large", 4, 8192, 80),
    ("m1.xlarge", 8, 16384, 160),
    ("c1.huge", 64, 900000, 10),
)
IMAGES = (("debian-12", "debian", "12"), ("ubuntu-22.04", "ubuntu", "22.04"))

session = requests.Session()
session.trust_env = False


def ask(method, url, body=None, **more):
    """One answer that is no failure; what is starting up is asked again, what exists already is fine."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            reply = session.request(method, url, json=body, timeout=60, **more)
            said = "%s %s" % (reply.status_code, reply.text[:400])
            if reply.status_code < 400 or reply.status_code == 409:
                return reply
            if reply.status_code not in (401, 500, 502, 503, 504):
                break
        except requests.ConnectionError as error:
            said = str(error)
        if time.monotonic() > end:
            break
        time.sleep(0.2)
    sys.exit("seed: %s %s: %s" % (method, url, said))


def sign_in():
    user = {"name": "admin", "domain": {"id": "default"}, "password": os.environ["TESTBED_PASSWORD"]}
    scope = {"project": {"name": "admin", "domain": {"id": "default"}}}
    identity = {"methods": ["password"], "password": {"user": user}}
    reply = ask("POST", KEYSTONE + "/auth/tokens", {"auth": {"identity": identity, "scope": scope}})
    session.headers["X-Auth-Token"] = reply.headers["X-Subject-Token"]


def project():
    return ask("GET", KEYSTONE + "/projects?name=demo").json()["projects"][0]["id"]


def identity():
    for entry in os.environ["TESTBED_CATALOGUE"].split():
        name, kind, url = entry.split("=", 2)
        service = ask("POST", KEYSTONE + "/services", {"service": {"name": name, "type": kind}}).json()["service"]["id"]
        for interface in ("public", "internal", "admin"):
            endpoint = {"service_id": service, "interface": interface, "region_id": "RegionOne", "url": url}
            ask("POST", KEYSTONE + "/endpoints", {"endpoint": endpoint})
    ask("POST", KEYSTONE + "/projects", {"project": {"name": "demo", "domain_id": "default"}})
    user = {"name": "demo", "domain_id": "default", "password": "demo-secret", "default_project_id": project()}
    member = ask("POST", KEYSTONE + "/users", {"user": user}).json()["user"]["id"]
    for role in ask("GET", KEYSTONE + "/roles").json()["roles"]:
        if role["name"] in ("member", "reader"):
            ask("PUT", "%s/projects/%s/users/%s/roles/%s" % (KEYSTONE, project(), member, role["id"]))


def cloud():
    for name, distribution, version in IMAGES:
        facts = {
            "name": name,
            "disk_format": "raw",
            "container_format": "bare",
            "visibility": "public",
            "architecture": "x86_64",
            "os_distro": distribution,
            "os_version": version,
        }
        image = ask("POST", GLANCE + "/v2/images", facts).json()["id"]
        kind = {"Content-Type": "application/octet-stream"}
        ask("PUT", "%s/v2/images/%s/file" % (GLANCE, image), data=bytes(1 << 20), headers=kind)
    for number, (name, cpus, memory, disk) in enumerate(FLAVORS, 1):
        flavor = {"id": str(number), "name": name, "vcpus": cpus, "ram": memory, "disk": disk}
        ask("POST", NOVA + "/v2.1/flavors", {"flavor": flavor})
    outside = network({"name": "public", "router:external": True, "provider:network_type": "flat",
                       "provider:physical_network": "physical"})
    subnet({"network_id": outside, "cidr": "172.24.0.0/16", "enable_dhcp": False})
    inside = network({"name": "private", "project_id": project()})
    part = subnet({"network_id": inside, "cidr": "10.10.0.0/16", "project_id": project()})
    router = {"name": "router", "project_id": project(), "external_gateway_info": {"network_id": outside}}
    router = ask("POST", NEUTRON + "/v2.0/routers", {"router": router}).json()["router"]["id"]
    ask("PUT", "%s/v2.0/routers/%s/add_router_interface" % (NEUTRON, router), {"subnet_id": part})


def network(facts):
    return ask("POST", NEUTRON + "/v2.0/networks", {"network": facts}).json()["network"]["id"]


def subnet(facts):
    return ask("POST", NEUTRON + "/v2.0/subnets", {"subnet": {"ip_version": 4, **facts}}).json()["subnet"]["id"]


def ready():
    needed = {"nova-conductor", "nova-scheduler"}
    hosts = int(os.environ["TESTBED_COMPUTES"])
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        up = [s["binary"] for s in ask("GET", NOVA + "/v2.1/os-services").json()["services"] if s["state"] == "up"]
        if needed <= set(up) and up.count("nova-compute") >= hosts:
            known = ask("GET", NOVA + "/v2.1/os-hypervisors/statistics").json()["hypervisor_statistics"]["count"]
            stocked = [p for p in ask("GET", PLACEMENT + "/resource_providers").json()["resource_providers"]
                       if ask("GET", "%s/resource_providers/%s/inventories" % (PLACEMENT, p["uuid"])).json()["inventories"]]
            if known >= hosts and len(stocked) >= hosts:
                return
        time.sleep(0.2)
    sys.exit("seed: no compute host came up in %d s" % PATIENCE)


if __name__ == "__main__":
    sign_in()
    {"identity": identity, "cloud": cloud, "ready": ready}[sys.argv[1]]()
