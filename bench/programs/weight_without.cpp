// A program that logs to a null sink: what spdlog alone weighs.

#include <spdlog/sinks/null_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

int main() {
    spdlog::logger logger{"weight", std::make_shared<spdlog::sinks::null_sink_mt>()};
    logger.info("order shipped order_id={}", 42);
    ::pause();
}
