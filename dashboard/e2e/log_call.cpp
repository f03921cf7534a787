// log_call URL MESSAGE: one log call of a program with the sink.

#include <logbeam/spdlog_sink.hpp>

#include <spdlog/spdlog.h>

#include <chrono>

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    logbeam::Connection connection{argv[1]};
    spdlog::logger logger{"orders", logbeam::make_spdlog_sink(connection)};
    logger.warn("{} order_id={} city={}", argv[2], 9007199254740993, "Berlin");
    return connection.flush(std::chrono::seconds{10}) ? 0 : 1;
}
