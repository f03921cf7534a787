import { useEffect, useState } from "preact/hooks";

import { suggestedName, tidyName, type SavedView } from "../../model/saved_views";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { SharedList } from "./shared_list";
import { ViewLine } from "./view_line";

// Saves what is looked at under a name, and goes back to what has one: here, or at the broker for everybody.
export function ViewsMenu({ close }: { close: () => void }) {
    const { state, actions } = useApp();
    useEffect(() => actions.loadSharedViews(), [actions]);
    const views = state.savedViews.value;
    const show = (view: SavedView): void => {
        actions.showView(view);
        close();
    };
    return (
        <>
            <SaveForm />
            <h2>{keepText.inBrowser}</h2>
            {views.length === 0 && <p class="dim">{keepText.noViews}</p>}
            <ul class="saved" aria-label={keepText.inBrowser}>
                {views.map((view) => (
                    <ViewLine
                        key={view.name}
                        view={view}
                        show={() => show(view)}
                        rename={(next) => actions.renameView(view.name, next)}
                        forget={() => actions.forgetView(view.name)}
                    />
                ))}
            </ul>
            <SharedList show={show} />
        </>
    );
}

function SaveForm() {
    const { state, actions } = useApp();
    const [name, setName] = useState(suggestedName(actions.looks()));
    const [isKept, setKept] = useState(true);
    const tidy = tidyName(name);
    const shared = state.sharedViews.value;
    const isHere = state.savedViews.value.some((view) => view.name === tidy);
    const isThere = shared.kind === "found" && shared.found.names.includes(tidy);
    return (
        <form
            class="save"
            onSubmit={(event) => {
                event.preventDefault();
                setKept(actions.saveView(name));
            }}
        >
            <input
                value={name}
                aria-label={keepText.viewName}
                placeholder={keepText.viewName}
                maxLength={100}
                required
                onFocus={(event) => event.currentTarget.select()}
                onInput={(event) => setName(event.currentTarget.value)}
            />
            <button type="submit" class="primary">
                {isHere ? keepText.replaceNow : keepText.saveNow}
            </button>
            <button type="button" class="share" disabled={tidy === ""} onClick={() => actions.shareView(name)}>
                {isThere ? keepText.replaceShared : keepText.share}
            </button>
            {!isKept && <p role="alert">{keepText.notKept}</p>}
        </form>
    );
}
