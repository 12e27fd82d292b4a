"""Arrangements of panels that are saved with a dataset."""

from __future__ import annotations

from typing import Any

from .saved_views import NamedDocuments
from .spaces import Space

COLLECTION = "workspaces"


class Workspaces:
    """The saved workspaces of a dataset."""

    _doc: Any

    @property
    def _workspaces(self) -> NamedDocuments:
        return NamedDocuments(self, COLLECTION, "workspaces", "saved workspace")

    def list_workspaces(self, info: bool = False) -> list[Any]:
        """The names of the saved workspaces, or facts about each."""
        names = [d["name"] for d in self._workspaces.all()]
        return [self._workspaces.info(n) for n in names] if info else names

    def has_workspace(self, name: str) -> bool:
        """Whether there is a saved workspace of that name."""
        return name in self.list_workspaces()

    def save_workspace(
        self,
        name: str,
        workspace: Any,
        description: str | None = None,
        color: str | None = None,
        overwrite: bool = False,
    ) -> None:
        """Saves an arrangement under a name.

        Raises:
            ValueError: if the name is taken
        """
        space = workspace if isinstance(workspace, Space) else Space.from_dict(workspace)
        child = {**space.to_dict(), "_name": name}
        self._workspaces.add(name, overwrite, {"child": child, "description": description, "color": color})

    def load_workspace(self, name: str) -> Space:
        """The saved workspace of a name.

        Raises:
            ValueError: if there is none
        """
        document = self._workspaces.get(name)
        self._workspaces.mark_loaded(document)
        space: Space = Space.from_dict({**document["child"], "_name": name})
        return space

    def get_workspace_info(self, name: str) -> dict[str, Any]:
        """Name, description and colour of a saved workspace.

        Raises:
            ValueError: if there is none
        """
        return self._workspaces.info(name)

    def update_workspace_info(self, name: str, info: dict[str, Any]) -> None:
        """Changes the name, description or colour of a saved workspace.

        Raises:
            ValueError: if there is none, a key cannot be changed, or the new name is taken
        """
        self._workspaces.update(name, info)

    def delete_workspace(self, name: str) -> None:
        """Removes a saved workspace.

        Raises:
            ValueError: if there is none
        """
        self._workspaces.delete(name)

    def delete_workspaces(self) -> None:
        """Removes all saved workspaces."""
        for name in self.list_workspaces():
            self._workspaces.delete(name)
