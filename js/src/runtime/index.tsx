// The page's runtime. One React root a session; each widget is a portal into its own element.
import { CacheProvider } from "@emotion/react";
import { ThemeProvider } from "@mui/material/styles";
import { memo, useEffect, useMemo } from "react";
import { createPortal } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import type { Mount } from "../page";
import "../components";
import { Connection } from "./connection";
import { ConnectionContext, SchemeContext } from "./context";
import { hostOf } from "./host";
import { NodeView } from "./NodeView";
import { Observable, useObservable } from "./observable";
import { pageTheme, watchScheme } from "./scheme";
import { cssVariables, makeTheme, readPalette } from "./theme";
import { Skeleton, Waiting } from "./waiting";

interface Place {
  key: number;
  connection: Connection;
}

interface Session {
  root: Root;
  places: Observable<readonly Place[]>;
}

const sessions = new Map<string, Session>();
let count = 0;

const Widget = memo(({ connection }: { connection: Connection }) => {
  const { el, scene } = connection;
  const host = useMemo(() => hostOf(el), [el]);
  const rootId = useObservable(scene.root);
  const { scheme, revision } = useObservable(pageTheme);
  const { theme, variables } = useMemo(() => {
    const palette = readPalette(scheme);
    return { theme: makeTheme(palette, scheme, () => host.popups), variables: cssVariables(palette, scheme) };
    // A new revision means that the same scheme has new colours.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [scheme, revision, host]);
  useEffect(() => {
    for (const [name, value] of Object.entries(variables)) {
      if (name.startsWith("--")) host.popups.style.setProperty(name, value);
    }
  }, [variables, host]);
  return createPortal(
    <CacheProvider value={host.cache}>
      <ThemeProvider theme={theme}>
        <SchemeContext.Provider value={scheme}>
          <ConnectionContext.Provider value={connection}>
            <div className="fow" data-scheme={scheme} style={variables}>
              {rootId === null ? <Waiting retry={connection.open} fallback={<Skeleton />} /> : <NodeView id={rootId} />}
            </div>
          </ConnectionContext.Provider>
        </SchemeContext.Provider>
      </ThemeProvider>
    </CacheProvider>,
    el,
  );
});
Widget.displayName = "Widget";

const Widgets = ({ places }: { places: Observable<readonly Place[]> }) => (
  <>
    {useObservable(places).map(({ key, connection }) => (
      <Widget key={key} connection={connection} />
    ))}
  </>
);

const sessionOf = (id: string): Session => {
  const known = sessions.get(id);
  if (known) return known;
  const places = new Observable<readonly Place[]>([]);
  const root = createRoot(document.createElement("div"), { identifierPrefix: `fow${(count += 1)}` });
  root.render(<Widgets places={places} />);
  const made = { root, places };
  sessions.set(id, made);
  return made;
};

/** Shows a widget in its element until the returned function is called. */
export const mount = (place: Mount): (() => void) => {
  watchScheme();
  const sid = String(place.model.get("_session") ?? "");
  const session = sessionOf(sid);
  const entry = { key: (count += 1), connection: new Connection(place) };
  session.places.set([...session.places.get(), entry]);
  return () => {
    entry.connection.dispose();
    session.places.set(session.places.get().filter((each) => each !== entry));
    if (session.places.get().length || sessions.get(sid) !== session) return;
    sessions.delete(sid);
    // React must not unmount a root while it renders it.
    setTimeout(() => session.root.unmount());
  };
};
