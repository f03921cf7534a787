import { sparkline } from "../../model/sparkline";
import { templateTexts } from "../../text/panels";

const width = 120;
const height = 20;

// Counts over the range, without a scale: only the shape matters.
export function Sparkline({ counts, columns }: { counts: readonly number[] | undefined; columns?: number }) {
    const path = counts === undefined ? "" : sparkline(counts, { width, height, ...(columns !== undefined && { columns }) });
    return (
        <svg class="spark" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={templateTexts.trendOf}>
            {path !== "" && <path d={path} />}
        </svg>
    );
}
