import type { SavedView } from "../../model/saved_views";
import { forbidden } from "../../state/poll";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { ViewLine } from "./view_line";

// The views that the broker keeps for everybody.
export function SharedList({ show }: { show(view: SavedView): void }) {
    const { state, actions } = useApp();
    const shared = state.sharedViews.value;
    return (
        <>
            <h2>{keepText.onBroker}</h2>
            <Problem />
            {shared.kind === "asking" && <p class="dim">{keepText.asking}</p>}
            {shared.kind === "failed" && <p class="alarm">{keepText.notListed(shared.detail)}</p>}
            {shared.kind === "found" && (
                <>
                    {shared.found.views.length === 0 && <p class="dim">{keepText.noneOnBroker}</p>}
                    <ul class="saved" aria-label={keepText.onBroker}>
                        {shared.found.views.map((view) => (
                            <ViewLine
                                key={view.name}
                                view={view}
                                by={view.by}
                                show={() => show(view)}
                                rename={(next) => actions.renameSharedView(view, next)}
                                forget={() => actions.forgetSharedView(view.name)}
                            />
                        ))}
                    </ul>
                    {!shared.found.isKept && <p class="dim">{keepText.untilItEnds}</p>}
                </>
            )}
        </>
    );
}

function Problem() {
    const problem = useApp().state.sharedProblem.value;
    if (problem === undefined) return null;
    const { error, detail } = problem;
    return (
        <p role="alert" class="alarm">
            {error === forbidden ? keepText.mayNotShare(detail) : keepText.notShared(detail)}
        </p>
    );
}
