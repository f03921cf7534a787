#include "http/cors.hpp"

#include "unit/http/broker_rig.hpp"

#include <gmock/gmock.h>

namespace logbeam::http {
namespace {

using test::header_of;
using testing::AllOf;
using testing::HasSubstr;

TEST(Cors, EchoesTheOriginAndTellsCachesSo) {
    Response response;

    add_cors_headers(response, "http://localhost:5173");

    EXPECT_EQ(header_of(response, "Access-Control-Allow-Origin"), "http://localhost:5173");
    EXPECT_EQ(header_of(response, "Vary"), "Origin");
}

TEST(Cors, SaysNothingWhereNoPageAsks) {
    Response response;

    add_cors_headers(response, "");

    EXPECT_TRUE(response.headers.empty());
}

TEST(Preflight, NamesMethodsAndHeaders) {
    const auto answer = preflight_answer("http://localhost:5173");

    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(header_of(answer, "Access-Control-Allow-Origin"), "http://localhost:5173");
    EXPECT_THAT(header_of(answer, "Access-Control-Allow-Methods"),
                AllOf(HasSubstr("POST"), HasSubstr("PUT"), HasSubstr("DELETE")));
    EXPECT_THAT(header_of(answer, "Access-Control-Allow-Headers"), HasSubstr("Authorization"));
}

TEST(Login, LeadsBackToTheAddressWithoutTheToken) {
    Request request;
    request.path = "/";
    request.query = {{"q", "a b&c"}, {"token", "s3cret"}, {"token", "s3cret"}};
    Admission admission;
    admission.login_cookie = "logbeam_token=x";

    const auto answer = login_answer(request, admission);

    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(header_of(answer, "Location"), "/?q=a%20b%26c");
    EXPECT_EQ(header_of(answer, "Set-Cookie"), "logbeam_token=x");
    EXPECT_EQ(header_of(answer, "Referrer-Policy"), "no-referrer");
}

TEST(Login, KeepsThePathAPath) {
    Request request;
    request.path = "/assets/a\r\nb";
    request.query = {{"token", "s3cret"}};

    EXPECT_EQ(header_of(login_answer(request, {}), "Location"), "/assets/a%0D%0Ab");
}

}  // namespace
}  // namespace logbeam::http
