import { useEffect } from "preact/hooks";

import { useApp } from "./context";
import { Detail } from "./detail";
import { EventTable } from "./event_table";
import { Footer } from "./footer";
import { Header } from "./header";
import { Help } from "./help";
import { handleShortcut } from "./shortcuts";
import { Toolbar } from "./toolbar";

export function App() {
    const app = useApp();
    useEffect(() => {
        const listen = (event: KeyboardEvent): void => handleShortcut(event, app);
        addEventListener("keydown", listen);
        return () => removeEventListener("keydown", listen);
    }, [app]);

    return (
        <div class="page">
            <Header />
            <Toolbar />
            <div class="work">
                <EventTable />
                {app.state.isDetailOpen.value && <Detail />}
            </div>
            <Footer />
            <Help />
        </div>
    );
}
