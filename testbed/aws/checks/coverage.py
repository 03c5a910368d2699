"""Which of the offered operations were answered during the checks."""

from . import bench

ANSWERED = set()


def remember():
    """Takes down what was answered since the last reset."""
    _, tree = bench.control("/calls")
    ANSWERED.update((call["service"], call["operation"]) for call in tree["calls"] if 200 <= call["status"] < 300)


def report():
    """Prints the operations that were never answered; answers how many those are."""
    _, tree = bench.control("/offered")
    offered = {(service, name) for service, names in tree.items() for name in names}
    missing = sorted(offered - ANSWERED)
    print(f"{len(offered) - len(missing)} of {len(offered)} operations answered")
    for service, name in missing:
        print(f"never answered: {service} {name}")
    return len(missing)
