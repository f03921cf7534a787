// How wide a column has to be for what is drawn of it now.
export function fittingWidth(within: HTMLElement, column: string): number {
    const cells = within.closest("[role=grid]")?.querySelectorAll(`[data-column=${CSS.escape(column)}]`) ?? [];
    const widths = [...cells].map(contentWidth);
    return Math.ceil(Math.max(...widths)) + room;
}

const room = 6;

// A range is as wide as the text, also where the cell cuts it off.
function contentWidth(cell: Element): number {
    const range = document.createRange();
    const content = cell.querySelector(":scope > button, .line") ?? cell;
    range.selectNodeContents(content);
    return range.getBoundingClientRect().width;
}
