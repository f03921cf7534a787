import { formatCount } from "../../model/format";
import { levels, type Kind } from "../../model/level";
import type { Run } from "../../model/runs";
import type { TemplateInfo } from "../../stream/api";
import { runTexts } from "../../text/panels";
import { useApp } from "../context";
import { LevelMark } from "../icons";
import { ForeignText } from "../foreign_text";

const shown = 5;

// What a run says that the one before it did not, the worst first.
export function NewTemplates({ run, templates }: { run: Run; templates: readonly TemplateInfo[] }) {
    const { actions } = useApp();
    if (templates.length === 0) return null;
    const rank = ({ level }: TemplateInfo): number => (levels as readonly string[]).indexOf(level);
    const worstFirst = [...templates].sort((a, b) => rank(b) - rank(a) || b.count - a.count);
    return (
        <ul class="news" aria-label={runTexts.isNew}>
            {worstFirst.slice(0, shown).map((info) => (
                <li key={`${info.by} ${info.template}`}>
                    <LevelMark level={kindOf(info)} label />
                    <code>
                        <ForeignText text={info.template} />
                    </code>
                    <span class="num dim">{formatCount(info.count)}</span>
                </li>
            ))}
            {worstFirst.length > shown && (
                <li>
                    <button type="button" class="link" onClick={() => actions.showNews(run)}>
                        {runTexts.more(worstFirst.length - shown)}
                    </button>
                </li>
            )}
        </ul>
    );
}

function kindOf({ level }: TemplateInfo): Kind {
    return (levels as readonly string[]).includes(level) ? (level as Kind) : "event";
}
