export { KeepMenu } from "./keep_menu";
