import { useApp } from "./context";
import { searchBoxId } from "./shortcuts";

export function SearchBox() {
    const { state, actions } = useApp();
    return (
        <div class="box search">
            <label for={searchBoxId} aria-label="Search">
                ⌕
            </label>
            <input
                id={searchBoxId}
                type="search"
                value={state.text.value}
                spellcheck={false}
                autocomplete="off"
                placeholder="search messages and fields"
                onInput={(event) => actions.search(event.currentTarget.value)}
            />
            <kbd aria-hidden="true">/</kbd>
        </div>
    );
}
