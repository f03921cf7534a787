// Where the page of a saved incident lies, as JSON (vite.incident.config.ts).
declare module "virtual:incident-viewer" {
    const url: string;
    export default url;
}
