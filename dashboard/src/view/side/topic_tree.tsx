import { useEffect } from "preact/hooks";

import { formatRate } from "../../model/figures";
import { formatCount } from "../../model/format";
import { linesOf, patternsOf, topicTree, type TopicLine } from "../../model/topic_tree";
import { sideTexts } from "../../text/side";
import { useApp } from "../context";
import { topicTermsIn } from "./topic_terms";

// Topics by their tokens, with what comes on them each second.
export function TopicTree() {
    const { state, actions } = useApp();
    useEffect(() => actions.watchTopics(), [actions]);
    const { value: topics, problem } = state.topics.value;
    const lines = linesOf(topicTree(topics ?? []), state.closedTopics.value);
    const asked = topicTermsIn(state.query.value);
    return (
        <section aria-label={sideTexts.topics}>
            <h2>{sideTexts.topics}</h2>
            {problem !== undefined && <p class="alarm">{problem.detail}</p>}
            {topics?.length === 0 && <p class="dim">{sideTexts.noTopics}</p>}
            <ul>
                {lines.map((line) => (
                    <TopicItem key={line.node.path} line={line} isAsked={asked.includes(patternsOf(line.node))} />
                ))}
            </ul>
        </section>
    );
}

function TopicItem({ line: { node, depth, isOpen }, isAsked }: { line: TopicLine; isAsked: boolean }) {
    const { actions } = useApp();
    const hasChildren = node.children.length > 0;
    return (
        <li class="topic" style={{ paddingLeft: `${depth * 14}px` }}>
            {hasChildren ? (
                <button
                    type="button"
                    class="fold"
                    aria-expanded={isOpen}
                    aria-label={isOpen ? sideTexts.close(node.path) : sideTexts.open(node.path)}
                    onClick={() => actions.toggleTopic(node.path)}
                >
                    {isOpen ? "▾" : "▸"}
                </button>
            ) : (
                <span class="fold" />
            )}
            <button
                type="button"
                class="line"
                aria-pressed={isAsked}
                title={sideTexts.topicTitle(node.path, formatCount(node.events))}
                onClick={() => actions.askForTopic(node)}
            >
                <b>{node.name}</b>
                <i class="num">{formatRate(node.perSecond)}</i>
            </button>
        </li>
    );
}
