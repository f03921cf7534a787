#include "cli/follow/follow.hpp"

#include "base/hash.hpp"
#include "cli/follow/file_follower.hpp"
#include "cli/follow/file_watch.hpp"
#include "cli/publishing.hpp"
#include "cli/state_folder.hpp"
#include "cli/stop_signal.hpp"
#include "cli/terminal.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace logbeam::cli {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto save_interval = 1s;
constexpr auto last_wait = 5s;

std::filesystem::path state_file_of(const std::filesystem::path& file) {
    return state_folder() / "follow" / base::hex16(base::stable_hash(file.native()));
}

std::vector<std::filesystem::path> absolute(const std::vector<std::string>& files) {
    std::vector<std::filesystem::path> paths;
    paths.reserve(files.size());
    for (const std::string& file : files) {
        paths.push_back(std::filesystem::absolute(file).lexically_normal());
    }
    return paths;
}

// The files themselves are the spool: they are read only as far as there is room, and a position is kept when the broker
// holds everything before it. Confined to the thread that calls run.
class Follow final {
public:
    explicit Follow(const FollowOptions& options)
        : files_{absolute(options.files)},
          publishing_{options.target, "logbeam-follow", patient()},
          source_{publishing_.connection(), {}} {
        for (const auto& file : files_) {
            const auto text = read_state(state_file_of(file));
            const auto position = text ? FilePosition::parse(*text) : std::nullopt;
            followers_.emplace_back(file, position,
                                    options.from_start ? FileFollower::Start::at_begin : FileFollower::Start::at_end);
        }
    }

    int run() {
        FileWatch watch{files_};
        while (!stop_.is_raised() && !publishing_.refusal()) {
            const bool has_more = has_room() && read_all();
            keep_positions();
            if (!has_more) watch.wait(stop_.descriptor());
        }
        stop_.release();
        return publishing_.refusal() ? 1 : finish();
    }

private:
    static ConnectionOptions patient() {
        ConnectionOptions options;
        options.overflow = OverflowPolicy::block;
        options.block_limit = 1h;  // has_room looks first; this is for what a single round brings
        return options;
    }

    [[nodiscard]] bool has_room() {
        return publishing_.connection().stats().spooled_bytes < ConnectionOptions{}.spool_bytes / 2;
    }

    // True: there is more to read.
    bool read_all() {
        bool has_more = false;
        for (FileFollower& follower : followers_) {
            const std::string logger = follower.path().stem();
            has_more |= follower.poll([&](std::string_view line) { submit_line(source_, line, logger); });
        }
        return has_more;
    }

    // What all files had been read to at one moment, and how many events had been made by then.
    struct Snapshot {
        std::vector<std::optional<FilePosition>> positions;
        std::uint64_t made = 0;
    };

    [[nodiscard]] Snapshot snapshot() {
        Snapshot now;
        for (const FileFollower& follower : followers_) {
            now.positions.push_back(follower.position());
        }
        now.made = publishing_.connection().stats().made;
        return now;
    }

    void keep_positions() {
        if (pending_) {
            const ConnectionStats stats = publishing_.connection().stats();
            if (stats.acknowledged + stats.dropped < pending_->made) return;
            save(*pending_);
            pending_.reset();
        }
        if (steady_clock::now() < next_snapshot_) return;
        next_snapshot_ = steady_clock::now() + save_interval;
        pending_ = snapshot();
    }

    void save(const Snapshot& known) {
        saved_.resize(files_.size());
        for (std::size_t index = 0; index < files_.size(); ++index) {
            const auto& position = known.positions[index];
            if (!position || position == saved_[index]) continue;
            if (const auto written = write_state(state_file_of(files_[index]), position->to_text()); !written) {
                throw Failure{written.error()};
            }
            saved_[index] = position;
        }
    }

    int finish() {
        const Snapshot last = snapshot();
        if (!publishing_.flush(last_wait)) {
            publishing_.mute();
            complain("the broker has not taken the last lines; they are read again next time");
            return 1;
        }
        save(last);
        return 0;
    }

    StopSignal stop_;
    const std::vector<std::filesystem::path> files_;
    Publishing publishing_;
    LogSource source_;
    std::vector<FileFollower> followers_;
    std::optional<Snapshot> pending_;
    std::vector<std::optional<FilePosition>> saved_;
    steady_clock::time_point next_snapshot_{};
};

}  // namespace

int run(const FollowOptions& options) {
    return Follow{options}.run();
}

}  // namespace logbeam::cli
