import type { TopicInfo } from "../stream/api";

// Topics by their tokens, each with what is in it and below it.
export interface TopicNode {
    /** What its line shows: a token, or several where there is nothing to choose between. */
    readonly name: string;
    readonly path: string;
    /** A topic of its own, not only what topics begin with. */
    readonly isTopic: boolean;
    readonly events: number;
    readonly perSecond: number;
    readonly levels: Readonly<Record<string, number>>;
    readonly children: readonly TopicNode[];
}

interface Growing {
    name: string;
    path: string;
    own: TopicInfo | undefined;
    children: Map<string, Growing>;
}

export function topicTree(topics: readonly TopicInfo[]): readonly TopicNode[] {
    const root: Growing = { name: "", path: "", own: undefined, children: new Map() };
    for (const topic of topics) insert(root, topic);
    return sorted([...root.children.values()].map(grown));
}

function insert(root: Growing, topic: TopicInfo): void {
    let node = root;
    for (const token of topic.name.split(".")) {
        const path = node.path === "" ? token : `${node.path}.${token}`;
        const child = node.children.get(token) ?? { name: token, path, own: undefined, children: new Map() };
        node.children.set(token, child);
        node = child;
    }
    node.own = topic;
}

function grown(node: Growing): TopicNode {
    const children = sorted([...node.children.values()].map(grown));
    const [only] = children;
    // A token that leads to one place only is no line of its own.
    if (node.own === undefined && children.length === 1 && only !== undefined) {
        return { ...only, name: `${node.name}.${only.name}` };
    }
    const parts = [...(node.own === undefined ? [] : [node.own]), ...children];
    return {
        name: node.name,
        path: node.path,
        isTopic: node.own !== undefined,
        events: parts.reduce((sum, { events }) => sum + events, 0),
        perSecond: parts.reduce((sum, { perSecond }) => sum + perSecond, 0),
        levels: addLevels(parts.map(({ levels }) => levels)),
        children,
    };
}

function addLevels(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
    const sum: Record<string, number> = {};
    for (const levels of all) {
        for (const [level, count] of Object.entries(levels)) sum[level] = (sum[level] ?? 0) + count;
    }
    return sum;
}

// By name, the broker's own last: rates change, and a list that moves under the pointer cannot be clicked.
function sorted(nodes: TopicNode[]): TopicNode[] {
    const rank = ({ path }: TopicNode): number => (path.startsWith("$") ? 1 : 0);
    return nodes.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

/** What to ask for, to see a node and all that is below it. */
export function patternsOf(node: TopicNode): string {
    if (node.children.length === 0) return node.path;
    return `${node.path}.>`;
}

export interface TopicLine {
    readonly node: TopicNode;
    readonly depth: number;
    readonly isOpen: boolean;
}

/** The tree as lines, with what is closed left out. */
export function linesOf(nodes: readonly TopicNode[], closed: ReadonlySet<string>, depth = 0): readonly TopicLine[] {
    return nodes.flatMap((node) => {
        const isOpen = node.children.length > 0 && !closed.has(node.path);
        return [{ node, depth, isOpen }, ...(isOpen ? linesOf(node.children, closed, depth + 1) : [])];
    });
}
