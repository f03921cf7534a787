#include "cli/query/report_table.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <string>

namespace logbeam::cli {
namespace {

std::tm utc(std::time_t time) {
    std::tm fields{};
    ::gmtime_r(&time, &fields);
    return fields;
}

constexpr RenderStyle plain{false, utc, true};

Value answer(std::string_view json) {
    return Value::parse(json).value();
}

TEST(AHistogram, IsALineABucketWithABar) {
    const auto text = histogram_text(answer(R"({"buckets":[
        {"time":"2026-11-20T10:55:00Z","count":0,"counts":{}},
        {"time":"2026-11-20T10:56:00Z","count":20,"counts":{"info":18},"other":2},
        {"time":"2026-11-20T10:57:00Z","count":10,"counts":{"info":10}}],"complete":true})"),
                                     plain);

    EXPECT_EQ(text, "2026-11-20 10:55:00.000 |" + std::string(40, ' ') + "|  0\n" + "2026-11-20 10:56:00.000 |" +
                        std::string(40, '#') + "| 20  info 18  others 2\n" + "2026-11-20 10:57:00.000 |" +
                        std::string(20, '#') + std::string(20, ' ') + "| 10  info 10\n");
}

TEST(AHistogram, ShowsWhatIsMeasured) {
    const auto text = histogram_text(
        answer(
            R"({"buckets":[{"time":"2026-11-20T10:56:00Z","count":1,"values":1,"avg":2.5,"p50":2.5,"p95":61,"p99":61}]})"),
        plain);

    EXPECT_NE(text.find("| 1  avg 2.5  p50 2.5  p95 61  p99 61\n"), std::string::npos) << text;
}

TEST(AHistogram, SaysWhenItIsNotWhole) {
    EXPECT_EQ(histogram_text(answer(R"({"buckets":[],"complete":false})"), plain),
              "--- not all was looked at: ask for less ---\n");
}

TEST(AListOfFields, IsAlignedAndCannotControlTheTerminal) {
    const auto text = fields_text(answer(R"({"sampled":true,"looked_at":100,"fields":[
        {"name":"city","count":90,"types":["string"],"values":[{"value":"Ber\u001blin","count":60},{"value":"Rome","count":30}]},
        {"name":"user.id","count":7,"types":["null","number"],"values":[{"value":7,"count":7}]}]})"));

    EXPECT_EQ(text, "city           90  string   Ber\\x1blin (60), Rome (30)\n"
                    "user.id         7  null|number  7 (7)\n"
                    "--- of the newest 100 events ---\n");
}

TEST(AListOfTemplates, MarksWhatIsNew) {
    const auto text = templates_text(answer(R"({"templates":[
        {"template":"order {} shipped","count":5000,"level":"info","last":{"time":"2026-11-20T10:57:33Z"},"new":false},
        {"template":"disk <*> full","count":2,"level":"error","last":{"time":"2026-11-20T10:57:34Z"},"new":true}]})"),
                                     plain);

    EXPECT_EQ(text, "    5000  info      2026-11-20 10:57:33       order {} shipped\n"
                    "       2  error     2026-11-20 10:57:34  new  disk <*> full\n");
}

}  // namespace
}  // namespace logbeam::cli
