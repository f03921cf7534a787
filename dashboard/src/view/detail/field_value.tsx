import { memberOf, type RealtimeEvent } from "../../model/event";
import type { FieldNode } from "../../model/event_fields";
import { writeJson } from "../../model/json";
import { sourceLink } from "../../model/source_link";
import { detailText } from "../../text/detail";
import { useApp } from "../context";
import { LongText } from "./long_text";

// Every digit of a number, a text as it is; a place in the code leads to the editor.
export function FieldValue({ node, event }: { node: FieldNode; event: RealtimeEvent }) {
    const { field, value } = node;
    if (field === "file" && typeof value === "string") return <SourcePlace file={value} event={event} />;
    return <LongText text={typeof value === "string" ? value : writeJson(value)} longest={400} />;
}

function SourcePlace({ file, event }: { file: string; event: RealtimeEvent }) {
    const { state, actions } = useApp();
    const told = memberOf(event, "line");
    const line = typeof told === "number" || typeof told === "bigint" ? told : undefined;
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
