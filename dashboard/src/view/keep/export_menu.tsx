import { mostRows } from "../../model/export";
import { writeSpan } from "../../model/range";
import { safeLine } from "../../model/safe_text";
import type { CsvExport, CsvFile } from "../../state/csv_export";
import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { IncidentPart } from "./incident_part";
import { NdjsonItem } from "./ndjson_item";
import { saveFile } from "./save_file";

// What the view shows as a file, all of it rather than what the table holds.
export function ExportMenu() {
    const { state, actions } = useApp();
    const range = state.range.value;
    const csv = state.csv.value;
    const isRunning = csv.kind === "running";
    if (state.incidentDraft.value !== undefined) return <IncidentPart />;
    const span = range.kind === "last" ? writeSpan(range.seconds) : `${range.from} – ${range.to}`;
    return (
        <>
            <p class="dim">{keepText.exported(safeLine(state.asked.value, 200), span)}</p>
            <ul class="choices">
                <NdjsonItem />
                <li>
                    <button type="button" disabled={isRunning} onClick={() => actions.exportCsv(saveCsv)}>
                        <b>{keepText.csv}</b>
                        <span class="dim">{keepText.csvHint(mostRows)}</span>
                    </button>
                </li>
                <li>
                    <button type="button" onClick={() => actions.draftIncident({ title: "", note: "" })}>
                        <b>{keepText.incident}</b>
                        <span class="dim">{keepText.incidentHint}</span>
                    </button>
                </li>
            </ul>
            <p class="running">
                <span role="status" class={csv.kind === "failed" ? "alarm" : "dim num"}>
                    {textOf(csv)}
                </span>
                {isRunning && <progress value={csv.rows} max={mostRows} aria-label={keepText.csv} />}
                {isRunning && (
                    <button type="button" class="link" onClick={actions.stopExport}>
                        {keepText.stop}
                    </button>
                )}
            </p>
        </>
    );
}

function textOf(csv: CsvExport): string {
    switch (csv.kind) {
        case "none":
            return "";
        case "running":
            return keepText.csvRunning(csv.rows);
        case "done":
            return keepText.csvDone(csv.rows, csv.isCut);
        case "failed":
            return keepText.csvFailed(csv.detail);
    }
}

function saveCsv({ parts }: CsvFile): void {
    saveFile(parts, "text/csv", "csv");
}
