// What stands in for something that has not come yet, and says so when it stays away.
import Button from "@mui/material/Button";
import { type ReactNode, useEffect, useState } from "react";

/** Grey lines; visible only after 300 ms. */
export const Skeleton = ({ lines = [40, 85, 65] }: { lines?: number[] }) => (
  <div className="fow-skeleton" role="status" aria-label="Loading">
    {lines.map((width, i) => (
      <div key={i} style={{ width: `${width}%` }} />
    ))}
  </div>
);

const PATIENCE_MS = 8000;

/** `fallback` for a while, then an offer to ask again. */
export const Waiting = ({ retry, fallback }: { retry(): void; fallback: ReactNode }) => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (late) return;
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [late]);
  const again = () => {
    setLate(false);
    retry();
  };
  return (
    <div className="fow-frame">
      <div className="fow-content">
        {late ? (
          <div role="status" style={{ display: "flex", gap: 12, alignItems: "center", flexWrap: "wrap" }}>
            The kernel does not answer: it is busy, or not running.
            <Button variant="outlined" onClick={again}>
              Retry
            </Button>
          </div>
        ) : (
          fallback
        )}
      </div>
    </div>
  );
};
