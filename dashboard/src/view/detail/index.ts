export { Detail } from "./detail";
