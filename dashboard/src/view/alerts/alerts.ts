// What is loaded later, as one part.
export { AlertsView } from "./alerts_view";
export { AlertMarks } from "./alert_marks";
export { DesktopNotifications, DesktopSetting } from "./desktop_setting";
