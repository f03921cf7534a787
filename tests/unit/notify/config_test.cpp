#include "notify/config.hpp"

#include "support/fake_clock.hpp"
#include "yaml/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace logbeam::notify {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

std::optional<std::string> environment(const std::string& name) {
    if (name == "HOOK_SECRET") return "s3cret";
    if (name == "SLACK_PATH") return "T0/B0/xyz";
    return std::nullopt;
}

Result<std::vector<NotifierConfig>> read(const std::string& text) {
    auto reader = yaml::Reader::parse(text, "logbeam.yaml").value();
    auto notifiers = read_notifiers(reader, environment);
    if (const auto done = reader.finish(); !done) return done.error();
    return notifiers;
}

std::string problem_of(const std::string& notifier) {
    const auto notifiers = read("notifiers:\n  - " + notifier);
    return notifiers ? "none" : notifiers.error().detail;
}

// Until the test ends.
class SecretFile {
public:
    explicit SecretFile(const std::string& text) { std::ofstream{path_} << text; }
    ~SecretFile() { std::remove(path_.c_str()); }
    SecretFile(const SecretFile&) = delete;
    SecretFile& operator=(const SecretFile&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_ = ::testing::TempDir() + "/logbeam_secret_" + std::to_string(::getpid());
};

TEST(NotifierConfiguration, HasNotifiersOfEveryKind) {
    const SecretFile password{"hunter2\n"};
    const auto notifiers = read(R"(
notifiers:
  - name: hook
    kind: webhook
    url: https://example.org/alerts
    secret: ${HOOK_SECRET}
    headers: {Authorization: "Bearer ${HOOK_SECRET}"}
    template: |
      {"text": "{title}"}
    timeout: 3s
  - {name: chat, kind: slack, url: "https://hooks.slack.com/services/${SLACK_PATH}", channel: "#ops"}
  - {name: am, kind: alertmanager, url: "http://127.0.0.1:9093"}
  - name: mail
    kind: email
    server: mail.example.org:587
    user: logbeam
    password_file: )" + password.path() +
                                R"(
    from: logbeam@example.org
    to: [ops@example.org, night@example.org]
  - {name: pager, kind: command, command: [/usr/bin/page, --now]}
)")
                               .value();

    ASSERT_THAT(notifiers, SizeIs(5));
    const auto& hook = std::get<WebhookOptions>(notifiers[0].options);
    EXPECT_EQ(hook.secret, "s3cret");
    EXPECT_EQ(hook.target.headers.at("Authorization"), "Bearer s3cret");
    EXPECT_EQ(hook.target.timeout, 3s);
    EXPECT_TRUE(hook.body_template);
    EXPECT_EQ(std::get<SlackOptions>(notifiers[1].options).target.url, "https://hooks.slack.com/services/T0/B0/xyz");
    EXPECT_EQ(std::get<AlertmanagerOptions>(notifiers[2].options).target.timeout, 10s);
    const auto& mail = std::get<EmailOptions>(notifiers[3].options);
    EXPECT_EQ(mail.password, "hunter2");
    EXPECT_EQ(mail.security, EmailOptions::Security::starttls);
    EXPECT_THAT(mail.addresses.to, SizeIs(2));
    EXPECT_THAT(std::get<CommandOptions>(notifiers[4].options).words, SizeIs(2));
}

TEST(NotifierConfiguration, ShowsKindAndNameOnly) {
    const auto notifiers =
        read("notifiers:\n  - {name: ops, kind: webhook, url: 'https://u:p@example.org/x', secret: '${HOOK_SECRET}'}")
            .value();
    EXPECT_EQ(to_string(notifiers[0]), "webhook 'ops'");
}

TEST(NotifierConfiguration, NamesTheLineOfAProblem) {
    EXPECT_THAT(problem_of("{name: a, kind: pigeon}"), HasSubstr("(logbeam.yaml:2)"));
    EXPECT_THAT(problem_of("{name: a, kind: webhook, url: 'http://x', secrets: y}"),
                HasSubstr("did you mean 'secret'"));
}

TEST(NotifierConfiguration, TakesNoSecretFromTheFileItself) {
    const auto problem = problem_of("{name: a, kind: webhook, url: 'http://x', secret: hunter2}");
    EXPECT_THAT(problem, AllOf(HasSubstr("secret: expected ${NAME}"), Not(HasSubstr("hunter2"))));
}

TEST(NotifierConfiguration, SaysWhatIsWrongWithASecretAndNotWhatItIs) {
    EXPECT_THAT(problem_of("{name: a, kind: webhook, url: 'http://x', secret: '${NO_SUCH}'}"),
                HasSubstr("the environment has no NO_SUCH"));
    EXPECT_THAT(problem_of("{name: a, kind: slack, url_file: /no/such/file}"), HasSubstr("url_file: "));
    const auto problem = problem_of("{name: a, kind: slack, url: 'ftp://${HOOK_SECRET}'}");
    EXPECT_THAT(problem, AllOf(HasSubstr("url: expected http://"), Not(HasSubstr("s3cret"))));
    const auto header = problem_of("{name: a, kind: slack, url: 'http://x', headers: {'a b': '${HOOK_SECRET}'}}");
    EXPECT_THAT(header, AllOf(HasSubstr("headers: "), Not(HasSubstr("s3cret"))));
}

TEST(NotifierConfiguration, RefusesWhatCannotBe) {
    EXPECT_THAT(problem_of("{name: 'a b', kind: command, command: /bin/true}"), HasSubstr("name: "));
    EXPECT_THAT(problem_of("{name: a, kind: command, command: 'true'}"), HasSubstr("whole path"));
    EXPECT_THAT(problem_of("{name: a, kind: command, command: /bin/true, timeout: 1h}"), HasSubstr("timeout: "));
    EXPECT_THAT(problem_of("{name: a, kind: email, server: m, from: a@b, to: ['x>']}"), HasSubstr("to: "));
    EXPECT_THAT(problem_of("{name: a, kind: email, server: 'm/x', from: a@b, to: c@d}"), HasSubstr("server: "));
    EXPECT_THAT(problem_of("{name: a, kind: email, server: m, user: u, from: a@b, to: c@d}"), HasSubstr("user: "));
    EXPECT_THAT(problem_of("{name: a, kind: webhook, url: 'http://x', template: '{\"a\": {nope}}'}"),
                HasSubstr("{nope}"));
    EXPECT_THAT(problem_of("{name: a, kind: command, command: /bin/true}\n"
                           "  - {name: a, kind: command, command: /bin/true}"),
                HasSubstr("called this already"));
}

TEST(NotifierConfiguration, BecomesNotifiers) {
    const test::FakeClock clock;
    auto notifiers = read("notifiers: [{name: ops, kind: command, command: /bin/true}]").value();

    const auto made = make_notifier(std::move(notifiers[0]), {clock, {}});

    EXPECT_EQ(made.name, "ops");
    EXPECT_EQ(made.notifier->send(test_notification(clock.wall_now())).outcome, Delivery::Outcome::delivered);
}

}  // namespace
}  // namespace logbeam::notify
