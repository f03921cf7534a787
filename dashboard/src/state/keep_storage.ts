// What a person keeps in this browser: named JSON. A browser may forbid it; then nothing is kept.
export interface Shelf {
    read(name: string): unknown;
    /** False where the browser did not take it. */
    write(name: string, value: unknown): boolean;
}

export const browserShelf: Shelf = {
    read(name) {
        try {
            return JSON.parse(localStorage.getItem(name) ?? "null") as unknown;
        } catch {
            return null;
        }
    },
    write(name, value) {
        try {
            localStorage.setItem(name, JSON.stringify(value));
            return true;
        } catch {
            return false;
        }
    },
};
