// A card around content. If it can be clicked, all of it takes the mouse, and a button of its own takes the keyboard:
// the content may have buttons too, and those must not lie inside of another one.
import type { CSSProperties, MouseEvent, ReactNode } from "react";

interface Props {
  paper: boolean;
  label?: string;
  style?: CSSProperties;
  onClick?: () => void;
  children: ReactNode;
}

const CONTROLS = "button, a, input, select, textarea, label, summary, [role=button], [role=combobox], [contenteditable]";

// Dialogs and menus of the content lie elsewhere in the page, but React passes their clicks on to here.
const isOwn = ({ target, currentTarget }: MouseEvent): boolean => currentTarget.contains(target as Element) && !(target as Element).closest(CONTROLS);

export const Card = ({ paper, label, style, onClick, children }: Props) => (
  <div className="fow-card" data-paper={paper} style={onClick ? { ...style, cursor: "pointer" } : style} onClick={onClick ? (event) => isOwn(event) && onClick() : undefined}>
    {onClick ? <button type="button" className="fow-card-button" aria-label={label ?? "Open"} onClick={onClick} /> : null}
    {children}
  </div>
);
