"""Methods of expressions over numbers, strings and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .lists import ListMixin

if TYPE_CHECKING:
    from .expression import ViewExpression


class ScalarMixin(ListMixin):
    """Mathematics, text and calendar."""

    def __abs__(self) -> ViewExpression:
        """The absolute value."""
        return self._of({"$abs": self})

    def __round__(self, place: int = 0) -> ViewExpression:
        """Rounded half to even."""
        return self.round(place)

    def __ceil__(self) -> ViewExpression:
        """Rounded up."""
        return self.ceil()

    def __floor__(self) -> ViewExpression:
        """Rounded down."""
        return self.floor()

    def __trunc__(self) -> ViewExpression:
        """Cut towards zero."""
        return self.trunc()

    def abs(self) -> ViewExpression:
        """The absolute value."""
        return self._of({"$abs": self})

    def floor(self) -> ViewExpression:
        """Rounded down."""
        return self._of({"$floor": self})

    def ceil(self) -> ViewExpression:
        """Rounded up."""
        return self._of({"$ceil": self})

    def round(self, place: Any = 0) -> ViewExpression:
        """Rounded half to even, at a decimal place."""
        return self._of({"$round": [self, place]})

    def trunc(self, place: Any = 0) -> ViewExpression:
        """Cut towards zero, at a decimal place."""
        return self._of({"$trunc": [self, place]})

    def exp(self) -> ViewExpression:
        """The exponential."""
        return self._of({"$exp": self})

    def ln(self) -> ViewExpression:
        """The natural logarithm."""
        return self._of({"$ln": self})

    def log(self, base: Any) -> ViewExpression:
        """The logarithm to a base."""
        return self._of({"$log": [self, base]})

    def log10(self) -> ViewExpression:
        """The decimal logarithm."""
        return self._of({"$log10": self})

    def pow(self, power: Any) -> ViewExpression:
        """The power."""
        return self._of({"$pow": [self, power]})

    def sqrt(self) -> ViewExpression:
        """The square root."""
        return self._of({"$sqrt": self})

    def cos(self) -> ViewExpression:
        """The cosine."""
        return self._of({"$cos": self})

    def cosh(self) -> ViewExpression:
        """The hyperbolic cosine."""
        return self._of({"$cosh": self})

    def sin(self) -> ViewExpression:
        """The sine."""
        return self._of({"$sin": self})

    def sinh(self) -> ViewExpression:
        """The hyperbolic sine."""
        return self._of({"$sinh": self})

    def tan(self) -> ViewExpression:
        """The tangent."""
        return self._of({"$tan": self})

    def tanh(self) -> ViewExpression:
        """The hyperbolic tangent."""
        return self._of({"$tanh": self})

    def arccos(self) -> ViewExpression:
        """The inverse cosine."""
        return self._of({"$acos": self})

    def arccosh(self) -> ViewExpression:
        """The inverse hyperbolic cosine."""
        return self._of({"$acosh": self})

    def arcsin(self) -> ViewExpression:
        """The inverse sine."""
        return self._of({"$asin": self})

    def arcsinh(self) -> ViewExpression:
        """The inverse hyperbolic sine."""
        return self._of({"$asinh": self})

    def arctan(self) -> ViewExpression:
        """The inverse tangent."""
        return self._of({"$atan": self})

    def arctanh(self) -> ViewExpression:
        """The inverse hyperbolic tangent."""
        return self._of({"$atanh": self})

    def strlen(self) -> ViewExpression:
        """The length in UTF-8 bytes; 0 of null."""
        return self._of({"$strLenBytes": {"$ifNull": [self, ""]}})

    def substr(self, start: Any = None, end: Any = None, count: Any = None) -> ViewExpression:
        """The bytes from `start` to `end`, or `count` of them; negative positions count from the end."""
        if start is None and end is None and count is None:
            return self._of(self)
        start = 0 if start is None else start
        first: Any = start + self.strlen() if start < 0 else start
        if count is None:
            if end is None:
                count = -1
            elif start < 0 and end < 0:
                count = end - start
            elif end < 0:
                count = (end + self.strlen()) - first
            else:
                count = end - first
        return self._of({"$substrBytes": [self, first, count]})

    def upper(self) -> ViewExpression:
        """In capitals (ASCII letters only); null becomes empty."""
        return self._of({"$toUpper": self})

    def lower(self) -> ViewExpression:
        """In small letters (ASCII letters only); null becomes empty."""
        return self._of({"$toLower": self})

    def concat(self, *args: Any) -> ViewExpression:
        """The string followed by others; null if one is."""
        return self._of({"$concat": [self, *args]})

    def strip(self, chars: str | None = None) -> ViewExpression:
        """Without whitespace, or some characters, at both ends."""
        return self._trim("$trim", chars)

    def lstrip(self, chars: str | None = None) -> ViewExpression:
        """Without whitespace, or some characters, at the start."""
        return self._trim("$ltrim", chars)

    def rstrip(self, chars: str | None = None) -> ViewExpression:
        """Without whitespace, or some characters, at the end."""
        return self._trim("$rtrim", chars)

    def _trim(self, name: str, chars: str | None) -> ViewExpression:
        return self._of({name: {"input": self} if chars is None else {"input": self, "chars": chars}})

    def replace(self, old: Any, new: Any) -> ViewExpression:
        """Every occurrence of a string replaced."""
        return self._of({"$replaceAll": {"input": self, "find": old, "replacement": new}})

    def re_match(self, regex: str, options: str | None = None) -> ViewExpression:
        """Whether a regular expression is found in the string."""
        return self._of({"$regexMatch": {"input": self, "regex": regex, "options": options}})

    def _matches(self, values: Any, form: str, case_sensitive: bool) -> ViewExpression:
        if isinstance(values, str) or not isinstance(values, Iterable):
            pattern = _escaped(str(values))
        else:
            pattern = "(" + "|".join(map(_escaped, values)) + ")"
        return self.re_match(form % pattern, options=None if case_sensitive else "i")

    def starts_with(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether the string starts with one of some strings."""
        return self._matches(str_or_strs, "^%s", case_sensitive)

    def ends_with(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether the string ends with one of some strings."""
        return self._matches(str_or_strs, "%s$", case_sensitive)

    def contains_str(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether the string contains one of some strings."""
        return self._matches(str_or_strs, "%s", case_sensitive)

    def matches_str(self, str_or_strs: Any, case_sensitive: bool = True) -> ViewExpression:
        """Whether the string is one of some strings."""
        return self._matches(str_or_strs, "^%s$", case_sensitive)

    def split(self, delimiter: str, maxsplit: int | None = None) -> ViewExpression:
        """The parts between delimiters; at most `maxsplit` splits, from the left."""
        parts = self._of({"$split": [self, delimiter]})
        if maxsplit is None:
            return parts
        if maxsplit <= 0:
            return self._of([self])
        chunks = _chunks()
        head, rest = chunks.apply(chunks[:maxsplit]), chunks.apply(chunks[maxsplit:]).join(delimiter)
        return self._at_most(parts, maxsplit, {"$concatArrays": [head, [rest]]})

    def rsplit(self, delimiter: str, maxsplit: int | None = None) -> ViewExpression:
        """The parts between delimiters; at most `maxsplit` splits, from the right."""
        parts = self._of({"$split": [self, delimiter]})
        if maxsplit is None:
            return parts
        if maxsplit <= 0:
            return self._of([self])
        chunks = _chunks()
        head, rest = chunks.apply(chunks[:-maxsplit]).join(delimiter), chunks.apply(chunks[-maxsplit:])
        return self._at_most(parts, maxsplit, {"$concatArrays": [[head], rest]})

    def _at_most(self, parts: ViewExpression, maxsplit: int, joined: Any) -> ViewExpression:
        chunks = _chunks()
        many = {"$gt": [chunks.length(), maxsplit + 1]}
        return parts.apply(self._of({"$cond": {"if": many, "then": joined, "else": chunks}}))

    def millisecond(self) -> ViewExpression:
        """The millisecond of a date, 0-999."""
        return self._of({"$millisecond": self})

    def second(self) -> ViewExpression:
        """The second of a date."""
        return self._of({"$second": self})

    def minute(self) -> ViewExpression:
        """The minute of a date."""
        return self._of({"$minute": self})

    def hour(self) -> ViewExpression:
        """The hour of a date, UTC."""
        return self._of({"$hour": self})

    def day_of_week(self) -> ViewExpression:
        """The day of the week of a date, Sunday = 1."""
        return self._of({"$dayOfWeek": self})

    def day_of_month(self) -> ViewExpression:
        """The day of the month of a date."""
        return self._of({"$dayOfMonth": self})

    def day_of_year(self) -> ViewExpression:
        """The day of the year of a date."""
        return self._of({"$dayOfYear": self})

    def week(self) -> ViewExpression:
        """The week of the year of a date, from Sundays on; days before the first are in week 0."""
        return self._of({"$week": self})

    def month(self) -> ViewExpression:
        """The month of a date, 1-12."""
        return self._of({"$month": self})

    def year(self) -> ViewExpression:
        """The year of a date."""
        return self._of({"$year": self})


def _escaped(text: str) -> str:
    """A text as regular expression that is found where the text is."""
    return re.sub(r"[-\\[\]{}()*+?.,^$|#&]", r"\\\g<0>", text)


def _chunks() -> Any:
    from .expression import ViewField

    return ViewField()
