#include "channel/spool_file.hpp"

#include "wire/batch_codec.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace logbeam::channel {

namespace {

constexpr std::string_view format_line = "logbeam spool 1\n";
constexpr char batch_record = 'B';
constexpr char acknowledged_record = 'A';

// When the file holds this much more than what still waits, it is written anew.
constexpr std::size_t tolerated_waste = 4 << 20;

struct RecordHead {
    std::uint32_t length;
    std::uint32_t checksum;
};

// Finds torn and damaged records; eight bytes at a step, for every batch passes through it.
std::uint32_t checksum_of(char kind, std::string_view bytes) noexcept {
    std::uint64_t hash = 0x9E3779B97F4A7C15U ^ static_cast<unsigned char>(kind) ^ (bytes.size() << 8);
    while (!bytes.empty()) {
        std::uint64_t word = 0;
        const std::size_t taken = std::min(bytes.size(), sizeof word);
        std::memcpy(&word, bytes.data(), taken);
        bytes.remove_prefix(taken);
        hash = (hash ^ word) * 0xD6E8FEB86659FD93U;
        hash ^= hash >> 32;
    }
    return static_cast<std::uint32_t>(hash);
}

std::string record(char kind, std::string_view bytes) {
    const RecordHead head{static_cast<std::uint32_t>(bytes.size()), checksum_of(kind, bytes)};
    std::string out(sizeof head, '\0');
    std::memcpy(out.data(), &head, sizeof head);
    out += kind;
    out += bytes;
    return out;
}

struct RecordView {
    char kind;
    std::string_view bytes;
};

// The next whole record, taken off `rest`; nothing at the end and at the first damage.
std::optional<RecordView> take_record(std::string_view& rest) {
    RecordHead head{};
    if (rest.size() < sizeof head + 1) {
        return std::nullopt;
    }
    std::memcpy(&head, rest.data(), sizeof head);
    if (head.length > rest.size() - sizeof head - 1) {
        return std::nullopt;
    }
    const RecordView view{rest[sizeof head], rest.substr(sizeof head + 1, head.length)};
    if (checksum_of(view.kind, view.bytes) != head.checksum) {
        return std::nullopt;
    }
    rest.remove_prefix(sizeof head + 1 + head.length);
    return view;
}

std::shared_ptr<const Batch> recovered_batch(std::string_view bytes) {
    const auto view = wire::decode_batch(bytes);
    if (!view) {
        return nullptr;
    }
    Batch batch;
    batch.bytes = bytes;
    batch.publisher = view->publisher;
    batch.first = view->first;
    batch.last = view->last;
    batch.events = view->events.size();
    batch.recovered = true;
    wire::mark_recovered(batch.bytes);
    return std::make_shared<const Batch>(std::move(batch));
}

std::string sibling(const std::string& path, int number) {
    return number == 0 ? path : path + "." + std::to_string(number);
}

std::string why(const std::string& what, const std::string& path) {
    return what + " '" + path + "': " + std::generic_category().message(errno);
}

LockedFile first_free(const std::string& path) {
    for (int number = 0; number < SpoolFile::max_siblings; ++number) {
        LockedFile file{sibling(path, number)};
        if (file.is_held()) {
            return file;
        }
    }
    throw Failure{Error{ErrorCode::spool_unavailable, "all of '" + path + "', '" + path + ".1' ... are in use by " +
                                                          "running processes; give this program a spool file of " +
                                                          "its own"}};
}

}  // namespace

LockedFile::LockedFile(std::string path)
    : path_{std::move(path)}, descriptor_{::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0600)} {
    if (descriptor_ < 0) {
        throw Failure{Error{ErrorCode::spool_unavailable, why("cannot open the spool file", path_)}};
    }
    struct stat opened {};
    struct stat named {};
    const bool is_locked = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
    // The file may have been taken away between the opening and the lock, by a start that emptied it.
    const bool is_still_there = is_locked && ::fstat(descriptor_, &opened) == 0 && ::stat(path_.c_str(), &named) == 0 &&
                                opened.st_ino == named.st_ino;
    if (!is_still_there) {
        ::close(std::exchange(descriptor_, -1));
    }
}

LockedFile::~LockedFile() {
    release();
}

void LockedFile::release() noexcept {
    if (descriptor_ >= 0) {
        ::close(std::exchange(descriptor_, -1));
    }
}

LockedFile::LockedFile(LockedFile&& other) noexcept
    : path_{std::move(other.path_)}, descriptor_{std::exchange(other.descriptor_, -1)} {}

LockedFile& LockedFile::operator=(LockedFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

std::string LockedFile::read() const {
    std::string content;
    std::array<char, 64 * 1024> chunk{};
    while (true) {
        const auto got = ::pread(descriptor_, chunk.data(), chunk.size(), static_cast<off_t>(content.size()));
        if (got <= 0) {
            return content;
        }
        content.append(chunk.data(), static_cast<std::size_t>(got));
    }
}

bool LockedFile::append(std::string_view bytes) const noexcept {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

bool LockedFile::truncate(std::size_t size) const noexcept {
    return ::ftruncate(descriptor_, static_cast<off_t>(size)) == 0;
}

SpoolFile::SpoolFile(const std::string& path, Reporter& reporter) : reporter_{reporter}, file_{first_free(path)} {
    size_ = recover(file_);  // NOLINT(cppcoreguidelines-prefer-member-initializer): it fills recovered_
    file_.truncate(size_);
    std::vector<LockedFile> emptied;
    for (int number = 0; number < max_siblings; ++number) {
        const std::string other = sibling(path, number);
        if (other == file_.path() || !std::filesystem::exists(other)) {
            continue;
        }
        LockedFile left{other};
        if (left.is_held()) {
            recover(left);
            emptied.push_back(std::move(left));
        }
    }
    if (!rewrite({recovered_.begin(), recovered_.end()})) {
        return;
    }
    for (const LockedFile& left : emptied) {  // only now that what it held is safe here
        ::unlink(left.path().c_str());
    }
}

std::size_t SpoolFile::recover(LockedFile& file) {
    const std::string content = file.read();
    std::string_view rest = content;
    if (format_line.substr(0, rest.size()) == rest) {
        return 0;  // empty, or the first line was not finished
    }
    if (rest.substr(0, format_line.size()) != format_line) {
        put_aside(file);
        return 0;
    }
    rest.remove_prefix(format_line.size());

    std::vector<std::shared_ptr<const Batch>> found;
    std::map<std::string, std::uint64_t> acknowledged;
    while (const auto next = take_record(rest)) {
        if (next->kind == batch_record) {
            if (auto batch = recovered_batch(next->bytes)) {
                found.push_back(std::move(batch));
            }
        } else if (next->kind == acknowledged_record && next->bytes.size() > sizeof(std::uint64_t)) {
            std::uint64_t counter = 0;
            std::memcpy(&counter, next->bytes.data(), sizeof counter);
            acknowledged[std::string{next->bytes.substr(sizeof counter)}] = counter;
        }
    }
    if (!rest.empty()) {
        reporter_.report({ErrorCode::spool_damaged, "'" + file.path() + "' ends in the middle of a batch (" +
                                                        std::to_string(rest.size()) + " bytes); all before it is " +
                                                        "delivered"});
    }
    for (auto& batch : found) {
        const auto held = acknowledged.find(batch->publisher);
        if (held == acknowledged.end() || batch->last > held->second) {
            recovered_.push_back(std::move(batch));
        }
    }
    return content.size() - rest.size();
}

// It may be anyone's: nothing of it is lost.
void SpoolFile::put_aside(LockedFile& file) {
    const std::string path = file.path();
    const std::string aside = path + ".unknown";
    if (::rename(path.c_str(), aside.c_str()) != 0) {
        throw Failure{Error{ErrorCode::spool_unavailable, why("no spool file, and cannot be renamed:", path)}};
    }
    file = LockedFile{path};
    reporter_.report({ErrorCode::spool_damaged, "'" + path + "' is not a spool file of this version; it is kept as '" +
                                                    aside + "' and what it holds is not delivered"});
}

void SpoolFile::on_append(const Batch& batch) {
    if (batch.recovered) {
        return;  // it came from here
    }
    write(batch_record, batch.bytes);
}

void SpoolFile::on_acknowledged(const transport::Held& held) {
    std::string bytes(sizeof held.counter, '\0');
    std::memcpy(bytes.data(), &held.counter, sizeof held.counter);
    write(acknowledged_record, bytes + held.publisher);
}

void SpoolFile::on_change(const std::deque<std::shared_ptr<const Batch>>& batches) {
    std::size_t live = format_line.size();
    for (const auto& batch : batches) {
        live += batch->bytes.size() + sizeof(RecordHead) + 1;
    }
    if (!batches.empty() && size_ <= 2 * live + tolerated_waste) {
        return;
    }
    try {
        rewrite(batches);
    } catch (const Failure& failure) {  // the folder may be gone by now
        reporter_.report(failure.error());
    }
}

void SpoolFile::write(char kind, std::string_view bytes) {
    std::string whole{size_ == 0 ? format_line : ""};  // the disk may have been full until now
    whole += record(kind, bytes);
    if (file_.append(whole)) {
        size_ += whole.size();
        return;
    }
    reporter_.report({ErrorCode::spool_unavailable,
                      why("cannot write", file_.path()) + "; a crash would lose what is waiting in memory"});
    file_.truncate(size_);  // no torn record in the middle
}

bool SpoolFile::rewrite(const std::deque<std::shared_ptr<const Batch>>& batches) {
    if (batches.empty()) {
        file_.truncate(0);
        size_ = file_.append(format_line) ? format_line.size() : 0;
        if (size_ == 0) {
            file_.truncate(0);  // no torn line at the start
        }
        return true;
    }
    // A crash in between leaves the old file, which holds all of it.
    const std::string next = file_.path() + ".new";
    ::unlink(next.c_str());
    LockedFile fresh{next};
    bool written = fresh.is_held() && fresh.append(format_line);
    std::size_t size = format_line.size();
    for (const auto& batch : batches) {
        const std::string whole = record(batch_record, batch->bytes);
        written = written && fresh.append(whole);
        size += whole.size();
    }
    const std::string path = file_.path();
    if (!written || ::rename(next.c_str(), path.c_str()) != 0) {
        reporter_.report({ErrorCode::spool_unavailable, why("cannot write anew", path)});
        ::unlink(next.c_str());
        return false;
    }
    file_ = std::move(fresh);
    file_.rename(path);
    size_ = size;
    return true;
}

}  // namespace logbeam::channel
