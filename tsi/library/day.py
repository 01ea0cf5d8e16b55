"""The day on which a check or a build runs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from tsi.records import settings


def now() -> datetime:
    """The moment that SOURCE_DATE_EPOCH gives, or this one, in UTC. Raises ValueError where it gives none."""
    return settings.epoch(os.environ.get(settings.EPOCH)) or datetime.now(UTC)


def of_build() -> date:
    """The same day. Raises ValueError."""
    return now().date()
