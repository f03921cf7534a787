import { describe, expect, it } from "vitest";

import { readJson, writeJson } from "./json";
import { mask, readKeys, Redactor, usualKeys } from "./redact";

// The vectors of tests/unit/channel/redactor_test.cpp and encoder_redaction_test.cpp.
const redactor = new Redactor(["password", "Token"]);
const usual = new Redactor(usualKeys);

function redacted(json: string, by = redactor): string {
    return writeJson(by.value(readJson(json)));
}

describe("a redactor", () => {
    it("hides its keys in any case", () => {
        expect(["password", "PassWord", "token"].map((key) => redactor.hides(key))).toEqual([true, true, true]);
    });

    it("hides no key that is only similar", () => {
        expect(["passwords", "pass", ""].map((key) => redactor.hides(key))).toEqual([false, false, false]);
    });

    it("masks members at any depth", () => {
        expect(redacted('{"user":{"password":"hunter2","name":"bob"},"list":[{"token":1}]}')).toBe(
            '{"user":{"password":"***","name":"bob"},"list":[{"token":"***"}]}',
        );
    });

    it("masks a whole object under a key", () => {
        expect(redacted('{"password":{"old":"a","new":"b"}}')).toBe('{"password":"***"}');
    });

    it("leaves a key that is only a value", () => {
        expect(redacted('{"field":"password"}')).toBe('{"field":"password"}');
    });

    it("leaves every digit and a member of any name", () => {
        const json = '{"__proto__":{"n":9007199254740993},"constructor":[18446744073709551615,null,true,1.5]}';

        expect(redacted(json)).toBe(json);
    });

    it("masks pairs in every text, at any depth", () => {
        expect(redacted('{"message":"login password=hunter2 from=web","deep":[{"note":"token: abc"}]}')).toBe(
            '{"message":"login password=*** from=web","deep":[{"note":"token: ***"}]}',
        );
    });

    it("without keys hides nothing", () => {
        const open = new Redactor([]);

        expect(redacted('{"password":"token=x"}', open)).toBe('{"password":"token=x"}');
        expect(open.hides("password")).toBe(false);
    });
});

describe("a redactor of text", () => {
    it.each([
        ['{"user":"jo","password":"geh\\"eim","n":1,"tok', '{"user":"jo","password":***,"n":1,"tok'],
        ['{"Token": 4711}', '{"Token": ***}'],
        ['a password="cut in the mid', "a password=***"],
        ["password=a token : b, c", "password=*** token : ***, c"],
        ["password=", "password=***"],
        ["no password here, tokens=3 my_token=4 token", "no password here, tokens=3 my_token=4 token"],
        ["login user=bob password=hunter2 from=web", "login user=bob password=*** from=web"],
        ['login password="hunter2 and more" user=bob', "login password=*** user=bob"],
        ["PassWord=hunter2", "PassWord=***"],
        ["password=hunter2 password=hunter22 token=hunter2", "password=*** password=*** token=***"],
        ['body={"auth":{"password":"hunter2"}} done=true', 'body={"auth":{"password":***}} done=true'],
        ["password_changed=true tokens=3", "password_changed=true tokens=3"],
        ['{"user":"jo","password":"geheim","lines":[1,2', '{"user":"jo","password":***,"lines":[1,2'],
    ])("makes of %s", (text, expected) => {
        expect(usual.text(text)).toBe(expected);
        expect(usual.text(expected)).toBe(expected);
    });

    it.each([
        ["Authorization: Bearer eyJ.abc, next=1", "Authorization: ***, next=1"],
        ["authorization=basic dXNlcjpw x=1", "authorization=*** x=1"],
        ['sent {\\"token\\":\\"a b\\",\\"n\\":1}', 'sent {\\"token\\":***,\\"n\\":1}'],
        ['{\\"secret\\": \\"x\\\\\\"y z\\"} end', '{\\"secret\\": ***} end'],
        ["\u001b[1mtoken\u001b[0m=\u001b[31mabc\u001b[0m n=1", "\u001b[1mtoken\u001b[0m=\u001b[31m*** n=1"],
        ['\u001b[36mpassword\u001b[0m: \u001b[3m"a b" n=1', "\u001b[36mpassword\u001b[0m: \u001b[3m*** n=1"],
        ["password=***", "password=***"],
    ])("reaches further than the programs: %s", (text, expected) => {
        expect(usual.text(text)).toBe(expected);
    });

    it("takes keys with signs as they are", () => {
        expect(new Redactor(["x-api.key", "a+b"]).text("x-api.key=1 xxapixkey=2 a+b=3 aab=4")).toBe(
            "x-api.key=*** xxapixkey=2 a+b=*** aab=4",
        );
    });

    it("goes once over a text of a megabyte", () => {
        const text = 'password="' + "\\".repeat(500_000) + "token ".repeat(100_000);

        expect(usual.text(text)).toBe('password=***');
    });
});

describe("a query", () => {
    it.each(["password:hunter2", "user.password=x", "a (token:(b OR c))", '"secret": x', "-token~/x/", "token>=4"])(
        "that asks for what is hidden is not told: %s",
        (query) => expect(usual.query(query)).toBe(mask),
    );

    it.each(["", "token expired", "level>=warning tokens:3", "password_changed:true"])("is told: %s", (query) => {
        expect(usual.query(query)).toBe(query);
    });
});

it("reads keys as a person lists them", () => {
    expect(readKeys(" password, Token;iban\n token,, ")).toEqual(["password", "token", "iban"]);
    expect(readKeys(" ")).toEqual([]);
});
