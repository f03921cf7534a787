#include "cli/input.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace logbeam::cli {

std::optional<std::string_view> Input::read() {
    for (;;) {
        std::array<pollfd, 2> ready{{{stop_.descriptor(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
        ::poll(ready.data(), ready.size(), -1);
        if (ready.front().revents != 0) return std::nullopt;
        const ssize_t count = ::read(STDIN_FILENO, buffer_.data(), buffer_.size());
        if (count > 0) return std::string_view{buffer_.data(), static_cast<std::size_t>(count)};
        if (count == 0 || (errno != EAGAIN && errno != EINTR)) return std::nullopt;
    }
}

}  // namespace logbeam::cli
