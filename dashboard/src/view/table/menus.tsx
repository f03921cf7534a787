import { picker } from "../../text/table";
import { useApp } from "../context";
import { ColumnMenu } from "./column_menu";
import { ColumnPicker } from "./column_picker";
import { ValueMenu } from "./value_menu";

// The one menu of the table that is open.
export function TableMenus() {
    const { state } = useApp();
    const menu = state.tableMenu.value;
    switch (menu?.kind) {
        case "value":
            return <ValueMenu pointed={menu.pointed} x={menu.x} y={menu.y} />;
        case "column":
            return <ColumnMenu id={menu.id} x={menu.x} y={menu.y} />;
        case "columns":
            return <ColumnPicker x={menu.x} y={menu.y} />;
        case undefined:
            return null;
    }
}

export function PickerButton() {
    const { actions } = useApp();
    return (
        <button
            type="button"
            class="picker-button"
            aria-label={picker.title}
            aria-haspopup="dialog"
            title={picker.title}
            onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect();
                actions.openTableMenu({ kind: "columns", x: box.right, y: box.bottom + 2 });
            }}
        >
            ⋯
        </button>
    );
}
