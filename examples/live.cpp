// Two lines, and what this program logs is seen in a browser: open the URL that it prints.

#include <logbeam/live.hpp>
#include <logbeam/spdlog_sink.hpp>

#include <spdlog/spdlog.h>

int main() {
    auto live = logbeam::live();         // broker and dashboard in this process, on 127.0.0.1
    logbeam::attach(live.connection());  // a sink on the default logger and every registered one
    spdlog::info("order shipped order_id={} city={}", 42, "Berlin");  // an event with two typed fields
    live.wait();                                                      // until Enter or Ctrl-C
}
