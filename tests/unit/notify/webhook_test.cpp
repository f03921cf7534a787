#include "notify/webhook.hpp"

#include "net/digest.hpp"
#include "notify/alertmanager.hpp"
#include "notify/slack.hpp"
#include "unit/notify/http_receiver.hpp"
#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <latch>
#include <thread>

namespace logbeam::notify {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using Outcome = Delivery::Outcome;

HttpReceiver::Answer always(const std::string& answer) {
    return [answer](const Received&) { return answer; };
}

Delivery send_to(const std::string& url, const alert::Notification& notification = firing(),
                 std::chrono::milliseconds timeout = 5s) {
    WebhookOptions options;
    options.target.url = url;
    options.target.timeout = timeout;
    return make_webhook(std::move(options))->send(notification);
}

Delivery answered_with(const std::string& status, const std::string& headers = {}) {
    const HttpReceiver receiver{always(http_answer(status, headers))};
    return send_to(receiver.url());
}

TEST(AWebhook, PostsTheNotification) {
    const HttpReceiver receiver{always(http_answer("200 OK"))};

    const auto delivery = send_to(receiver.url("/a?b=c"));

    EXPECT_EQ(delivery.outcome, Outcome::delivered);
    EXPECT_EQ(delivery.detail, "200 ok");
    const auto requests = receiver.received();
    ASSERT_THAT(requests, SizeIs(1));
    EXPECT_THAT(requests[0].head, StartsWith("POST /a?b=c HTTP/1.1\r\n"));
    EXPECT_THAT(requests[0].head, HasSubstr("Content-Type: application/json\r\n"));
    EXPECT_THAT(requests[0].head, HasSubstr("Idempotency-Key: 69194a5851bc5745-1\r\n"));
    EXPECT_THAT(requests[0].head, Not(HasSubstr("X-Logbeam-Signature")));
    EXPECT_EQ(alert::parse_notification(requests[0].body).value(), firing());
}

TEST(AWebhook, SignsTheBodyThatItSends) {
    const HttpReceiver receiver{always(http_answer("204 No Content", {}, ""))};
    WebhookOptions options;
    options.target.url = receiver.url();
    options.target.headers = {{"X-Team", "shop"}, {"X-Empty", ""}};
    options.secret = "s3cret";
    options.body_template = JsonTemplate::parse(R"({"text": "{title}"})").value();

    EXPECT_EQ(make_webhook(std::move(options))->send(firing()).outcome, Outcome::delivered);

    const auto request = receiver.received().at(0);
    EXPECT_EQ(request.body, R"({"text": "checkout-errors in eu"})");
    EXPECT_THAT(request.head,
                HasSubstr("X-Logbeam-Signature: sha256=" + net::hmac_sha256_hex("s3cret", request.body) + "\r\n"));
    EXPECT_THAT(request.head, HasSubstr("X-Team: shop\r\n"));
    EXPECT_THAT(request.head, HasSubstr("X-Empty:\r\n"));
}

TEST(AWebhook, SendsHostileTextsAsTexts) {
    const HttpReceiver receiver{always(http_answer("200 OK"))};

    EXPECT_EQ(send_to(receiver.url(), hostile()).outcome, Outcome::delivered);
    EXPECT_EQ(send_to(receiver.url(), hostile(std::string(1 << 20, '\''))).outcome, Outcome::delivered);

    const auto requests = receiver.received();
    EXPECT_THAT(requests[0].head, Not(HasSubstr("\nBcc")));
    EXPECT_THAT(requests[0].head, Not(HasSubstr("\nMAIL FROM")));
    EXPECT_EQ(nlohmann::json::parse(requests[0].body).size(), 12U);
    EXPECT_EQ(alert::parse_notification(requests[1].body).value().title.size(), 1U << 20);
}

TEST(AWebhook, IsTriedAgainWhereThatMayHelp) {
    for (const auto* const status : {"500 Oops", "502 Bad Gateway", "503 Busy", "408 Timeout", "429 Slow down",
                                     "401 Unauthorized", "404 Not found"}) {
        const auto delivery = answered_with(status);
        EXPECT_EQ(delivery.outcome, Outcome::retry) << status;
        EXPECT_FALSE(delivery.may_have_arrived) << status;
    }
}

TEST(AWebhook, IsRefusedForGoodWhereItIsNot) {
    for (const auto* const status : {"400 Bad", "410 Gone", "422 No", "302 Found"})
        EXPECT_EQ(answered_with(status, "Location: http://127.0.0.1:1/\r\n").outcome, Outcome::refused) << status;
}

TEST(AWebhook, HearsWhenToComeAgain) {
    EXPECT_EQ(answered_with("429 Slow down", "Retry-After: 120\r\n").retry_after, 120s);
    EXPECT_EQ(answered_with("503 Busy", "Retry-After: 7\r\n").retry_after, 7s);
    EXPECT_EQ(answered_with("503 Busy", "Retry-After: soon\r\n").retry_after, std::nullopt);
    EXPECT_GT(answered_with("503 Busy", "Retry-After: Fri, 20 Nov 2099 12:00:00 GMT\r\n").retry_after, 1h);
}

TEST(AWebhook, MayHaveArrivedWhereNobodyAnswersInTime) {
    const HttpReceiver receiver{always("")};

    const auto delivery = send_to(receiver.url(), firing(), 200ms);

    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_TRUE(delivery.may_have_arrived);
    EXPECT_THAT(delivery.detail, HasSubstr("Timeout"));
}

TEST(AWebhook, IsGivenUpWhileItWaits) {
    std::latch asked{1};
    HttpReceiver receiver{[&asked](const Received&) {
        asked.count_down();
        return std::string{};
    }};
    WebhookOptions options;
    options.target.url = receiver.url();
    options.target.timeout = 5min;
    const auto notifier = make_webhook(options);
    std::thread impatient{[&] {
        asked.wait();
        notifier->give_up();
    }};
    const auto delivery = notifier->send(firing());
    impatient.join();

    EXPECT_EQ(delivery.outcome, Delivery::Outcome::retry);
    EXPECT_TRUE(delivery.may_have_arrived);
}

TEST(AWebhook, HasNotArrivedWhereNobodyListens) {
    std::string url;
    {
        const HttpReceiver receiver{always("")};
        url = receiver.url("/secret-path");
    }

    const auto delivery = send_to(url);

    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_FALSE(delivery.may_have_arrived);
    EXPECT_THAT(delivery.detail, Not(HasSubstr("secret-path")));
}

TEST(AWebhook, SaysNoAddressWhereItCannotConnect) {
    const auto delivery = send_to("http://secret-host.invalid:1/token");

    EXPECT_THAT(delivery.detail, Not(HasSubstr("secret")));
    EXPECT_THAT(delivery.detail, Not(testing::IsEmpty()));
}

TEST(AWebhook, SurvivesWhateverIsAnswered) {
    for (const auto& answer : {std::string{"nonsense\r\n\r\n"}, std::string{"HTTP/1.1 999999 x\r\n\r\n"},
                               http_answer("500 Oops", {}, std::string(1 << 20, '\x1B'))}) {
        const HttpReceiver receiver{always(answer)};
        const auto delivery = send_to(receiver.url());
        EXPECT_NE(delivery.outcome, Outcome::delivered);
        EXPECT_LE(delivery.detail.size(), 200U);
        EXPECT_THAT(delivery.detail, Not(HasSubstr("\x1B")));
    }
}

TEST(ASlackNotifier, PostsItsMessage) {
    const HttpReceiver receiver{always(http_answer("200 OK"))};
    SlackOptions options;
    options.target.url = receiver.url("/services/T/B/x");

    EXPECT_EQ(make_slack(std::move(options))->send(firing()).outcome, Outcome::delivered);

    EXPECT_EQ(receiver.received().at(0).body, slack_body(firing(), ""));
}

TEST(AnAlertmanagerNotifier, PostsToItsApi) {
    const HttpReceiver receiver{always(http_answer("200 OK"))};
    AlertmanagerOptions options;
    options.target.url = receiver.url("/prefix/");

    EXPECT_EQ(make_alertmanager(std::move(options))->send(firing()).outcome, Outcome::delivered);

    EXPECT_THAT(receiver.received().at(0).head, StartsWith("POST /prefix/api/v2/alerts HTTP/1.1\r\n"));
}

}  // namespace
}  // namespace logbeam::notify
