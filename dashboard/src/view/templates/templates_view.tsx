import { templateTexts } from "../../text/panels";
import { useApp } from "../context";
import { GroupTable } from "./group_table";
import { TemplateTable } from "./template_table";

// Which kinds of events there are, or which values a field has.
export function TemplatesView() {
    const { state } = useApp();
    const field = state.groupField.value;
    return (
        <main class="panel-view" aria-label={templateTexts.view}>
            {field === undefined ? <TemplateTable /> : <GroupTable key={field} field={field} />}
        </main>
    );
}
