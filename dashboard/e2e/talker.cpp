// talker URL: a program that goes on until it is killed, and lets the level of its logger `net` be set.

#include <logbeam/spdlog_sink.hpp>

#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>
#include <thread>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    logbeam::ConnectionOptions options;
    options.source = "orders-api";
    options.remote_level = logbeam::RemoteLevel::allow;
    logbeam::Connection connection{argv[1], options};
    const auto net = std::make_shared<spdlog::logger>("net", logbeam::make_spdlog_sink(connection));
    spdlog::register_logger(net);
    for (int turn = 1;; ++turn) {
        net->debug("polled {}", turn);
        net->info("sent {}", turn);
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
    }
}
