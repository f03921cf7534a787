import { shortcuts } from "../text/keys";
import { labels } from "../text/page";
import { useApp } from "./context";
import { Dialog } from "./dialog";

// Every key that does something, by where it does.
export function Help() {
    const { state, actions } = useApp();
    return (
        <Dialog label={labels.help} isOpen={state.isHelpOpen.value} toggle={actions.toggleHelp}>
            <div class="help">
                {shortcuts.map(([where, keys]) => (
                    <section key={where}>
                        <h3>{where}</h3>
                        <dl>
                            {keys.map(([names, does]) => (
                                <div key={names}>
                                    <dt>
                                        {names.split(" ").map((name) => (
                                            <kbd>{name}</kbd>
                                        ))}
                                    </dt>
                                    <dd>{does}</dd>
                                </div>
                            ))}
                        </dl>
                    </section>
                ))}
            </div>
        </Dialog>
    );
}
