// What is done to a dashboard as a whole: arrange, add, and remove several tiles at once.
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import { Glyph } from "./glyphs";

/** The same names with one of them added, or taken out. */
export const toggled = (names: ReadonlySet<string> | null, name: string): ReadonlySet<string> => {
  const next = new Set(names);
  if (!next.delete(name)) next.add(name);
  return next;
};

interface Props {
  label?: string;
  lost: boolean;
  /** Whether tiles arrange themselves; undefined where nobody listens. */
  auto?: boolean;
  onAuto(): void;
  addLabel: string;
  onAdd?: () => void;
  /** The tiles that are checked; null while none can be. */
  picked: ReadonlySet<string> | null;
  onPick(picked: ReadonlySet<string> | null): void;
  onRemove?: (names: string[]) => void;
  /** The tiles by name, where they cannot be checked themselves. */
  names?: ReadonlyMap<string, string>;
}

export const DashboardBar = ({ label, lost, auto, onAuto, addLabel, onAdd, picked, onPick, onRemove, names }: Props) => {
  const heading = label ? <h3 className="fow-heading fow-grow">{label}</h3> : <span className="fow-grow" />;
  if (picked && onRemove)
    return (
      <div className="fow-dashboard-bar">
        {heading}
        {[...(names ?? [])].map(([name, told]) => (
          <label key={name} className="fow-pick">
            <Checkbox checked={picked.has(name)} onChange={() => onPick(toggled(picked, name))} />
            {told}
          </label>
        ))}
        <Button variant="text" onClick={() => onPick(null)}>
          Cancel
        </Button>
        <Button variant="outlined" color="error" disabled={lost || !picked.size} onClick={() => (onRemove([...picked]), onPick(null))}>
          {picked.size ? `Remove ${picked.size}` : "Remove"}
        </Button>
      </div>
    );
  if (!label && !onAdd && !onRemove && auto === undefined) return null;
  return (
    <div className="fow-dashboard-bar">
      {heading}
      {auto === undefined ? null : (
        <Button variant="text" aria-pressed={auto} disabled={lost} onClick={onAuto}>
          Auto layout: {auto ? "on" : "off"}
        </Button>
      )}
      {onRemove ? (
        <Button variant="text" disabled={lost} onClick={() => onPick(new Set())}>
          Select
        </Button>
      ) : null}
      {onAdd ? (
        <Button variant="outlined" disabled={lost} startIcon={<Glyph name="add" size={16} />} onClick={onAdd}>
          {addLabel}
        </Button>
      ) : null}
    </div>
  );
};
