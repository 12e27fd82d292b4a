"""The builtin operations that work on data, as operators of the plugin `@voxel51/operators`."""

from __future__ import annotations

from fo_widgets.operators.builtin.base import BuiltinOperator
from fo_widgets.operators.builtin.dynamic_fields import (
    AddDynamicFrameFields,
    AddDynamicSampleFields,
    RemoveDynamicFrameFields,
    RemoveDynamicSampleFields,
)
from fo_widgets.operators.builtin.fields import (
    ClearFrameField,
    ClearSampleField,
    CloneFrameField,
    CloneSampleField,
    DeleteFrameField,
    DeleteSampleField,
    EditFieldInfo,
    EditFieldValues,
    RenameFrameField,
    RenameSampleField,
)
from fo_widgets.operators.builtin.files import DownloadFile, ListFiles
from fo_widgets.operators.builtin.saved import (
    DeleteSavedView,
    DeleteWorkspace,
    EditSavedViewInfo,
    EditWorkspaceInfo,
    ListSavedViews,
    ListWorkspaces,
    LoadSavedView,
    LoadWorkspace,
    ReloadSavedView,
    SaveView,
    SaveWorkspace,
)
from fo_widgets.operators.builtin.schemas import GetFieldSchema, LoadGroupBy
from fo_widgets.operators.builtin.selection import (
    CloneSelectedSamples,
    DeleteSelectedLabels,
    DeleteSelectedSamples,
)
from fo_widgets.operators.builtin.upkeep import (
    AddGroupSlice,
    CreateIndex,
    CreateSummaryField,
    DeleteBrainRun,
    DeleteGroupSlice,
    DeleteSummaryField,
    DropIndex,
    RenameGroupSlice,
    SyncLastModifiedAt,
    UpdateSummaryField,
)
from fo_widgets.operators.registry import OperatorRegistry

BUILTIN_OPERATORS: list[type[BuiltinOperator]] = [
    EditFieldInfo,
    EditFieldValues,
    CloneSampleField,
    CloneFrameField,
    RenameSampleField,
    RenameFrameField,
    ClearSampleField,
    ClearFrameField,
    DeleteSampleField,
    DeleteFrameField,
    AddDynamicSampleFields,
    AddDynamicFrameFields,
    RemoveDynamicSampleFields,
    RemoveDynamicFrameFields,
    CloneSelectedSamples,
    DeleteSelectedSamples,
    DeleteSelectedLabels,
    CreateIndex,
    DropIndex,
    CreateSummaryField,
    UpdateSummaryField,
    DeleteSummaryField,
    AddGroupSlice,
    RenameGroupSlice,
    DeleteGroupSlice,
    DeleteBrainRun,
    SyncLastModifiedAt,
    ListSavedViews,
    LoadSavedView,
    ReloadSavedView,
    SaveView,
    EditSavedViewInfo,
    DeleteSavedView,
    ListWorkspaces,
    LoadWorkspace,
    SaveWorkspace,
    EditWorkspaceInfo,
    DeleteWorkspace,
    ListFiles,
    DownloadFile,
    GetFieldSchema,
    LoadGroupBy,
]


def register(registry: OperatorRegistry) -> None:
    """Registers the builtin operators."""
    for operator in BUILTIN_OPERATORS:
        registry.register_operator(operator(_builtin=True))
