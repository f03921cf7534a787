import { useState } from "preact/hooks";

import type { RealtimeEvent } from "../model/event";
import { childrenOf, fieldGroups, isBranch, type FieldNode } from "../model/event_fields";
import { writeJson } from "../model/json";
import { safeText } from "../model/safe_text";
import { detailText } from "../text/detail";
import { LongText } from "../view/detail/long_text";

// The fields as the page of a broker shows them, without what only a broker can do with them.
export function FieldTree({ event }: { event: RealtimeEvent }) {
    return fieldGroups(event).map(({ kind, nodes }, index) => (
        <section key={kind} aria-label={detailText.groups[kind]}>
            {index > 0 && <h3>{detailText.groups[kind]}</h3>}
            <dl>
                <Fields nodes={nodes} depth={0} />
            </dl>
        </section>
    ));
}

const step = 100;
const openDepth = 2;
const openLength = 20;

function Fields({ nodes, depth }: { nodes: readonly FieldNode[]; depth: number }) {
    const [count, setCount] = useState(step);
    return (
        <>
            {nodes.slice(0, count).map((node, index) => (
                <Field key={index} node={node} depth={depth} />
            ))}
            {nodes.length > count && (
                <div class="field">
                    <dt />
                    <dd>
                        <button type="button" class="link" onClick={() => setCount(count + 10 * step)}>
                            {detailText.more(nodes.length - count)}
                        </button>
                    </dd>
                </div>
            )}
        </>
    );
}

function Field({ node, depth }: { node: FieldNode; depth: number }) {
    const inner = isBranch(node) ? childrenOf(node) : [];
    const [isOpen, setOpen] = useState(depth < openDepth && inner.length <= openLength);
    const name = safeText(node.name, 200);
    const text = typeof node.value === "string" ? node.value : writeJson(node.value);
    const many = Array.isArray(node.value) ? detailText.items : detailText.members;
    return (
        <>
            <div class="field" style={{ "--depth": Math.min(depth, 12) }}>
                <dt>
                    <bdi>{name}</bdi>
                </dt>
                <dd>
                    {inner.length > 0 ? (
                        <button
                            type="button"
                            class="fold"
                            aria-expanded={isOpen}
                            aria-label={detailText.fold(name)}
                            onClick={() => setOpen(!isOpen)}
                        >
                            {isOpen ? "▾" : "▸"} {many(inner.length)}
                        </button>
                    ) : (
                        <LongText text={text} longest={400} />
                    )}
                </dd>
            </div>
            {isOpen && inner.length > 0 && <Fields nodes={inner} depth={depth + 1} />}
        </>
    );
}
