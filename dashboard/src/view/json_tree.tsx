import { isObject, writeJson, type Json } from "../model/json";

// JSON with every digit, its objects and arrays to fold.
export function JsonTree({ value }: { value: Json }) {
    return (
        <div class="tree">
            <Node value={value} />
        </div>
    );
}

function Node({ name, value }: { name?: string; value: Json }) {
    const key = name === undefined ? null : <span class="key">{name}: </span>;
    const entries = entriesOf(value);
    if (entries === undefined || entries.length === 0) {
        return (
            <div class="leaf">
                {key}
                <span class={value === null ? "null" : typeof value}>{writeJson(value)}</span>
            </div>
        );
    }
    const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    return (
        <details open>
            <summary>
                {key}
                {open}
                <span class="folded">
                    {" "}
                    {entries.length} … {close}
                </span>
            </summary>
            {entries.map(([each, inner]) => (
                <Node key={each} name={each} value={inner} />
            ))}
            <div>{close}</div>
        </details>
    );
}

function entriesOf(value: Json): [string, Json][] | undefined {
    if (Array.isArray(value)) return value.map((each, index) => [String(index), each]);
    return isObject(value) ? Object.entries(value) : undefined;
}
