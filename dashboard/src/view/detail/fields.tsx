import type { RealtimeEvent } from "../../model/event";
import { EventLevel } from "../levels";
import { AroundBrief } from "./around_brief";
import { FieldActions } from "./field_actions";
import { FieldTree } from "./field_tree";
import { SourcePlace } from "./source_place";

// The nearest events stand before the envelope: often they say why, which the envelope hardly does.
export function Fields({ event }: { event: RealtimeEvent }) {
    return (
        <FieldTree
            event={event}
            value={({ field, value }) =>
                field === "file" && typeof value === "string" && <SourcePlace file={value} event={event} />
            }
            actions={(node) => <FieldActions node={node} />}
            before={(kind) => kind === "envelope" && <AroundBrief event={event} />}
            after={(kind) => kind === "call" && <EventLevel event={event} />}
        />
    );
}
