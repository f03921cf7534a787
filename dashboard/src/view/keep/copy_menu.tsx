import { useState } from "preact/hooks";

import { copyLines } from "../../model/copy_as";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { copyText } from "./clipboard";
import { CheckIcon, CopyIcon } from "./icons";

// The view as a link, and as lines for a shell.
export function CopyMenu() {
    const { state, actions } = useApp();
    const [answer, setAnswer] = useState<{ readonly what: string; readonly isCopied: boolean }>();
    const lines = copyLines(state.view.value, actions.looked(), location.href);
    return (
        <>
            <ul class="choices">
                {lines.map(({ kind, text }) => {
                    const what = keepText.copyLines[kind];
                    const isCopied = answer?.what === what && answer.isCopied;
                    return (
                        <li key={kind}>
                            <button
                                type="button"
                                onClick={() => void copyText(text).then((done) => setAnswer({ what, isCopied: done }))}
                            >
                                <b>{what}</b>
                                {isCopied ? <CheckIcon /> : <CopyIcon />}
                                <code>{wordsOf(text)}</code>
                            </button>
                        </li>
                    );
                })}
            </ul>
            <p role="status" class={answer === undefined || answer.isCopied ? "dim" : "alarm"}>
                {answer === undefined ? "" : answer.isCopied ? keepText.copied(answer.what) : keepText.notCopied}
            </p>
        </>
    );
}

// Lines break between words rather than after the hyphens of an option.
function wordsOf(line: string) {
    return line.split(" ").map((word, index) => (
        <>
            {index > 0 && " "}
            <span>{word}</span>
        </>
    ));
}
