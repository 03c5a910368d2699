"""The life of an instance: its states, what moves it on, and what other resources do with it."""

from time import gmtime, strftime

from . import placing, volumes
from .common import owner

CODES = {"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}


def name(instance):
    """The name of the state."""
    return instance["State"]["Name"]


def move(instance, state):
    """Puts an instance into a state and says from where to where."""
    before = instance["State"]
    instance["State"] = {"Code": CODES[state], "Name": state}
    return {"InstanceId": instance["InstanceId"], "PreviousState": before, "CurrentState": instance["State"]}


def reason(instance, code, message, moment=None):
    """Notes why an instance changed its state."""
    instance["StateReason"] = {"Code": code, "Message": message}
    if code == "Client.UserInitiatedShutdown" and moment is not None:
        instance["StateTransitionReason"] = f"User initiated ({strftime('%Y-%m-%d %H:%M:%S', gmtime(moment))} GMT)"


def begin(call, instance):
    """From pending to running, or to its end when a fault says so."""
    fault = call.fault
    if fault is not None and fault.effect == "die_pending":
        why = fault.rule.get("reason", "Server.InternalError")
        call.after(call.settings().transition, lambda moment: _die(call, instance, why))
    else:
        call.after(call.settings().transition, lambda moment: _run(call, instance))


def _run(call, instance):
    if name(instance) != "pending":
        return
    move(instance, "running")
    instance["Monitoring"] = {"State": "enabled" if instance["Monitoring"]["State"] == "pending" else
                              instance["Monitoring"]["State"]}
    if instance["_public"] and not instance.get("PublicIpAddress"):
        placing.give_public(call, instance, placing.new_public(call))


def _die(call, instance, why):
    if name(instance) == "pending":
        reason(instance, why, f"{why}: The instance did not start")
        end(call, instance)


def stop(call, instance):
    """From running over stopping to stopped; the public address is given back."""
    change = move(instance, "stopping")
    reason(instance, "Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown", call.now)

    def stopped(moment):
        if name(instance) == "stopping":
            move(instance, "stopped")
            if instance.get("PublicIpAddress") and not instance.get("_elastic"):
                placing.give_public(call, instance, None)
    call.after(call.settings().transition, stopped)
    return change


def start(call, instance):
    """From stopped over pending to running."""
    change = move(instance, "pending")
    instance["LaunchTime"] = call.now
    instance["StateReason"] = None
    instance["StateTransitionReason"] = ""
    begin(call, instance)
    return change


def terminate(call, instance, code="Client.UserInitiatedShutdown", text="User initiated shutdown"):
    """Over shutting-down to terminated; the record goes a while later."""
    if name(instance) == "terminated":
        return {"InstanceId": instance["InstanceId"], "PreviousState": instance["State"], "CurrentState": instance["State"]}
    if name(instance) == "shutting-down":
        return move(instance, "shutting-down")
    change = move(instance, "shutting-down")
    reason(instance, code, f"{code}: {text}", call.now)
    call.after(call.settings().transition, lambda moment: end(call, instance))
    return change


def end(call, instance):
    """What is left of an instance that is gone: its record, for a while, without network and volumes."""
    if name(instance) == "terminated":
        return
    move(instance, "terminated")
    volumes.release_all(call, instance)
    for address in call.table("addresses").values():
        if address.get("InstanceId") == instance["InstanceId"]:
            for field in ("InstanceId", "AssociationId", "PrivateIpAddress", "NetworkInterfaceId", "NetworkInterfaceOwnerId"):
                address.pop(field, None)
    call.table("subnets").get(instance["SubnetId"], {"AvailableIpAddressCount": 0})["AvailableIpAddressCount"] += 1
    for field in ("PublicIpAddress", "PrivateIpAddress", "SubnetId", "VpcId", "KeyName"):
        instance[field] = None
    instance.update(PublicDnsName="", PrivateDnsName="", NetworkInterfaces=[], SecurityGroups=[], BlockDeviceMappings=[])
    identifier = instance["InstanceId"]
    call.after(call.settings().retain, lambda moment: call.table("instances").pop(identifier, None))


def reservations(instances):
    """Instances as Describe and Run answer them: by reservation."""
    found = {}
    for instance in instances:
        found.setdefault(instance["_reservation"], []).append(instance)
    return [{"ReservationId": key, "OwnerId": owner(), "Groups": [], "Instances": members}
            for key, members in found.items()]


def reservation_of(call, reservation):
    """One reservation, as RunInstances answers it."""
    members = [one for one in call.table("instances").values() if one["_reservation"] == reservation]
    return (reservations(members) or [{"ReservationId": reservation, "OwnerId": owner(), "Instances": []}])[0]
