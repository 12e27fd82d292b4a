// A tree of checkboxes; the value is the list of the leaves that are checked.
import Checkbox from "@mui/material/Checkbox";
import { type KeyboardEvent, useId, useState } from "react";
import { FieldFrame, useField } from "../runtime/field";
import { Glyph } from "../runtime/glyphs";
import { register } from "../runtime/registry";
import { display, isObject, list, text } from "../runtime/view";
import type { Node } from "../runtime/wire";

interface Branch {
  label: string;
  /** A leaf's value. */
  leaf?: unknown;
  children: Branch[];
}

// Longer groups start folded, and show their leaves in portions.
const OPEN_UP_TO = 20;
const PORTION = 200;

/** `["group", ["a", "b"]]`, `["leaf", null]`, `{name, children}` or a plain value. */
export const branchOf = (raw: unknown): Branch => {
  if (Array.isArray(raw) && raw.length === 2 && Array.isArray(raw[1])) return { label: display(raw[0]), children: raw[1].map(branchOf) };
  if (Array.isArray(raw) && raw.length === 2 && raw[1] === null) return branchOf(raw[0]);
  if (isObject(raw)) {
    const children = list(raw.children ?? raw.items).map(branchOf);
    const label = text(raw.label) ?? text(raw.name) ?? text(raw.id) ?? display(raw.value);
    return children.length ? { label, children } : { label, leaf: raw.id ?? raw.value ?? label, children };
  }
  return { label: display(raw), leaf: raw, children: [] };
};

export const leavesOf = (branch: Branch): unknown[] => (branch.children.length ? branch.children.flatMap(leavesOf) : [branch.leaf]);

interface RowProps {
  branch: Branch;
  chosen: ReadonlySet<unknown>;
  locked: boolean;
  toggle(leaves: unknown[], on: boolean): void;
}

const Row = ({ branch, chosen, locked, toggle }: RowProps) => {
  const id = useId();
  const [open, setOpen] = useState(branch.children.length <= OPEN_UP_TO);
  const [shown, setShown] = useState(PORTION);
  const leaves = leavesOf(branch);
  const on = leaves.filter((leaf) => chosen.has(leaf)).length;
  const isGroup = branch.children.length > 0;
  return (
    <li>
      <div className="fow-tree-row">
        {isGroup ? (
          <button type="button" className="fow-bare" aria-expanded={open} aria-label={`${open ? "Fold" : "Unfold"} ${branch.label}`} onClick={() => setOpen(!open)}>
            <Glyph name={open ? "down" : "right"} />
          </button>
        ) : (
          <span style={{ width: 18 }} />
        )}
        <Checkbox id={id} checked={on > 0 && on === leaves.length} indeterminate={on > 0 && on < leaves.length} disabled={locked} onChange={() => toggle(leaves, on < leaves.length)} />
        <label htmlFor={id}>
          {branch.label}
          {isGroup ? <span className="fow-muted"> {on ? `${on} of ${leaves.length}` : leaves.length}</span> : null}
        </label>
      </div>
      {isGroup && open ? (
        <ul>
          {branch.children.slice(0, shown).map((child, i) => (
            <Row key={i} branch={child} chosen={chosen} locked={locked} toggle={toggle} />
          ))}
          {branch.children.length > shown ? (
            <li>
              <button type="button" className="fow-bare fow-link" onClick={() => setShown(shown + 5 * PORTION)}>
                {branch.children.length - shown} more
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </li>
  );
};

// Up and down go from box to box, left and right fold and unfold: the tree's own keys, besides Tab and Space.
const steer = (event: KeyboardEvent<HTMLElement>) => {
  const row = (event.target as Element).closest(".fow-tree-row");
  const fold = row?.querySelector<HTMLElement>("button[aria-expanded]");
  const boxes = [...event.currentTarget.querySelectorAll<HTMLElement>("input[type=checkbox]")];
  const at = boxes.findIndex((box) => row?.contains(box));
  if (event.key === "ArrowDown") boxes[at + 1]?.focus();
  else if (event.key === "ArrowUp") boxes[at - 1]?.focus();
  else if (event.key === "ArrowRight" && fold?.ariaExpanded === "false") fold.click();
  else if (event.key === "ArrowLeft" && fold?.ariaExpanded === "true") fold.click();
  else return;
  event.preventDefault();
};

const TreeSelectionView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const branches = list(node.view.data).map(branchOf);
  const held = list(field.value);
  const chosen = new Set(held);
  const toggle = (leaves: unknown[], on: boolean) => {
    const changed = new Set(leaves);
    field.set(on ? [...new Set([...held, ...leaves])] : held.filter((leaf) => !changed.has(leaf)));
  };
  return (
    <FieldFrame node={node} field={field} group>
      {branches.length ? (
        <ul className="fow-tree" onKeyDown={steer}>
          {branches.map((branch, i) => (
            <Row key={i} branch={branch} chosen={chosen} locked={field.readOnly || field.disabled} toggle={toggle} />
          ))}
        </ul>
      ) : (
        <div className="fow-empty">Nothing to choose</div>
      )}
    </FieldFrame>
  );
};

register("TreeSelectionView", TreeSelectionView, "field");
