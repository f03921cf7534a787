#include "cli/tail/tail.hpp"

#include "cli/state_folder.hpp"
#include "cli/stop_signal.hpp"
#include "cli/tail/tail_session.hpp"
#include "cli/terminal.hpp"
#include "transport/factory.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>

namespace logbeam::cli {

namespace {

using std::chrono::steady_clock;

constexpr auto save_interval = std::chrono::seconds{1};

// The position under a name, if it has one.
class NamedPosition {
public:
    explicit NamedPosition(const std::string& name) {
        if (!name.empty()) file_ = state_folder() / "tail" / name;
    }

    [[nodiscard]] std::optional<TailPosition> load() {
        const auto text = file_.empty() ? std::nullopt : read_state(file_);
        if (!text) return std::nullopt;
        saved_ = TailPosition::parse(*text);
        if (!saved_) complain("'" + file_.string() + "' is damaged; beginning anew");
        return saved_;
    }

    void save(const std::optional<TailPosition>& position) {
        if (file_.empty() || !position || position == saved_) return;
        if (const auto written = write_state(file_, position->to_text()); !written) {
            throw Failure{written.error()};
        }
        saved_ = position;
    }

private:
    std::filesystem::path file_;
    std::optional<TailPosition> saved_;
};

// Prints until one of the ends: Ctrl-C, nobody reads, a failure.
class Tail {
public:
    explicit Tail(const TailOptions& options)
        : place_{options.name},
          session_{options,
                   {!options.json && wants_color(STDOUT_FILENO), machine_local},
                   place_.load(),
                   transport::transport_for(options.target.url)()} {}

    int run() {
        auto next_save = steady_clock::now() + save_interval;
        while (!stop_.is_raised() && turn()) {
            if (session_.failure()) {
                place_.save(shown_);
                throw Failure{*session_.failure()};
            }
            if (steady_clock::now() >= next_save) {
                place_.save(shown_);
                next_save = steady_clock::now() + save_interval;
            }
        }
        place_.save(shown_);
        return 0;
    }

private:
    // False: nobody reads any more.
    bool turn() {
        session_.drive(steady_clock::now());
        for (const std::string& remark : session_.take_remarks()) {
            complain(remark);
        }
        if (!print(session_.take_output())) return false;
        shown_ = session_.position();
        const std::chrono::milliseconds patience = session_.patience(steady_clock::now());
        std::array<pollfd, 3> ready{{{stop_.descriptor(), POLLIN, 0},
                                     {session_.descriptor(), POLLIN, 0},
                                     {STDOUT_FILENO, 0, 0}}};  // POLLERR: the reader went away
        ::poll(ready.data(), ready.size(), static_cast<int>(patience.count()));
        return (ready.back().revents & (POLLERR | POLLHUP)) == 0;
    }

    StopSignal stop_;
    NamedPosition place_;
    TailSession session_;
    std::optional<TailPosition> shown_;
};

}  // namespace

int run(const TailOptions& options) {
    return Tail{options}.run();
}

}  // namespace logbeam::cli
