import { isNumber, textOfValue } from "../../model/field";
import { safeLine } from "../../model/safe_text";
import { tailLine } from "../../model/tail_line";
import type { PointedValue } from "../../state/table";
import { valueMenu } from "../../text/table";
import { useApp } from "../context";
import { Menu, MenuItem, MenuLine } from "./menu";

// What can be done with the value that somebody points at.
export function ValueMenu({ pointed, x, y }: { pointed: PointedValue; x: number; y: number }) {
    const { actions } = useApp();
    const { row, field, value } = pointed;
    const text = textOfValue(value);
    const item = (name: string, choose: () => void) => (
        <MenuItem
            choose={() => {
                actions.closeTableMenu();
                choose();
            }}
        >
            {name}
        </MenuItem>
    );
    return (
        <Menu label={valueMenu.label(field)} x={x} y={y} close={actions.closeTableMenu}>
            <p class="pointed" aria-hidden="true">
                <i>{safeLine(field, 60)}</i> {safeLine(text, 60)}
            </p>
            {item(valueMenu.include, () => actions.narrow(pointed, "include"))}
            {item(valueMenu.exclude, () => actions.narrow(pointed, "exclude"))}
            {isNumber(value) && item(valueMenu.chart, () => actions.chartField(field))}
            {item(valueMenu.column, () => actions.showColumn(field))}
            <MenuLine />
            {item(valueMenu.copy, () => copy(text))}
            {item(valueMenu.copyLine, () => copy(tailLine(row.event)))}
            {item(valueMenu.open, () => actions.open(row))}
        </Menu>
    );
}

function copy(text: string): void {
    void navigator.clipboard?.writeText(text);
}
