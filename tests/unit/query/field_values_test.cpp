#include "query/field_values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace logbeam::query {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

constexpr std::string_view text =
    R"({"id":"p-1","topic":"logs.a","type":"logger.warning","source":"api","timestamp":"2026-11-21T10:00:00.000000000Z",)"
    R"("seq":7,"data":{"city":"Ber\u006cin","n":1.50,"ok":true,"none":null,"user":{"id":42},"tags":[["a"],"b"],)"
    R"("empty":[],"twice":null,"twice":1},"metadata":{"host":"eu-1"},"clientId":"p"})";

FieldValues::Values read(const std::vector<std::string>& names) {
    Subject subject{text, "logs.a", Level::warning, 7, *parse_rfc3339("2026-11-21T10:00:00Z")};
    subject.data_at = static_cast<std::uint32_t>(text.find(R"("data":)"));
    FieldValues::Values values;
    FieldValues{names}.read(subject, values);
    return values;
}

TEST(FieldsOfAnEvent, AreReadAsText) {
    EXPECT_THAT(read({"city", "n", "ok", "user.id", "data.n"}),
                ElementsAre(Optional(std::string{"Berlin"}), Optional(std::string{"1.50"}),
                            Optional(std::string{"true"}), Optional(std::string{"42"}), Optional(std::string{"1.50"})));
}

TEST(FieldsOfAnEvent, MayStandInItsEnvelope) {
    EXPECT_THAT(read({"topic", "level", "source", "seq", "metadata.host", "timestamp"}),
                ElementsAre(Optional(std::string{"logs.a"}), Optional(std::string{"warning"}),
                            Optional(std::string{"api"}), Optional(std::string{"7"}), Optional(std::string{"eu-1"}),
                            Optional(std::string{"2026-11-21T10:00:00.000000000Z"})));
}

TEST(FieldsOfAnEvent, AreTheFirstWhereThereAreSeveral) {
    EXPECT_THAT(read({"tags", "twice"}), ElementsAre(Optional(std::string{"a"}), Optional(std::string{"1"})));
}

TEST(FieldsOfAnEvent, AreNothingWhereThereIsNoText) {
    EXPECT_THAT(read({"none", "user", "absent", "empty", "level.x"}),
                ElementsAre(std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt));
}

}  // namespace
}  // namespace logbeam::query
