#include "support/broker_process.hpp"
#include "support/command.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

// `logbeam level` against a program that logs through the sink.
namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

ConnectionOptions options_of(RemoteLevel permission) {
    ConnectionOptions options;
    options.source = "api";
    options.remote_level = permission;
    return options;
}

// The connection outlives spdlog's registry.
int leave_with_a_static_connection(const Arguments& arguments) {
    static Connection connection{arguments.at(0), options_of(RemoteLevel::allow)};
    spdlog::register_logger(std::make_shared<spdlog::logger>("net", make_spdlog_sink(connection)));
    while (spdlog::get("net")->level() != spdlog::level::debug)
        std::this_thread::sleep_for(1ms);
    std::exit(0);
}
const Role leaves_with_a_static_connection{"leaves while a level stands", &leave_with_a_static_connection};

struct LevelCommand : ::testing::Test {
    ~LevelCommand() override { spdlog::drop_all(); }

    std::shared_ptr<spdlog::logger> make_logger(const std::string& name, std::shared_ptr<event_sink> sink) {
        auto logger = std::make_shared<spdlog::logger>(name, std::move(sink));
        spdlog::register_logger(logger);
        return logger;
    }
    // What the command printed, on whichever of its outputs.
    std::vector<std::string> level(const Arguments& words, int code = 0) {
        Arguments all{"level"};
        all.insert(all.end(), words.begin(), words.end());
        all.insert(all.end(), {"--url", broker.url()});
        return printed_by(all, code);
    }
    // Until the broker was told of the logger.
    void await(const std::string& name) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (std::chrono::steady_clock::now() < end) {
            Child child{Command{LOGBEAM_PROGRAM_PATH, {"level", "api", "--url", broker.url()}}};
            while (auto line = child.line())
                if (line->find(name) != std::string::npos) return;
        }
        ADD_FAILURE() << name << " was not told";
    }
    static void await_level(const spdlog::logger& logger, spdlog::level::level_enum level) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        while (logger.level() != level && std::chrono::steady_clock::now() < end)
            std::this_thread::sleep_for(1ms);
        EXPECT_EQ(logger.level(), level);
    }

    BrokerProcess broker;
};

TEST_F(LevelCommand, SetsALoggerForAWhileAndItReturnsByItself) {
    Connection connection{broker.url(), options_of(RemoteLevel::allow)};
    const auto sink = make_spdlog_sink(connection);
    const auto net = make_logger("net", sink);
    const auto db = make_logger("db", sink);
    await("net");

    const auto said = level({"api", "net", "debug", "--for", "1s"});

    EXPECT_THAT(said, ElementsAre(MatchesRegex("api  net  debug  until 20.*Z, was info")));
    EXPECT_EQ(net->level(), spdlog::level::debug);
    EXPECT_EQ(db->level(), spdlog::level::info);
    await_level(*net, spdlog::level::info);
}

TEST_F(LevelCommand, EndsAChangeAtOnceAndSetsAllLoggers) {
    Connection connection{broker.url(), options_of(RemoteLevel::allow)};
    const auto sink = make_spdlog_sink(connection);
    const auto net = make_logger("net", sink);
    const auto db = make_logger("db", sink);
    await("net");

    (void)level({"api", "*", "off", "--for", "1h"});
    EXPECT_EQ(net->level(), spdlog::level::off);
    EXPECT_EQ(db->level(), spdlog::level::off);
    EXPECT_THAT(level({"api", "net", "back"}), ElementsAre("api  net  info"));
    EXPECT_EQ(net->level(), spdlog::level::info);
    EXPECT_EQ(db->level(), spdlog::level::off);

    connection.close();
    await_level(*db, spdlog::level::info);
}

TEST_F(LevelCommand, MeansTheDefaultLoggerByItsEmptyName) {
    Connection connection{broker.url(), options_of(RemoteLevel::allow)};
    const auto sink = make_spdlog_sink(connection);
    const auto nameless = std::make_shared<spdlog::logger>("", sink);
    spdlog::set_default_logger(nameless);
    const auto net = make_logger("net", sink);
    await("net");

    EXPECT_THAT(level({"api", "", "debug"}), ElementsAre(MatchesRegex("api  ''  debug  until 20.*Z, was info")));
    EXPECT_EQ(nameless->level(), spdlog::level::debug);
    EXPECT_EQ(net->level(), spdlog::level::info);
}

TEST_F(LevelCommand, FindsALoggerThatWasMadeLater) {
    Connection connection{broker.url(), options_of(RemoteLevel::allow)};
    const auto sink = make_spdlog_sink(connection);
    (void)make_logger("early", sink);
    await("early");
    const auto late = make_logger("late", sink);

    EXPECT_THAT(level({"api", "late", "trace"}), ElementsAre(HasSubstr("late  trace  until")));
    EXPECT_EQ(late->level(), spdlog::level::trace);
}

TEST_F(LevelCommand, IsRefusedByAProgramThatDoesNotAllowIt) {
    Connection connection{broker.url(), options_of(RemoteLevel::refuse)};
    const auto net = make_logger("net", make_spdlog_sink(connection));
    net->info("here");
    ASSERT_TRUE(connection.flush(20s));

    (void)level({"api", "net", "debug"}, 1);
    (void)level({"nobody", "net", "debug"}, 1);
    EXPECT_THAT(level({"api"}, 1), ElementsAre(HasSubstr("no connected program 'api' lets its levels be set; ")));

    EXPECT_EQ(net->level(), spdlog::level::info);
}

// spdlog holds its registry's lock while the loggers end, and with them the sink's connection.
TEST_F(LevelCommand, DoesNotKeepLoggersFromEnding) {
    (void)make_logger("net", make_spdlog_sink(broker.url(), {}, options_of(RemoteLevel::allow)));
    await("net");
    (void)level({"api", "net", "debug"});

    spdlog::drop_all();
}

TEST_F(LevelCommand, LetsAProgramEndWhereALevelStands) {
    Child program{"leaves while a level stands", {broker.url()}};
    await("net");

    Child asks{Command{LOGBEAM_PROGRAM_PATH, {"level", "api", "net", "debug", "--for", "1h", "--url", broker.url()}}};

    EXPECT_EQ(program.wait(20s), exit_code(0));
}

TEST_F(LevelCommand, ReturnsInTheChildOfAForkToo) {
    if (has_sanitizer_runtime) GTEST_SKIP() << "its allocator's locks are not let go of in a child";
    Connection connection{broker.url(), options_of(RemoteLevel::allow)};
    const auto net = make_logger("net", make_spdlog_sink(connection));
    await("net");
    (void)level({"api", "net", "debug", "--for", "1s"});

    const pid_t child = ::fork();
    if (child == 0) {
        net->info("from the child, whose connection begins here");
        for (int waited = 0; net->level() != spdlog::level::info && waited < 10'000; ++waited)
            ::usleep(1000);
        ::_exit(net->level() == spdlog::level::info ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace logbeam::test
