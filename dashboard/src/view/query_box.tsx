import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

import { queryText } from "../text/query";
import { useApp } from "./context";
import { handleQueryKey } from "./query_box_keys";
import { listId, optionId, QueryBoxList } from "./query_box_list";
import { QueryBoxMirror } from "./query_box_mirror";
import { problemId, QueryBoxProblem } from "./query_box_problem";
import { searchBoxId } from "./shortcuts";

// One line to type into, over its own text in colours.
export function QueryBox() {
    const { state, actions } = useApp();
    const input = useRef<HTMLInputElement>(null);
    const mirror = useRef<HTMLDivElement>(null);
    const caret = useCaret(input);
    const follow = (): void => followScroll(input.current, mirror.current);
    const draft = state.draft.value;
    useLayoutEffect(follow, [draft]);

    const choose = (index?: number): boolean => {
        const typed = actions.chooseFromQueryList(index);
        if (typed !== undefined) caret.current = typed.cursor;
        return typed !== undefined;
    };
    return (
        <div class="query">
            <span class="query-sign" aria-hidden="true">
                ⌕
            </span>
            <div class="query-line">
                <QueryBoxMirror mirror={mirror} />
                <QueryInput input={input} choose={choose} follow={follow} />
                <QueryBoxProblem mirror={mirror} />
            </div>
            {draft === "" ? (
                <kbd aria-hidden="true">/</kbd>
            ) : (
                <button
                    type="button"
                    class="query-clear"
                    aria-label={queryText.clear}
                    onClick={() => {
                        actions.clearQuery();
                        input.current?.focus();
                    }}
                >
                    ✕
                </button>
            )}
            <QueryBoxList choose={(index) => choose(index) && input.current?.focus()} />
        </div>
    );
}

interface InputProps {
    input: RefObject<HTMLInputElement>;
    choose(): boolean;
    follow(): void;
}

function QueryInput({ input, choose, follow }: InputProps) {
    const { state, actions } = useApp();
    const list = state.queryList.value;
    const pick = state.queryPick.value;
    const hasProblem = state.queryProblem.value !== undefined && state.isProblemSaid.value;
    return (
        <input
            ref={input}
            id={searchBoxId}
            type="text"
            role="combobox"
            aria-label={queryText.label}
            aria-autocomplete="list"
            aria-expanded={list !== undefined}
            aria-controls={list === undefined ? undefined : listId}
            aria-activedescendant={list !== undefined && pick >= 0 ? optionId(pick) : undefined}
            aria-invalid={hasProblem}
            aria-describedby={hasProblem ? problemId : undefined}
            value={state.draft.value}
            placeholder={queryText.placeholder}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            enterkeyhint="search"
            onInput={({ currentTarget: { value, selectionStart } }) =>
                actions.typeQuery({ text: value, cursor: selectionStart ?? value.length })
            }
            onFocus={actions.enterQueryBox}
            onBlur={actions.leaveQueryBox}
            onKeyDown={(event) => handleQueryKey(event, state, actions, choose)}
            onKeyUp={follow}
            onScroll={follow}
            onSelect={follow}
        />
    );
}

// Where the cursor goes once the text that somebody chose is in the box.
function useCaret(input: RefObject<HTMLInputElement>): RefObject<number> {
    const caret = useRef<number>(null);
    useLayoutEffect(() => {
        if (caret.current === null) return;
        input.current?.setSelectionRange(caret.current, caret.current);
        caret.current = null;
    });
    return caret;
}

// A long text scrolls in its box: its colours with it.
function followScroll(input: HTMLInputElement | null, mirror: HTMLElement | null): void {
    if (input !== null && mirror !== null) mirror.style.transform = `translateX(${-input.scrollLeft}px)`;
}
