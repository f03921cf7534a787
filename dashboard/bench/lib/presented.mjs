// For each mark, when the frame with what it stands for was drawn: committed, activated, handed on to be shown. In the
// trace's microseconds.
export function drawnAfter(events, marks) {
    const times = (name) => events.filter((event) => event.name === name && event.pid === marks[0]?.pid).map(({ ts }) => ts);
    const stages = ["Commit", "ActivateLayerTree", "DrawFrame"].map((name) => times(name).sort((a, b) => a - b));
    return marks.flatMap((mark) => {
        let at = mark.ts;
        for (const stage of stages) at = stage.find((time) => time >= at) ?? NaN;
        return Number.isNaN(at) ? [] : [{ mark, drawn: at }];
    });
}
