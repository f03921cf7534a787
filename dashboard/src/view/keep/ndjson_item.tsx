import { exportName } from "../../model/export";
import { keepText } from "../../text/keep";
import { bytesText } from "../../text/page";
import { useApp } from "../context";
import { saveFile } from "./save_file";

// Every event of the view: by a link where that is enough, else the page fetches the file and says how far it is.
export function NdjsonItem() {
    const { actions } = useApp();
    const inner = (
        <>
            <b>{keepText.ndjson}</b>
            <span class="dim">{keepText.ndjsonHint}</span>
        </>
    );
    return (
        <li>
            {actions.isExportLinkable() ? (
                <a href={actions.exportUrl()} download={exportName(new Date(), "ndjson")}>
                    {inner}
                </a>
            ) : (
                <button
                    type="button"
                    onClick={() => actions.exportNdjson((file) => saveFile([file], "application/x-ndjson", "ndjson"))}
                >
                    {inner}
                </button>
            )}
            <Progress />
        </li>
    );
}

function Progress() {
    const { state, actions } = useApp();
    const { kind } = state.ndjson.value;
    if (kind === "none") return null;
    return (
        <p class="running" role="status">
            <Answer />
            {kind === "asking" && (
                <button type="button" class="link stop" onClick={actions.stopNdjson}>
                    {keepText.stop}
                </button>
            )}
        </p>
    );
}

function Answer() {
    const { ndjson, ndjsonBytes } = useApp().state;
    const { value: file } = ndjson;
    if (file.kind === "failed") return <span class="alarm">{keepText.csvFailed(file.detail)}</span>;
    const bytes = bytesText(ndjsonBytes.value);
    return (
        <span class="dim num">
            {file.kind === "found" ? keepText.ndjsonDone(bytes) : keepText.ndjsonRunning(bytes)}
        </span>
    );
}
