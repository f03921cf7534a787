import type { RealtimeEvent } from "../../model/event";
import { formatClock } from "../../model/format";
import { loggerOfEvent, type EventLogger } from "../../model/levels";
import type { LoggerLevel } from "../../stream/api";
import { levelTexts } from "../../text/levels";
import { useApp } from "../context";
import { LevelAnswer } from "./level_answer";
import { BackButton, OtherLevels, SetButton } from "./level_buttons";
import { problemText } from "./problem_text";

// Lets the logger of an event say more for a while, or says why not.
export function EventLevel({ event }: { event: RealtimeEvent }) {
    const { value: publishers, problem } = useApp().state.publishers.value;
    const logger = loggerOfEvent(event, publishers ?? []);
    if (logger === undefined || (publishers === undefined && problem === undefined)) return null;
    const why = publishers === undefined && problem !== undefined ? problemText(problem) : obstacleText(logger);
    return (
        <div class="set-level">
            {logger.now?.was === undefined ? (
                <SetButton {...logger} isDisabled={why !== undefined} />
            ) : (
                <Changed target={logger.target} now={logger.now} />
            )}
            {why === undefined ? <OtherLevels {...logger} /> : <p class="dim">{why}</p>}
            <LevelAnswer target={logger.target} />
        </div>
    );
}

function Changed({ target, now }: { target: EventLogger["target"]; now: LoggerLevel }) {
    const { level, was = "", until = "" } = now;
    return (
        <>
            <span class="changed num">
                {levelTexts.changed(levelTexts.who(target), level, formatClock(Date.parse(until)), was)}
            </span>
            <BackButton target={target} was={was} />
        </>
    );
}

function obstacleText({ obstacle, source, name }: EventLogger): string | undefined {
    return obstacle && levelTexts.obstacles[obstacle](source, name);
}
