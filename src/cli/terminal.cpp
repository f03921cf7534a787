#include "cli/terminal.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

namespace logbeam::cli {

namespace {

bool write_all(int descriptor, std::string_view text) noexcept {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count >= 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            // Whoever shares the descriptor made it non-blocking.
            pollfd writable{descriptor, POLLOUT, 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

}  // namespace

bool is_terminal(int descriptor) noexcept {
    return ::isatty(descriptor) == 1;
}

bool wants_color(int descriptor) noexcept {
    const char* refused = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): before there are threads
    return is_terminal(descriptor) && (refused == nullptr || *refused == '\0');
}

bool print(std::string_view text) noexcept {
    return write_all(STDOUT_FILENO, text);
}

void complain(std::string_view text) noexcept {
    (void)write_all(STDERR_FILENO, "logbeam: " + std::string{text} + "\n");
}

}  // namespace logbeam::cli
