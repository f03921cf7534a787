import { useState } from "preact/hooks";

import { widthOf, type Column } from "../../model/columns";
import type { TimeStyle } from "../../model/format";
import { columnName, head } from "../../text/table";
import { useApp } from "../context";
import { fittingWidth } from "./fit";

// The names of the columns. They are moved by dragging them, or with Ctrl and the arrow keys; resized at their right
// edge, or with Shift and the arrow keys; the edge clicked twice fits the column. The menu has all of it too.
export function Head({ columns, time }: { columns: readonly Column[]; time: TimeStyle }) {
    const [over, setOver] = useState<string>();
    return (
        <div class="row head" role="row" aria-rowindex={1}>
            <span class="edge" />
            {columns.map((column) => (
                <HeadCell
                    key={column.id}
                    column={column}
                    name={column.id === "time" ? head.timeIn[time.clock] : columnName(column.id)}
                    isOver={over === column.id}
                    setOver={setOver}
                />
            ))}
        </div>
    );
}

interface HeadCellProps {
    column: Column;
    name: string;
    /** Whether a column is being dragged over it. */
    isOver: boolean;
    setOver(id: string | undefined): void;
}

const dragged = "application/x-logbeam-column";

function HeadCell({ column: { id, width }, name, isOver, setOver }: HeadCellProps) {
    const { state, actions } = useApp();
    const place = (): number => state.columns.value.findIndex((each) => each.id === id);
    return (
        <div
            class={`cell ${id === "level" ? "level" : ""}${isOver ? " over" : ""}`}
            role="columnheader"
            aria-sort="none"
            data-column={id}
            draggable
            onDragStart={(event) => event.dataTransfer?.setData(dragged, id)}
            onDragOver={(event) => {
                if (!event.dataTransfer?.types.includes(dragged)) return;
                event.preventDefault();
                setOver(id);
            }}
            onDragLeave={() => setOver(undefined)}
            onDragEnd={() => setOver(undefined)}
            onDrop={(event) => {
                event.preventDefault();
                setOver(undefined);
                actions.moveColumn(event.dataTransfer?.getData(dragged) ?? "", place());
            }}
        >
            <button
                type="button"
                aria-haspopup="menu"
                aria-label={head.options(name)}
                title={name}
                onClick={(event) => {
                    const box = event.currentTarget.getBoundingClientRect();
                    actions.openTableMenu({ kind: "column", id, x: box.left, y: box.bottom + 2 });
                }}
                onKeyDown={(event) => {
                    if (!arrangeByKey(event, id, place(), actions, widthNow(event.currentTarget, width))) return;
                    event.preventDefault();
                    event.stopPropagation();
                }}
            >
                {id === "level" ? "" : name}
            </button>
            <Edge id={id} />
        </div>
    );
}

type Arrange = Pick<ReturnType<typeof useApp>["actions"], "moveColumn" | "resizeColumn">;

export const step = 16;

function arrangeByKey(event: KeyboardEvent, id: string, place: number, actions: Arrange, width: number): boolean {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined || event.ctrlKey === event.shiftKey) return false;
    if (event.ctrlKey) actions.moveColumn(id, place + by);
    else actions.resizeColumn(id, width + by * step);
    return true;
}

// The edge is for the mouse: what it does has keys and entries of the menu.
function Edge({ id }: { id: string }) {
    const { actions } = useApp();
    return (
        <span
            class="resize"
            aria-hidden="true"
            onPointerDown={(event) => {
                event.preventDefault();
                drag(event, (width) => actions.resizeColumn(id, width));
            }}
            onDblClick={(event) => actions.resizeColumn(id, fittingWidth(event.currentTarget, id))}
        />
    );
}

function drag(event: PointerEvent, resize: (width: number) => void): void {
    const edge = event.currentTarget as HTMLElement;
    const offset = widthNow(edge) - event.clientX;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
        if (Math.abs(moved.clientX - event.clientX) > 1) resize(moved.clientX + offset);
    };
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
}

function widthNow(within: HTMLElement, width?: number): number {
    return width ?? within.closest("[role=columnheader]")?.getBoundingClientRect().width ?? widthOf({ id: "" }) ?? 0;
}
