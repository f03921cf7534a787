import type { ComponentChildren } from "preact";

// Small signs for buttons that have their names in a label.
function Icon({ children }: { children: ComponentChildren }) {
    return (
        <svg class="sign" viewBox="0 0 14 14" aria-hidden="true">
            {children}
        </svg>
    );
}

export function CopyIcon() {
    return (
        <Icon>
            <rect x="4.5" y="4.5" width="7" height="7" rx="1.5" />
            <path d="M9.5 2.5h-5a2 2 0 0 0-2 2v5" />
        </Icon>
    );
}

export function CheckIcon() {
    return (
        <Icon>
            <path d="M2.5 7.5l3 3 6-7" />
        </Icon>
    );
}

export function IncludeIcon() {
    return (
        <Icon>
            <circle cx="7" cy="7" r="5" />
            <path d="M7 4.5v5M4.5 7h5" />
        </Icon>
    );
}

export function ExcludeIcon() {
    return (
        <Icon>
            <circle cx="7" cy="7" r="5" />
            <path d="M4.5 7h5" />
        </Icon>
    );
}

export function PenIcon() {
    return (
        <Icon>
            <path d="M2.5 11.5l.7-2.8 6-6 2.1 2.1-6 6z" />
        </Icon>
    );
}

export function CrossIcon() {
    return (
        <Icon>
            <path d="M3 3l8 8M11 3l-8 8" />
        </Icon>
    );
}

export function GearIcon() {
    return (
        <Icon>
            <path d="M1.5 4h6M11 4h1.5M1.5 10H3M6.5 10h6" />
            <circle cx="9.2" cy="4" r="1.7" />
            <circle cx="4.8" cy="10" r="1.7" />
        </Icon>
    );
}
