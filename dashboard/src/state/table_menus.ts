import { withTerm } from "../model/query/edit";
import type { Neighbours } from "./actions";
import type { State } from "./state";
import type { PointedValue, TableMenu } from "./table";

// What the menus of the table do.
export interface MenuActions {
    openTableMenu(menu: TableMenu): void;
    closeTableMenu(): void;
    /** Asks for the events that have this value, or for the others. */
    narrow(pointed: Pick<PointedValue, "field" | "value">, how: "include" | "exclude"): void;
    chartField(field: string): void;
}

export function menuActions(state: State, neighbours: Neighbours): MenuActions {
    return {
        openTableMenu(menu) {
            state.tableMenu.value = menu;
        },
        closeTableMenu() {
            state.tableMenu.value = undefined;
        },
        narrow({ field, value }, how) {
            neighbours.actions().ask(withTerm(state.query.value, field, value, how));
        },
        chartField: (field) => neighbours.actions().chart(field),
    };
}
