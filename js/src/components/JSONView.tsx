// A value as JSON, folded below its first levels; large ones can be searched.
import OutlinedInput from "@mui/material/OutlinedInput";
import { useDeferredValue, useMemo, useState } from "react";
import { Glyph } from "../runtime/glyphs";
import { isLong, searchJson } from "../runtime/jsonSearch";
import { register } from "../runtime/registry";
import { text } from "../runtime/view";
import type { Node } from "../runtime/wire";

// More than that at once is more than anybody reads, and slow to draw.
const PAGE = 100;
const OPEN_LEVELS = 2;
const LONGEST = 500;

const classOf = (value: unknown): string => (typeof value === "string" ? "s" : typeof value === "number" ? "n" : "b");

const Leaf = ({ value }: { value: unknown }) => {
  const raw = JSON.stringify(value) ?? "null";
  return (
    <span className={classOf(value)} title={raw.length > LONGEST ? `${raw.length} characters` : undefined}>
      {raw.length > LONGEST ? `${raw.slice(0, LONGEST)}…` : raw}
    </span>
  );
};

const entriesOf = (value: object): [string, unknown][] =>
  Array.isArray(value) || ArrayBuffer.isView(value) ? Array.from(value as ArrayLike<unknown>, (item, i) => [String(i), item]) : Object.entries(value);

const Branch = ({ value, level }: { value: object; level: number }) => {
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  const size = isList ? (value as ArrayLike<unknown>).length : Object.keys(value).length;
  const [open, setOpen] = useState(level < OPEN_LEVELS && size <= PAGE);
  const [shown, setShown] = useState(PAGE);
  const brackets = isList ? "[]" : "{}";
  if (!size) return <span>{brackets}</span>;
  return (
    <>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Glyph name={open ? "down" : "right"} size={14} />
        <span className="k">{open ? brackets[0] : `${brackets[0]} ${size} ${size === 1 ? "entry" : "entries"} ${brackets[1]}`}</span>
      </button>
      {open ? (
        <>
          <ul>
            {entriesOf(value)
              .slice(0, shown)
              .map(([key, item]) => (
                <li key={key}>
                  <span className="k">{isList ? `${key}: ` : `"${key}": `}</span>
                  <Json value={item} level={level + 1} />
                </li>
              ))}
            {size > shown ? (
              <li>
                <button type="button" className="fow-link" onClick={() => setShown(shown + 10 * PAGE)}>
                  {size - shown} more
                </button>
              </li>
            ) : null}
          </ul>
          <span className="k">{brackets[1]}</span>
        </>
      ) : null}
    </>
  );
};

export const Json = ({ value, level = 0 }: { value: unknown; level?: number }) =>
  typeof value === "object" && value !== null ? <Branch value={value} level={level} /> : <Leaf value={value} />;

const Results = ({ value, word }: { value: unknown; word: string }) => {
  const { found, count } = useMemo(() => searchJson(value, word), [value, word]);
  return (
    <>
      <div className="fow-muted" role="status">
        {count === 0 ? "Nothing found" : count > found.length ? `${count} found, the first ${found.length} are shown` : `${count} found`}
      </div>
      <ul style={{ paddingInlineStart: 0 }}>
        {found.map((each, i) => (
          <li key={i}>
            <span className="k">{each.path.join(".")}: </span>
            <Json value={each.value} level={OPEN_LEVELS} />
          </li>
        ))}
      </ul>
    </>
  );
};

const JSONView = ({ node }: { node: Node }) => {
  const label = text(node.view.label);
  const [typed, setTyped] = useState("");
  const word = useDeferredValue(typed.trim());
  const { value } = node;
  const long = useMemo(() => isLong(value), [value]);
  return (
    <div role="group" aria-label={label ?? "JSON"}>
      {label || long ? (
        <div className="fow-json-head">
          <div className="fow-label fow-grow" style={{ margin: 0 }}>
            {label}
          </div>
          {long ? (
            <OutlinedInput value={typed} onChange={(event) => setTyped(event.target.value)} placeholder="Search" startAdornment={<Glyph name="search" size={16} />} inputProps={{ "aria-label": `Search in ${label ?? "JSON"}`, spellCheck: false }} style={{ width: 180 }} />
          ) : null}
        </div>
      ) : null}
      <div className="fow-json fow-pre" style={{ whiteSpace: "normal" }} tabIndex={0} role="region" aria-label={`${label ?? "JSON"}: content`}>
        {value === null || value === undefined ? <span className="fow-muted">–</span> : word ? <Results value={value} word={word} /> : <Json value={value} />}
      </div>
    </div>
  );
};

register("JSONView", JSONView, "block");
