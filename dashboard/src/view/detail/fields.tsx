import { Fragment } from "preact";
import { useState } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import { childrenOf, fieldGroups, isBranch, type FieldNode } from "../../model/event_fields";
import { safeText } from "../../model/safe_text";
import { detailText } from "../../text/detail";
import { EventLevel } from "../levels";
import { AroundBrief } from "./around_brief";
import { FieldActions } from "./field_actions";
import { FieldValue } from "./field_value";

// The nearest events stand before the envelope: often they say why, which the envelope hardly does.
export function Fields({ event }: { event: RealtimeEvent }) {
    return (
        <>
            {fieldGroups(event).map(({ kind, nodes }, index) => (
                <Fragment key={kind}>
                    {kind === "envelope" && <AroundBrief event={event} />}
                    <section aria-label={detailText.groups[kind]}>
                        {index > 0 && <h3>{detailText.groups[kind]}</h3>}
                        <dl>
                            <Rows nodes={nodes} event={event} depth={0} />
                        </dl>
                        {kind === "call" && <EventLevel event={event} />}
                    </section>
                </Fragment>
            ))}
        </>
    );
}

// An event with a hundred thousand members is drawn in pieces, as one is found to be read.
const step = 100;

interface RowsProps {
    nodes: readonly FieldNode[];
    event: RealtimeEvent;
    depth: number;
}

function Rows({ nodes, event, depth }: RowsProps) {
    const [count, setCount] = useState(step);
    return (
        <>
            {nodes.slice(0, count).map((node, index) => (
                <Field key={index} node={node} event={event} depth={depth} />
            ))}
            {nodes.length > count && (
                <div class="field" style={{ "--depth": depth }}>
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

// Deeper ones wait for a click: one can be inside of the other a hundred times.
const openDepth = 2;
const openLength = 20;

function Field({ node, event, depth }: { node: FieldNode; event: RealtimeEvent; depth: number }) {
    const inner = isBranch(node) ? childrenOf(node) : [];
    const [isOpen, setOpen] = useState(depth < openDepth && inner.length <= openLength);
    const name = safeText(node.name, 200);
    return (
        <>
            <div class="field" style={{ "--depth": Math.min(depth, 12) }}>
                <dt title={name.length > 14 ? name : undefined}>
                    <bdi>{name}</bdi>
                </dt>
                {inner.length > 0 ? (
                    <dd>
                        <button
                            type="button"
                            class="fold"
                            aria-expanded={isOpen}
                            aria-label={detailText.fold(name)}
                            onClick={() => setOpen(!isOpen)}
                        >
                            {isOpen ? "▾" : "▸"}{" "}
                            {Array.isArray(node.value)
                                ? detailText.items(inner.length)
                                : detailText.members(inner.length)}
                        </button>
                    </dd>
                ) : (
                    <dd>
                        <FieldValue node={node} event={event} />
                    </dd>
                )}
                <FieldActions node={node} />
            </div>
            {isOpen && inner.length > 0 && <Rows nodes={inner} event={event} depth={depth + 1} />}
        </>
    );
}
