// Arrow keys move between the rows of a table, Home and End to its ends.
export function moveBetweenRows(event: KeyboardEvent): void {
    const rows = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("tbody [data-row]")];
    const at = rows.findIndex((row) => row === document.activeElement);
    const to = targetOf(event.key, at, rows.length);
    if (to === undefined || rows.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
}

function targetOf(key: string, at: number, count: number): number | undefined {
    switch (key) {
        case "ArrowDown":
        case "j":
            return at + 1;
        case "ArrowUp":
        case "k":
            return at - 1;
        case "Home":
            return 0;
        case "End":
            return count - 1;
        default:
            return undefined;
    }
}
