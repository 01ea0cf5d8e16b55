"""Units of measure by all that a text may call them: the symbols and names of the SI and what goes with it (BIPM, The
International System of Units, 9th edition), binary prefixes (IEC 80000-13), and a few that are neither.

In symbols, case matters: a mW is a thousand-millionth of a MW. No unit is worked out into another: 1 GW is not 1000 MW
here. A library that knows what units measure (pint) takes half a second to import, which is as long as a whole check.
"""

from __future__ import annotations

from itertools import product

_PREFIXES = {
    "n": "nano", "µ": "micro", "m": "milli", "k": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta",
    "E": "exa",
}  # fmt: skip
_BINARY = {"Ki": "kibi", "Mi": "mebi", "Gi": "gibi", "Ti": "tebi", "Pi": "pebi"}
_BASES = {
    "W": "watt", "Wh": "watt-hour", "Wp": "watt-peak", "VA": "volt-ampere", "V": "volt", "Hz": "hertz",
    "eV": "electronvolt", "Pa": "pascal", "J": "joule", "Sv": "sievert", "Bq": "becquerel", "t": "tonne", "b": "bit",
    "B": "byte", "bit": "bit", "b/s": "bit per second", "bit/s": "bit per second", "B/s": "byte per second",
    "bps": "bit per second",
    "FLOPS": "flop", "g": "gram", "A": "ampere", "N": "newton", "Ω": "ohm", "cal": "calorie",
}  # fmt: skip
_LENGTHS = {"nm": "nanometre", "µm": "micrometre", "mm": "millimetre", "cm": "centimetre", "km": "kilometre"}
_ALONE = ("W", "Wh", "V", "Hz", "VA", "Pa", "J", "Sv", "Bq", "eV")
"""Symbols that stand without a prefix: a bare t, g, b, A or N may be anything."""
_NEVER = {"mb", "nb", "mB", "nB", "mt", "nt", "nA", "mbps", "nbps", "MN", "TN", "mN"}
"""Prefixes of the small with what has no small parts, and what is read as a scale: 7 mn, 7 tn."""
_SAME = {"bit/s": "bps", "b/s": "bps", "bit": "b"}
"""Symbols with the one that is kept for both."""


def _symbols() -> dict[str, str]:
    found = {prefix + base: prefix + _SAME.get(base, base) for prefix, base in product(_PREFIXES, _BASES)}
    found |= {prefix + base: prefix + base for prefix, base in product(_BINARY, ("B", "b"))}
    found |= {unit: unit for unit in (*_ALONE, *_LENGTHS)}
    found |= {unit.replace("µ", "μ"): kept for unit, kept in found.items()} | {"u" + unit[1:]: kept for unit, kept in
              found.items() if unit == "µm"}  # fmt: skip
    for unit in ("mm", "cm", "km", "m"):
        for power, (sign, digit) in (("²", ("^2", "2")), ("³", ("^3", "3"))):
            found |= {unit + power: unit + power, unit + sign: unit + power, unit + digit: unit + power}
    return {unit: kept for unit, kept in found.items() if unit not in _NEVER} | _OTHER_SYMBOLS


_OTHER_SYMBOLS = {
    "℃": "°C", "℉": "°F", "ms": "ms", "µs": "µs", "ns": "ns", "m/s²": "m/s²", "lm": "lm", "lx": "lx", "°C": "°C",
    "°F": "°F", "°": "°", "ha": "hectare", "Mt": "Mt", "mph": "mph", "km/h": "km/h", "kph": "km/h", "m/s": "m/s",
    **{unit: unit for unit in ("tCO2", "ktCO2", "MtCO2", "GtCO2", "tCO2e", "ktCO2e", "MtCO2e", "GtCO2e")},
    "Ah": "Ah", "dB": "dB", "dBm": "dBm", "rpm": "rpm", "ppm": "ppm", "kmph": "km/h",
    "KM": "km", "Km": "km", "KG": "kg", "Kg": "kg", "KB": "kB", "sqm": "m²", "sqkm": "km²", "bbl": "barrel",
}  # fmt: skip
_OTHER_NAMES = {
    "metric ton": "tonne", "kilogramme": "kg", "gramme": "g", "millisecond": "ms", "microsecond": "µs",
    "nanosecond": "ns", "km per hour": "km/h", "km an hour": "km/h", "miles an hour": "mph",
    "kilometres an hour": "km/h", "lumen": "lm", "lux": "lx", "candela": "cd", "decibel": "dB", "metre": "m",
    "metres per second": "m/s", "mile": "mile", "stone": "stone", "miles per hour": "mph",
    "foot": "foot", "feet": "foot",
    "inch": "inch", "inche": "inch", "yard": "yard", "nautical mile": "nautical mile", "ton": "ton", "acre": "acre",
    "hectare": "hectare", "litre": "litre", "barrel": "barrel", "degree": "°", "degree celsius": "°C",
    "degrees celsius": "°C", "kilometres per hour": "km/h", "light year": "light year", "qubit": "qubit",
    "square metre": "m²", "square kilometre": "km²", "square mile": "square mile", "square foot": "square foot",
    "square feet": "square foot", "sq km": "km²", "sq. km": "km²", "sq m": "m²", "sq ft": "square foot",
    "sq miles": "square mile", "cubic metre": "m³", "cubic feet": "cubic foot", "tonne": "tonne", "kilo": "kg",
    "basis point": "basis point", "point": "point",
    "bps": "basis point", "bp": "basis point", "fold": "fold", "ounce": "ounce",
    "pixel": "pixel", "dots per inch": "dpi", "figure": "figure", "sigma": "sigma",
    "order of magnitude": "order of magnitude", "orders of magnitude": "order of magnitude",
}  # fmt: skip


def _names() -> dict[str, str]:
    """Names in small letters, one of each; "-meter" and "-liter" are the American spellings."""
    named = {name: base for base, name in _BASES.items() if base not in _SAME} | {"metre": "m", "litre": "L"}
    found = {
        words: symbol + base
        for (symbol, prefix), (name, base) in product((_PREFIXES | _BINARY).items(), named.items())
        for words in (prefix + name, f"{prefix}-{name}")
    }
    found |= {name: base for name, base in named.items() if base not in ("b", "B", "t", "g", "A", "N", "bps")}
    found |= {"bit": "b", "byte": "B", "gram": "g", "bit per second": "bps", "bits per second": "bps"} | _OTHER_NAMES
    found |= {words.replace("bit per", "bits per"): unit for words, unit in found.items() if "bit per" in words}
    american = (("metre", "meter"), ("litre", "liter"), ("-hour", " hour"), ("-hour", "hour"),
                ("electronvolt", "electron volt"))  # fmt: skip
    for british, other in american:
        found |= {words.replace(british, other): unit for words, unit in found.items() if british in words}
    return found


SYMBOLS = _symbols()
"""By how they are printed, case and all."""
NAMES = _names()
"""In small letters; a plural in -s is understood."""
