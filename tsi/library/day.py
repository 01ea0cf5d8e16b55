"""The day on which a check or a build runs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from tsi.records import settings


def of_build() -> date:
    """The day that SOURCE_DATE_EPOCH gives, or today, in UTC. Raises ValueError where it gives none."""
    return (settings.epoch(os.environ.get(settings.EPOCH)) or datetime.now(UTC)).date()
