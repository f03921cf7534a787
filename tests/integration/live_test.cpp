#include "support/child_process.hpp"
#include "support/raw_client.hpp"
#include "unit/channel/temp_folder.hpp"

#include <logbeam/event_channel.hpp>
#include <logbeam/live.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

namespace logbeam::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::chrono::seconds patience{30};

// A socket that is bound to a port of this machine, and may listen there.
class PortHolder {
public:
    PortHolder() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
    }
    ~PortHolder() { ::close(socket_); }
    PortHolder(const PortHolder&) = delete;
    PortHolder& operator=(const PortHolder&) = delete;

    // The kernel takes connections; nobody ever answers.
    void listen() const { ::listen(socket_, 16); }
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
    int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::uint16_t port_ = 0;
};

std::uint16_t free_port() {
    return PortHolder{}.port();
}

std::string page(std::uint16_t port) {
    return "http://127.0.0.1:" + std::to_string(port) + "/";
}

LiveOptions from_port(std::uint16_t port) {
    LiveOptions options;
    options.broker.listen = "127.0.0.1:" + std::to_string(port);
    options.broker.on_log = [](const std::string& /*line*/) {};
    options.connection.on_error = [](const Error& /*error*/) {};
    return options;
}

TEST(ALiveProgram, StartsABrokerWhereThereIsNone) {
    const auto port = free_port();

    auto live = logbeam::live(from_port(port));
    EventChannel{live.connection(), "orders"}.publish("order.placed", Fields{{"n", 1}});

    EXPECT_EQ(live.url(), page(port));
    ASSERT_NE(live.broker(), nullptr);
    EXPECT_TRUE(live.connection().flush(patience));
    EXPECT_THAT(get(port, "/api/events?topic=orders").body, HasSubstr(R"("n":1)"));
}

TEST(ALiveProgram, JoinsTheBrokerThatItFindsAndLeavesItRunning) {
    BrokerOptions options;
    options.listen = "127.0.0.1:0";
    Broker broker{options};
    broker.start();

    {
        auto live = logbeam::live(from_port(broker.port()));
        EXPECT_EQ(live.url(), broker.url());
        EXPECT_EQ(live.broker(), nullptr);
        EventChannel{live.connection(), "orders"}.publish("order.placed", Fields{{"n", 1}});
    }

    EXPECT_THAT(get(broker.port(), "/api/events?topic=orders").body, HasSubstr(R"("n":1)"));
}

TEST(ALiveProgram, IsJoinedByTheNextOne) {
    const auto port = free_port();

    auto first = logbeam::live(from_port(port));
    auto second = logbeam::live(from_port(port));

    EXPECT_NE(first.broker(), nullptr);
    EXPECT_EQ(second.broker(), nullptr);
    EXPECT_EQ(second.url(), first.url());
}

TEST(ALiveProgram, TakesTheNextPortWhereItsOwnIsSomebodyElses) {
    PortHolder foreign;
    foreign.listen();

    auto live = logbeam::live(from_port(foreign.port()));

    ASSERT_NE(live.broker(), nullptr);
    EXPECT_GT(live.broker()->port(), foreign.port());
    EXPECT_EQ(get(live.broker()->port(), "/healthz").status, 200);
}

TEST(ALiveProgram, GivesUpWhenItMayTakeNoOtherPort) {
    PortHolder foreign;
    foreign.listen();
    LiveOptions options = from_port(foreign.port());
    options.ports = 1;

    try {
        auto live = logbeam::live(options);
        FAIL() << "live on " << live.url();
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().code, ErrorCode::address_in_use);
        EXPECT_THAT(failure.what(), HasSubstr("LOGBEAM_LIVE"));
    }
}

TEST(ALiveProgram, BringsWhatIsLoggedUpToItsEnd) {
    Broker broker{from_port(0).broker};
    broker.start();

    {
        auto live = logbeam::live(from_port(broker.port()));
        spdlog::logger logger{"orders", make_spdlog_sink(live.connection())};
        for (int n = 0; n < 500; ++n)
            logger.info("n={}", n);
    }

    EXPECT_THAT(get(broker.port(), "/api/events?topic=logs.orders&limit=1").body, HasSubstr(R"("n":499)"));
}

// ---- in processes of their own: the environment, signals, the end of a program

// What is said on stderr goes to the test.
void say_what_is_printed() {
    ::dup2(STDOUT_FILENO, STDERR_FILENO);
}

// What is typed, as far as the program sees it.
void take_input(const std::string& what) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    ::dup2(ends[0], STDIN_FILENO);
    if (what == "line") (void)!::write(ends[1], "x\n", 2);
    if (what == "end") ::close(ends[1]);
}

int print_url(const Arguments& arguments) {
    say_what_is_printed();
    LiveOptions options = from_port(static_cast<std::uint16_t>(std::stoi(arguments.at(0))));
    if (arguments.size() > 1) options.broker.token_file = arguments.at(1);
    auto live = logbeam::live(options);
    say("made");
    return 0;
}
const Role prints_url{"prints the url of live", &print_url};

int stay_off(const Arguments& /*none*/) {
    say_what_is_printed();
    take_input("nothing");
    auto live = logbeam::live();
    spdlog::logger logger{"off", make_spdlog_sink(live.connection())};
    logger.critical("silence");
    live.wait();
    const std::filesystem::directory_iterator threads{"/proc/self/task"};
    say("url=" + live.url() + " threads=" + std::to_string(std::distance(begin(threads), end(threads))));
    return live.broker() == nullptr && live.connection().flush(10s) ? 0 : 1;
}
const Role stays_off{"stays off", &stay_off};

int be_misled(const Arguments& /*none*/) {
    try {
        auto live = logbeam::live();
        return 1;
    } catch (const Failure& failure) {
        say(failure.what());
        return 0;
    }
}
const Role is_misled{"is misled", &be_misled};

int wait_for_the_end(const Arguments& arguments) {
    take_input(arguments.at(1));
    auto live = logbeam::live(from_port(static_cast<std::uint16_t>(std::stoi(arguments.at(0)))));
    std::thread{[] {
        while (true)
            ::pause();
    }}.detach();  // a thread of the host, which a signal may be given to as well
    live.wait();
    say("waited");
    return 0;
}
const Role waits_for_the_end{"waits for the end", &wait_for_the_end};

struct LogsAtTheEnd {
    ~LogsAtTheEnd() {
        spdlog::default_logger_raw()->critical("too late");
        say("logged");
    }
};

int leave(const Arguments& arguments) {
    auto logger = std::make_shared<spdlog::logger>("registered");
    spdlog::set_default_logger(logger);
    static const LogsAtTheEnd last;  // ends before spdlog's registry does, after `live`
    auto live = logbeam::live(from_port(static_cast<std::uint16_t>(std::stoi(arguments.at(0)))));
    attach(live.connection());
    spdlog::info("in time");
    if (arguments.at(1) == "exit") std::exit(0);  // `live` never ends
    return 0;
}
const Role leaves{"leaves while live", &leave};

// Whether the process has a handler for the signal by now.
bool handles(pid_t process, int signal) {
    std::ifstream status{"/proc/" + std::to_string(process) + "/status"};
    std::string word;
    while (status >> word && word != "SigCgt:") {}
    std::uint64_t caught = 0;
    status >> std::hex >> caught;
    return (caught >> (signal - 1) & 1U) != 0;
}

struct ALiveProcess : ::testing::Test {
    std::string port = std::to_string(free_port());
};

TEST_F(ALiveProcess, PrintsItsUrlOnce) {
    Child child{"prints the url of live", {port}};

    EXPECT_EQ(child.line(), "logbeam: http://127.0.0.1:" + port + "/");
    EXPECT_EQ(child.line(), "made");
    EXPECT_EQ(child.wait(patience), exit_code(0));
}

TEST_F(ALiveProcess, IsWhereTheEnvironmentWantsIt) {
    Child child{"prints the url of live", {"3030"}, {"LOGBEAM_LIVE=" + port}};

    EXPECT_EQ(child.line(), "logbeam: http://127.0.0.1:" + port + "/");
}

TEST_F(ALiveProcess, IsOffWhereTheEnvironmentWantsIt) {
    for (const auto* setting : {"LOGBEAM_LIVE=off", "LOGBEAM=off"}) {
        Child child{"stays off", {}, {setting}};

        EXPECT_EQ(child.line(), "url= threads=1") << setting;
        EXPECT_EQ(child.wait(patience), exit_code(0)) << setting;
    }
}

TEST_F(ALiveProcess, DoesNotGuessWhatTheEnvironmentMeans) {
    Child child{"is misled", {}, {"LOGBEAM_LIVE=yes"}};

    EXPECT_THAT(child.line().value_or(""), StartsWith("invalid_option (103): LOGBEAM_LIVE='yes'"));
}

TEST_F(ALiveProcess, PrintsATokenThatLetsABrowserInWhereOneIsNeeded) {
    const channel::TempFolder folder;
    const std::string file = folder / "tokens.yaml";
    channel::write_file(file, "tokens:\n  - name: ann\n    sha256: " + std::string(64, 'a') + "\n");

    Child child{"prints the url of live", {port, file}};

    EXPECT_THAT(child.line().value_or(""), StartsWith("logbeam: http://127.0.0.1:" + port + "/?token="));
}

TEST_F(ALiveProcess, WaitsForCtrlCOrSigtermAndThenEndsAsUsual) {
    for (const int signal : {SIGINT, SIGTERM}) {
        Child child{"waits for the end", {port, "nothing"}};
        while (!handles(child.pid(), signal))
            std::this_thread::yield();

        child.kill(signal);

        EXPECT_EQ(child.line(), "waited");
        EXPECT_EQ(child.wait(patience), exit_code(0));
    }
}

TEST_F(ALiveProcess, WaitsForALineOrTheEndOfTheInput) {
    for (const auto* input : {"line", "end"}) {
        Child child{"waits for the end", {port, input}};

        EXPECT_EQ(child.line(), "waited") << input;
        EXPECT_EQ(child.wait(patience), exit_code(0)) << input;
    }
}

TEST_F(ALiveProcess, MayLogAfterItsLiveHasEnded) {
    for (const auto* way : {"return", "exit"}) {
        Child child{"leaves while live", {port, way}};

        EXPECT_EQ(child.line(), "logged") << way;
        EXPECT_EQ(child.wait(patience), exit_code(0)) << way;
    }
}

}  // namespace
}  // namespace logbeam::test
