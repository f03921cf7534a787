import { safeLine, safeText } from "../model/safe_text";
import { incidentPage as text } from "../text/incident_page";
import { Logo } from "../view/icons";
import { useIncident } from "./context";

// What the one who saved it said, and what was looked at.
export function About() {
    const { state } = useIncident();
    const { title, note, query, from, to, saved, isCut } = state.about;
    const hidden = state.about.hidden.map((key) => safeLine(key, 60));
    return (
        <header class="about">
            <h1>
                <Logo />
                <bdi>{safeLine(title)}</bdi>
            </h1>
            {note !== "" && <p class="said">{safeText(note)}</p>}
            <dl>
                <Fact name={text.query} value={query === "" ? text.everything : safeLine(query, 2000)} isCode />
                <Fact name={text.range} value={`${moment(from)} – ${moment(to)}`} />
                <Fact name={text.saved} value={moment(saved)} />
                <Fact name={text.zone} value={Intl.DateTimeFormat().resolvedOptions().timeZone} />
            </dl>
            <p class="dim">{hidden.length > 0 ? text.hidden(hidden) : text.nothingHidden}</p>
            {isCut && <p class="alarm">{text.cut(state.rows.length)}</p>}
        </header>
    );
}

function Fact({ name, value, isCode = false }: { name: string; value: string; isCode?: boolean }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd class={isCode ? "code" : "num"}>
                <bdi>{value}</bdi>
            </dd>
        </div>
    );
}

function moment(timestamp: string): string {
    return safeLine(text.moment(timestamp.replace(/\.?(000)+Z$/, "Z")), 60);
}
