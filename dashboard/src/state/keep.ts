import { signal, type Signal } from "@preact/signals";

import type { Looked } from "../model/copy_as";
import { readColumns, usualColumns, writeColumns } from "../model/columns";
import { askOf } from "../model/range";
import { readViews, renamed, withoutView, withView, type Looks, type SavedView } from "../model/saved_views";
import { readSource, type SourceSettings } from "../model/source_link";
import { viewNames } from "../model/url";
import type { Neighbours } from "./actions";
import { writeCsv, type CsvExport, type CsvFile } from "./csv_export";
import { browserShelf, type Shelf } from "./keep_storage";
import { detailOf } from "./lookup";
import type { State } from "./state";

// What outlives the look at it: named views, files, and how this browser opens source files.
export interface KeepState {
    readonly savedViews: Signal<readonly SavedView[]>;
    readonly csv: Signal<CsvExport>;
    readonly source: Signal<SourceSettings>;
    readonly isSettingsOpen: Signal<boolean>;
}

export interface KeepActions {
    /** What is looked at now. */
    looks(): Looks;
    /** False where the browser keeps nothing. */
    saveView(name: string): boolean;
    showView(view: SavedView): void;
    renameView(name: string, next: string): void;
    forgetView(name: string): void;
    /** The same for a line in a shell. */
    looked(): Looked;
    exportUrl(): string;
    exportCsv(save: (file: CsvFile) => void): void;
    stopExport(): void;
    setSource(settings: SourceSettings): void;
    toggleSettings(): void;
}

const viewsName = "saved views";
const sourceName = "source links";

export function createKeepState(shelf: Shelf = browserShelf): KeepState {
    return {
        savedViews: signal(readViews(shelf.read(viewsName))),
        csv: signal<CsvExport>({ kind: "none" }),
        source: signal(readSource(shelf.read(sourceName))),
        isSettingsOpen: signal(false),
    };
}

export function keepActions(state: State, neighbours: Neighbours, shelf: Shelf = browserShelf): KeepActions {
    return {
        ...viewActions(state, neighbours, shelf),
        ...fileActions(state, neighbours),
        ...settingsActions(state, shelf),
    };
}

type ViewActions = Pick<KeepActions, "looks" | "saveView" | "showView" | "renameView" | "forgetView">;

function viewActions(state: State, { actions }: Neighbours, shelf: Shelf): ViewActions {
    // Read again each time: another tab may have saved one in the meantime.
    function change(how: (views: readonly SavedView[]) => readonly SavedView[]): boolean {
        const kept = shelf.read(viewsName);
        state.savedViews.value = how(kept === null ? state.savedViews.value : readViews(kept));
        return shelf.write(viewsName, state.savedViews.value);
    }

    function looks(): Looks {
        return {
            query: state.query.value,
            range: state.range.value,
            hidden: [...state.hidden.value],
            columns: writeColumns(state.columns.value),
            view: state.view.value,
        };
    }

    return {
        looks,
        saveView: (name) => change((views) => withView(views, name, looks())),
        showView(view) {
            actions().hide(new Set(view.hidden));
            actions().ask(view.query);
            if (JSON.stringify(view.range) !== JSON.stringify(state.range.value)) actions().look(view.range);
            if (view.columns !== looks().columns) actions().setColumns(readColumns(view.columns) ?? usualColumns);
            actions().show(viewNames.find((name) => name === view.view) ?? "events");
        },
        renameView: (name, next) => void change((views) => renamed(views, name, next)),
        forgetView: (name) => void change((views) => withoutView(views, name)),
    };
}

type FileActions = Pick<KeepActions, "looked" | "exportUrl" | "exportCsv" | "stopExport">;

function fileActions(state: State, { api }: Neighbours): FileActions {
    let running: AbortController | undefined;
    return {
        looked: () => ({
            query: state.asked.value,
            range: state.range.value,
            base: api.exportUrl({}).replace(/\/api\/events.*/, ""),
        }),
        exportUrl: () => api.exportUrl({ query: state.asked.value, ...askOf(state.range.value), order: "oldest" }),
        exportCsv(save) {
            running?.abort();
            const controller = new AbortController();
            running = controller;
            const tell = (csv: CsvExport): void => {
                if (running === controller) state.csv.value = csv;
            };
            const ask = { query: state.asked.value, ...askOf(state.range.value) };
            tell({ kind: "running", rows: 0 });
            writeCsv(api, ask, (rows) => tell({ kind: "running", rows }), controller.signal).then(
                (file) => {
                    if (running !== controller) return;
                    save(file);
                    tell({ kind: "done", rows: file.rows, isCut: file.isCut });
                },
                (error: unknown) => tell({ kind: "failed", detail: detailOf(error) }),
            );
        },
        stopExport() {
            running?.abort();
            running = undefined;
            state.csv.value = { kind: "none" };
        },
    };
}

function settingsActions(state: State, shelf: Shelf): Pick<KeepActions, "setSource" | "toggleSettings"> {
    return {
        setSource(settings) {
            state.source.value = settings;
            shelf.write(sourceName, settings);
        },
        toggleSettings() {
            state.isSettingsOpen.value = !state.isSettingsOpen.value;
        },
    };
}
