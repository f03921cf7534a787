import { expect, it } from "vitest";

import { Ring } from "./ring";

function filled(capacity: number, count: number): Ring<number> {
    const ring = new Ring<number>(capacity);
    for (let item = 1; item <= count; item += 1) ring.push(item);
    return ring;
}

it("keeps the newest", () => {
    expect([...filled(3, 5)]).toEqual([3, 4, 5]);
});

it("gives back what had to go", () => {
    const ring = filled(2, 2);

    expect([ring.push(3), ring.length]).toEqual([1, 2]);
});

it("counts from the oldest", () => {
    const ring = filled(3, 4);

    expect([ring.at(-1), ring.at(0), ring.at(2), ring.at(3)]).toEqual([undefined, 2, 4, undefined]);
});

it("gives its oldest first, and goes on after it was empty", () => {
    const ring = filled(2, 3);

    expect([ring.shift(), ring.shift(), ring.shift()]).toEqual([2, 3, undefined]);
    ring.push(9);
    expect([...ring]).toEqual([9]);
});

it("forgets everything at once", () => {
    const ring = filled(2, 3);

    ring.clear();

    expect([...ring]).toEqual([]);
});

it("holds the last of what it is filled with", () => {
    const ring = new Ring<number>(3);
    ring.push(1);

    ring.fill([5, 6, 7, 8]);
    ring.push(9);

    expect([...ring]).toEqual([7, 8, 9]);
});
