import { useLayoutEffect, useRef } from "preact/hooks";

import { isFiring, type Alert } from "../../model/alerts/alert";
import { formatAge, formatFigure } from "../../model/figures";
import { formatExactTime } from "../../model/format";
import { millisecondsOf } from "../../model/instant";
import { safeText } from "../../model/safe_text";
import { activeTexts as text } from "../../text/alerts";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";
import { LevelMark } from "../icons";
import { AlertActions } from "./alert_actions";
import { AlertLinks } from "./alert_links";
import { GroupChips } from "./group_chips";

// An alert that stands: what it says, since when, and what can be done about it.
export function AlertCard({ alert, isChosen }: { alert: Alert; isChosen: boolean }) {
    const item = useRef<HTMLLIElement>(null);
    useLayoutEffect(() => {
        if (isChosen) item.current?.scrollIntoView({ block: "nearest" });
    }, [isChosen]);
    const isLoud = isFiring(alert) && alert.muted === "";
    return (
        <li
            ref={item}
            class={`card alert ${alert.severity}${isLoud ? " loud" : ""}`}
            aria-current={isChosen ? "true" : undefined}
        >
            <div class="alert-head">
                <LevelMark level={alert.severity} label />
                <b>
                    <ForeignText text={alert.rule} />
                </b>
                <GroupChips by={alert.by} />
                <span class={`tag state ${alert.state}`}>{text.stateOf(alert)}</span>
                <Muted alert={alert} />
                {alert.isShadow && (
                    <span class="tag" title={text.shadowTitle}>
                        {text.shadow}
                    </span>
                )}
                <span class="grow" />
                <Since alert={alert} />
            </div>
            <p class="alert-message">
                <bdi>{safeText(alert.message, 2000)}</bdi>
            </p>
            <div class="alert-foot">
                <AlertLinks alert={alert} />
                <span class="grow" />
                <AlertActions alert={alert} />
            </div>
        </li>
    );
}

function Since({ alert: { since, value, count } }: { alert: Alert }) {
    const { state } = useApp();
    const age = formatAge(state.now.value - millisecondsOf(since));
    return (
        <span class="dim num" title={formatExactTime(since)}>
            {formatFigure(value)} · {text.counted(count)} · {text.since(age)}
        </span>
    );
}

function Muted({ alert: { muted, acknowledgement } }: { alert: Alert }) {
    if (acknowledgement !== undefined) {
        const { by, until, comment } = acknowledgement;
        return (
            <>
                <span class="tag">{text.acknowledged(by, until)}</span>
                {comment !== "" && (
                    <span class="dim">
                        <ForeignText text={comment} />
                    </span>
                )}
            </>
        );
    }
    if (muted === "") return null;
    return (
        <span class="tag" {...(muted === "inhibition" && { title: text.inhibitedTitle })}>
            {text.muted(muted)}
        </span>
    );
}
