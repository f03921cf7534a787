import type { Json } from "../json";
import { holds, isExact, type TermOf } from "./ast";
import { globOf } from "./glob";
import { isWithin, parseStamp } from "./moment";
import { compare, exact, numberOf } from "./number";
import { phraseOf } from "./phrase";
import { anyPlace, anyValue, type EventTest, type ValueTest } from "./places";
import { wordsOf } from "./words";

const isNumber = (value: Json): value is number | bigint => typeof value === "number" || typeof value === "bigint";

export function wordsTest(term: TermOf<"words">, path: string): EventTest {
    const isIn = phraseOf(wordsOf(term.pattern));
    return anyPlace(path, (value) => typeof value === "string" && isIn(value));
}

// A number is compared as a number, and with stars as JavaScript writes it: how the event wrote it is not known any
// more (`200.0` is 200 here, where the broker's star still reads the point).
export function valueTest(term: TermOf<"value">, path: string): EventTest {
    const isAlike = globOf(term.pattern);
    const isWhole = isExact(term.pattern);
    const number = isWhole ? numberOf(term.pattern[0] ?? "") : undefined;
    const isSameNumber = (value: number | bigint): boolean => {
        if (number === undefined) return isAlike(String(value));
        const own = exact(value);
        return own !== undefined && compare(own, number) === 0;
    };
    return anyValue(path, (value) => {
        if (typeof value === "string") return isAlike(value);
        if (isNumber(value)) return isSameNumber(value);
        return (value === null || typeof value === "boolean") && isWhole && isAlike(String(value));
    });
}

export function numberTest(term: TermOf<"number">, path: string): EventTest {
    const { order, number } = term;
    return anyValue(path, (value) => {
        if (!isNumber(value)) return false;
        const own = exact(value);
        return own !== undefined && holds(order, compare(own, number));
    });
}

export function timeTextTest(term: TermOf<"time">, path: string): EventTest {
    return anyValue(path, (value) => {
        const moment = typeof value === "string" ? parseStamp(value) : undefined;
        return moment !== undefined && isWithin(term.order, moment, term.time);
    });
}

export function regexTest(finds: (text: string) => boolean, path: string): EventTest {
    const test: ValueTest = (value) => {
        if (typeof value === "string") return finds(value);
        return isNumber(value) && finds(String(value));
    };
    return anyValue(path, test);
}
