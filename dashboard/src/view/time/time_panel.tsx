import { useEffect } from "preact/hooks";

import { AlertsPart } from "../alerts_part";
import { useApp } from "../context";
import { timeTexts } from "../../text/time";
import { Histogram } from "./histogram";
import { NumberChart } from "./number_chart";
import { TimeHead } from "./time_head";
import { TimeLine } from "./time_line";

// What happened when, over what is looked at.
export function TimePanel() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchTime(), [actions]);
    const field = state.chartField.value;
    return (
        <section class="time" aria-label={timeTexts.panel}>
            <TimeHead />
            <div class="charts">
                <Histogram />
                {field !== undefined && <NumberChart key={field} field={field} />}
                <TimeLine />
                {state.hasRules.value && <AlertsPart name="AlertMarks" />}
            </div>
        </section>
    );
}
