import { useEffect } from "preact/hooks";

import { levelLine } from "../../model/copy_as";
import { formatClock } from "../../model/format";
import { suggestedLevel, usualSpan, type LevelTarget } from "../../model/levels";
import type { LoggerLevel, PublisherLevels } from "../../stream/api";
import { levelTexts } from "../../text/levels";
import { useApp } from "../context";
import { ForeignText } from "../foreign_text";
import { CopyButton } from "../keep/copy_button";
import { LevelAnswer } from "./level_answer";
import { BackButton, OtherLevels, SetButton } from "./level_buttons";
import { problemText } from "./problem_text";

// A program may have a logger for each of its connections.
const shown = 100;

// How much the loggers of the connected programs say, and since when they say more.
export function LoggersCard() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchLevels(), [actions]);
    const { value: publishers, problem } = state.publishers.value;
    if (publishers === undefined && problem === undefined) return null;
    return (
        <section class="card" aria-label={levelTexts.loggers}>
            <header>
                <h3>{levelTexts.loggers}</h3>
                {problem !== undefined && <span class="dim">{problemText(problem)}</span>}
            </header>
            {publishers?.length === 0 && <p class="dim hint">{levelTexts.nobody}</p>}
            {publishers !== undefined && publishers.length > 0 && <Loggers publishers={publishers} />}
        </section>
    );
}

function Loggers({ publishers }: { publishers: readonly PublisherLevels[] }) {
    return (
        <div class="wide">
            <table class="list loggers">
                <thead>
                    <tr>
                        <th scope="col">{levelTexts.logger}</th>
                        <th scope="col">{levelTexts.level}</th>
                        <th scope="col">{levelTexts.change}</th>
                        <th scope="col">{levelTexts.action}</th>
                    </tr>
                </thead>
                {publishers.map((each) => (
                    <Program key={each.publisher} program={each} />
                ))}
            </table>
        </div>
    );
}

function Program({ program: { publisher, source, address, loggers } }: { program: PublisherLevels }) {
    const target = { publisher };
    return (
        <tbody>
            <tr class="program">
                <th scope="rowgroup">
                    <ForeignText text={source} /> <code class="dim">{publisher}</code>
                </th>
                <td class="dim">{address}</td>
                <td />
                <Actions target={target} source={source} />
            </tr>
            {loggers.slice(0, shown).map((logger) => (
                <LoggerRow
                    key={logger.name}
                    logger={logger}
                    target={{ publisher, logger: logger.name }}
                    source={source}
                />
            ))}
            {loggers.length > shown && (
                <tr>
                    <td class="dim">{levelTexts.more(loggers.length - shown)}</td>
                </tr>
            )}
        </tbody>
    );
}

function LoggerRow({ logger, target, source }: { logger: LoggerLevel; target: LevelTarget; source: string }) {
    const { level, was, until = "" } = logger;
    return (
        <tr>
            <th scope="row">
                <ForeignText text={levelTexts.who(target)} />
            </th>
            <td class={was === undefined ? "dim" : "changed"}>{level}</td>
            <td class="num">{was && levelTexts.changedShort(formatClock(Date.parse(until)), was)}</td>
            <Actions target={target} source={source} now={logger} />
        </tr>
    );
}

// The same by a click and as a line for a shell.
function Actions({ target, source, now }: { target: LevelTarget; source: string; now?: LoggerLevel }) {
    const { actions } = useApp();
    const props = { target, source, ...(now !== undefined && { now }) };
    const { base } = actions.looked();
    const line = levelLine(base, { ...target, source }, suggestedLevel(now?.level), usualSpan);
    return (
        <td>
            <div class="set-level">
                {now?.was === undefined ? (
                    <SetButton {...props} isShort />
                ) : (
                    <BackButton target={target} was={now.was} />
                )}
                <OtherLevels {...props} />
                {source !== "" && <CopyButton name={line} text={() => line} />}
                <LevelAnswer target={target} />
            </div>
        </td>
    );
}
