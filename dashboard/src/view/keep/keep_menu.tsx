import { keepText } from "../../text/keep";
import { useApp } from "../context";
import { CopyMenu } from "./copy_menu";
import { ExportMenu } from "./export_menu";
import { GearIcon } from "./icons";
import { Popover } from "./popover";
import { SettingsDialog } from "./settings_dialog";
import { ViewsMenu } from "./views_menu";

// What outlives the look at it: named views, lines to pass on, files; and the settings.
export function KeepMenu() {
    const { state, actions } = useApp();
    return (
        <>
            <div class="keep" role="group" aria-label={keepText.group}>
                <Popover label={keepText.save}>{(close) => <ViewsMenu close={close} />}</Popover>
                <Popover label={keepText.copyAs}>{() => <CopyMenu />}</Popover>
                <Popover label={keepText.export}>{() => <ExportMenu />}</Popover>
                <button
                    type="button"
                    title={keepText.alertTitle}
                    onClick={() => actions.showAlerts(`new/${state.asked.value}`)}
                >
                    {keepText.alert}
                </button>
                <button
                    type="button"
                    aria-label={keepText.settings}
                    title={keepText.settings}
                    aria-haspopup="dialog"
                    onClick={actions.toggleSettings}
                >
                    <GearIcon />
                </button>
            </div>
            <SettingsDialog />
        </>
    );
}
