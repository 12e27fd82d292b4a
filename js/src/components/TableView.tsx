// Rows and columns, in the order of any column, with actions in each row; long tables draw only what is in sight.
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { type CSSProperties, memo, type ReactNode, useMemo, useState } from "react";
import { useConnection } from "../runtime/context";
import { Glyph } from "../runtime/glyphs";
import { Icon } from "../runtime/icons";
import { register } from "../runtime/registry";
import { actionsOf, type Column, columnsOf, isNumeric, type Order, orderOf, type RowAction, rowsOf, selectionOf, tooltipsOf } from "../runtime/tableRows";
import { height, length, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";
import { Value } from "./LabelValueView";

// The height of every row, with or without buttons, so that those out of sight can be counted.
const ROW_PX = 29;
const ALL_UP_TO = 200;
const MARGIN = 20;

interface RowProps {
  row: Json;
  index: number;
  columns: Column[];
  numeric: boolean[];
  actions: RowAction[];
  tooltips: Map<string, string>;
  clickable: boolean;
  selected: boolean;
  /** Positions of the cells that a plugin has selected in this row. */
  cells: readonly number[];
  onCell(row: number, column: number): void;
  onAction(action: string, row: number): void;
}

const tipped = (title: string | undefined, child: ReactNode) =>
  title ? (
    <Tooltip title={title}>
      <span tabIndex={0}>{child}</span>
    </Tooltip>
  ) : (
    child
  );

const Row = memo(({ row, index, columns, numeric, actions, tooltips, clickable, selected, cells, onCell, onAction }: RowProps) => (
  <tr data-hover={clickable ? "" : undefined} data-selected={selected ? "" : undefined} aria-selected={selected || undefined}>
    {columns.map((column, c) => {
      const shown = tipped(tooltips.get(`${index},${c}`), <Value value={row[column.key]} />);
      return (
        <td key={column.key} className={numeric[c] ? "num" : undefined} data-click={clickable ? "" : undefined} data-selected={cells.includes(c) ? "" : undefined} onClick={clickable ? () => onCell(index, c) : undefined}>
          {clickable ? (
            <button type="button" className="fow-bare">
              {shown}
            </button>
          ) : (
            shown
          )}
        </td>
      );
    })}
    {actions.length ? (
      <td className="fow-row-actions">
        {actions.map((action) => {
          if (!action.shownIn(index)) return null;
          const act = () => onAction(action.name, index);
          return action.icon ? (
            <Tooltip key={action.name} title={action.tooltip ?? action.label}>
              <IconButton aria-label={`${action.label}, row ${index + 1}`} onClick={act}>
                <Icon name={action.icon} size={16} />
              </IconButton>
            </Tooltip>
          ) : (
            <Button key={action.name} title={action.tooltip} onClick={act} style={{ padding: "0 6px" }}>
              {action.label}
            </Button>
          );
        })}
      </td>
    ) : null}
  </tr>
));
Row.displayName = "Row";

const TableView = ({ node }: { node: Node }) => {
  const { emit } = useConnection();
  const [top, setTop] = useState(0);
  const [order, setOrder] = useState<Order | null>(null);
  const { view } = node;
  const rows = useMemo(() => rowsOf(node.value), [node.value]);
  const columns = useMemo(() => columnsOf({ view }, rows), [view, rows]);
  const actions = useMemo(() => actionsOf({ view }), [view]);
  const tooltips = useMemo(() => tooltipsOf({ view }), [view]);
  const numeric = useMemo(() => columns.map((column) => isNumeric(rows, column.key)), [columns, rows]);
  const clickable = node.events.some((event) => event.startsWith("on_click_"));
  const sortKey = order ? columns[order.column]?.key : undefined;
  const down = Boolean(order?.down);
  const positions = useMemo(() => (sortKey === undefined ? null : orderOf(rows, sortKey, down)), [rows, sortKey, down]);
  const sortBy = (column: number) => setOrder((now) => (now?.column !== column ? { column, down: false } : now.down ? null : { column, down: true }));
  const handlers = useMemo(
    () => ({
      onCell: (row: number, column: number) => emit(node.id, "cell", { row, column }),
      onAction: (action: string, row: number) => emit(node.id, "action", { action, row }),
    }),
    [emit, node.id],
  );
  const label = text(view.label);
  const all = rows.length <= ALL_UP_TO;
  const tall = height(view.height) ?? "420px";
  const first = all ? 0 : Math.max(0, Math.floor(top / ROW_PX) - MARGIN);
  const last = all ? rows.length : Math.min(rows.length, first + Math.ceil(900 / ROW_PX) + 2 * MARGIN);
  const filler = (count: number) => (count ? <tr style={{ height: count * ROW_PX }} aria-hidden="true"><td colSpan={columns.length + (actions.length ? 1 : 0)} /></tr> : null);
  const selection = useMemo(() => selectionOf({ view }), [view]);
  const headStyle = (column: Column): CSSProperties | undefined => {
    const width = length(column.width);
    return width ? { width } : undefined;
  };
  return (
    <div>
      {label ? <div className="fow-label">{label}</div> : null}
      <div className="fow-table-wrap" style={{ maxHeight: tall }} tabIndex={0} role="region" aria-label={label ?? "Table"} onScroll={all ? undefined : (event) => setTop(event.currentTarget.scrollTop)}>
        <table className="fow-table" aria-rowcount={rows.length + 1} style={all ? undefined : { whiteSpace: "nowrap" }}>
          <thead>
            <tr>
              {columns.map((column, c) => {
                const sorted = order?.column === c;
                const press = () => {
                  sortBy(c);
                  if (node.events.includes("on_click_column")) handlers.onCell(-1, c);
                };
                return (
                  <th key={column.key} scope="col" className={numeric[c] ? "num" : undefined} style={headStyle(column)} aria-sort={sorted ? (order.down ? "descending" : "ascending") : undefined}>
                    <Tooltip title={tooltips.get(`-1,${c}`) ?? ""}>
                      <button type="button" className="fow-sort" onClick={press}>
                        {column.label}
                        <Glyph name={sorted && order.down ? "down" : "up"} size={14} />
                      </button>
                    </Tooltip>
                  </th>
                );
              })}
              {actions.length ? <th scope="col">{text(view.actions_label) ?? "Actions"}</th> : null}
            </tr>
          </thead>
          <tbody>
            {filler(first)}
            {Array.from({ length: last - first }, (_, i) => positions?.[first + i] ?? first + i).map((index) => (
              <Row key={index} row={rows[index]!} index={index} columns={columns} numeric={numeric} actions={actions} tooltips={tooltips} clickable={clickable} selected={selection.rows.has(index)} cells={selection.cells.get(index) ?? selection.columns} {...handlers} />
            ))}
            {filler(rows.length - last)}
          </tbody>
        </table>
        {rows.length ? null : <div className="fow-empty" style={{ padding: "8px 10px" }}>No rows</div>}
      </div>
    </div>
  );
};

register("TableView", TableView, "block");
