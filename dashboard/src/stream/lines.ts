/** The lines of a body as they come: all that a piece completes, together. */
export async function* linesOf(answer: Pick<Response, "body">): AsyncGenerator<readonly string[]> {
    const reader = answer.body?.getReader();
    if (reader === undefined) return;
    const decoder = new TextDecoder();
    let rest = "";
    try {
        for (;;) {
            const { done, value } = await reader.read();
            const lines = (rest + decoder.decode(value, { stream: !done })).split("\n");
            rest = done ? "" : (lines.pop() ?? "");
            const full = lines.filter((line) => line.trim() !== "");
            if (full.length > 0) yield full;
            if (done) return;
        }
    } finally {
        // Whoever stops reading hangs up: the broker ends the search.
        void reader.cancel().catch(() => {});
    }
}
