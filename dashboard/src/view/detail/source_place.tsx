import { memberOf, type RealtimeEvent } from "../../model/event";
import { isNumber } from "../../model/field";
import { sourceLink } from "../../model/source_link";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { LongText } from "./long_text";

// A place in the code, which leads to the editor.
export function SourcePlace({ file, event }: { file: string; event: RealtimeEvent }) {
    const { state, actions } = useApp();
    const told = memberOf(event, "line");
    const line = isNumber(told) ? told : undefined;
    const place = <LongText text={line === undefined ? file : `${file}:${line}`} longest={400} />;
    const link = sourceLink(file, line, state.source.value);
    if (link !== undefined) {
        return (
            <a href={link} title={detailText.openSource}>
                {place}
            </a>
        );
    }
    return (
        <>
            {place}{" "}
            <button type="button" class="link" title={detailText.setSource} onClick={actions.toggleSettings}>
                {detailText.setSourceShort}
            </button>
        </>
    );
}
