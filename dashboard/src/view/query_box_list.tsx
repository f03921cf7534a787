import { useLayoutEffect, useRef } from "preact/hooks";

import type { Completion } from "../model/completion";
import { piecesOf } from "../model/query/tokens";
import { queryText } from "../text/query";
import { useApp } from "./context";

export const listId = "query-list";
export const optionId = (index: number): string => `query-option-${index}`;

// Completions or earlier queries, below the box. The keyboard stays in the box.
export function QueryBoxList({ choose }: { choose(index: number): void }) {
    const { state } = useApp();
    const list = state.queryList.value;
    const pick = state.queryPick.value;
    const box = useRef<HTMLUListElement>(null);
    useLayoutEffect(() => {
        box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    }, [pick]);
    if (list === undefined) return null;

    const option = (index: number) => ({
        id: optionId(index),
        role: "option" as const,
        "aria-selected": index === pick,
        onClick: () => choose(index),
    });
    return (
        <ul
            ref={box}
            id={listId}
            class="query-list"
            role="listbox"
            aria-label={list.kind === "history" ? queryText.history : queryText.completions}
            onMouseDown={(event) => event.preventDefault()}
        >
            {list.kind === "history"
                ? list.items.map((text, index) => (
                      <li key={text} {...option(index)}>
                          <EarlierQuery text={text} />
                      </li>
                  ))
                : list.items.map((item, index) => (
                      <li key={item.kind + item.text} {...option(index)}>
                          <CompletionText item={item} />
                      </li>
                  ))}
        </ul>
    );
}

function CompletionText({ item }: { item: Completion }) {
    return (
        <>
            <bdi class={`what q-${item.kind}`}>{item.label}</bdi>
            <span class="dim num">{item.detail}</span>
        </>
    );
}

function EarlierQuery({ text }: { text: string }) {
    return (
        <span class="what">
            {piecesOf(text).map((piece) => (
                <span key={piece.from} class={`q-${piece.kind}`}>
                    {text.slice(piece.from, piece.to)}
                </span>
            ))}
        </span>
    );
}
