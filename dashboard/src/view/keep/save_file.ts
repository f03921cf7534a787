import { exportName } from "../../model/export";

// What the page has written becomes a file of the person's.
export function saveFile(parts: readonly BlobPart[], type: string, extension: string): void {
    const url = URL.createObjectURL(new Blob([...parts], { type: `${type};charset=utf-8` }));
    const link = document.createElement("a");
    link.href = url;
    link.download = exportName(new Date(), extension);
    link.click();
    // The browser reads it after the click.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
