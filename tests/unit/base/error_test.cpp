#include <logbeam/result.hpp>

#include <gtest/gtest.h>

#include <string>

namespace logbeam {
namespace {

TEST(Error, SaysNameNumberAndDetailInOneLine) {
    const Error error{ErrorCode::malformed_url, "no scheme in 'localhost'"};

    EXPECT_EQ(error.message(), "malformed_url (100): no scheme in 'localhost'");
}

TEST(Error, WithoutDetailEndsBehindItsNumber) {
    EXPECT_EQ((Error{ErrorCode::timed_out, ""}).message(), "timed_out (122)");
}

TEST(Error, MayBeRetriedWhenTheCauseCanPassByItself) {
    EXPECT_TRUE((Error{ErrorCode::connection_lost, ""}).may_retry());
    EXPECT_FALSE((Error{ErrorCode::malformed_url, ""}).may_retry());
}

TEST(Error, OfAnUnknownNumberIsInternal) {
    const Error error{static_cast<ErrorCode>(777), ""};

    EXPECT_EQ(error.name(), "internal");
    EXPECT_EQ(error.number(), 777);
    EXPECT_FALSE(error.may_retry());
}

TEST(Error, HasANameOfItsOwnForEveryCode) {
    for (const int number : {100, 101, 102, 103, 110, 111, 112, 113, 114, 115, 120, 121, 122, 130, 131, 140, 150}) {
        EXPECT_NE((Error{static_cast<ErrorCode>(number), ""}).name(), "internal") << number;
    }
}

TEST(Result, GivesItsValueOrThrowsItsError) {
    Result<int> good{42};
    Result<int> bad{Error{ErrorCode::too_large, "9 MiB"}};

    EXPECT_EQ(std::move(good).value(), 42);
    EXPECT_THROW((void)std::move(bad).value(), Failure);
}

}  // namespace
}  // namespace logbeam
