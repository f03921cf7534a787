// What is told of many measurements.

export function percentile(values, part) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0;
}

export function median(values) {
    return percentile(values, 0.5);
}

export function sum(values) {
    return values.reduce((all, each) => all + each, 0);
}

export function milliseconds(value) {
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
