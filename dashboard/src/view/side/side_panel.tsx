import { sideTexts } from "../../text/side";
import { Levels } from "./levels";
import { TopicTree } from "./topic_tree";
import { TopValues } from "./top_values";

// What there is, to choose from.
export function SidePanel() {
    return (
        <aside class="side" aria-label={sideTexts.panel}>
            <Levels />
            <TopicTree />
            <TopValues />
        </aside>
    );
}
