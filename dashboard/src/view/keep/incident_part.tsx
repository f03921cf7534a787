import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { keepText } from "../../text/keep";

// Loaded when it is asked for: the page is there sooner without it.
export function IncidentPart() {
    const [part, setPart] = useState<{ readonly Form?: ComponentType }>();
    useEffect(() => {
        import("./incident_form").then(
            ({ IncidentForm }) => setPart({ Form: IncidentForm }),
            () => setPart({}),
        );
    }, []);
    if (part === undefined) return null;
    return part.Form === undefined ? <p role="alert">{keepText.notLoaded}</p> : <part.Form />;
}
