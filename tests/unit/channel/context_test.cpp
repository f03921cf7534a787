#include "channel/context.hpp"

#include <logbeam/log_record.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace logbeam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "key=json", outermost first.
std::vector<std::string> visible() {
    std::vector<std::string> fields;
    channel::for_each_context_field(channel::current_context(), [&](std::string_view key, std::string_view json) {
        fields.push_back(std::string{key} + "=" + std::string{json});
    });
    return fields;
}

TEST(Context, IsEmptyOutsideOfAny) {
    EXPECT_THAT(visible(), IsEmpty());
}

TEST(Context, ShowsItsFieldsAsJson) {
    const Context context{{"request_id", "r-1"}, {"attempt", 2}, {"tags", Value{Value::Array{Value{"a"}}}}};

    EXPECT_THAT(visible(), ElementsAre("request_id=\"r-1\"", "attempt=2", "tags=[\"a\"]"));
}

TEST(Context, ShowsTheOuterFieldsBeforeTheInnerOnes) {
    const Context outer{{"request_id", 1}};
    const Context inner{{"request_id", 2}, {"user", "bob"}};

    EXPECT_THAT(visible(), ElementsAre("request_id=1", "request_id=2", "user=\"bob\""));
}

TEST(Context, IsBackToTheOuterFieldsWhenTheInnerOneEnds) {
    const Context outer{{"request_id", 1}};
    { const Context inner{{"user", "bob"}}; }

    EXPECT_THAT(visible(), ElementsAre("request_id=1"));
}

TEST(Context, EndsWithTheObject) {
    { const Context context{{"request_id", 1}}; }

    EXPECT_THAT(visible(), IsEmpty());
}

TEST(Context, TakesFieldsMadeAtRunTime) {
    Fields fields;
    fields.set("tenant", "blue");

    const Context context{fields};

    EXPECT_THAT(visible(), ElementsAre("tenant=\"blue\""));
}

TEST(Context, BelongsToItsThread) {
    const Context context{{"request_id", 1}};
    std::vector<std::string> elsewhere = {"not asked"};

    std::thread{[&] { elsewhere = visible(); }}.join();

    EXPECT_THAT(elsewhere, IsEmpty());
}

}  // namespace
}  // namespace logbeam
