// False where the browser does not let a page copy: outside of https and localhost it mostly does not.
export async function copyText(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return copyBySelection(text);
    }
}

// The old way, which needs no secure address.
function copyBySelection(text: string): boolean {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "off-screen";
    // A modal dialog takes the focus from everything outside of it.
    (document.querySelector("dialog[open], [popover]:popover-open") ?? document.body).append(area);
    const focused = document.activeElement;
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return isCopied;
}
