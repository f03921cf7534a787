export { HealthView } from "./health_view";
