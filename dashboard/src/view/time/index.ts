export { RangeControl } from "./range_control";
export { TimePanel } from "./time_panel";
