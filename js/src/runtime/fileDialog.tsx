// A dialog that walks the folders of the kernel's machine.
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { useConnection } from "./context";
import { Glyph } from "./glyphs";
import { sizeText } from "./sizes";
import { isObject, list, number, text } from "./view";
import type { Json } from "./wire";

interface Props {
  nodeId: string;
  title: string;
  isFolder: boolean;
  endings: readonly string[];
  start: string | undefined;
  chooseLabel: string;
  onClose(): void;
  onChoose(file: Json): void;
}

interface Listing {
  path: string;
  files: Json[];
  error?: string;
}

// More rows than that say: type a part of the name.
const MOST = 500;

/** The folder that holds a path, of either kind of slash; null above the root. */
export const parentOf = (path: string): string | null => {
  const trimmed = path.replace(/[/\\]+$/, "");
  const cut = Math.max(trimmed.lastIndexOf("/"), trimmed.lastIndexOf("\\"));
  if (cut < 0) return null;
  return /^[a-z]:$/i.test(trimmed.slice(0, cut)) || cut === 0 ? trimmed.slice(0, cut + 1) : trimmed.slice(0, cut);
};

const isFolderEntry = (file: Json): boolean => file.type === "directory";

export const FileDialog = ({ nodeId, title, isFolder, endings, start, chooseLabel, onClose, onChoose }: Props) => {
  const { ask } = useConnection();
  const [listing, setListing] = useState<Listing | null>(null);
  const [typed, setTyped] = useState(start ?? "");
  const [filter, setFilter] = useState("");
  const [picked, setPicked] = useState<Json | null>(null);
  const titleId = useId();
  const latest = useRef(0);
  const rows = useRef<HTMLUListElement>(null);

  const go = useCallback(
    async (path: string | undefined, mayBeFile = false): Promise<void> => {
      const mine = (latest.current += 1);
      const settle = (next: Listing) => {
        if (latest.current !== mine) return;
        setListing(next);
        setTyped(next.path);
        setFilter("");
        setPicked(null);
      };
      try {
        let from = path;
        if (from === undefined) {
          const roots = await ask(nodeId, "files", { list_filesystems: true });
          const [root] = list(isObject(roots) ? roots.filesystems : []).filter(isObject);
          from = text(root?.default_path) ?? "/";
        }
        const found = await ask(nodeId, "files", { path: from });
        const error = isObject(found) ? text(found.error) : "no answer";
        const parent = mayBeFile && error ? parentOf(from) : null;
        if (parent) return void (latest.current === mine && (await go(parent)));
        settle({ path: from, files: list(isObject(found) ? found.files : []).filter(isObject), error });
      } catch (error) {
        settle({ path: path ?? "", files: [], error: (error as Error).message });
      }
    },
    [ask, nodeId],
  );
  // Only where it opens: what is chosen later does not move the dialog.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => void go(start || undefined, true), [go]);

  const wanted = (listing?.files ?? []).filter((file) => {
    const name = (text(file.name) ?? "").toLowerCase();
    if (filter && !name.includes(filter.toLowerCase())) return false;
    return isFolderEntry(file) || (!isFolder && (!endings.length || endings.some((ending) => name.endsWith(ending))));
  });
  const up = listing ? parentOf(listing.path) : null;
  const here: Json | null = listing && !listing.error ? { absolute_path: listing.path, name: listing.path.split(/[/\\]/).pop() || listing.path, type: "directory" } : null;
  const chosen = isFolder ? (picked ?? here) : picked;
  const open = (file: Json) => (isFolderEntry(file) ? void go(text(file.absolute_path)) : onChoose(file));
  const move = (step: number) => {
    const buttons = [...(rows.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <div className="fow-dialog">
        <h2 id={titleId} className="fow-heading">
          {title}
        </h2>
        <form
          style={{ display: "flex", gap: 4, alignItems: "center" }}
          onSubmit={(event) => {
            event.preventDefault();
            void go(typed, true);
          }}
        >
          <IconButton aria-label="Up one folder" disabled={!up} onClick={() => up && void go(up)}>
            <Glyph name="up" />
          </IconButton>
          <OutlinedInput fullWidth value={typed} onChange={(event) => setTyped(event.target.value)} inputProps={{ "aria-label": "Path", spellCheck: false }} />
          <Button type="submit" variant="outlined" color="inherit">
            Go
          </Button>
        </form>
        <OutlinedInput value={filter} onChange={(event) => setFilter(event.target.value)} placeholder="Filter by name" startAdornment={<Glyph name="search" size={16} />} inputProps={{ "aria-label": "Filter by name", spellCheck: false }} />
        <ul
          ref={rows}
          className="fow-files"
          aria-label="Files"
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
              event.preventDefault();
              move(event.key === "ArrowDown" ? 1 : -1);
            }
            if (event.key === "Backspace" && up) void go(up);
          }}
        >
          {wanted.slice(0, MOST).map((file) => (
            <li key={text(file.absolute_path)}>
              <button type="button" className="fow-file" aria-pressed={picked === file} onClick={() => (isFolderEntry(file) ? void go(text(file.absolute_path)) : setPicked(file))} onDoubleClick={() => open(file)}>
                <Glyph name={isFolderEntry(file) ? "folder" : "file"} size={16} />
                <span className="fow-grow">{text(file.name)}</span>
                <span className="fow-muted">{isFolderEntry(file) ? "" : sizeText(number(file.size) ?? 0)}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className={listing?.error ? "fow-error-text" : "fow-help"} role="status">
          {!listing ? "Loading…" : listing.error ? listing.error : wanted.length > MOST ? `${wanted.length} entries, the first ${MOST} are shown: filter by name.` : wanted.length ? `${wanted.length} ${wanted.length === 1 ? "entry" : "entries"}` : "Nothing to choose here"}
        </div>
        <div className="fow-actions">
          <Button variant="outlined" color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="contained" disabled={!chosen} onClick={() => chosen && onChoose(chosen)}>
            {chooseLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
