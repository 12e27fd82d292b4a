"""Random documents, expressions and pipelines of the kinds that views and aggregations make."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from bson import ObjectId
from hypothesis import strategies as st

from fo_widgets.data.expressions import ViewExpression as E
from fo_widgets.data.expressions import ViewField as F

OIDS = [ObjectId(f"{i:024x}") for i in range(1, 9)]
WORDS = ["", "a", "b", "cat", "Cat", "dog", "DéLTA", "ü", "日本", "a.b", "10", "3", " x ", "ab,c"]
MOMENTS = [
    datetime(2024, 2, 29, 23, 59, 59, 123000) + timedelta(days=d, minutes=7 * d)  # noqa: DTZ001  as stored
    for d in (-800, -59, 0, 307, 308)
]

integers = st.integers(-5, 12)
numbers = integers | st.sampled_from(
    [0.5, -0.5, 2.5, 1.0, -1.5, 0.1, 1e-7, 1e18, 2**31, -(2**40), math.nan, math.inf, -math.inf]
)
words = st.sampled_from(WORDS)
moments = st.sampled_from(MOMENTS)
constants = moments.map(lambda m: m + timedelta(microseconds=456))
scalars = st.one_of(
    numbers, words, st.none(), st.booleans(), moments, st.sampled_from(OIDS), st.just(b"\x01\x02")
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=4,
)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return values | st.none()


labels = st.fixed_dictionaries(
    {"_id": st.sampled_from(OIDS), "_cls": st.just("Detection"), "label": optional(words)},
    optional={
        "confidence": optional(st.floats(0, 1, width=16) | st.just(math.nan)),
        "tags": st.lists(words, max_size=2),
        "bounding_box": st.lists(st.floats(0, 1, width=16), min_size=4, max_size=4),
        "index": optional(integers),
    },
)
documents = st.fixed_dictionaries(
    {},
    optional={
        "number": optional(numbers),
        "whole": optional(integers),
        "real": optional(st.floats(-2, 2, width=16) | st.just(math.nan)),
        "text": optional(words),
        "flag": optional(st.booleans()),
        "when": optional(moments),
        "other": optional(st.sampled_from(OIDS)),
        "tags": optional(st.lists(words, max_size=3)),
        "numbers": optional(st.lists(optional(numbers), max_size=4)),
        "nested": optional(st.lists(st.lists(numbers, max_size=2), max_size=2)),
        "mixed": anything,
        "box": optional(st.fixed_dictionaries({}, optional={"x": optional(numbers), "y": optional(words)})),
        "gt": optional(
            st.fixed_dictionaries(
                {"_cls": st.just("Detections"), "detections": optional(st.lists(labels, max_size=4))}
            )
        ),
        "one": optional(labels),
    },
)
collections = st.lists(documents, min_size=0, max_size=6)

DETECTIONS = "gt.detections"
NUMBER_PATHS = ["number", "whole", "real", "box.x", "one.confidence", "mixed"]
TEXT_PATHS = ["text", "box.y", "one.label", "text"]
LIST_PATHS = [
    "tags",
    "numbers",
    "nested",
    DETECTIONS,
    "gt.detections.label",
    "gt.detections.confidence",
    "mixed",
]
ALL_PATHS = sorted(
    {
        *NUMBER_PATHS,
        *TEXT_PATHS,
        *LIST_PATHS,
        "flag",
        "when",
        "other",
        "box",
        "gt",
        "one",
        "nope",
        "gt.detections.tags",
    }
)
SCALAR_PATHS = [
    "number",
    "whole",
    "real",
    "text",
    "flag",
    "when",
    "other",
    "box.x",
    "box.y",
    "one.label",
    "one.confidence",
    "mixed",
    "nope",
]


def fields(paths: list[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(paths).map(F)


def _numeric(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    pairs = st.tuples(inner, inner | numbers)
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] - p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: p[0] / p[1]),
        pairs.map(lambda p: p[0] % p[1]),
        pairs.map(lambda p: p[0].min(p[1])),
        pairs.map(lambda p: p[0].max(p[1])),
        pairs.map(lambda p: p[0].if_null(p[1])),
        inner.map(abs),
        inner.map(lambda e: e.floor()),
        inner.map(lambda e: e.ceil()),
        st.tuples(inner, st.integers(-2, 3)).map(lambda p: p[0].round(p[1])),
        st.tuples(inner, st.integers(-2, 3)).map(lambda p: p[0].trunc(p[1])),
        inner.map(lambda e: e.to_int()),
        inner.map(lambda e: e.to_double()),
        st.tuples(inner, st.sampled_from([2, 0.5, 3])).map(lambda p: p[0].pow(p[1])),
        inner.map(lambda e: abs(e).sqrt()),
    )


expr_numbers = st.recursive(
    st.one_of(
        fields(NUMBER_PATHS),
        fields(LIST_PATHS).map(lambda e: e.length()),
        fields(["numbers", "gt.detections.confidence", "mixed"]).flatmap(
            lambda e: st.sampled_from(
                [e.sum(), e.min(), e.max(), e.mean(), e[0], e[-1], e.std(), e.std(sample=True)]
            )
        ),
        fields(["text", "box.y"]).map(lambda e: e.strlen()),
        fields(["when"]).flatmap(
            lambda e: st.sampled_from(
                [
                    e.year(),
                    e.month(),
                    e.week(),
                    e.day_of_week(),
                    e.day_of_month(),
                    e.day_of_year(),
                    e.hour(),
                    e.minute(),
                    e.second(),
                    e.millisecond(),
                    e.to_double(),
                ]
            )
        ),
    ),
    _numeric,
    max_leaves=3,
)


def _textual(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        inner.map(lambda e: e.upper()),
        inner.map(lambda e: e.lower()),
        inner.map(lambda e: e.strip()),
        st.tuples(inner, words).map(lambda p: p[0].lstrip(p[1])),
        st.tuples(inner, inner | words).map(lambda p: p[0].concat(p[1])),
        # not "", for between the bytes of a letter a server finds what no text of Python can hold
        st.tuples(inner, words.filter(bool), words).map(lambda p: p[0].replace(p[1], p[2])),
        st.tuples(inner, st.integers(0, 3), st.integers(0, 3)).map(lambda p: p[0].substr(p[1], count=p[2])),
        st.tuples(inner, st.integers(-2, 2)).map(lambda p: p[0].substr(p[1])),
        inner.map(lambda e: e.map_values({"cat": "feline", "dog": None, "a": 1})),
    )


expr_texts = st.recursive(
    fields(TEXT_PATHS)
    | fields(["number", "when", "flag", "mixed"]).map(lambda e: e.to_string())
    | fields(["tags"]).map(lambda e: e.join("-")),
    _textual,
    max_leaves=3,
)
expr_any = st.one_of(fields(ALL_PATHS), expr_numbers, expr_texts)


def _comparisons(left: st.SearchStrategy[Any], right: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    pairs = st.tuples(left, right)
    return st.one_of(
        pairs.map(lambda p: p[0] == p[1]),
        pairs.map(lambda p: p[0] != p[1]),
        pairs.map(lambda p: p[0] < p[1]),
        pairs.map(lambda p: p[0] <= p[1]),
        pairs.map(lambda p: p[0] > p[1]),
        pairs.map(lambda p: p[0] >= p[1]),
    )


def _label_tests(label: Any) -> st.SearchStrategy[Any]:
    return st.one_of(
        words.map(lambda w: label("label") == w),
        st.lists(words, max_size=3).map(lambda w: label("label").is_in(w)),
        numbers.map(lambda n: label("confidence") > n),
        numbers.map(lambda n: label("confidence") <= n),
        numbers.map(lambda n: label("bounding_box")[2] * label("bounding_box")[3] < n),
        words.map(lambda w: label("tags").contains(w)),
        st.sampled_from(OIDS).map(lambda i: label("_id").is_in([i])),
        st.just(label("index").exists()),
        words.map(lambda w: label("label").starts_with(w)),
        st.tuples(words, numbers).map(lambda p: (label("label") == p[0]) | ~(label("confidence") >= p[1])),
    )


label_tests = _label_tests(F)
expr_bools = st.recursive(
    st.one_of(
        _comparisons(expr_numbers, numbers),
        _comparisons(expr_texts, words),
        _comparisons(expr_any, scalars | constants),
        _comparisons(expr_any, expr_any),
        fields(ALL_PATHS).flatmap(
            lambda e: st.sampled_from(
                [
                    e.exists(),
                    e.is_null(),
                    e.is_missing(),
                    e.is_number(),
                    e.is_string(),
                    e.is_array(),
                    e,
                    e.to_bool(),
                ]
            )
        ),
        st.tuples(expr_any, st.lists(scalars, max_size=3)).map(lambda p: p[0].is_in(p[1])),
        st.tuples(fields(LIST_PATHS), scalars).map(lambda p: p[0].contains(p[1])),
        st.tuples(fields(LIST_PATHS), st.lists(words, min_size=1, max_size=2), st.booleans()).map(
            lambda p: p[0].contains(p[1], all=p[2])
        ),
        st.tuples(expr_texts, words, st.booleans()).map(
            lambda p: p[0].starts_with(p[1], case_sensitive=p[2])
        ),
        st.tuples(expr_texts, words).map(lambda p: p[0].contains_str(p[1])),
        st.tuples(fields([DETECTIONS]), label_tests).map(lambda p: p[0].filter(p[1]).length() > 0),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: p[0] & p[1]),
        st.tuples(inner, inner).map(lambda p: p[0] | p[1]),
        inner.map(lambda e: ~e),
        st.tuples(inner, inner, inner).map(lambda p: p[0].if_else(p[1], p[2])),
    ),
    max_leaves=3,
)
expr_lists = st.recursive(
    fields(LIST_PATHS),
    lambda inner: st.one_of(
        inner.map(lambda e: e.reverse()),
        inner.map(lambda e: e.unique()),
        st.tuples(inner, fields(LIST_PATHS)).map(lambda p: p[0].union(p[1])),
        st.tuples(inner, fields(LIST_PATHS)).map(lambda p: p[0].intersection(p[1])),
        st.tuples(inner, fields(LIST_PATHS)).map(lambda p: p[0].difference(p[1])),
        st.tuples(inner, scalars).map(lambda p: p[0].append(p[1])),
        st.tuples(inner, st.integers(-2, 3)).map(lambda p: p[0][: p[1]]),
        st.tuples(inner, st.integers(0, 2)).map(lambda p: p[0][p[1] :]),
        st.tuples(inner, numbers).map(lambda p: p[0].filter(F() > p[1])),
        inner.map(lambda e: e.map(F().is_in([1, "a", None]))),
        inner.map(lambda e: e.map(F("label"))),
        st.tuples(inner, inner).map(lambda p: E.zip(p[0], p[1])),
    ),
    max_leaves=2,
)
expressions = st.one_of(expr_numbers, expr_texts, expr_bools, expr_lists, fields(ALL_PATHS))

_ranges = st.sampled_from(["$gt", "$gte", "$lt", "$lte", "$eq", "$ne"])
conditions = st.one_of(
    scalars,
    st.tuples(_ranges, scalars | constants).map(lambda p: {p[0]: p[1]}),
    st.tuples(_ranges, numbers, _ranges, numbers).map(lambda p: {p[0]: p[1], p[2]: p[3]}),
    st.tuples(st.sampled_from(["$in", "$nin"]), st.lists(scalars, max_size=3)).map(lambda p: {p[0]: p[1]}),
    st.lists(words, min_size=1, max_size=2).map(lambda w: {"$all": w}),
    st.lists(words, min_size=1, max_size=2).map(lambda w: {"$not": {"$all": w}}),
    st.booleans().map(lambda b: {"$exists": b}),
    st.integers(0, 3).map(lambda n: {"$size": n}),
    st.sampled_from(
        [{"$regex": "^[a-c]"}, {"$regex": "CAT", "$options": "i"}, {"$type": "string"}, {"$type": "number"}]
    ),
    st.tuples(_ranges, numbers).map(lambda p: {"$elemMatch": {p[0]: p[1]}}),
)
_paths = st.sampled_from([*ALL_PATHS, "numbers.1", "gt.detections.0.label", "mixed.0", "mixed.a"])
_fields = st.dictionaries(_paths, conditions, min_size=1, max_size=2)
# A server tests the parts of a query in an order of its own, so that an expression that fails may not be reached:
# inside `$and` and its like there are only expressions that cannot fail.
_safe = _comparisons(fields(ALL_PATHS), scalars).map(lambda e: {"$expr": e.to_mongo()})
queries = expr_bools.map(lambda e: {"$expr": e.to_mongo()}) | st.recursive(
    _fields | _safe,
    lambda inner: st.tuples(
        st.sampled_from(["$and", "$or", "$nor"]), st.lists(inner, min_size=1, max_size=2)
    ).map(lambda p: {p[0]: p[1]}),
    max_leaves=3,
)


def _set_on_labels(value: Any) -> dict[str, Any]:
    merged = {"$let": {"vars": {"expr": "$$this"}, "in": {"$mergeObjects": ["$$expr", {"score": value}]}}}
    return {"$addFields": {DETECTIONS: {"$map": {"input": f"${DETECTIONS}", "as": "this", "in": merged}}}}


def _filtered(test: Any) -> dict[str, Any]:
    return {
        "$addFields": {DETECTIONS: {"$filter": {"input": f"${DETECTIONS}", "cond": test.to_mongo("$$this")}}}
    }


steps: st.SearchStrategy[list[dict[str, Any]]] = st.one_of(
    queries.map(lambda q: [{"$match": q}]),
    st.tuples(st.sampled_from(["new", "box.new", "text", "gt.new"]), expressions).map(
        lambda p: [{"$addFields": {p[0]: p[1].to_mongo()}}]
    ),
    label_tests.map(lambda t: [_filtered(t)]),
    label_tests.map(
        lambda t: [
            _filtered(t),
            {"$match": {"$expr": {"$gt": [{"$size": {"$ifNull": [f"${DETECTIONS}", []]}}, 0]}}},
        ]
    ),
    label_tests.map(
        lambda t: [
            {"$addFields": {"one": {"$cond": {"if": t.to_mongo("$one"), "then": "$one", "else": None}}}}
        ]
    ),
    expr_bools.map(lambda e: [_set_on_labels(e.to_mongo("$$this"))]),
    st.integers(1, 4).map(lambda n: [{"$limit": n}]),
    st.integers(1, 3).map(lambda n: [{"$skip": n}]),
    st.tuples(st.sampled_from(SCALAR_PATHS + LIST_PATHS), st.sampled_from([1, -1])).map(
        lambda p: [{"$sort": {p[0]: p[1], "_id": 1}}]
    ),
    st.tuples(expressions, st.sampled_from([1, -1])).map(
        lambda p: [
            {"$set": {"_sort_field": p[0].to_mongo()}},
            {"$sort": {"_sort_field": p[1], "_id": 1}},
            {"$unset": ["_sort_field"]},
        ]
    ),
    st.lists(
        st.sampled_from(["text", "box.x", "gt.detections.label", "numbers", "mixed", "one"]),
        min_size=1,
        unique=True,
        max_size=3,
    ).map(lambda paths: [{"$project": dict.fromkeys(paths, True)}]),
    st.lists(
        st.sampled_from(["text", "box.x", "gt.detections.label", "mixed"]),
        min_size=1,
        unique=True,
        max_size=3,
    ).map(lambda paths: [{"$project": dict.fromkeys(paths, False)}]),
)
_unwinds = st.sampled_from(
    [[], [], ["tags"], ["numbers"], [DETECTIONS], [DETECTIONS, "gt.detections.tags"], ["mixed"]]
)
_targets = {
    (): [*SCALAR_PATHS, *LIST_PATHS],
    ("tags",): ["tags"],
    ("numbers",): ["numbers"],
    (DETECTIONS,): ["gt.detections.label", "gt.detections.confidence", "gt.detections._id"],
    (DETECTIONS, "gt.detections.tags"): ["gt.detections.tags"],
    ("mixed",): ["mixed"],
}


@st.composite
def patches(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Labels as documents of their own."""
    number = {"$mod": [{"$multiply": [{"$add": [{"$toInt": {"$ifNull": ["$_index", 0]}}, 1]}, 79.5]}, 1.75]}
    values = {"_sample_id": "$_id", "_id": f"${DETECTIONS}._id", "gt": f"${DETECTIONS}", "_r": number}
    out = [
        {"$unwind": {"path": f"${DETECTIONS}", "includeArrayIndex": "_index"}},
        {"$set": values},
        {"$unset": "_index"},
    ]
    if draw(st.booleans()):
        out.append({"$match": {"$expr": draw(label_tests).to_mongo("$gt")}})
    return out


@st.composite
def aggregations(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What ends a pipeline: counts, groups, buckets and values."""
    unwound = draw(_unwinds)
    path = draw(st.sampled_from(_targets[tuple(unwound)]))
    ref, out = f"${path}", [{"$unwind": f"${p}"} for p in unwound]
    kind = draw(
        st.sampled_from(["count", "values", "distinct", "bounds", "number", "bucket", "project", "push"])
    )
    if kind == "count":
        return [*out, {"$match": {"$expr": {"$gt": [ref, None]}}}, {"$count": "count"}]
    if kind == "values":
        return [*out, {"$group": {"_id": ref, "count": {"$sum": 1}}}]
    if kind == "distinct":
        return [*out, {"$group": {"_id": ref}}]
    if kind == "bounds":
        return [*out, {"$group": {"_id": None, "min": {"$min": ref}, "max": {"$max": ref}}}]
    if kind == "number":
        how = draw(st.sampled_from(["$sum", "$avg", "$stdDevPop", "$stdDevSamp", "$min", "$max"]))
        return [*out, {"$group": {"_id": None, "value": {how: ref}}}]
    if kind == "bucket":
        edges = draw(st.sampled_from([[-1.0, 0.0, 0.5, 2.0], [0, 1, 5], MOMENTS[1:4]]))
        bucket = {"groupBy": ref, "boundaries": edges, "default": "other", "output": {"count": {"$sum": 1}}}
        return [*out, {"$bucket": bucket}]
    if kind == "push":
        return [
            *out,
            {"$match": {"$expr": {"$gt": [ref, None]}}},
            {"$group": {"_id": None, "values": {"$push": ref}}},
        ]
    return [*out, {"$project": {"_id": False, "value": {"$ifNull": [ref, None]}}}]


pipelines = st.tuples(st.lists(steps, max_size=3), st.just([]) | aggregations()).map(
    lambda p: [stage for part in p[0] for stage in part] + p[1]
)


_changed = st.sampled_from(
    ["text", "new", "tags", "box.x", "box.new.deep", "gt.detections", "gt.new", "one.label", "mixed.a"]
)
_unset = st.sampled_from(["number", "box.y", "gt.detections.label", "one.tags", "nope.deep", "numbers"])
# A change: the number of a document, what to set and what to unset.
updates = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.dictionaries(_changed, anything, max_size=2).filter(
            lambda d: not {"mixed", "mixed.a"} <= d.keys()
        ),
        st.lists(_unset, max_size=2, unique=True),
    ),
    min_size=1,
    max_size=3,
)
