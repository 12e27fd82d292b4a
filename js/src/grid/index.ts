// The grid of dashboards, kept apart from the runtime: most pages never need it.
import GridLayout from "react-grid-layout";

export { GridLayout };
