// The controls of a menu in one row; those that find no room go into a pop-up, or all of them behind one icon.
import IconButton from "@mui/material/IconButton";
import Popover from "@mui/material/Popover";
import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { MenuContext } from "./context";
import { Glyph } from "./glyphs";
import { Icon } from "./icons";
import { NodeView } from "./NodeView";

const Folded = ({ ids, label, sign }: { ids: readonly string[]; label: string; sign: ReactNode }) => {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconButton aria-label={label} aria-haspopup="dialog" aria-expanded={Boolean(anchor)} onClick={(event) => setAnchor(event.currentTarget)}>
        {sign}
      </IconButton>
      <Popover open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: "bottom", horizontal: "right" }} transformOrigin={{ vertical: "top", horizontal: "right" }} slotProps={{ paper: { role: "dialog", "aria-label": label } as object }}>
        <div className="fow-folded">
          <MenuContext.Provider value={null}>
            {ids.map((id) => (
              <NodeView key={id} id={id} />
            ))}
          </MenuContext.Provider>
        </div>
      </Popover>
    </>
  );
};

export const MenuRow = ({ ids, label, icon, style }: { ids: readonly string[]; label: string; icon?: string; style: CSSProperties }) => {
  const row = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState<{ count: number; height?: number }>({ count: ids.length });

  useLayoutEffect(() => {
    const el = row.current;
    if (!el) return;
    // What does not fit wraps below the first line, which is as high as what stands in it.
    const measure = () => {
      const items = [...el.children] as HTMLElement[];
      const top = Math.min(...items.map((item) => item.offsetTop + item.offsetHeight / 2));
      const tallest = Math.max(0, ...items.map((item) => item.offsetHeight));
      const count = items.findIndex((item) => item.offsetTop + item.offsetHeight / 2 > top + tallest);
      const first = count < 0 ? items : items.slice(0, count);
      const height = Math.max(0, ...first.map((item) => item.offsetHeight));
      setFitting((now) => (now.count === first.length && now.height === height ? now : { count: first.length, height }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(el);
    for (const item of el.children) observer.observe(item);
    measure();
    return () => observer.disconnect();
  }, [ids, icon]);

  if (icon) return <Folded ids={ids} label={label} sign={<Icon name={icon} />} />;
  const rest = ids.slice(fitting.count);
  return (
    <div className="fow-menu-row">
      <div ref={row} className="fow-row fow-menu" role="group" aria-label={label} style={{ ...style, height: fitting.height, rowGap: 80 }}>
        {ids.map((id, i) => (
          <div key={id} className="fow-menu-item" style={i < fitting.count ? undefined : { visibility: "hidden" }}>
            <NodeView id={id} />
          </div>
        ))}
      </div>
      {rest.length ? <Folded ids={rest} label={`${label}: more`} sign={<Glyph name="more" />} /> : null}
    </div>
  );
};
