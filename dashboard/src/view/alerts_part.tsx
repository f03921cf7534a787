import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { keepText } from "../text/keep";

type PartName = keyof typeof import("./alerts/alerts");

// Loaded when it is asked for: most of the time nobody looks at alerts, and the page is there sooner without them.
export function AlertsPart({ name }: { name: PartName }) {
    const [part, setPart] = useState<{ readonly View?: ComponentType }>();
    useEffect(() => {
        import("./alerts/alerts").then(
            (parts) => setPart({ View: parts[name] }),
            () => setPart({}),
        );
    }, [name]);
    if (part === undefined) return null;
    return part.View === undefined ? <p role="alert">{keepText.notLoaded}</p> : <part.View />;
}
