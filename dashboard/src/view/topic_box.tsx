import { useEffect, useState } from "preact/hooks";

import { useApp } from "./context";

// Which topics the page is subscribed to. Taken over with Enter or by leaving the box.
export function TopicBox() {
    const { state, actions } = useApp();
    const watched = state.topics.value.join(", ");
    const [typed, setTyped] = useState(watched);
    const [problem, setProblem] = useState<string>();
    useEffect(() => setTyped(watched), [watched]);

    const submit = (): void => setProblem(actions.watch(typed));
    return (
        <form
            class="box topic"
            onSubmit={(event) => {
                event.preventDefault();
                submit();
            }}
        >
            <label for="topics">topic</label>
            <input
                id="topics"
                value={typed}
                spellcheck={false}
                autocomplete="off"
                placeholder=">"
                aria-invalid={problem !== undefined}
                aria-describedby={problem === undefined ? undefined : "topics-problem"}
                onInput={(event) => setTyped(event.currentTarget.value)}
                onBlur={submit}
            />
            {problem !== undefined && (
                <p id="topics-problem" class="problem" role="alert">
                    {problem}
                </p>
            )}
        </form>
    );
}
