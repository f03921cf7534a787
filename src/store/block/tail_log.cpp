#include "store/block/tail_log.hpp"

#include <utility>

namespace logbeam::store {
namespace {

constexpr std::uint64_t large_enough = 4 << 20;
constexpr std::string_view prefix = "tail-";
constexpr std::string_view suffix = ".log";
constexpr std::size_t seq_digits = 20;

}  // namespace

std::string tail_name(std::uint64_t first_seq) {
    const std::string digits = std::to_string(first_seq);
    return std::string{prefix} + std::string(seq_digits - digits.size(), '0') + digits + std::string{suffix};
}

bool is_tail_name(std::string_view file_name) noexcept {
    return file_name.size() == prefix.size() + seq_digits + suffix.size() &&
           file_name.substr(0, prefix.size()) == prefix && file_name.substr(file_name.size() - suffix.size()) == suffix;
}

void TailLog::adopt(std::string path, std::uint64_t bytes, std::uint64_t last_block) {
    all_.push_back({std::move(path), bytes, last_block});
}

Result<void> TailLog::append(std::string_view record, std::uint64_t next_seq) {
    if (!current_) {
        if (auto begun = begin_file(next_seq); !begun) return begun;
    }
    File& file = all_.back();
    if (auto written = current_->append(record); !written) {
        current_->cut(file.bytes);
        current_.reset();  // whatever is left behind the cut is read by nobody
        return written;
    }
    file.bytes += record.size();
    file.last_block = UINT64_MAX;  // until it is told
    return {};
}

void TailLog::take_back(std::size_t bytes) noexcept {
    File& file = all_.back();
    file.bytes -= bytes;
    current_->cut(file.bytes);
    current_.reset();
}

void TailLog::cover(std::uint64_t last_block) noexcept {
    all_.back().last_block = last_block;
}

Result<void> TailLog::begin_file(std::uint64_t next_seq) {
    const std::string path = directory_ + "/" + tail_name(next_seq);
    auto opened = files_.open_to_append(path);
    if (!opened) return opened.error();
    current_ = std::move(*opened);
    // A file of that name holds no event yet: it goes on.
    if (all_.empty() || all_.back().path != path) all_.push_back({path, 0, 0});
    current_->cut(all_.back().bytes);
    return files_.sync_folder(directory_);
}

void TailLog::end_block() noexcept {
    if (current_ && all_.back().bytes >= large_enough) current_.reset();
}

Result<void> TailLog::release(std::uint64_t sealed_block) {
    while (!all_.empty() && all_.front().last_block <= sealed_block) {
        if (all_.size() == 1) current_.reset();
        if (auto removed = files_.remove(all_.front().path); !removed) return removed;
        all_.erase(all_.begin());
    }
    return {};
}

std::uint64_t TailLog::bytes() const noexcept {
    std::uint64_t sum = 0;
    for (const File& file : all_)
        sum += file.bytes;
    return sum;
}

Result<void> TailLog::sync_all() {
    for (const File& file : all_) {
        auto opened = files_.open_to_append(file.path);
        if (!opened) return opened.error();
        if (auto synced = (*opened)->sync(); !synced) return synced;
    }
    return {};
}

}  // namespace logbeam::store
