type Keys = readonly (readonly [keys: string, does: string])[];

// What each key does, by where it does, as the help shows it.
export const shortcuts: readonly (readonly [where: string, keys: Keys])[] = [
    [
        "Anywhere",
        [
            ["/", "search"],
            ["L", "live"],
            ["Space", "pause and resume"],
            ["G E", "events"],
            ["G T", "templates"],
            ["G R", "runs"],
            ["G A", "alerts"],
            ["G H", "health"],
            ["T", "theme"],
            ["Esc", "close, leave a box"],
            ["?", "this help"],
        ],
    ],
    [
        "Table",
        [
            ["J ↓ K ↑", "next and previous event"],
            ["PgDn PgUp", "a page on and back"],
            ["Home", "the oldest"],
            ["End", "the newest, and follow"],
            ["← →", "from cell to cell"],
            ["Enter", "open or close the event"],
            ["X", "its whole text"],
            ["Shift+F10", "what can be done with the value"],
            ["Shift+↓ Shift+↑", "select several"],
            ["Ctrl+A", "select all"],
            ["Ctrl+C", "copy what is selected, as logbeam tail prints it"],
            ["Ctrl+F", "find in the table"],
            ["F3 Shift+F3", "next and previous hit"],
        ],
    ],
    [
        "Search box",
        [
            ["Tab", "complete"],
            ["↓ Ctrl+Space", "completions"],
            ["↑ Ctrl+R", "earlier queries"],
            ["Enter", "take what is chosen, or ask"],
        ],
    ],
    [
        "Time line",
        [
            ["← →", "move the cursor"],
            ["Shift+← Shift+→", "select"],
            ["Enter", "look at it"],
            ["P", "play from there"],
            ["-", "zoom out"],
        ],
    ],
    [
        "Column head",
        [
            ["Ctrl+← Ctrl+→", "move the column"],
            ["Shift+← Shift+→", "narrower and wider"],
        ],
    ],
    [
        "Mouse",
        [
            ["Alt+Click", "on a value: what can be done with it; on a level: it alone; at the side: leave it out"],
            ["Shift+Click Ctrl+Click", "select several events"],
        ],
    ],
];

export const footerKeys: Keys = [
    ["J K", "move"],
    ["Space", "pause"],
    ["End", "newest"],
    ["?", "keys"],
];
