// Play, pause, step, seek, loop and speed of a timeline.
import IconButton from "@mui/material/IconButton";
import MenuItem from "@mui/material/MenuItem";
import Select from "@mui/material/Select";
import Slider from "@mui/material/Slider";
import type { ReactNode } from "react";
import { Glyph, type GlyphName } from "./glyphs";
import { useObservable } from "./observable";
import type { Timeline } from "./timeline";

const SPEEDS = [0.25, 0.5, 1, 2, 4];

/** Ranges of frames, as parts of the whole, that are here already. */
export type Ranges = readonly (readonly [first: number, last: number])[];

export const Transport = ({ timeline, name, loaded, children }: { timeline: Timeline; name: string; loaded?: Ranges; children?: ReactNode }) => {
  const frame = useObservable(timeline.frame);
  const total = useObservable(timeline.total);
  const playing = useObservable(timeline.playing);
  const loop = useObservable(timeline.loop);
  const speed = useObservable(timeline.speed);
  const empty = total < 2;
  const button = (label: string, glyph: GlyphName, act: () => void, disabled = empty, pressed?: boolean) => (
    <IconButton aria-label={label} aria-pressed={pressed} disabled={disabled} onClick={act} color={pressed ? "primary" : "default"}>
      <Glyph name={glyph} />
    </IconButton>
  );
  return (
    <div className="fow-transport" role="group" aria-label={name}>
      {button(playing ? "Pause" : "Play", playing ? "pause" : "play", () => (playing ? timeline.pause() : timeline.play()))}
      {button("Previous frame", "previous", () => timeline.seek(frame - 1), empty || frame <= 1)}
      {button("Next frame", "next", () => timeline.seek(frame + 1), empty || frame >= total)}
      <div className="fow-transport-bar">
        <Slider
          value={frame}
          min={1}
          max={Math.max(total, 1)}
          step={1}
          disabled={empty}
          onChange={(_, value) => timeline.seek(value as number)}
          aria-label={`${name}, frame`}
          getAriaValueText={(value) => `frame ${value} of ${total}`}
        />
        {loaded ? (
          <div className="fow-transport-loaded" aria-hidden="true">
            {loaded.map(([first, last]) => (
              <span key={first} style={{ left: `${((first - 1) / Math.max(total - 1, 1)) * 100}%`, right: `${100 - ((last - 1) / Math.max(total - 1, 1)) * 100}%` }} />
            ))}
          </div>
        ) : null}
      </div>
      <output className="fow-muted" style={{ fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" }}>
        {empty ? "–" : `${frame} / ${total}`}
      </output>
      {button("Loop", "loop", () => timeline.loop.set(!loop), empty, loop)}
      <Select value={speed} onChange={(event) => timeline.setSpeed(Number(event.target.value))} disabled={empty} inputProps={{ "aria-label": "Speed" }}>
        {SPEEDS.map((each) => (
          <MenuItem key={each} value={each}>
            {each}×
          </MenuItem>
        ))}
      </Select>
      {children}
    </div>
  );
};
