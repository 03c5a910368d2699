"""From a request to its reply: signature, model, permission, faults, handler, self-check."""

import sys
import time
import traceback
import uuid

from . import access, models, selfcheck, signing, validate, wire
from .errors import STATUS, AwsError, Dropped
from .requests import Reply
from .shapes import NotInModel
from .world import NOT_OPTED_IN, Call

UNSIGNED = ("AssumeRoleWithWebIdentity",)

# Services that answer in some regions only, whatever region they tell about.
ONLY_IN = {"pricing": ("us-east-1", "eu-central-1"), "ce": ("us-east-1",)}


class Dispatcher:
    """Answers requests out of a world."""

    def __init__(self, world, services, self_check=True):
        self._world = world
        self._services = services
        self._self_check = self_check

    def handle(self, request):
        """The reply; raises Dropped when a fault closes the connection."""
        request_id = str(uuid.uuid4())
        service = self._guess(request)
        record = {"requestId": request_id, "service": service.name, "operation": None, "status": 0, "code": None}
        try:
            reply = self._handle(request, request_id, record)
        except AwsError as problem:
            service = self._services[record.get("signedFor", service.signing_name)]
            reply = wire.refused(service, request, problem, request_id)
            record["code"] = problem.code
        except Dropped:
            record["code"] = "dropped"
            raise
        except Exception as bug:  # the stand-in's own mistake must be told apart from any answer of AWS
            traceback.print_exc(file=sys.stderr)
            text = f"{type(bug).__name__}: {bug}" if isinstance(bug, NotInModel) else type(bug).__name__
            reply = wire.refused(service, request, AwsError("StandInBroken", text, 500), request_id)
            record["code"] = "StandInBroken"
        finally:
            record.setdefault("time", time.time())
            self._world.calls.append(record)
        record["status"] = reply.status
        return reply

    def _handle(self, request, request_id, record):
        signed = signing.read(request)
        service, region, key = self._caller(request, signed, record)
        asked = wire.asked(service, request)
        operation = asked.operation.name
        record["operation"] = operation
        if key is None and operation not in UNSIGNED:
            raise _unsigned(service)
        values = asked.read()
        if asked.operation.input_shape is not None:
            validate.check(service, asked.operation.input_shape, values)
        if key is not None and not key.may(operation):
            access.refuse(service, key, operation)
        handler = service.handlers.get(operation)
        if handler is None:
            raise AwsError("NotOffered", f"{service.name} {operation} is published, and this stand-in does not offer it.", 501)
        return self._run(service, region, key, asked, values, handler, request_id)

    def _caller(self, request, signed, record):
        if signed is None:
            service = self._guess(request)
            if service.name != "sts":
                raise _unsigned(service)
            return service, "us-east-1", None
        service = self._services.get(signed.service)
        if service is None:
            raise AwsError("SignatureDoesNotMatch", f"Credential should be scoped to correct service, not '{signed.service}'.")
        record["signedFor"], record["service"], record["region"] = service.signing_name, service.name, signed.region
        record["key"] = signed.access_key
        key = signing.verify(request, signed, service, self._world.keys, self._world.signing_now())
        signing.unpack(request, signed, key)
        if signed.region in NOT_OPTED_IN:
            raise AwsError(signing.WORDING[service.protocols[0]][0],
                           "AWS was not able to validate the provided access credentials: the region is not opted in")
        if signed.region not in ONLY_IN.get(service.name, self._world.regions):
            raise AwsError(signing.WORDING[service.protocols[0]][1],
                           f"Credential should be scoped to a valid region, not '{signed.region}'.")
        return service, signed.region, key

    def _run(self, service, region, key, asked, values, handler, request_id):
        operation = asked.operation.name
        fault = self._world.faults.take(service.name, region, operation, values)
        rule = fault.rule if fault else {}
        if fault and fault.effect == "drop_request":
            raise Dropped()
        refusal = None
        if fault and ("error" in rule or "throttle" in rule):
            refusal = fault.refusal(service, lambda code: models.fault_status(service, code) or STATUS.get(code, 400))
        if refusal and not rule.get("commit"):
            time.sleep(rule.get("seconds", 0))
            raise refusal
        with self._world.lock:
            where = self._world.regions[region]
            where.settle(self._world.now())
            if values.get("DryRun"):
                raise AwsError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
            output = handler(Call(self._world, where, key, operation, values, fault)) or {}
            reply = wire.answered(service, asked, output, request_id)
            if self._self_check:
                selfcheck.check(asked.protocol, asked.operation, output, reply)
        if refusal:
            raise refusal
        return self._after(fault, rule, reply)

    @staticmethod
    def _after(fault, rule, reply):
        if fault is None:
            return reply
        if fault.effect == "drop_reply":
            raise Dropped()
        if fault.effect == "truncate":
            reply.cut = rule.get("bytes", len(reply.body) // 2)
        reply.delay = rule.get("seconds", 0)
        for name, value in rule.get("headers", {}).items():
            reply.headers.append((name, str(value)))
        return reply

    def _guess(self, request):
        """The service whose protocol an unsigned or broken request seems to speak."""
        target = request.headers.get("X-Amz-Target", "")
        for service in self._services.values():
            if target and target.startswith(service.metadata.get("targetPrefix", "\0")):
                return service
        if request.raw_path != "/":
            return self._services["eks"]
        text = request.raw_query.encode() + b"&" + request.body[:4096]
        for service in self._services.values():
            if b"Version=" + service.metadata["apiVersion"].encode() in text:
                return service
        return self._services["ec2"]


def _unsigned(service):
    form = service.protocols[0] in ("ec2", "query")
    code = "MissingAuthenticationToken" if form else "MissingAuthenticationTokenException"
    return AwsError(code, "Request is missing Authentication Token", 403)
