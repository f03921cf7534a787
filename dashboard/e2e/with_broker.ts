import { afterEach, beforeEach } from "vitest";

import { Broker } from "./broker";

// A fresh broker for each spec of a file.
export function useBroker(...options: string[]): () => Broker {
    let broker: Broker;
    beforeEach(async () => {
        broker = await Broker.start(...options);
    });
    afterEach(() => broker.stop());
    return () => broker;
}

// So many events of a log call each, "m1" to "m<count>".
export function calls(count: number, text = "m") {
    return Array.from({ length: count }, (_, index) => ({
        topic: "logs.e2e",
        type: "logger.info",
        data: { level: "info", message: `${text}${index + 1};`, logger: "e2e" },
    }));
}
