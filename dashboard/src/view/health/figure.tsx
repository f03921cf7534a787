import type { ComponentChildren } from "preact";

// A name and its number.
export function Figure({ name, children }: { name: string; children: ComponentChildren }) {
    return (
        <div class="figure-box">
            <dt>{name}</dt>
            <dd class="num">{children}</dd>
        </div>
    );
}
