import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { IncidentPageActions, IncidentPageState } from "./state";

export interface IncidentApp {
    readonly state: IncidentPageState;
    readonly actions: IncidentPageActions;
}

export const IncidentContext = createContext<IncidentApp | undefined>(undefined);

export function useIncident(): IncidentApp {
    const app = useContext(IncidentContext);
    if (app === undefined) throw new Error("a view stands outside of the incident");
    return app;
}
