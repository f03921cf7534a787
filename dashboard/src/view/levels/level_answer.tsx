import { isSameTarget, type LevelTarget } from "../../model/levels";
import { forbidden } from "../../state/poll";
import { levelTexts } from "../../text/levels";
import { useApp } from "../context";

// What became of the last wish, where it was about this logger.
export function LevelAnswer({ target }: { target: LevelTarget }) {
    const asked = useApp().state.levelAsked.value;
    if (asked === undefined || !isSameTarget(asked.target, target)) return null;
    if (asked.kind === "asked") {
        return (
            <span role="status" class="dim">
                {levelTexts.asked(asked.level)}
            </span>
        );
    }
    const { error, detail } = asked.problem;
    return (
        <p role="alert" class="alarm">
            {error === forbidden ? levelTexts.forbidden(detail) : levelTexts.failed(detail)}
        </p>
    );
}
