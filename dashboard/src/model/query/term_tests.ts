import type { Term } from "./ast";
import { levelTermTest, levelTest, seqTest, timeTest, topicTermTest, topicTest } from "./envelope_tests";
import { pathOf } from "./fields";
import { anyPlace, type EventTest } from "./places";
import { compileRegex } from "./regex/regex";
import { numberTest, regexTest, timeTextTest, valueTest, wordsTest } from "./value_tests";

/** In this order terms are asked, where the order does not matter. */
export function costOf(term: Term): number {
    if (term.kind === "regex") return 3;
    if (term.field.kind !== "text") return 0;
    return term.kind === "words" ? 2 : 1;
}

/** One term, ready to be asked of events; nothing where only the broker can answer. */
export function testOf(term: Term): EventTest | undefined {
    const { field } = term;
    const path = pathOf(field);
    switch (term.kind) {
        case "words":
            return wordsTest(term, path);
        case "value":
            return valueTest(term, path);
        case "exists":
            return existsTest(field.kind, path);
        case "level":
            return levelTermTest(term);
        case "topic":
            return topicTermTest(term);
        case "number":
            return field.kind === "seq" ? seqTest(term) : numberTest(term, path);
        case "time":
            return field.kind === "timestamp" ? timeTest(term) : timeTextTest(term, path);
        case "regex": {
            const finds = compileRegex(term.text);
            if (finds === undefined) return undefined;
            return field.kind === "topic" ? topicTest(finds) : regexTest(finds, path);
        }
    }
}

function existsTest(kind: Term["field"]["kind"], path: string): EventTest {
    switch (kind) {
        case "level":
            return levelTest(() => true);
        case "seq":
            return (event) => event.seq !== 0;
        case "topic":
        case "timestamp":
            return () => true;
        case "text":
            return anyPlace(path, () => true);
    }
}
