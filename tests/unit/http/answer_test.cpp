#include "http/answer.hpp"

#include "unit/http/broker_rig.hpp"

namespace logbeam::http {
namespace {

TEST(ErrorAnswer, HasTheNumberTheNameTheDetailAndWhetherToTryAgain) {
    const auto answer = error_answer({ErrorCode::rate_limited, "too \"fast\""});

    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.body, R"({"error":165,"name":"rate_limited","detail":"too \"fast\"","mayRetry":true})");
    EXPECT_EQ(test::header_of(answer, "Retry-After"), "1");
    EXPECT_EQ(test::header_of(answer, "Cache-Control"), "no-store");
}

TEST(ErrorAnswer, AsksForATokenWhereOneIsMissing) {
    const auto answer = error_answer({ErrorCode::unauthorized, ""});

    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(test::header_of(answer, "WWW-Authenticate"), R"(Bearer realm="logbeam")");
    EXPECT_EQ(test::header_of(answer, "Retry-After"), "");
}

TEST(ErrorAnswer, OfANumberThatIsNotKnownIsAnInternalError) {
    EXPECT_EQ(status_of(static_cast<ErrorCode>(777)), 500);
}

}  // namespace
}  // namespace logbeam::http
