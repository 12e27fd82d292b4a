// Rows and columns, with actions in each row; long tables draw only what is in sight.
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { type CSSProperties, memo, type ReactNode, useMemo, useState } from "react";
import { useConnection } from "../runtime/context";
import { Icon } from "../runtime/icons";
import { register } from "../runtime/registry";
import { actionsOf, type Column, columnsOf, isNumeric, type RowAction, rowsOf, tooltipsOf } from "../runtime/tableRows";
import { height, length, text } from "../runtime/view";
import type { Json, Node } from "../runtime/wire";
import { Value } from "./LabelValueView";

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

const Row = memo(({ row, index, columns, numeric, actions, tooltips, clickable, selected, onCell, onAction }: RowProps) => (
  <tr data-hover={clickable ? "" : undefined} aria-selected={selected || undefined}>
    {columns.map((column, c) => {
      const shown = tipped(tooltips.get(`${index},${c}`), <Value value={row[column.key]} />);
      return (
        <td key={column.key} className={numeric[c] ? "num" : undefined} data-click={clickable ? "" : undefined} onClick={clickable ? () => onCell(index, c) : undefined}>
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
      <td style={{ whiteSpace: "nowrap" }}>
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
  const { view } = node;
  const rows = useMemo(() => rowsOf(node.value), [node.value]);
  const columns = useMemo(() => columnsOf({ view }, rows), [view, rows]);
  const actions = useMemo(() => actionsOf({ view }), [view]);
  const tooltips = useMemo(() => tooltipsOf({ view }), [view]);
  const numeric = useMemo(() => columns.map((column) => isNumeric(rows, column.key)), [columns, rows]);
  const clickable = node.events.some((event) => event.startsWith("on_click_"));
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
  const selectedCells = new Set((Array.isArray(view.selected_rows) ? view.selected_rows : []) as number[]);
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
              {columns.map((column, c) => (
                <th key={column.key} scope="col" className={numeric[c] ? "num" : undefined} style={headStyle(column)} onClick={node.events.includes("on_click_column") ? () => handlers.onCell(-1, c) : undefined}>
                  {tipped(tooltips.get(`-1,${c}`), column.label)}
                </th>
              ))}
              {actions.length ? <th scope="col">{text(view.actions_label) ?? "Actions"}</th> : null}
            </tr>
          </thead>
          <tbody>
            {filler(first)}
            {rows.slice(first, last).map((row, i) => (
              <Row key={first + i} row={row} index={first + i} columns={columns} numeric={numeric} actions={actions} tooltips={tooltips} clickable={clickable} selected={selectedCells.has(first + i)} {...handlers} />
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
