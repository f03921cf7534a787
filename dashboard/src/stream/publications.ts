import type { Failure } from "./frames";

/** The broker has stored the event: its position, and its id. */
export interface Receipt {
    readonly seq: number;
    readonly id: string;
}

/** An event that was not published, or of which that is not known. */
export class PublishError extends Error {
    override readonly name = "PublishError";

    constructor(
        message: string,
        /** The number of the broker's error; 0 where it did not answer. */
        readonly code: number,
        readonly mayRetry: boolean,
    ) {
        super(message);
    }

    static away(message: string): PublishError {
        return new PublishError(message, 0, true);
    }
}

interface Waiting {
    readonly resolve: (receipt: Receipt) => void;
    readonly reject: (error: PublishError) => void;
}

// Who waits for the answer to which publication.
export class Publications {
    readonly #waiting = new Map<number, Waiting>();

    wait(ref: number): Promise<Receipt> {
        return new Promise((resolve, reject) => this.#waiting.set(ref, { resolve, reject }));
    }

    settle(ref: number, receipt: Receipt): void {
        this.#take(ref)?.resolve(receipt);
    }

    // False where nobody waits for that answer.
    refuse(ref: number, failure: Failure): boolean {
        const waiting = this.#take(ref);
        const text = failure.detail === "" ? failure.name : `${failure.name}: ${failure.detail}`;
        waiting?.reject(new PublishError(text, failure.error, failure.mayRetry));
        return waiting !== undefined;
    }

    abandon(reason: string): void {
        const error = PublishError.away(reason);
        for (const { reject } of this.#waiting.values()) reject(error);
        this.#waiting.clear();
    }

    #take(ref: number): Waiting | undefined {
        const waiting = this.#waiting.get(ref);
        this.#waiting.delete(ref);
        return waiting;
    }
}
