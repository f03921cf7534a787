#include "support/child_process.hpp"
#include "support/faulty_connection.hpp"

#include <logbeam/connection.hpp>
#include <logbeam/event_channel.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace logbeam::test {
namespace {

struct Ping {
    int n = 0;
};
LOGBEAM_EVENT(Ping, "off.ping", n)

std::ptrdiff_t threads_of_this_process() {
    const std::filesystem::directory_iterator tasks{"/proc/self/task"};
    return std::distance(begin(tasks), end(tasks));
}

// 0, or which expectation failed.
int use_everything(const Arguments& /*none*/) {
    ConnectionOptions options;
    options.spool_file = "/nowhere/to/be/found";
    Connection connection{"inproc://nobody", options};
    spdlog::logger logger{"off", make_spdlog_sink(connection)};
    EventChannel channel{connection, "off"};
    const Subscription subscription = channel.on<Ping>([](const Ping& /*any*/) {});

    logger.critical("silence");
    if (channel.publish(Ping{1}) != Publish::dropped) {
        return 1;
    }
    logger.flush();
    if (!connection.flush(std::chrono::seconds{10})) {
        return 2;
    }
    if (threads_of_this_process() != 1) {
        return 3;
    }
    const ConnectionStats stats = connection.stats();
    if (stats.made != 0 || stats.dropped != 0 || !sums_close(stats)) {
        return 4;
    }
    install_crash_flush();
    connection.close();
    say("done");
    return 0;
}
const Role uses_everything{"uses everything", &use_everything};

TEST(SwitchedOff, HasNoThreadsAndDropsInSilence) {
    Child child{"uses everything", {}, {"LOGBEAM=off"}};

    EXPECT_EQ(child.wait(std::chrono::seconds{60}), exit_code(0));
    EXPECT_EQ(child.line(), "done");
}

}  // namespace
}  // namespace logbeam::test
