// For each mark, when the frame with what it stands for was drawn: committed, activated, handed on to be shown. In the
// trace's microseconds.
export function drawnAfter(events, marks) {
    const own = events.filter(({ pid }) => pid === marks[0]?.pid);
    const timesOf = (stage) => own.filter(({ name }) => name === stage).map(({ ts }) => ts);
    const stages = ["Commit", "ActivateLayerTree", "DrawFrame"].map((name) => timesOf(name).sort((a, b) => a - b));
    return marks.flatMap((mark) => {
        let at = mark.ts;
        for (const stage of stages) at = stage.find((time) => time >= at) ?? NaN;
        return Number.isNaN(at) ? [] : [{ mark, drawn: at }];
    });
}
