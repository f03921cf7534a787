import { useEffect, useState } from "preact/hooks";

import { detailText } from "../../text/detail";
import { copyText } from "./clipboard";
import { CheckIcon, CopyIcon } from "./icons";

// Copies, and says for a moment that it did.
export function CopyButton({ name, text }: { name: string; text: () => string }) {
    const [answer, copy] = useCopied();
    return (
        <>
            <button
                type="button"
                class="icon"
                aria-label={detailText.copy(name)}
                title={detailText.copy(name)}
                onClick={() => copy(text())}
            >
                {answer === true ? <CheckIcon /> : <CopyIcon />}
            </button>
            {answer !== undefined && (
                <span role="status" class="off-screen">
                    {answer ? detailText.copied(name) : detailText.notCopied}
                </span>
            )}
        </>
    );
}

/** Whether the last copy went well, until it is old. */
export function useCopied(): [answer: boolean | undefined, copy: (text: string) => void] {
    const [answer, setAnswer] = useState<boolean>();
    useEffect(() => {
        if (answer === undefined) return;
        const timer = setTimeout(() => setAnswer(undefined), 2000);
        return () => clearTimeout(timer);
    }, [answer]);
    return [answer, (text) => void copyText(text).then(setAnswer)];
}
