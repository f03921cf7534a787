import { csvHeader, csvRow, mostRows } from "../model/export";
import type { Api, RangeAsk } from "../stream/api";

/** How far an export is; `isCut`: there was more than a table holds. */
export type CsvExport =
    | { readonly kind: "none" }
    | { readonly kind: "running"; readonly rows: number }
    | { readonly kind: "done"; readonly rows: number; readonly isCut: boolean }
    | { readonly kind: "failed"; readonly detail: string };

export interface CsvFile {
    readonly parts: readonly Blob[];
    readonly rows: number;
    readonly isCut: boolean;
}

const rowsOfPart = 2000;

// Oldest first. Text goes into blobs as it comes, which the browser may put on disk.
export async function writeCsv(
    api: Api,
    ask: RangeAsk,
    progress: (rows: number) => void,
    end: AbortSignal,
): Promise<CsvFile> {
    // The mark tells a spreadsheet that it is UTF-8.
    const parts: Blob[] = [new Blob(["\ufeff", csvHeader])];
    let text: string[] = [];
    let rows = 0;
    const finishPart = (): void => {
        parts.push(new Blob(text));
        text = [];
        progress(rows);
    };
    const done = await api.events(
        { ...ask, order: "oldest", limit: mostRows },
        {
            events(found) {
                for (const event of found) {
                    rows += 1;
                    if (text.push(csvRow(event)) >= rowsOfPart) finishPart();
                }
            },
        },
        end,
    );
    finishPart();
    return { parts, rows, isCut: done.next !== undefined };
}
