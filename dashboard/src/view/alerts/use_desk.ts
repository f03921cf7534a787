import { createAlertDesk, type AlertDesk } from "../../state/alerts/desk";
import { useApp } from "../context";

export function useDesk(): AlertDesk {
    return useApp().actions.alertDesk(createAlertDesk);
}
