#include "query/need.hpp"

#include "query/tokens.hpp"
#include "unit/query/ask.hpp"
#include "unit/query/random_query.hpp"
#include "unit/query/reference.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <utility>

namespace logbeam::query {
namespace {

using test::EventText;
using Kind = Need::Kind;

// What an index knows of one event, by the rules of tokens.hpp.
struct NaiveIndex {
    explicit NaiveIndex(const EventText& event) {
        const auto document = nlohmann::json::parse(event.json());
        topic = event.topic;
        time = parse_rfc3339(event.timestamp).value();
        const std::string text = event.json();
        const auto level = event.subject(text).level;
        levels = level ? static_cast<std::uint8_t>(1U << static_cast<unsigned>(*level)) : Need::no_level;
        add_pair(Need::envelope_mark + std::string{"type"}, event.type);
        add_pair(Need::envelope_mark + std::string{"source"}, event.source);
        if (document.contains("metadata")) {
            for (const auto& [key, value] : document["metadata"].items()) {
                walk(Need::envelope_mark + ("metadata." + key), value, false);
            }
        }
        const auto& data = document["data"];
        if (!data.is_object()) return;
        if (data.contains("message") && data["message"].is_string()) {
            for (auto& word : test::reference_words(data["message"].get<std::string>())) {
                words.insert(std::move(word));
            }
        }
        for (const auto& [key, value] : data.items()) {
            walk(key, value, true);
        }
    }

    void walk(const std::string& path, const nlohmann::json& value, bool is_in_data) {
        if (value.is_object()) {
            for (const auto& [key, member] : value.items()) {
                walk(path + "." + key, member, is_in_data);
            }
        } else if (value.is_array()) {
            for (const auto& item : value) {
                walk(path, item, is_in_data);
            }
        } else if (value.is_string()) {
            if (is_in_data) strings.push_back(folded(value.get<std::string>()));
            add_pair(path, value.get<std::string>());
        } else {
            add_pair(path, value.is_number() ? number_key(value.dump()) : value.dump());
        }
    }

    void add_pair(const std::string& key, const std::string& value) {
        if (value.size() <= longest_pair_value) pairs.insert({key, folded(value)});
    }

    [[nodiscard]] bool may_have(const Need& need) const {
        const auto has_part = [this](const Need& part) { return may_have(part); };
        switch (need.kind) {
            case Kind::anything: return true;
            case Kind::nothing: return false;
            case Kind::all_of: return std::all_of(need.parts.begin(), need.parts.end(), has_part);
            case Kind::any_of: return std::any_of(need.parts.begin(), need.parts.end(), has_part);
            case Kind::word: return words.count(need.text) != 0;
            case Kind::pair: return pairs.count({need.key, need.text}) != 0;
            case Kind::piece:
                return std::any_of(strings.begin(), strings.end(),
                                   [&](const std::string& text) { return text.find(need.text) != std::string::npos; });
            case Kind::levels: return (need.levels & levels) != 0;
            case Kind::topic: return TopicPattern{need.text}.matches(topic);
            case Kind::time: return time >= need.from && time <= need.to;
        }
        return false;
    }

    std::string topic;
    Timestamp time{};
    std::uint8_t levels = 0;
    std::set<std::string> words;
    std::set<std::pair<std::string, std::string>> pairs;
    std::vector<std::string> strings;
};

TEST(NeedOfARandomQuery, IsThereWheneverAnEventMatches) {
    test::RandomQuery random{3};
    int passed_over = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::string text = random.query(2);
        const auto program = test::compiled(text);
        for (int each = 0; each < 10; ++each) {
            const EventText event = random.event();
            const std::string json = event.json();
            const bool may_match = NaiveIndex{event}.may_have(program->need());
            passed_over += may_match ? 0 : 1;
            if (may_match) continue;
            ASSERT_FALSE(program->matches(event.subject(json))) << text << "\n" << json;
        }
    }
    EXPECT_GT(passed_over, 5000);
}

std::string said(const Need& need) {
    std::ostringstream out;
    const auto list = [&](std::string_view name) {
        out << name << "(";
        for (const Need& part : need.parts) {
            out << (&part == &need.parts.front() ? "" : ", ") << said(part);
        }
        out << ")";
    };
    switch (need.kind) {
        case Kind::anything: return "anything";
        case Kind::nothing: return "nothing";
        case Kind::all_of: list("all"); break;
        case Kind::any_of: list("any"); break;
        case Kind::word: out << "word " << need.text; break;
        case Kind::pair:
            out << "pair " << (need.key[0] == Need::envelope_mark ? "^" + need.key.substr(1) : need.key) << "="
                << need.text;
            break;
        case Kind::piece: out << "piece " << need.text; break;
        case Kind::levels: out << "levels " << static_cast<int>(need.levels); break;
        case Kind::topic: out << "topic " << need.text; break;
        case Kind::time: out << "time " << to_rfc3339(need.from) << ".." << to_rfc3339(need.to); break;
    }
    return out.str();
}

std::string need_of(std::string_view query) {
    return said(test::compiled(query)->need());
}

TEST(Need, OfWordsIsEachOfThem) {
    EXPECT_EQ(need_of("Timeout"), "word timeout");
    EXPECT_EQ(need_of("\"Connection reset\""), "all(word connection, word reset)");
    EXPECT_EQ(need_of("time* *out*"), "all(piece time, piece out)");
    EXPECT_EQ(need_of("t*"), "anything");
}

TEST(Need, OfAWholeValueIsItsPair) {
    EXPECT_EQ(need_of("city:Berlin"), "pair city=berlin");
    EXPECT_EQ(need_of("user.id:true"), "pair user.id=true");
    EXPECT_EQ(need_of("type:logger.info"), "pair ^type=logger.info");
    EXPECT_EQ(need_of("metadata.host:web"), "pair ^metadata.host=web");
    EXPECT_EQ(need_of("metadata.a.b:1"), "pair ^metadata.a.b=1");
    EXPECT_EQ(need_of("clientId:x id:x"), "anything");  // as good as unique: an index has none of them
    EXPECT_EQ(need_of("\"\":x data..a:x"), "anything");
}

TEST(Need, OfANumberIsEitherSpelling) {
    EXPECT_EQ(need_of("status:200"), "pair status=200");
    EXPECT_EQ(need_of("status:2e2"), "any(pair status=2e2, pair status=200)");
    EXPECT_EQ(need_of("latency_ms>200"), "anything");
}

TEST(Need, OfALongValueOrAWildcardIsItsPieces) {
    const std::string lengthy(longest_pair_value + 1, 'x');

    EXPECT_EQ(need_of("city:" + lengthy), "piece " + lengthy);
    EXPECT_EQ(need_of("path:/api/*/items"), "all(piece /api/, piece /items)");
    EXPECT_EQ(need_of("thread:123*"), "anything");  // numbers match too, and have no pieces
    EXPECT_EQ(need_of("type:logger.*"), "anything");
}

TEST(Need, OfARegexIsWhatNoMatchLacks) {
    EXPECT_EQ(need_of(R"q(message:~"connection (reset|refused)")q"),
              "any(piece connection refused, piece connection reset)");
    EXPECT_EQ(need_of(R"q(message:~"time(d)? ?out")q"), "all(piece out, piece time)");
    EXPECT_EQ(need_of(R"q(message:~"(?i)TOKEN lost")q"), "piece en lo");  // a k and an s have kin beyond ASCII
    EXPECT_EQ(need_of(R"(message:~"abc|def")"), "any(piece abc, piece def)");
    EXPECT_EQ(need_of(R"(message:~"abc|d")"), "anything");
    EXPECT_EQ(need_of(R"(message:~"50\d")"), "anything");  // a number may match, and has no pieces
    EXPECT_EQ(need_of(R"(source:~"orders")"), "anything");
}

TEST(Need, OfWhatIsKnownBeforehand) {
    EXPECT_EQ(need_of("level>=error"), "levels 176");
    EXPECT_EQ(need_of("level>critical"), "nothing");
    EXPECT_EQ(need_of("topic:logs.*"), "topic logs.*");
    EXPECT_EQ(need_of("timestamp:2026-11-20"), "time 2026-11-20T00:00:00.000000000Z..2026-11-20T23:59:59.999999999Z");
}

TEST(Need, OfALogicalExpressionFollowsIt) {
    EXPECT_EQ(need_of("a b OR c"), "any(all(word a, word b), word c)");
    EXPECT_EQ(need_of("a latency_ms>1"), "word a");
    EXPECT_EQ(need_of("a OR latency_ms>1"), "anything");
    EXPECT_EQ(need_of("a -b"), "word a");
    EXPECT_EQ(need_of(""), "anything");
}

}  // namespace
}  // namespace logbeam::query
