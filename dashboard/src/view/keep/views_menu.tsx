import { useState } from "preact/hooks";

import { writeSpan } from "../../model/range";
import { safeLine } from "../../model/safe_text";
import { isSame, suggestedName, tidyName, type SavedView } from "../../model/saved_views";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { CrossIcon, PenIcon } from "./icons";

// Saves what is looked at under a name, and goes back to what has one.
export function ViewsMenu({ close }: { close: () => void }) {
    const { state, actions } = useApp();
    const views = state.savedViews.value;
    return (
        <>
            <SaveForm />
            <h2>{keepText.savedViews}</h2>
            {views.length === 0 && <p class="dim">{keepText.noViews}</p>}
            <ul class="saved" aria-label={keepText.savedViews}>
                {views.map((view) => (
                    <ViewLine
                        key={view.name}
                        view={view}
                        show={() => {
                            actions.showView(view);
                            close();
                        }}
                    />
                ))}
            </ul>
        </>
    );
}

function SaveForm() {
    const { state, actions } = useApp();
    const [name, setName] = useState(suggestedName(actions.looks()));
    const [isKept, setKept] = useState(true);
    const isThere = state.savedViews.value.some((view) => view.name === tidyName(name));
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
                {isThere ? keepText.replaceNow : keepText.saveNow}
            </button>
            {!isKept && <p role="alert">{keepText.notKept}</p>}
        </form>
    );
}

function ViewLine({ view, show }: { view: SavedView; show: () => void }) {
    const { actions } = useApp();
    const [isRenaming, setRenaming] = useState(false);
    if (isRenaming) {
        return (
            <li>
                <RenameForm view={view} done={() => setRenaming(false)} />
            </li>
        );
    }
    const isShown = isSame(actions.looks(), view);
    const name = safeLine(view.name);
    return (
        <li>
            <button type="button" class="view" aria-current={isShown ? "true" : undefined} onClick={show}>
                <b>{name}</b>
                <span class="dim">{describe(view)}</span>
            </button>
            <button
                type="button"
                class="icon"
                aria-label={keepText.rename(name)}
                title={keepText.rename(name)}
                onClick={() => setRenaming(true)}
            >
                <PenIcon />
            </button>
            <button
                type="button"
                class="icon"
                aria-label={keepText.forget(name)}
                title={keepText.forget(name)}
                onClick={() => actions.forgetView(view.name)}
            >
                <CrossIcon />
            </button>
        </li>
    );
}

function RenameForm({ view, done }: { view: SavedView; done: () => void }) {
    const { actions } = useApp();
    const [name, setName] = useState(view.name);
    return (
        <form
            class="save"
            onSubmit={(event) => {
                event.preventDefault();
                actions.renameView(view.name, name);
                done();
            }}
        >
            <input
                ref={(input) => input?.focus()}
                value={name}
                aria-label={keepText.renameTo(view.name)}
                maxLength={100}
                required
                onInput={(event) => setName(event.currentTarget.value)}
                onBlur={done}
            />
        </form>
    );
}

function describe({ query, range, hidden, view }: SavedView): string {
    const time = range.kind === "last" ? writeSpan(range.seconds) : `${range.from.slice(0, 16)}Z`;
    const parts = [query === "" ? keepText.everything : safeLine(query, 200), time];
    if (hidden.length > 0) parts.push(keepText.without(hidden));
    if (view !== "events") parts.push(view);
    return parts.join(" · ");
}
