import { Fragment, type ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { RealtimeEvent } from "../../model/event";
import { childrenOf, fieldGroups, type FieldGroup, type FieldNode } from "../../model/event_fields";
import { textOfValue } from "../../model/field";
import { safeText } from "../../model/safe_text";
import { detailText } from "../../text/detail";
import { LongText } from "./long_text";

/** What a page puts into the tree. */
interface Slots {
    /** In the place of a value's text, where it is more than that. */
    value?(node: FieldNode): ComponentChildren;
    /** Behind the value. */
    actions?(node: FieldNode): ComponentChildren;
    /** In front of a group. */
    before?(kind: FieldGroup["kind"]): ComponentChildren;
    /** Under the fields of a group. */
    after?(kind: FieldGroup["kind"]): ComponentChildren;
}

// The fields of an event, group by group, on the page and in a saved incident.
export function FieldTree({ event, ...slots }: Slots & { event: RealtimeEvent }) {
    return fieldGroups(event).map(({ kind, nodes }, index) => (
        <Fragment key={kind}>
            {slots.before?.(kind)}
            <section aria-label={detailText.groups[kind]}>
                {index > 0 && <h3>{detailText.groups[kind]}</h3>}
                <dl>
                    <Rows nodes={nodes} depth={0} slots={slots} />
                </dl>
                {slots.after?.(kind)}
            </section>
        </Fragment>
    ));
}

// An event with a hundred thousand members is drawn in pieces, as one is found to be read.
const step = 100;

interface RowsProps {
    nodes: readonly FieldNode[];
    depth: number;
    slots: Slots;
}

function Rows({ nodes, depth, slots }: RowsProps) {
    const [count, setCount] = useState(step);
    return (
        <>
            {nodes.slice(0, count).map((node, index) => (
                <Field key={index} node={node} depth={depth} slots={slots} />
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

function Field({ node, depth, slots }: { node: FieldNode; depth: number; slots: Slots }) {
    const inner = childrenOf(node);
    const [isOpen, setOpen] = useState(depth < openDepth && inner.length <= openLength);
    const name = safeText(node.name, 200);
    const many = Array.isArray(node.value) ? detailText.items : detailText.members;
    return (
        <>
            <div class="field" style={{ "--depth": Math.min(depth, 12) }}>
                <dt title={name.length > 14 ? name : undefined}>
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
                        slots.value?.(node) || <LongText text={textOfValue(node.value)} longest={400} />
                    )}
                </dd>
                {slots.actions?.(node)}
            </div>
            {isOpen && inner.length > 0 && <Rows nodes={inner} depth={depth + 1} slots={slots} />}
        </>
    );
}
