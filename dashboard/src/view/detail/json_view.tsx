import { useState } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import { isObject, writeJson, type Json, type JsonObject } from "../../model/json";
import { escapeUnseen } from "../../model/json_text";
import { detailText } from "../../text/detail";
import { useCopied } from "../keep/copy_button";
import { LongText } from "./long_text";

// The event as the broker sent it: every digit, every character. Objects and arrays fold.
export function JsonView({ event }: { event: RealtimeEvent }) {
    const json = { ...event } as unknown as JsonObject;
    const [answer, copy] = useCopied();
    return (
        <>
            <p class="counted">
                <button type="button" class="link" onClick={() => copy(escapeUnseen(writeJson(json, 2)))}>
                    {detailText.copyJson}
                </button>
                <span role="status" class="dim">
                    {answer === undefined ? "" : answer ? detailText.copied(detailText.json) : detailText.notCopied}
                </span>
            </p>
            <div class="tree">
                <Node value={json} depth={0} isLast />
            </div>
        </>
    );
}

const step = 200;
const openDepth = 4;

interface NodeProps {
    name?: string;
    value: Json;
    depth: number;
    isLast: boolean;
}

function Node(props: NodeProps) {
    const entries = entriesOf(props.value);
    return entries.length === 0 ? <Leaf {...props} /> : <Branch {...props} entries={entries} />;
}

function Leaf({ name, value, isLast }: NodeProps) {
    return (
        <div class="leaf">
            {name !== undefined && <Key name={name} />}
            <LongText text={escapeUnseen(writeJson(value))} />
            {!isLast && ","}
        </div>
    );
}

function Branch({ name, value, depth, isLast, entries }: NodeProps & { entries: readonly [string, Json][] }) {
    const [count, setCount] = useState(step);
    const [isOpen, setOpen] = useState(depth < openDepth);
    const isArray = Array.isArray(value);
    const end = (isArray ? "]" : "}") + (isLast ? "" : ",");
    return (
        <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
                {name !== undefined && <Key name={name} />}
                {isArray ? "[" : "{"}
                <span class="folded">
                    {" "}
                    {entries.length} … {end}
                </span>
            </summary>
            {isOpen &&
                entries
                    .slice(0, count)
                    .map(([each, inner], index) => (
                        <Node
                            key={index}
                            {...(!isArray && { name: each })}
                            value={inner}
                            depth={depth + 1}
                            isLast={index === entries.length - 1}
                        />
                    ))}
            {isOpen && entries.length > count && (
                <button type="button" class="link" onClick={() => setCount(count + 10 * step)}>
                    {detailText.more(entries.length - count)}
                </button>
            )}
            <div>{end}</div>
        </details>
    );
}

function Key({ name }: { name: string }) {
    return (
        <span class="key">
            <LongText text={escapeUnseen(JSON.stringify(name))} longest={200} />
            {": "}
        </span>
    );
}

function entriesOf(value: Json): [string, Json][] {
    if (Array.isArray(value)) return value.map((each, index) => [String(index), each]);
    return isObject(value) ? Object.entries(value) : [];
}
