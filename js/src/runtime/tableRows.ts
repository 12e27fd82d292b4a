// A table's rows and columns from whatever a plugin gives.
import { display, isObject, list, number, text } from "./view";
import type { Json, Node } from "./wire";

export interface Column {
  key: string;
  label: string;
  width?: unknown;
}

export interface RowAction {
  name: string;
  label: string;
  icon?: string;
  tooltip?: string;
  /** Whether the action is offered in a row. */
  shownIn(row: number): boolean;
}

/** A list of rows; an object of columns (each a list) is turned into rows. */
export const rowsOf = (value: unknown): Json[] => {
  if (Array.isArray(value)) return value.map((row) => (isObject(row) ? row : Array.isArray(row) ? { ...row } : { value: row }) as Json);
  if (!isObject(value)) return [];
  const columns = Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]) || ArrayBuffer.isView(entry[1]));
  const length = Math.max(0, ...columns.map(([, cells]) => cells.length));
  return Array.from({ length }, (_, i) => Object.fromEntries(columns.map(([key, cells]) => [key, cells[i]])));
};

export const columnsOf = (node: Pick<Node, "view">, rows: readonly Json[]): Column[] => {
  const given = list(node.view.columns).filter(isObject);
  if (given.length)
    return given.map((column) => {
      const key = text(column.key) ?? "";
      return { key, label: text(column.label) ?? key, width: column.width };
    });
  const keys = new Set(rows.slice(0, 50).flatMap((row) => Object.keys(row)));
  return [...keys].map((key) => ({ key, label: key }));
};

export const actionsOf = (node: Pick<Node, "view">): RowAction[] =>
  list(node.view.row_actions)
    .filter(isObject)
    .map((action) => {
      const name = text(action.name) ?? "";
      const rows = Array.isArray(action.rows) ? action.rows : null;
      return {
        name,
        label: text(action.label) ?? name,
        icon: text(action.icon),
        tooltip: text(action.tooltip),
        shownIn: (row) => !rows || rows[row] !== false,
      };
    });

/** Tooltip texts by "row,column". */
export const tooltipsOf = (node: Pick<Node, "view">): Map<string, string> =>
  new Map(
    list(node.view.tooltips)
      .filter(isObject)
      .map((tip) => [`${text(tip.row)},${text(tip.column)}`, text(tip.value) ?? ""]),
  );

/** What a plugin has selected: positions of rows, of columns, and of cells by row. */
export interface Selection {
  rows: ReadonlySet<number>;
  columns: readonly number[];
  cells: ReadonlyMap<number, readonly number[]>;
}

const positions = (raw: unknown): number[] => list(raw).flatMap((each) => number(each) ?? []);

export const selectionOf = (node: Pick<Node, "view">): Selection => {
  const columns = positions(node.view.selected_columns);
  const cells = new Map<number, number[]>();
  for (const cell of list(node.view.selected_cells)) {
    const [row, column] = isObject(cell) ? [number(cell.row), number(cell.column)] : positions(cell);
    if (row !== undefined && column !== undefined) cells.set(row, [...(cells.get(row) ?? columns), column]);
  }
  return { rows: new Set(positions(node.view.selected_rows)), columns, cells };
};

export interface Order {
  column: number;
  down: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** The rows' positions in the order of a column; nothing comes last, equals keep their order. */
export const orderOf = (rows: readonly Json[], key: string, down: boolean): Uint32Array => {
  const words = rows.map((row) => row[key]);
  const isEmpty = (value: unknown) => value === null || value === undefined || value === "";
  const compare = (a: unknown, b: unknown): number =>
    typeof a === "number" && typeof b === "number" ? a - b : typeof a === "boolean" && typeof b === "boolean" ? Number(a) - Number(b) : collator.compare(display(a), display(b));
  return Uint32Array.from(rows, (_, i) => i).sort((i, j) => {
    const [a, b] = [words[i], words[j]];
    if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b)) || i - j;
    return (down ? -1 : 1) * compare(a, b) || i - j;
  });
};

export const isNumeric = (rows: readonly Json[], key: string): boolean => {
  const sample = rows.slice(0, 20).map((row) => row[key]).filter((value) => value != null);
  return sample.length > 0 && sample.every((value) => typeof value === "number");
};
