import type { Group } from "../../model/alerts/alert";
import { foreignLine } from "../foreign_text";

// Of which group a rule speaks.
export function GroupChips({ by }: { by: Group }) {
    return (
        <>
            {by.map(([field, value]) => (
                <bdi key={field} class="chip">
                    <span class="dim">{foreignLine(field)}=</span>
                    {foreignLine(value)}
                </bdi>
            ))}
        </>
    );
}
