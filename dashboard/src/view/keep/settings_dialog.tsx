import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { AlertsPart } from "../alerts_part";
import { Dialog } from "../dialog";
import { SourceSettingsForm } from "./source_settings";

export function SettingsDialog() {
    const { state, actions } = useApp();
    return (
        <Dialog label={keepText.settings} isOpen={state.isSettingsOpen.value} toggle={actions.toggleSettings}>
            <SourceSettingsForm />
            <AlertsPart name="DesktopSetting" />
        </Dialog>
    );
}
