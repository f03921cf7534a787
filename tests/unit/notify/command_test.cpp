#include "notify/command.hpp"

#include "unit/notify/notifications.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace logbeam::notify {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Outcome = Delivery::Outcome;

// A folder with a script in it. The shell is the script's own: what it is given is its environment and its stdin.
class ACommand : public ::testing::Test {
protected:
    ~ACommand() override { std::filesystem::remove_all(folder_); }

    Delivery run(const std::string& script, const alert::Notification& notification = firing(),
                 std::chrono::milliseconds timeout = 20s) {
        const auto path = folder_ + "/notify.sh";
        std::ofstream{path} << "#!/bin/sh\ncd " << folder_ << "\n" << script << "\n";
        ::chmod(path.c_str(), 0700);
        return make_command({{path, "one", "two words; $(false)"}, timeout})->send(notification);
    }
    [[nodiscard]] std::string file(const std::string& name) const {
        std::ifstream in{folder_ + "/" + name, std::ios::binary};
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }
    [[nodiscard]] bool exists(const std::string& name) const { return std::filesystem::exists(folder_ + "/" + name); }

private:
    static std::string make_folder() {
        std::string path = ::testing::TempDir() + "/logbeam_command_XXXXXX";
        return ::mkdtemp(path.data());
    }

    const std::string folder_ = make_folder();
};

TEST_F(ACommand, GetsTheNotificationAndItsFacts) {
    const auto delivery =
        run("cat > in.json; printf '%s|' \"$1\" \"$2\" \"$LOGBEAM_ALERT_TITLE\" \"$LOGBEAM_ALERT_KEY\" "
            "\"$LOGBEAM_ALERT_SEVERITY\" > facts; echo first; echo paged ops");

    EXPECT_EQ(delivery.outcome, Outcome::delivered);
    EXPECT_EQ(delivery.detail, "exit code 0: paged ops");
    EXPECT_EQ(alert::parse_notification(file("in.json")).value(), firing());
    EXPECT_EQ(file("facts"), "one|two words; $(false)|checkout-errors in eu|69194a5851bc5745-1|critical|");
}

TEST_F(ACommand, GetsNothingElseOfTheBrokersEnvironment) {
    ::setenv("LOGBEAM_TEST_SECRET", "hunter2", 1);
    EXPECT_EQ(run("env > env; ls /proc/self/fd > fds").outcome, Outcome::delivered);
    ::unsetenv("LOGBEAM_TEST_SECRET");

    EXPECT_THAT(file("env"), HasSubstr("LOGBEAM_ALERT_RULE=checkout-errors\n"));
    EXPECT_THAT(file("env"), Not(HasSubstr("hunter2")));
    EXPECT_LE(file("fds").size(), 10U);  // 0 to 3, the last one of ls
}

TEST_F(ACommand, RunsNothingThatAnEventSays) {
    for (const auto& text : {hostile_text(), std::string(1 << 20, '`'), std::string{"() { :; }; touch pwned"}}) {
        EXPECT_EQ(run("cat > in.json; printf %s \"$LOGBEAM_ALERT_TITLE\" > title", hostile(text)).outcome,
                  Outcome::delivered);
        EXPECT_TRUE(alert::parse_notification(file("in.json")));
        EXPECT_FALSE(exists("pwned"));
        EXPECT_THAT(file("title"), StartsWith(text.substr(0, 20)));
    }
}

TEST_F(ACommand, IsTriedAgainWhereItsCodeSaysNothingElse) {
    EXPECT_EQ(run("exit 1").outcome, Outcome::retry);
    EXPECT_EQ(run("exit 75").outcome, Outcome::retry);
    EXPECT_EQ(run("exit 127").outcome, Outcome::retry);
}

TEST_F(ACommand, IsRefusedWhereItsCodeSaysSo) {
    const auto delivery = run("echo no such user >&2; exit 67");
    EXPECT_EQ(delivery.outcome, Outcome::refused);
    EXPECT_EQ(delivery.detail, "exit code 67: no such user");
}

TEST_F(ACommand, NeedNotReadItsInput) {
    EXPECT_EQ(run("exit 0", hostile(std::string(1 << 20, 'x'))).outcome, Outcome::delivered);
}

TEST_F(ACommand, MaySayMuch) {
    const auto delivery = run("i=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done; echo last");
    EXPECT_EQ(delivery.detail, "exit code 0: last");
}

TEST_F(ACommand, IsKilledWithWhatItStartedWhenItTakesTooLong) {
    const auto delivery = run("(sleep 2; touch late) & echo waiting; sleep 60", firing(), 500ms);

    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_TRUE(delivery.may_have_arrived);
    EXPECT_EQ(delivery.detail, "killed after 500 ms: waiting");
}

TEST_F(ACommand, IsOverWhenItEndsWhateverItLeavesBehind) {
    const auto delivery = run("sleep 3 & echo done", firing(), 20s);
    EXPECT_EQ(delivery.detail, "exit code 0: done");
}

TEST_F(ACommand, MayDieOfASignal) {
    const auto delivery = run("kill -9 $$");
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_EQ(delivery.detail, "ended by signal 9");
}

TEST_F(ACommand, IsTriedAgainWhereItCannotBeRun) {
    const auto delivery = make_command({{"/no/such/program"}, 5s})->send(firing());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.detail, HasSubstr("cannot be run: No such file"));
}

TEST(ACommandsEnvironment, HasNoNulAndNoLongValue) {
    for (const auto& entry : command_environment(hostile(std::string(1 << 20, '\0')))) {
        EXPECT_EQ(entry.find('\0'), std::string::npos);
        EXPECT_LE(entry.size(), 9000U);
    }
    EXPECT_THAT(command_environment(firing()), Contains("LOGBEAM_ALERT_STATE=firing"));
}

}  // namespace
}  // namespace logbeam::notify
