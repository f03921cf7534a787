export { TemplatesView } from "./templates_view";
