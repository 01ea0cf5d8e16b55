"""Whether the cited lines show who speaks, on the miniature set."""

import pytest

from tsi.library import shown
from tsi.library.library import Library
from tsi.records.types import Saying

OFFICIAL_SPEAKS = "courier-2012:6"
NOBODY_SPEAKS = "courier-2012:5"

VOICES = [
    ("official", [OFFICIAL_SPEAKS], True),
    ("unnamed", [OFFICIAL_SPEAKS], False),
    ("reporter", [OFFICIAL_SPEAKS], False),
    ("reporter", [NOBODY_SPEAKS], True),
    ("reporter", [OFFICIAL_SPEAKS, NOBODY_SPEAKS], True),
    ("official", [NOBODY_SPEAKS], False),
]


@pytest.mark.parametrize(("voice", "cite", "is_shown"), VOICES)
def test_a_reporter_speaks_on_a_line_that_shows_no_other_speaker(
    mini: Library, voice: str, cite: list[str], is_shown: bool
) -> None:
    saying = Saying.model_validate({"says": "The lamps are lit.", "voice": voice, "cite": cite})
    assert shown.is_voice_shown(mini, saying) is is_shown
