#include "json/scan.hpp"

#include "unit/json/random_json.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace logbeam::json {
namespace {

// Rebuilds what it is told with another library.
class Rebuild final : public Visitor {
public:
    nlohmann::json root;

    void null() override { put(nullptr); }
    void boolean(bool value) override { put(value); }
    void integer(std::int64_t value) override { put(value); }
    void unsigned_integer(std::uint64_t value) override { put(value); }
    void number(double value, std::string_view /*text*/) override { put(value); }
    void string(std::string_view text) override { put(std::string{text}); }
    void begin_object() override { open(nlohmann::json::object()); }
    void key(std::string_view name) override { key_ = name; }
    void end_object() override { open_.pop_back(); }
    void begin_array() override { open(nlohmann::json::array()); }
    void end_array() override { open_.pop_back(); }

private:
    nlohmann::json& put(nlohmann::json value) {
        if (open_.empty()) return root = std::move(value);
        auto& parent = *open_.back();
        if (parent.is_object()) return parent[key_] = std::move(value);
        parent.push_back(std::move(value));
        return parent.back();
    }
    void open(nlohmann::json container) { open_.push_back(&put(std::move(container))); }

    std::string key_;
    std::vector<nlohmann::json*> open_;
};

// Remembers numbers only.
class Numbers final : public Visitor {
public:
    std::string told;

    void null() override {}
    void boolean(bool /*value*/) override {}
    void integer(std::int64_t value) override { told += "int64 " + std::to_string(value) + "; "; }
    void unsigned_integer(std::uint64_t value) override { told += "uint64 " + std::to_string(value) + "; "; }
    void number(double /*value*/, std::string_view text) override { told += "double " + std::string{text} + "; "; }
    void string(std::string_view /*text*/) override {}
    void begin_object() override {}
    void key(std::string_view /*name*/) override {}
    void end_object() override {}
    void begin_array() override {}
    void end_array() override {}
};

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

TEST(Scan, TellsWhatAnotherLibraryWrote) {
    test::RandomJson random{1};
    for (int round = 0; round < 3000; ++round) {
        const auto value = random.document();
        Rebuild rebuild;

        const auto scanned = scan(value.dump(static_cast<int>(round % 3) - 1), rebuild);

        ASSERT_TRUE(scanned) << scanned.error().message() << value;
        EXPECT_EQ(rebuild.root, value);
    }
}

TEST(Scan, KeepsIntegersExactAndSaysWhichAreNot) {
    Numbers numbers;

    const auto scanned = scan("[9223372036854775807, 9223372036854775808, 18446744073709551615, 18446744073709551616,"
                              " -9223372036854775808, -9223372036854775809, 1.0 , -0]",
                              numbers);

    ASSERT_TRUE(scanned) << scanned.error().message();
    EXPECT_EQ(numbers.told, "int64 9223372036854775807; uint64 9223372036854775808; uint64 18446744073709551615; "
                            "double 18446744073709551616; int64 -9223372036854775808; double -9223372036854775809; "
                            "double 1.0; int64 0; ");
}

TEST(Scan, TakesExactlyOneValue) {
    for (const auto* text :
         {"", " ", "1 2", "1,2", "{} {}", "[1],[2", "]", "[1]]", "{}}", "1]", "{\"a\":1}, {\"b\":2}"}) {
        EXPECT_FALSE(check(text)) << text;
    }
    for (const auto* text : {"1", " 1 ", "\"x\"", "null", "true", "[]", "{}", "\n[ 1 ]\t"}) {
        EXPECT_TRUE(check(text)) << text;
    }
}

TEST(Scan, RefusesWhatIsAlmostJson) {
    for (const auto* text : {"[1,]",
                             "{\"a\":1,}",
                             "{a:1}",
                             "'a'",
                             "[1 2]",
                             "{\"a\" 1}",
                             "{\"a\":}",
                             "{1:2}",
                             "nul",
                             "nulll",
                             "tru",
                             "truee",
                             "True",
                             "01",
                             "+1",
                             "1.",
                             ".5",
                             "1e",
                             "0x10",
                             "NaN",
                             "-",
                             "--1",
                             "\"\\x\"",
                             "\"\\u12\"",
                             "\"a\nb\"",
                             "\"\\ud800\"",
                             "\"\xFF\"",
                             "[1",
                             "{\"a\":1",
                             "\"a",
                             "// 1",
                             "1//",
                             "[\"a\"\"b\"]",
                             "{\"a\":1\"b\":2}",
                             "1e999",
                             "\xEF\xBB\xBF{}",
                             "[1,,2]",
                             "[,1]",
                             "{,}"}) {
        EXPECT_FALSE(check(text)) << text;
    }
}

TEST(Scan, StopsAtTheDepthLimit) {
    Limits limits;
    limits.depth = 3;

    EXPECT_TRUE(check(nested(3), limits));
    EXPECT_FALSE(check(nested(4), limits));
    EXPECT_TRUE(check(nested(64)));
    EXPECT_EQ(check(nested(65)).error().code, ErrorCode::malformed_json);
    EXPECT_FALSE(check(nested(100'000)));
}

TEST(Scan, RefusesTextsBeyondTheSizeLimit) {
    Limits limits;
    limits.bytes = 4;

    EXPECT_TRUE(check("1234", limits));
    EXPECT_EQ(check("12345", limits).error().code, ErrorCode::too_large);
}

TEST(Scan, SaysWhereItStopped) {
    const auto checked = check(R"({"a": 1, "b": tru})");

    ASSERT_FALSE(checked);
    EXPECT_NE(checked.error().detail.find("at byte 14"), std::string::npos) << checked.error().detail;
}

TEST(Scan, MayBeCalledFromAVisitor) {
    class Nested final : public Visitor {
    public:
        nlohmann::json inner;
        std::string after;

        void null() override {}
        void boolean(bool /*value*/) override {}
        void integer(std::int64_t /*value*/) override {}
        void unsigned_integer(std::uint64_t /*value*/) override {}
        void number(double /*value*/, std::string_view /*text*/) override {}
        void string(std::string_view text) override {
            Rebuild rebuild;
            if (scan(text, rebuild)) inner = rebuild.root;
            after = text;
        }
        void begin_object() override {}
        void key(std::string_view /*name*/) override {}
        void end_object() override {}
        void begin_array() override {}
        void end_array() override {}
    };
    Nested visitor;

    const auto scanned = scan(R"(["[1,2]", "{\"a\":3}"])", visitor);

    EXPECT_TRUE(scanned);
    EXPECT_EQ(visitor.inner, nlohmann::json::parse(R"({"a":3})"));
    EXPECT_EQ(visitor.after, R"({"a":3})");
}

TEST(Scan, WorksToTheVeryEndOfAThread) {
    struct Late {
        bool* worked;
        ~Late() { *worked = check("[1]").ok() && !check("[1").ok(); }
    };
    bool worked = false;

    std::thread thread{[&worked] {
        thread_local Late late{&worked};  // made before scanning makes its own, so it ends after that
        late.worked = &worked;
        EXPECT_TRUE(check("{}"));
    }};
    thread.join();

    EXPECT_TRUE(worked);
}

TEST(Scan, AgreesWithAnotherLibraryOnDamagedTexts) {
    test::RandomJson random{99};
    for (int round = 0; round < 20'000; ++round) {
        auto text = random.document().dump();
        text[random.upto(text.size() - 1)] = "{}[],:\"\\0e-x \n"[random.upto(13)];

        Rebuild rebuild;
        const bool is_valid = scan(text, rebuild).ok();

        EXPECT_EQ(is_valid, nlohmann::json::accept(text)) << text;
        EXPECT_EQ(is_valid, check(text).ok()) << text;
    }
}

}  // namespace
}  // namespace logbeam::json
