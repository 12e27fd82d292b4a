// Keys and values to edit, one pair a row.
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useEffect, useState } from "react";
import { FieldFrame, useField } from "../runtime/field";
import { Glyph } from "../runtime/glyphs";
import { register } from "../runtime/registry";
import { display, isObject, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";

/** What is typed, and what it means: "0." and "0" are one number but not one text. */
interface Pair {
  key: string;
  raw: string;
  value: unknown;
}

const toObject = (pairs: readonly Pair[]): Json => Object.fromEntries(pairs.filter(({ key }) => key !== "").map(({ key, value }) => [key, value]));

const toPairs = (held: Json): Pair[] => Object.entries(held).map(([key, value]) => ({ key, raw: display(value), value }));

const parse = (raw: string): unknown => {
  const known: Record<string, unknown> = { "": null, true: true, false: false, null: null };
  if (raw in known) return known[raw];
  return raw.trim() !== "" && Number.isFinite(Number(raw)) ? Number(raw) : raw;
};

const MapView = ({ node }: { node: Node }) => {
  const field = useField(node);
  const held = isObject(field.value) ? field.value : {};
  const serial = JSON.stringify(held);
  // Rows live here while they are edited: two may have the same key for a moment, or none yet.
  const [pairs, setPairs] = useState<Pair[]>(() => toPairs(held));
  useEffect(() => {
    setPairs((now) => (JSON.stringify(toObject(now)) === serial ? now : toPairs(JSON.parse(serial) as Json)));
  }, [serial]);
  const locked = field.readOnly || field.disabled;
  const write = (next: Pair[], pace: "typing" | "done") => {
    setPairs(next);
    field.set(toObject(next), pace);
  };
  const put = (at: number, pair: Pair) => write(pairs.map((each, i) => (i === at ? pair : each)), "typing");
  const keyLabel = isObject(node.view.key) ? (text(node.view.key.label) ?? "Key") : "Key";
  const valueLabel = isObject(node.view.value) ? (text(node.view.value.label) ?? "Value") : "Value";
  return (
    <FieldFrame node={node} field={field} group>
      <div style={{ display: "flex", flexDirection: "column", gap: 8 }}>
        {pairs.map((pair, i) => (
          <div key={i} style={{ display: "flex", gap: 8 }}>
            <OutlinedInput value={pair.key} readOnly={locked} placeholder={keyLabel} inputProps={{ "aria-label": `${keyLabel} ${i + 1}` }} onChange={(event) => put(i, { ...pair, key: event.target.value })} onBlur={field.leave} style={{ flex: 1 }} />
            <OutlinedInput value={pair.raw} readOnly={locked} placeholder={valueLabel} inputProps={{ "aria-label": `${valueLabel} ${i + 1}` }} onChange={(event) => put(i, { ...pair, raw: event.target.value, value: parse(event.target.value) })} onBlur={field.leave} style={{ flex: 1 }} />
            {locked ? null : (
              <IconButton aria-label={`Remove pair ${i + 1}`} onClick={() => write(pairs.filter((_, at) => at !== i), "done")}>
                <Glyph name="close" size={16} />
              </IconButton>
            )}
          </div>
        ))}
        {pairs.length ? null : <div className="fow-empty">No entries</div>}
      </div>
      {locked ? null : (
        <Button variant="outlined" color="inherit" style={{ marginTop: 8 }} startIcon={<Glyph name="add" size={16} />} onClick={() => setPairs([...pairs, { key: "", raw: "", value: null }])}>
          Add entry
        </Button>
      )}
    </FieldFrame>
  );
};

register("MapView", MapView, "field");
