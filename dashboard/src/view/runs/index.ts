export { RunsView } from "./runs_view";
