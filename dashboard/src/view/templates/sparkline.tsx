import { sparkline } from "../../model/sparkline";
import { templateTexts } from "../../text/panels";

const width = 120;
const height = 20;

// Counts over the range, without a scale: only the shape matters.
export function Sparkline({ counts }: { counts: readonly number[] | undefined }) {
    return (
        <svg class="spark" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={templateTexts.trendOf}>
            {counts !== undefined && <path d={sparkline(counts, width, height)} />}
        </svg>
    );
}
