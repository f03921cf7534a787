import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Actions } from "../state/actions";
import type { State } from "../state/state";

export interface App {
    readonly state: State;
    readonly actions: Actions;
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
    const app = useContext(AppContext);
    if (app === undefined) throw new Error("a view stands outside of the app");
    return app;
}
