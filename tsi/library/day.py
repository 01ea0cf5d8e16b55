"""The day on which a check or a build runs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def of_build() -> date:
    """The day that SOURCE_DATE_EPOCH gives in seconds (https://reproducible-builds.org/specs/source-date-epoch/), or
    today, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
