#include "store/block/backup.hpp"

#include "store/block/retirement.hpp"
#include "store/block/segment_format.hpp"
#include "store/block/tail_log.hpp"
#include "store/sqlite.hpp"

#include <filesystem>
#include <system_error>

namespace logbeam::store {
namespace {

namespace fs = std::filesystem;

Error cannot_copy(const fs::path& path, const std::error_code& problem) {
    return Error{ErrorCode::store_unavailable, "cannot copy to '" + path.string() + "': " + problem.message()};
}

Result<void> copy_segment(const fs::path& from, const fs::path& to) {
    auto database = Database::open(from, DatabaseAccess::read_only);
    if (!database) return database.error();
    const auto sealed = database->number("select value from facts where name='sealed'");
    if (!sealed) return sealed.error();
    std::error_code problem;
    if (*sealed == 1 && !fs::exists(from.string() + "-wal", problem)) {
        fs::create_hard_link(from, to, problem);
        if (!problem) return {};
    }
    return database->copy_to(to);
}

Result<void> copy_state(const fs::path& from, const fs::path& to) {
    auto database = Database::open(from, DatabaseAccess::read_only);
    return database ? database->copy_to(to) : database.error();
}

bool is_segment(const std::string& name) {
    return segment_seq("segment", name) || segment_seq(Retirement::kind, name);
}

// Files that go away meanwhile are no loss: what was in them is in one that is copied later.
template <class IsWanted, class Copy>
Result<void> copy_files(const fs::path& from, const fs::path& to, IsWanted is_wanted, Copy copy) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator{from, problem}) {
        const std::string name = entry.path().filename();
        if (!is_wanted(name)) continue;
        auto copied = copy(entry.path(), to / name);
        if (!copied && fs::exists(entry.path(), problem)) return copied;
    }
    return {};
}

Result<void> copy_plain(const fs::path& from, const fs::path& to) {
    std::error_code problem;
    fs::copy_file(from, to, problem);
    if (problem) return cannot_copy(to, problem);
    return {};
}

}  // namespace

// Tails first: what leaves them meanwhile is in the segments by then.
Result<void> copy_store(const std::string& from, const std::string& to) {
    std::error_code problem;
    if (fs::exists(to, problem) && !fs::is_empty(to, problem)) {
        return Error{ErrorCode::invalid_option, "'" + to + "' is not empty; name a new folder for the copy"};
    }
    fs::create_directories(to, problem);
    if (problem) return cannot_copy(to, problem);
    const auto is_plain = [](const std::string& name) { return is_tail_name(name) || name == "epoch"; };
    if (auto copied = copy_files(from, to, is_plain, copy_plain); !copied) return copied;
    if (auto copied = copy_files(from, to, is_segment, copy_segment); !copied) return copied;
    const auto is_state = [](const std::string& name) { return name == "state.db"; };
    return copy_files(from, to, is_state, copy_state);
}

}  // namespace logbeam::store
