"""What hooks must return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets.operators.operator import Operator


def check_property(operator: Operator, returned: Any, method: str) -> None:
    """Checks what a hook returned as a form or as a panel's content.

    Args:
        operator: whose hook it is.
        returned: a property, of ours or of FiftyOne's own types, or its JSON.
        method: the hook's name.

    Raises:
        TypeError: it is something else; says what to write.
    """
    json_type = returned.get("type") if isinstance(returned, dict) else None
    if isinstance(json_type, dict) or (hasattr(returned, "to_json") and hasattr(returned, "type")):
        return
    example = "types.Property(panel)" if method == "render" else "types.Property(inputs)"
    or_none = "" if method == "render" else " or None"
    raise TypeError(
        f"{operator.uri}: {method}() must return a types.Property (for instance {example}){or_none}, "
        f"not {type(returned).__name__}"
    )
