#include "cli/publish_data.hpp"

#include <gtest/gtest.h>

namespace logbeam::cli {
namespace {

TEST(PublishData, IsAnEmptyObjectWithoutWords) {
    EXPECT_EQ(*data_of({}), Value{Fields{}});
}

TEST(PublishData, IsOneJsonText) {
    EXPECT_EQ(data_of({R"({"id": 42})"})->to_json(), R"({"id":42})");
    EXPECT_EQ(data_of({"[1,2]"})->to_json(), "[1,2]");
}

TEST(PublishData, IsMadeOfPairsWhoseValuesAreTyped) {
    const auto data = data_of({"id=42", "city=Berlin", "paid=true", "total=19.5", "tags=[1,2]", "text=a=b", "none="});

    EXPECT_EQ(data->to_json(),
              R"({"id":42,"city":"Berlin","paid":true,"total":19.5,"tags":[1,2],"text":"a=b","none":""})");
}

TEST(PublishData, KeepsTextThatOnlyLooksLikeJson) {
    EXPECT_EQ(data_of({"a=[x", "b=007"})->to_json(), R"({"a":"[x","b":"007"})");
}

TEST(PublishData, RefusesAWordThatIsNeither) {
    EXPECT_EQ(data_of({"hello", "id=1"}).error().code, ErrorCode::invalid_option);
    EXPECT_EQ(data_of({"=1"}).error().code, ErrorCode::invalid_option);
}

}  // namespace
}  // namespace logbeam::cli
