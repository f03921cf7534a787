export { SidePanel } from "./side_panel";
