"""StartInstances, StopInstances, RebootInstances, TerminateInstances."""

from ..errors import AwsError
from ..registry import offers
from ..world import Call
from . import states
from .common import find_all, seen


def _chosen(call):
    return find_all(call, "i", list(dict.fromkeys(call.get("InstanceIds"))))


def _not_in_state(instance, what):
    return AwsError("IncorrectInstanceState", f"The instance '{instance['InstanceId']}' is not in a state from which it "
                    f"can be {what}.")


def _still(instance):
    state = instance["State"]
    return {"InstanceId": instance["InstanceId"], "PreviousState": state, "CurrentState": state}


@offers("ec2", "StartInstances")
def start_instances(call):
    """Starts stopped instances; running ones stay as they are."""
    chosen = _chosen(call)
    for instance in chosen:
        if states.name(instance) not in ("stopped", "running", "pending"):
            raise _not_in_state(instance, "started")
    return {"StartingInstances": [states.start(call, instance) if states.name(instance) == "stopped" else _still(instance)
                                  for instance in chosen]}


@offers("ec2", "StopInstances")
def stop_instances(call):
    """Stops running instances; stopped ones stay as they are."""
    chosen = _chosen(call)
    if call.get("Hibernate"):
        raise AwsError("UnsupportedHibernationConfiguration", "These instances were not launched with hibernation enabled.")
    for instance in chosen:
        if instance.get("_one_time"):
            raise AwsError("UnsupportedOperation", f"You can't stop the Spot Instance '{instance['InstanceId']}' because it "
                           "is associated with a one-time Spot Instance request. You can only stop Spot Instances "
                           "associated with persistent Spot Instance requests.")
        if states.name(instance) not in ("running", "stopping", "stopped"):
            raise _not_in_state(instance, "stopped")
    return {"StoppingInstances": [states.stop(call, instance) if states.name(instance) == "running" else _still(instance)
                                  for instance in chosen]}


@offers("ec2", "RebootInstances")
def reboot_instances(call):
    """Reboots running instances; their state does not show it."""
    chosen = _chosen(call)
    for instance in chosen:
        if states.name(instance) not in ("running", "pending"):
            raise _not_in_state(instance, "rebooted")
    for instance in chosen:
        instance["_boots"] = instance.get("_boots", 1) + 1


@offers("ec2", "TerminateInstances")
def terminate_instances(call):
    """Ends instances, in every state; ending one again is no error."""
    chosen = _chosen(call)
    for instance in chosen:
        if instance["_protected"] and states.name(instance) not in ("shutting-down", "terminated"):
            raise AwsError("OperationNotPermitted", f"The instance '{instance['InstanceId']}' may not be terminated. Modify "
                           "its 'disableApiTermination' instance attribute and try again.")
    return {"TerminatingInstances": [states.terminate(call, instance) for instance in chosen]}


def interrupt(world, asked):
    """Control action: takes spot instances back, as the market does."""
    region = world.regions[asked.get("region", "us-east-1")]
    call = Call(world, region, None, "interrupt", {}, None)
    region.settle(call.now)
    wanted = asked.get("instances") or [i["InstanceId"] for i in seen(call, "i") if i.get("InstanceLifecycle") == "spot"]
    for instance in find_all(call, "i", wanted):
        states.terminate(call, instance, "Server.SpotInstanceTermination", "Spot instance termination")
    return {"interrupted": wanted}
