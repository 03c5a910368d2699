"""The state of the stand-in: regions with their tables and timelines, keys, faults, limits and the clock."""

import collections
import heapq
import itertools
import secrets
import threading
import time

from .access import Keys
from .faults import Faults

# The regions that answer; the last one is not opted in, so DescribeRegions shows it only with AllRegions.
REGIONS = ("us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "cn-north-1")
NOT_OPTED_IN = ("af-south-1",)


class Settings:
    """What a test may tune; every time is in seconds."""

    def __init__(self, transition=0.2, cluster_transition=0.5, retain=60.0):
        self.transition = transition
        self.cluster_transition = cluster_transition
        self.retain = retain
        self.lag = 0.0
        self.clock_offset = 0.0
        self.page_limit = None


class Region:
    """The resources of one region: tables by kind, changes to come, and the tokens of requests done."""

    def __init__(self, name):
        self.name = name
        self.tables = collections.defaultdict(dict)
        self.tokens = {}
        self._timeline = []
        self._order = itertools.count()

    def after(self, moment, change):
        """Runs `change` once the clock has reached the moment."""
        heapq.heappush(self._timeline, (moment, next(self._order), change))

    def settle(self, now):
        """Makes every change that is due, each at its own moment, so that a change may plan the next."""
        while self._timeline and self._timeline[0][0] <= now:
            moment, _, change = heapq.heappop(self._timeline)
            change(moment)


class World:
    """Everything that a request may see or change. Handlers run while `lock` is held."""

    CALLS = 2_000

    def __init__(self, settings, seed):
        self.lock = threading.RLock()
        self.settings = settings
        self._seed = seed
        self.keys = Keys()
        self.faults = Faults()
        self.calls = collections.deque(maxlen=self.CALLS)
        self.limits = {}
        self.reset()

    def reset(self):
        """Forgets every resource, fault and limit; keys stay."""
        with self.lock:
            self.ahead = 0.0
            self.regions = {name: Region(name) for name in REGIONS}
            for region in self.regions.values():
                self._seed(region)
            self.limits.clear()
            self.faults.clear()
            self.calls.clear()
            self.settings.lag = 0.0
            self.settings.clock_offset = 0.0
            self.settings.page_limit = None

    def now(self):
        """Seconds since the epoch, by which resources live; a test may put it ahead."""
        return time.time() + self.ahead

    def signing_now(self):
        """The clock that signatures are held against, which a test may set wrong."""
        return time.time() + self.settings.clock_offset


class Call:
    """One request in its region, as a handler sees it."""

    def __init__(self, world, region, key, operation, values, fault):
        self.world = world
        self.region = region
        self.key = key
        self.operation = operation
        self.values = values
        self.fault = fault
        self.now = world.now()

    def get(self, name, default=None):
        """A parameter of the request."""
        return self.values.get(name, default)

    def table(self, name):
        """The resources of one kind in this region, oldest first."""
        return self.region.tables[name]

    def after(self, seconds, change):
        """Plans a change of this region."""
        self.region.after(self.now + seconds, change)

    def settings(self):
        """What a test may tune."""
        return self.world.settings


def new_id(prefix):
    """A resource id of AWS's long form."""
    return f"{prefix}-{secrets.token_hex(9)[:17]}"
