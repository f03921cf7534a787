import { useState } from "preact/hooks";

import { writeSpan } from "../../model/range";
import { safeLine } from "../../model/safe_text";
import { isSame, type SavedView } from "../../model/saved_views";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { CrossIcon, PenIcon } from "./icons";

interface ViewLineProps {
    view: SavedView;
    /** Who has put it there, where others may have. */
    by?: string;
    show(): void;
    rename(next: string): void;
    forget(): void;
}

// A view to go back to, under its name.
export function ViewLine({ view, by = "", show, rename, forget }: ViewLineProps) {
    const { actions } = useApp();
    const [isRenaming, setRenaming] = useState(false);
    if (isRenaming) {
        return (
            <li>
                <RenameForm name={view.name} rename={rename} done={() => setRenaming(false)} />
            </li>
        );
    }
    const isShown = isSame(actions.looks(), view);
    const name = safeLine(view.name);
    return (
        <li>
            <button type="button" class="view" aria-current={isShown ? "true" : undefined} onClick={show}>
                <b>{name}</b>
                <span class="dim">{describe(view, by)}</span>
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
                onClick={forget}
            >
                <CrossIcon />
            </button>
        </li>
    );
}

function RenameForm({ name, rename, done }: { name: string; rename(next: string): void; done(): void }) {
    const [next, setNext] = useState(name);
    return (
        <form
            class="save"
            onSubmit={(event) => {
                event.preventDefault();
                rename(next);
                done();
            }}
        >
            <input
                ref={(input) => input?.focus()}
                value={next}
                aria-label={keepText.renameTo(name)}
                maxLength={100}
                required
                onInput={(event) => setNext(event.currentTarget.value)}
                onBlur={done}
            />
        </form>
    );
}

function describe({ query, range, hidden, view }: SavedView, by: string): string {
    const time = range.kind === "last" ? writeSpan(range.seconds) : `${range.from.slice(0, 16)}Z`;
    const parts = [query === "" ? keepText.everything : safeLine(query, 200), time];
    if (hidden.length > 0) parts.push(keepText.without(hidden));
    if (view !== "events") parts.push(view);
    if (by !== "") parts.push(keepText.by(safeLine(by, 60)));
    return parts.join(" · ");
}
