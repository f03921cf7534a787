import { levels } from "../../model/level";
import { other } from "../../model/stack";

// Canvases know no CSS variables: this is what they stand for in the theme of the moment.
export class Palette {
    readonly #probe: HTMLElement;

    constructor(within: HTMLElement) {
        this.#probe = document.createElement("span");
        this.#probe.hidden = true;
        within.append(this.#probe);
    }

    resolve(colour: string): string {
        this.#probe.style.color = colour;
        return getComputedStyle(this.#probe).color;
    }

    variable(name: string): string {
        return this.resolve(`var(--${name})`);
    }

    close(): void {
        this.#probe.remove();
    }
}

// What is usual is pale, so that what is not stands out. Mixed, not transparent: bars overlap.
const strength: Readonly<Record<string, number>> = { info: 55, debug: 45, trace: 45, none: 30, warning: 92 };

/** The CSS colour of a layer of the histogram. Only levels have colours; groups are shades. */
export function layerColour(layer: string, by: string, index: number): string {
    if (by === "level") {
        const name = (levels as readonly string[]).includes(layer) ? layer : "event";
        return `color-mix(in srgb, var(--${name}) ${strength[layer] ?? 100}%, var(--bg))`;
    }
    if (layer === other) return "color-mix(in srgb, var(--dim) 30%, var(--bg))";
    return `color-mix(in srgb, var(--accent) ${70 - index * 10}%, var(--bg))`;
}
