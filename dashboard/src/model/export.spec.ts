import { describe, expect, it } from "vitest";

import { readEvent } from "./event";
import { csvCell, csvHeader, csvRow, exportName } from "./export";

describe("a CSV cell", () => {
    it("stands as it is where it may", () => {
        expect(csvCell("order shipped")).toBe("order shipped");
    });

    it("is quoted where it has a comma, a quote or a line end", () => {
        expect(csvCell('say "a, b"')).toBe('"say ""a, b"""');
        expect(csvCell("a\nb")).toBe('"a\nb"');
    });

    it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\uff1d1"])("is no formula: %j", (text) => {
        expect(csvCell(text).replaceAll('"', "")).toBe(`'${text}`);
    });
});

describe("a CSV row", () => {
    it("has the columns of logbeam query --csv", () => {
        const event = readEvent({
            id: "a-1",
            topic: "logs.orders",
            type: "logger.warning",
            source: "orders",
            timestamp: "2026-11-20T10:57:33.123456789Z",
            seq: 7,
            data: { level: "warning", message: "late, again", order_id: 9007199254740993n },
        });

        expect(csvHeader).toBe("seq,timestamp,level,topic,type,source,message,id,data\r\n");
        expect(csvRow(event)).toBe(
            '7,2026-11-20T10:57:33.123456789Z,warning,logs.orders,logger.warning,orders,"late, again",a-1,' +
                '"{""level"":""warning"",""message"":""late, again"",""order_id"":9007199254740993}"\r\n',
        );
    });
});

it("names a file that sorts by time", () => {
    expect(exportName(new Date("2026-11-21T10:57:33.5Z"), "csv")).toBe("logbeam-2026-11-21T10-57-33.csv");
});
