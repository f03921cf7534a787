// The same program with logbeam's sink on an in-process connection.

#include <logbeam/spdlog_sink.hpp>

#include <spdlog/spdlog.h>
#include <unistd.h>

int main() {
    spdlog::logger logger{"weight", logbeam::make_spdlog_sink("inproc://nobody")};
    logger.info("order shipped order_id={}", 42);
    ::pause();
}
