#include "notify/email.hpp"
#include "support/certificates.hpp"
#include "support/child_process.hpp"
#include "support/fake_clock.hpp"
#include "support/test_data.hpp"
#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace logbeam::notify {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using Outcome = Delivery::Outcome;

constexpr const char* python = "/usr/bin/python3";

EmailOptions plain_options() {
    EmailOptions options;
    options.security = EmailOptions::Security::none;
    options.addresses = {"logbeam@example.org", {"ops@example.org", "night@example.org"}};
    return options;
}

bool is_installed() {
    test::Child child{test::Command{python, {"-c", "import aiosmtpd"}}};
    return child.wait(std::chrono::seconds{30}) == test::exit_code(0);
}

// A real one, on a port of this machine: tests/support/smtp_server.py.
class ARealSmtpServer : public ::testing::Test {
protected:
    void SetUp() override {
        if (!is_installed()) GTEST_SKIP() << "python3-aiosmtpd is not installed";
    }

    void start(const std::string& mode, const test::Arguments& more = {}) {
        test::Arguments words{"-W", "ignore", test::data_path("../support/smtp_server.py"), mode};
        words.insert(words.end(), more.begin(), more.end());
        child_.emplace(test::Command{python, words});
        const auto port = child_->line();
        ASSERT_TRUE(port);
        options.server = "127.0.0.1:" + *port;
    }
    [[nodiscard]] Delivery send(const alert::Notification& notification) const {
        return make_email(options, clock)->send(notification);
    }
    [[nodiscard]] json mail() { return json::parse(child_->line().value_or("{}")); }

    test::FakeClock clock;
    EmailOptions options = plain_options();

private:
    std::optional<test::Child> child_;
};

TEST_F(ARealSmtpServer, TakesAMail) {
    start("plain");

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::delivered) << delivery.detail;
    const auto taken = mail();
    EXPECT_EQ(taken["from"], "logbeam@example.org");
    EXPECT_EQ(taken["to"], json::parse(R"(["ops@example.org", "night@example.org"])"));
    EXPECT_EQ(taken["subject"], "[firing] checkout-errors in eu");
    EXPECT_EQ(taken["message_id"], "<69194a5851bc5745-1@example.org>");
    EXPECT_THAT(taken["body"].get<std::string>(), HasSubstr("3 failed checkouts in eu\r\n"));
    EXPECT_EQ(taken["defects"], 0);
}

TEST_F(ARealSmtpServer, TakesHostileTextsAsTexts) {
    start("plain");

    const auto delivery = send(hostile());
    EXPECT_EQ(delivery.outcome, Outcome::delivered) << delivery.detail;
    EXPECT_EQ(send(hostile("a\n.\nb")).outcome, Outcome::delivered);

    const auto taken = mail();
    EXPECT_EQ(taken["to"], json::parse(R"(["ops@example.org", "night@example.org"])"));
    EXPECT_EQ(taken["headers"], json::parse(R"(["Date", "From", "To", "Subject", "Message-ID", "In-Reply-To",
        "References", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"])"));
    EXPECT_EQ(taken["defects"], 0);
    EXPECT_THAT(taken["body"].get<std::string>(), HasSubstr("\r\nBcc: evil@example.org\r\n\r\n.\r\nMAIL FROM:<x>\r\n"));
    EXPECT_THAT(mail()["body"].get<std::string>(), HasSubstr("a\r\n.\r\nb\r\n"));
}

TEST_F(ARealSmtpServer, TakesAMegabyte) {
    start("plain");

    auto notification = firing();
    notification.text = std::string(1 << 20, '.');
    const auto delivery = send(notification);

    EXPECT_EQ(delivery.outcome, Outcome::delivered) << delivery.detail;
    EXPECT_THAT(mail()["body"].get<std::string>(), HasSubstr(notification.text));
}

TEST_F(ARealSmtpServer, KnowsWhoSends) {
    start("auth");
    options.user = "logbeam";
    options.password = "hunter2";

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::delivered) << delivery.detail;
    EXPECT_EQ(mail()["user"], "logbeam");
}

TEST_F(ARealSmtpServer, TurnsAwayWhoKnowsNoPassword) {
    start("auth");
    options.user = "logbeam";
    options.password = "wr0ng";
    options.timeout = std::chrono::seconds{2};

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::retry) << delivery.detail;
    EXPECT_THAT(delivery.detail, Not(HasSubstr("wr0ng")));
}

TEST_F(ARealSmtpServer, IsSpokenToInSecret) {
    test::Certificates certificates;
    const auto files = certificates.issue("IP:127.0.0.1");
    start("starttls", {files.chain, files.key});
    options.security = EmailOptions::Security::starttls;
    options.ca_file = certificates.ca_file();

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::delivered) << delivery.detail;
    EXPECT_EQ(mail()["tls"], true);
}

TEST_F(ARealSmtpServer, GetsNothingWithoutTlsWhereThatWasAskedFor) {
    start("plain");
    options.security = EmailOptions::Security::starttls;

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_FALSE(delivery.may_have_arrived);
}

TEST_F(ARealSmtpServer, IsNotTrustedWithoutItsCa) {
    test::Certificates certificates;
    const auto files = certificates.issue("IP:127.0.0.1");
    start("starttls", {files.chain, files.key});
    options.security = EmailOptions::Security::starttls;

    EXPECT_EQ(send(firing()).outcome, Outcome::retry);
}

TEST_F(ARealSmtpServer, IsAskedAgainWhenItIsBusy) {
    start("busy");

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_FALSE(delivery.may_have_arrived);
    EXPECT_THAT(delivery.detail, HasSubstr("451"));
}

TEST_F(ARealSmtpServer, IsNotAskedAgainWhenItRefuses) {
    start("refusing");

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::refused);
    EXPECT_THAT(delivery.detail, HasSubstr("554"));
}

TEST_F(ARealSmtpServer, IsNotWaitedForLongWhenItIsSlow) {
    start("slow");
    options.timeout = std::chrono::seconds{1};
    const auto began = std::chrono::steady_clock::now();

    const auto delivery = send(firing());

    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_TRUE(delivery.may_have_arrived);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{20});
}

TEST(AMailServer, ThatIsNotThereIsAskedAgain) {
    const test::FakeClock clock;
    auto options = plain_options();
    options.server = "127.0.0.1:1";

    EXPECT_EQ(make_email(options, clock)->send(firing()).outcome, Outcome::retry);
}

}  // namespace
}  // namespace logbeam::notify
