#include "transport/nats/subject_mapping.hpp"

#include <gtest/gtest.h>

namespace logbeam::transport {
namespace {

TEST(SubjectMapping, PutsTopicsBehindItsPrefix) {
    const auto mapping = SubjectMapping::parse("logbeam.event.{topic}").value();

    EXPECT_EQ(mapping.subject_of("logs.orders"), "logbeam.event.logs.orders");
    EXPECT_EQ(mapping.subject_of("logs.*"), "logbeam.event.logs.*");
    EXPECT_EQ(mapping.every_subject(), "logbeam.event.>");
}

TEST(SubjectMapping, FindsTheTopicOfASubject) {
    const auto mapping = SubjectMapping::parse("logbeam.event.{topic}").value();

    EXPECT_EQ(mapping.topic_of("logbeam.event.logs.orders"), "logs.orders");
    EXPECT_EQ(mapping.topic_of("logbeam.event."), std::nullopt);
    EXPECT_EQ(mapping.topic_of("logbeam.eventual"), std::nullopt);
}

TEST(SubjectMapping, MayBeNoMapping) {
    const auto mapping = SubjectMapping::parse("{topic}").value();

    EXPECT_EQ(mapping.subject_of("logs"), "logs");
    EXPECT_EQ(mapping.topic_of("logs"), "logs");
    EXPECT_EQ(mapping.every_subject(), ">");
}

struct WrongMapping : ::testing::TestWithParam<const char*> {};

TEST_P(WrongMapping, IsRefused) {
    const auto mapping = SubjectMapping::parse(GetParam());

    ASSERT_FALSE(mapping);
    EXPECT_EQ(mapping.error().code, ErrorCode::invalid_option);
}

INSTANTIATE_TEST_SUITE_P(Mappings, WrongMapping,
                         ::testing::Values("", "logbeam", "{topic}.logbeam", "logbeam{topic}", ".{topic}", "a..{topic}",
                                           "a b.{topic}", "a.*.{topic}", "{topic}.{topic}"));

}  // namespace
}  // namespace logbeam::transport
