import { levels, type Level } from "../level";
import { holds, type TermOf } from "./ast";
import { parseLevel } from "./level_operand";
import { isWithin, parseStamp, stampOf } from "./moment";
import { compare } from "./number";
import { anyPlace, type EventTest } from "./places";
import { topicMatcher } from "./topic_pattern";

const logType = "logger.";

/** Of a type `logger.<level>`, else what `data.level` names. */
export function levelTest(isAccepted: (level: Level) => boolean): EventTest {
    const accepted = new Set(levels.filter(isAccepted));
    const byData = anyPlace("data.level", (value) => {
        const level = typeof value === "string" ? parseLevel(value) : undefined;
        return level !== undefined && accepted.has(level);
    });
    return (event) => {
        const level = event.type.startsWith(logType) ? parseLevel(event.type.slice(logType.length)) : undefined;
        return level === undefined ? byData(event) : accepted.has(level);
    };
}

export function levelTermTest({ order, text }: TermOf<"level">): EventTest {
    return levelTest((level) => holds(order, levels.indexOf(level) - levels.indexOf(text)));
}

export function topicTest(isAccepted: (topic: string) => boolean): EventTest {
    const known = remembered(isAccepted);
    return (event) => known(event.topic);
}

export const topicTermTest = ({ text }: TermOf<"topic">): EventTest => topicTest(topicMatcher(text));

// There are few topics and many events.
function remembered(isAccepted: (topic: string) => boolean): (topic: string) => boolean {
    const most = 10_000;
    const answers = new Map<string, boolean>();
    return (topic) => {
        const known = answers.get(topic);
        if (known !== undefined) return known;
        if (answers.size === most) answers.clear();
        const answer = isAccepted(topic);
        answers.set(topic, answer);
        return answer;
    };
}

const stampLength = "2026-11-20T10:57:33.500000000Z".length;

/** The broker writes all stamps alike: they stand to each other as their texts do. */
export function timeTest({ order, time }: TermOf<"time">): EventTest {
    const stamps = { from: stampOf(time.from), to: stampOf(time.to) };
    return ({ timestamp }) => {
        if (timestamp.length === stampLength && timestamp.endsWith("Z")) return isWithin(order, timestamp, stamps);
        const moment = parseStamp(timestamp);
        return moment !== undefined && isWithin(order, moment, time);
    };
}

export function seqTest({ order, number }: TermOf<"number">): EventTest {
    return ({ seq }) => seq !== 0 && holds(order, compare(seq, number));
}
