import "./style/base.css";
import "./style/header.css";
import "./style/layout.css";
import "./style/query.css";
import "./style/time.css";
import "./style/side.css";
import "./style/panels.css";
import "./style/table.css";
import "./style/detail.css";
import "./style/keep.css";
import "./style/levels.css";
import "./style/help.css";
import "./style/alerts.css";
import "./style/alert_rules.css";

import { effect } from "@preact/signals";
import { render } from "preact";

import { readView, withParameter, writeView } from "./model/url";
import { createSession } from "./state/session";
import { createState } from "./state/state";
import { readTheme, storeTheme, takeToken } from "./state/storage";
import { hostOf, httpBase, socketUrl } from "./stream/address";
import { browser } from "./stream/environment";
import { createHttpApi } from "./stream/http_api";
import { titleOf } from "./text/page";
import { App } from "./view/app";
import { AppContext } from "./view/context";

// The wiring: state, session, what is kept in the browser, and the view of it all.
const broker = new URLSearchParams(location.search).get("broker") ?? "";
const token = takeToken(broker);
const url = socketUrl(broker, location.href, token);
const state = createState(readView(location.search), hostOf(url), readTheme());
const putAddress = (search: string): void => history.replaceState(null, "", location.pathname + search);
const { actions, stream, tick } = createSession(
    state,
    {
        url,
        token,
        api: createHttpApi({ base: httpBase(url), token, page: location.origin }),
        nextFrame: requestAnimationFrame.bind(window),
        keep: (name, value) => putAddress(withParameter(location.search, name, value)),
    },
    browser,
);

effect(() => {
    const { view, query, hidden, range } = state;
    const looked = { view: view.value, query: query.value, hidden: hidden.value, range: range.value };
    putAddress(writeView(location.search, looked));
});
effect(() => {
    document.documentElement.dataset["theme"] = state.theme.value;
    storeTheme(state.theme.value);
});
effect(() => {
    document.title = titleOf(state.unseenErrors.value);
});

setInterval(tick, 1000);
addEventListener("online", actions.retryNow);
document.addEventListener("visibilitychange", () => actions.tellVisible(!document.hidden));
actions.tellVisible(!document.hidden);
stream.open();

render(
    <AppContext.Provider value={{ state, actions }}>
        <App />
    </AppContext.Provider>,
    document.body,
);
