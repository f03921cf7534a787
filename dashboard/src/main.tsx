import "./style/base.css";
import "./style/header.css";
import "./style/toolbar.css";
import "./style/table.css";
import "./style/detail.css";
import "./style/help.css";

import { effect } from "@preact/signals";
import { render } from "preact";

import { readView, writeView } from "./model/url";
import { createSession } from "./state/session";
import { createState } from "./state/state";
import { readTheme, storeTheme, takeToken } from "./state/storage";
import { hostOf, socketUrl } from "./stream/address";
import { browser } from "./stream/environment";
import { App } from "./view/app";
import { AppContext } from "./view/context";

// The wiring: state, session, what is kept in the browser, and the view of it all.
const broker = new URLSearchParams(location.search).get("broker") ?? "";
const token = takeToken(broker);
const url = socketUrl(broker, location.href, token);
const state = createState(readView(location.search), hostOf(url), readTheme());
const { actions, stream } = createSession(
    state,
    { url, token, nextFrame: requestAnimationFrame.bind(window) },
    browser,
);

effect(() => {
    const view = { topics: state.topics.value, text: state.text.value, hidden: state.hidden.value };
    history.replaceState(null, "", location.pathname + writeView(location.search, view));
});
effect(() => {
    document.documentElement.dataset["theme"] = state.theme.value;
    storeTheme(state.theme.value);
});

actions.search(state.text.value); // what the address asks for
setInterval(actions.measureRate, 1000);
addEventListener("online", actions.retryNow);
stream.open();

render(
    <AppContext.Provider value={{ state, actions }}>
        <App />
    </AppContext.Provider>,
    document.body,
);
