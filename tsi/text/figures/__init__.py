"""The one grammar of figures: text in, figures out, on source files, on records and on built pages alike.

How a text is read:

1. It is folded to a copy of the same length (plain spaces, hyphens and quotes; small letters beside it), so that a
   position in the copy is a position in the text.
2. At each word or sign that can open a figure, modifiers are read ("up to"), then the forms that `scan` lists are tried
   in order. What a form reads must end where its token ends, or the form does not count.
3. What remains of characters with a numeric value is covered by the catch-all: their whole token becomes an opaque
   designator. So every numeral of a text lies in exactly one figure, and a token that is not understood matches only
   itself.

The docstring of each form begins with texts that it reads, which a test tries. What each text is read as, and which
backs which, stands in `tests/text/figure_banks/`, by kind of figure; plain prose, in prose, has no figure where it
seems to.

What a reader may not expect:

- A modifier in front of a figure belongs to it where it touches it: "over two pages" is over 2. Elsewhere it is text.
- A number from 1500 to 2199 is a year, unless a currency, scale, unit or the plural of a noun makes it something else;
  behind "in", "the" and their like it stays a year: the 2024 talks.
- "5 to 7 million" and "£5-7 million" are one figure with the value `5000000..7000000`; "£5 or £7 million" are two.
- Fractions alone ("two-thirds", "a third of") are counts with the value `2/3`; "half a million" is 500000.
- Rates and multiples are modifiers: "£5 million a year" is not £5 million, nor is "twice £5 million".
- These say no figure: single, another, once, firstly, a year, Monday, net zero, no one, one of the.
- The 90s, mid-90s, his 40s and 100s of firms are opaque: no century, age or number is said; the 1990s and the '90s are
  decades. Mar-24 may be a day or a year.
- A range that falls ("a 2 to 1 majority"), a measure said in two steps ("5 years and 6 months") and a year within a
  word ("2022-born") are opaque; "from 10 to 5 per cent" are two percentages.
- Figures do not cross a blank line, and cross a single line break as if it were a space.
"""

from tsi.text.figures.patterns import Figure
from tsi.text.figures.scan import find

__all__ = ["Figure", "find"]
