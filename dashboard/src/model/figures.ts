// Measured numbers as a person reads them: three digits that count.
export function formatFigure(value: number): string {
    const size = Math.abs(value);
    if (size >= 1e15 || (size > 0 && size < 1e-4)) return value.toExponential(2);
    const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4;
    return new Intl.NumberFormat("en-US", { maximumFractionDigits: digits }).format(value);
}

/** Per second, in a table that many rates share: what is rarer than once in ten seconds is only not nothing. */
export function formatRate(perSecond: number): string {
    if (perSecond === 0) return "0";
    if (perSecond >= 10) return formatFigure(Math.round(perSecond));
    return perSecond < 0.1 ? "< 0.1" : formatFigure(Math.round(perSecond * 10) / 10);
}

export function formatBytes(bytes: number): string {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let [scaled, unit] = [bytes, 0];
    while (scaled >= 1024 && unit < units.length - 1) [scaled, unit] = [scaled / 1024, unit + 1];
    return `${unit === 0 ? scaled : scaled.toFixed(scaled < 10 ? 2 : 1)} ${units[unit]}`;
}

/** 31 %, and never 0 % of something. */
export function formatShare(part: number, whole: number): string {
    const percent = whole > 0 ? (part / whole) * 100 : 0;
    if (percent > 0 && percent < 1) return "< 1 %";
    return `${Math.round(percent)} %`;
}

/** 90 s, 12 m, 3 h, 5 d: how long ago. */
export function formatAge(milliseconds: number): string {
    const seconds = Math.max(Math.round(milliseconds / 1000), 0);
    if (seconds < 120) return `${seconds} s`;
    if (seconds < 7200) return `${Math.floor(seconds / 60)} m`;
    if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
    return `${Math.floor(seconds / 86_400)} d`;
}
