import type { Ref } from "preact";

import { positionOf } from "../model/query/problem";
import { piecesOf, problemRange, type Piece } from "../model/query/tokens";
import { useApp } from "./context";

// The same text behind the box, in colours. Nothing of it can be pointed at, and it is not read out.
export function QueryBoxMirror({ mirror }: { mirror: Ref<HTMLDivElement> }) {
    const { state } = useApp();
    const text = state.draft.value;
    const problem = state.isProblemSaid.value ? state.queryProblem.value : undefined;
    const wrong = problem === undefined ? undefined : problemRange(text, positionOf(text, problem.at));
    return (
        <div class="query-window" aria-hidden="true">
            <div class="query-mirror" ref={mirror}>
                {piecesOf(text).map((piece) => (
                    <PieceText key={piece.from} piece={piece} text={text} wrong={wrong} />
                ))}
                {wrong !== undefined && wrong.to > text.length && <span class="wrong"> </span>}
            </div>
        </div>
    );
}

interface PieceProps {
    piece: Piece;
    text: string;
    wrong: { readonly from: number; readonly to: number } | undefined;
}

// A part of a piece may be what is wrong.
function PieceText({ piece, text, wrong }: PieceProps) {
    const from = Math.max(piece.from, wrong?.from ?? piece.to);
    const to = Math.min(piece.to, wrong?.to ?? piece.from);
    if (from >= to) return <span class={`q-${piece.kind}`}>{text.slice(piece.from, piece.to)}</span>;
    return (
        <span class={`q-${piece.kind}`}>
            {text.slice(piece.from, from)}
            <span class="wrong">{text.slice(from, to)}</span>
            {text.slice(to, piece.to)}
        </span>
    );
}
