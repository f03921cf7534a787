#include "cli/query/progress_line.hpp"

#include "cli/terminal.hpp"

#include <unistd.h>

#include <utility>

namespace logbeam::cli {
namespace {

constexpr std::string_view to_begin_and_empty = "\r\x1b[K";

void write(const std::string& text) {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

std::string describe(const SearchState& state) {
    return std::to_string(state.done) + " of " + std::to_string(state.blocks) + " blocks, " +
           std::to_string(state.events) + " events looked at, " + std::to_string(state.matched) + " found";
}

ProgressLine::ProgressLine() : is_wanted_{is_terminal(STDERR_FILENO)} {}

void ProgressLine::show(const SearchState& state) {
    if (!is_wanted_) return;
    is_shown_ = true;
    write(std::string{to_begin_and_empty} + describe(state));
}

void ProgressLine::clear() {
    if (std::exchange(is_shown_, false)) write(std::string{to_begin_and_empty});
}

}  // namespace logbeam::cli
