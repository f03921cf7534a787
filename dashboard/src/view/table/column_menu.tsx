import { widthOf } from "../../model/columns";
import { columnName, head } from "../../text/table";
import { useApp } from "../context";
import { fittingWidth } from "./fit";
import { step } from "./head";
import { Menu, MenuItem, MenuLine } from "./menu";

// All that can be done with a column.
export function ColumnMenu({ id, x, y }: { id: string; x: number; y: number }) {
    const { state, actions } = useApp();
    const columns = state.columns.value;
    const place = columns.findIndex((column) => column.id === id);
    const header = document.querySelector<HTMLElement>(`[role=columnheader][data-column=${CSS.escape(id)}]`);
    const width = (): number => header?.getBoundingClientRect().width ?? widthOf({ id }) ?? 0;
    const close = actions.closeTableMenu;
    return (
        <Menu label={head.options(columnName(id))} x={x} y={y} close={close}>
            {id === "time" && <TimeItems />}
            <MenuItem
                kind="checkbox"
                isChecked={state.isNewestFirst.value}
                choose={() => actions.setNewestFirst(!state.isNewestFirst.value)}
            >
                {head.newestFirst}
            </MenuItem>
            <MenuLine />
            <MenuItem keys="Ctrl ←" isDisabled={place === 0} choose={() => actions.moveColumn(id, place - 1)}>
                {head.left}
            </MenuItem>
            <MenuItem
                keys="Ctrl →"
                isDisabled={place === columns.length - 1}
                choose={() => actions.moveColumn(id, place + 1)}
            >
                {head.right}
            </MenuItem>
            <MenuItem keys="Shift →" choose={() => actions.resizeColumn(id, width() + step)}>
                {head.wider}
            </MenuItem>
            <MenuItem keys="Shift ←" choose={() => actions.resizeColumn(id, width() - step)}>
                {head.narrower}
            </MenuItem>
            <MenuItem choose={() => header && actions.resizeColumn(id, fittingWidth(header, id))}>{head.fit}</MenuItem>
            <MenuLine />
            <MenuItem
                isDisabled={columns.length === 1}
                choose={() => {
                    close();
                    actions.hideColumn(id);
                }}
            >
                {head.hide}
            </MenuItem>
            <MenuItem choose={() => actions.openTableMenu({ kind: "columns", x, y })}>{head.columns}</MenuItem>
        </Menu>
    );
}

function TimeItems() {
    const { state, actions } = useApp();
    const style = state.timeStyle.value;
    return (
        <>
            {(["local", "utc", "relative"] as const).map((clock) => (
                <MenuItem
                    key={clock}
                    kind="radio"
                    isChecked={style.clock === clock}
                    choose={() => actions.setTimeStyle({ ...style, clock })}
                >
                    {head.clocks[clock]}
                </MenuItem>
            ))}
            <MenuItem
                kind="checkbox"
                isChecked={style.withNanoseconds}
                choose={() => actions.setTimeStyle({ ...style, withNanoseconds: !style.withNanoseconds })}
            >
                {head.nanoseconds}
            </MenuItem>
            <MenuItem
                kind="checkbox"
                isChecked={style.withDate}
                choose={() => actions.setTimeStyle({ ...style, withDate: !style.withDate })}
            >
                {head.date}
            </MenuItem>
            <MenuLine />
        </>
    );
}
