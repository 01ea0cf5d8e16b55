"""Characters that deceive: what no text may hold, and what looks odd and is right."""

import pytest

from tsi.text.characters import faults, shown


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("£7\u200b0 million", "an invisible character (U+200B) stands here"),
        ("\u202eanalq", "an invisible character (U+202E)"),
        ("hidden \U000e0041", "an invisible character (U+E0041)"),
        ("S\u0430ils", "mixes letters of two scripts (Cyrillic ‘\u0430’ (U+0430), Latin"),
        ("\u041e’Sail", "mixes letters of two scripts (Cyrillic"),
        ("S\u0430\u0301ils", "mixes letters of two scripts"),
        ("\u03b1mber", "mixes letters of two scripts (Greek"),
        ("\u0663 boats", "(U+0663) is a digit that is not read here"),
        ("\uff17 boats", "(U+FF17) is a digit that is not read here"),
        ("\u2461 boats", "(U+2461) is a digit that is not read here"),
        ("\u216b boats", "(U+216B) is a digit that is not read here"),
        ("\uff22oats", "(U+FF22) stands for plain letters"),
        ("\U0001d401", "(U+1D401) stands for plain letters"),
        ("o\ufb03ce", "(U+FB03) stands for plain letters"),
    ],
)
def test_what_deceives_is_told(text: str, message: str) -> None:
    assert any(message in told for told in faults(text)), list(faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, £8.3 million; 10% – “so” it says…", "Zoë Núñez, Řehoř, O’Neill", "5 m², 3⁻⁴, CO₂, ½ and ⅔",
        "3 µm, 5 μm, 2 kΩ", "β-lines", "Совет и мир", "भारत सरकार", "日本のカタカナ", "the 1ª, the 2º", "a\u00a0b", "",
        "™ ℃ →",
    ],
)  # fmt: skip
def test_what_only_looks_odd_may_stand(text: str) -> None:
    assert list(faults(text)) == []


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\u202eb", "a\nb", "a\tb"])
def test_what_is_shown_is_safe_for_a_terminal(text: str) -> None:
    assert shown(text).isprintable()
