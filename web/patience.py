"""How long a server goes on after SIGTERM, for balancers that ask `/ready`."""

import math
import os

SETTING = "GATEWALK_DRAIN_SECONDS"
"""Variable of the environment: seconds from SIGTERM to the end, in which `/ready` answers 503."""

LONGEST = 600.0


def patience() -> float:
    """Return the seconds from SIGTERM to the end, 0 where nothing is set."""
    try:
        seconds = float(os.environ.get(SETTING, "0"))
    except ValueError:
        return 0.0
    return min(max(seconds, 0.0), LONGEST) if math.isfinite(seconds) else 0.0
