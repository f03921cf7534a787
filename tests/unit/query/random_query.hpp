#pragma once

#include "unit/query/event_text.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

namespace logbeam::test {

// Makes queries and events up out of so few letters, names and numbers that they often meet; the same for the same seed.
class RandomQuery {
public:
    explicit RandomQuery(std::uint32_t seed) : random_{seed} {}

    std::string query(int depth = 3) {
        switch (upto(depth > 0 ? 7 : 2)) {
            case 0: return words();
            case 1:
            case 2: return term();
            case 3: return "-" + one_of({words(), term()});
            case 4: return "NOT (" + query(depth - 1) + ")";
            case 5: return "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
            case 6: return query(depth - 1) + " AND " + query(depth - 1);
            default: return query(depth - 1) + " " + query(depth - 1);
        }
    }

    EventText event() {
        EventText event;
        event.topic = one_of({"a", "a.b", "a.b.ab", "$a"});
        event.type = one_of({"logger.info", "logger.error", "logger.loud", "ab", "a"});
        event.source = one_of({"a", "AB", "b"});
        event.timestamp = one_of({"2026-11-19T10:00:00.000000000Z", "2026-11-20T10:50:00.000000000Z"});
        event.seq = upto(3);
        event.data = text_of(upto(9) == 0 ? value(2) : data());
        if (upto(1) == 0) event.metadata = text_of({{"x", value(1)}, {"x.y", value(0)}});
        if (upto(1) == 0) event.client_id = one_of({"a", "ab"});
        return event;
    }

    std::string words() {
        return one_of({text(), text() + "*", "*" + text(), "*" + text() + "*", "a*b",
                       "\"" + text() + "-" + text() + "\"", "\"" + text() + " " + text() + "*\""});
    }

    std::string term() {
        switch (upto(8)) {
            case 0: return "level" + order() + one_of({"info", "err", "warning"});
            case 1: return "topic:" + one_of({"a", "a.*", "a.b.>", "\">\"", "*"});
            case 2: return "timestamp" + order() + one_of({"2026-11-20", "-15m", "2026-11-20T10:50:00Z"});
            case 3: return field() + ":" + one_of({"*", "(a OR -b)", "(1 OR ab*)"});
            case 4: return "data." + one_of({"x", "y", "x.y"}) + order_sign() + number();
            case 5:
                return field() + ":~\"" + one_of({"ab", "^a", "(a|b)b", "aba+", "(?i)ABAB", "b.b", "abab|baba"}) + "\"";
            case 6: return "seq" + order() + number();
            default:
                return field() + ":" +
                       one_of({text(), text() + "*", "*" + text() + "*", number(), "true", "null", "1*"});
        }
    }

    std::string one_of(std::initializer_list<std::string> choices) {
        return *(choices.begin() + upto(choices.size() - 1));
    }
    std::size_t upto(std::size_t most) { return std::uniform_int_distribution<std::size_t>{0, most}(random_); }

private:
    std::string field() {
        return one_of({"x", "y", "x.y", "message", "data.level", "type", "source", "clientId", "metadata.x"});
    }
    std::string order_sign() { return one_of({">", ">=", "<", "<="}); }
    std::string order() { return one_of({":", order_sign()}); }
    std::string number() { return one_of({"1", "2", "1.0", "10e-1", "-1", "2.5"}); }

    std::string text() {
        switch (upto(7)) {
            case 0:
                return "abababababababababababababababababab" + one_of({"", "abababababababababababababababababab"});
            case 1: return "baba";
            default: return one_of({"a", "b", "ab", "AB", "aba", "bé"});
        }
    }

    nlohmann::json value(int depth) {
        switch (upto(depth > 0 ? 8 : 6)) {
            case 0: return 1;
            case 1: return 2.5;
            case 2: return 1.0;
            case 3: return one_of({"1", "true", "info", "ERR", "2026-11-20T10:50:00Z"});
            case 4: return upto(1) == 0 ? nlohmann::json{nullptr} : nlohmann::json(true);
            case 5:
            case 6: return text() + one_of({"", " ", "-", "\n", "\"", "_"}) + text();
            case 7: return nlohmann::json::array({value(depth - 1), value(depth - 1)});
            default: return {{"x", value(depth - 1)}, {"y", value(depth - 1)}};
        }
    }

    nlohmann::json data() {
        auto object = nlohmann::json::object();
        for (const auto* key : {"x", "y", "x.y", "message", "level"}) {
            if (upto(2) > 0) object[key] = value(2);
        }
        return object;
    }

    // At times with all that is not ASCII escaped, at times with white space.
    std::string text_of(const nlohmann::json& json) { return json.dump(upto(5) == 0 ? 1 : -1, ' ', upto(1) == 0); }

    std::mt19937 random_;
};

}  // namespace logbeam::test
