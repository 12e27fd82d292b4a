"""View stages: each says what it selects or changes, and compiles to a Mongo pipeline."""

from .base import STAGES, ViewStage, ViewStageError
from .choosing import ExcludeLabels, SelectLabels
from .fields import ExcludeFields, MapLabels, MapValues, SelectFields, SetField
from .filtering import FilterField, FilterKeypoints, FilterLabels, LimitLabels
from .frames import ExcludeFrames, MatchFrames, SelectFrames
from .generated import ToClips, ToEvaluationPatches, ToFrames, ToPatches, ToTrajectories
from .geographic import GeoNear, GeoWithin
from .grouping import ExcludeGroups, ExcludeGroupSlices, Flatten, GroupBy, SelectGroups, SelectGroupSlices
from .matching import Exclude, ExcludeBy, Exists, Match, MatchLabels, MatchTags, Select, SelectBy
from .ordering import Concat, Limit, Mongo, Shuffle, Skip, SortBy, SortBySimilarity, Take

__all__ = [
    "STAGES",
    "Concat",
    "Exclude",
    "ExcludeBy",
    "ExcludeFields",
    "ExcludeFrames",
    "ExcludeGroupSlices",
    "ExcludeGroups",
    "ExcludeLabels",
    "Exists",
    "FilterField",
    "FilterKeypoints",
    "FilterLabels",
    "Flatten",
    "GeoNear",
    "GeoWithin",
    "GroupBy",
    "Limit",
    "LimitLabels",
    "MapLabels",
    "MapValues",
    "Match",
    "MatchFrames",
    "MatchLabels",
    "MatchTags",
    "Mongo",
    "Select",
    "SelectBy",
    "SelectFields",
    "SelectFrames",
    "SelectGroupSlices",
    "SelectGroups",
    "SelectLabels",
    "SetField",
    "Shuffle",
    "Skip",
    "SortBy",
    "SortBySimilarity",
    "Take",
    "ToClips",
    "ToEvaluationPatches",
    "ToFrames",
    "ToPatches",
    "ToTrajectories",
    "ViewStage",
    "ViewStageError",
]
