import { describe, expect, it } from "vitest";

import { withoutTerm, withTerm, withTopic } from "./edit";

describe("Including a value", () => {
    it("adds a term, quoted as it has to be", () => {
        expect(withTerm("", "city", "Berlin", "include")).toBe("city:Berlin");
        expect(withTerm("level>=warn", "city", "New York", "include")).toBe('level>=warning city:"New York"');
        expect(withTerm("a", "my key", 'say "hi" *', "include")).toBe('a "my key":"say \\"hi\\" *"');
        expect(withTerm("a OR b", "n", 9007199254740993n, "include")).toBe("(a OR b) n:9007199254740993");
        expect(withTerm("", "ok", null, "include")).toBe("ok:null");
        expect(withTerm("", "items", [1], "include")).toBe("items:*");
        expect(withTerm("", "data.topic", "x", "include")).toBe("data.topic:x");
        expect(withTerm("", "level", "warn", "include")).toBe("level:warning");
        expect(withTerm("", "level", "loud", "include")).toBe("data.level:loud");
        expect(withTerm("", "topic", "logs.orders", "include")).toBe("topic:logs.orders");
    });

    it("says it once", () => {
        expect(withTerm("city:Berlin a", "city", "Berlin", "include")).toBe("city:Berlin a");
    });

    it("takes the place of another value, and of what contradicts it", () => {
        expect(withTerm("city:Bonn a", "city", "Berlin", "include")).toBe("city:Berlin a");
        expect(withTerm("city:(Bonn OR Berlin) a", "city", "Berlin", "include")).toBe("city:Berlin a");
        expect(withTerm("a -city:Berlin", "city", "Berlin", "include")).toBe("a city:Berlin");
        expect(withTerm("latency_ms>200", "latency_ms", 150, "include")).toBe("latency_ms:150");
        expect(withTerm("level>=error", "level", "info", "include")).toBe("level:info");
    });

    it("leaves what does not", () => {
        expect(withTerm("latency_ms>200", "latency_ms", 250, "include")).toBe("latency_ms>200 latency_ms:250");
        expect(withTerm("city:Bonn OR a", "city", "Berlin", "include")).toBe("(city:Bonn OR a) city:Berlin");
        expect(withTerm("user.city:Bonn", "city", "Berlin", "include")).toBe("user.city:Bonn city:Berlin");
    });
});

describe("Excluding a value", () => {
    it("adds its opposite, once", () => {
        expect(withTerm("a", "city", "Paris", "exclude")).toBe("a -city:Paris");
        expect(withTerm("a -city:Paris", "city", "Paris", "exclude")).toBe("a -city:Paris");
    });

    it("takes the value back where it was asked for", () => {
        expect(withTerm("city:Paris a", "city", "Paris", "exclude")).toBe("a -city:Paris");
        expect(withTerm("city:(Paris OR Bonn)", "city", "Paris", "exclude")).toBe("city:Bonn -city:Paris");
        expect(withTerm("level>=warn", "level", "error", "exclude")).toBe("level>=warning -level:error");
    });
});

describe("Taking a value out", () => {
    it("leaves neither it nor its opposite", () => {
        expect(withoutTerm("a city:Paris", "city", "Paris")).toBe("a");
        expect(withoutTerm("a -city:Paris", "city", "Paris")).toBe("a");
        expect(withoutTerm("city:(Paris OR Bonn)", "city", "Paris")).toBe("city:Bonn");
        expect(withoutTerm("a city:Bonn -city:Paris", "city")).toBe("a");
        expect(withoutTerm("city:Paris", "city", "Paris")).toBe("");
    });
});

describe("Choosing a topic", () => {
    it("takes the place of the one before", () => {
        expect(withTopic("a", "logs.>")).toBe("a topic:logs.>");
        expect(withTopic("topic:(a OR b) c", "logs.>")).toBe("topic:logs.> c");
        expect(withTopic("topic:a c -topic:b", "")).toBe("c -topic:b");
        expect(withTopic("", ">")).toBe('topic:">"');
    });
});

it("A text that is no query stays as it is", () => {
    expect(withTerm("level:loud", "city", "Berlin", "include")).toBe("level:loud");
});
