#include "store/block/recovery.hpp"

#include "store/block/file_layer.hpp"
#include "store/block/segment_format.hpp"
#include "store/block/tail_log.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace logbeam::store {
namespace {

namespace fs = std::filesystem;

struct FoundSegment {
    std::uint64_t first_seq = 0;
    std::string path;
};

struct FolderContent {
    std::vector<FoundSegment> segments;
    std::vector<FoundSegment> retained;
    std::vector<std::string> tails;
};

FolderContent list(const std::string& directory) {
    FolderContent content;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{directory, ignored}) {
        const std::string name = entry.path().filename();
        if (const auto seq = segment_seq("segment", name)) content.segments.push_back({*seq, entry.path()});
        if (const auto seq = segment_seq(Retirement::kind, name)) content.retained.push_back({*seq, entry.path()});
        if (is_tail_name(name)) content.tails.push_back(entry.path());
    }
    const auto by_seq = [](const FoundSegment& left, const FoundSegment& right) {
        return left.first_seq < right.first_seq;
    };
    std::sort(content.segments.begin(), content.segments.end(), by_seq);
    std::sort(content.retained.begin(), content.retained.end(), by_seq);
    std::sort(content.tails.begin(), content.tails.end());
    return content;
}

struct LoadedSegment {
    std::shared_ptr<SegmentFile> file;
    SegmentFacts facts;
};

Result<LoadedSegment> load(const FoundSegment& found, DatabaseAccess access, TopicNames& names) {
    auto file = SegmentFile::open(found.path, found.first_seq, access);
    if (!file) return file.error();
    auto facts = (*file)->load(names);
    if (!facts) return facts.error();
    return LoadedSegment{std::move(*file), std::move(*facts)};
}

// Where the power failed while SQLite changed a file in place, its journal makes it whole.
void roll_back(const std::string& path) {
    std::error_code ignored;
    if (!fs::exists(path + "-journal", ignored)) return;
    auto database = Database::open(path, DatabaseAccess::read_write);
    if (database) static_cast<void>(database->number("pragma user_version").ok());
}

// A sealed file is read as one that nobody changes; of the one that is open the journal belongs to it.
Result<LoadedSegment> load(const FoundSegment& found, TopicNames& names) {
    roll_back(found.path);
    std::error_code ignored;
    if (!fs::exists(found.path + "-wal", ignored)) {
        auto frozen = load(found, DatabaseAccess::frozen, names);
        if (!frozen || frozen->facts.is_sealed) return frozen;
    }
    return load(found, DatabaseAccess::read_only, names);
}

std::uint64_t bytes_of(const std::string& path) {
    std::error_code problem;
    const auto bytes = fs::file_size(path, problem);
    return problem ? 0 : bytes;
}

void take_notes(const SegmentFacts& facts, FoundStore& store) {
    for (const history::PublisherMark& mark : facts.marks) {
        std::uint64_t& through = store.publishers[mark.publisher];
        through = std::max(through, mark.through);
    }
    store.holes.insert(store.holes.end(), facts.holes.begin(), facts.holes.end());
    store.through = std::max(store.through, facts.through);
}

Result<void> find_retained(const std::vector<FoundSegment>& files, TopicNames& names, FoundStore& store,
                           std::uint64_t& retired_through) {
    for (const FoundSegment& found : files) {
        auto loaded = load(found, names);
        if (!loaded && loaded.error().code == ErrorCode::unsupported_version) return loaded.error();
        if (!loaded) {
            if (loaded.error().code != ErrorCode::not_found) store.notices.push_back(loaded.error().message());
            continue;
        }
        retired_through = std::max(retired_through, loaded->facts.through);
        store.retained.add(view_of(loaded->file, loaded->facts, bytes_of(found.path)));
    }
    return {};
}

Result<void> find_segments(const std::vector<FoundSegment>& files, std::uint64_t retired_through, TopicNames& names,
                           FoundStore& store) {
    for (std::size_t index = 0; index < files.size(); ++index) {
        const FoundSegment& found = files[index];
        const bool is_last = index + 1 == files.size();
        auto loaded = load(found, names);
        if (!loaded && loaded.error().code == ErrorCode::unsupported_version) return loaded.error();
        if (!loaded && loaded.error().code == ErrorCode::not_found) continue;
        if (!loaded) {
            store.notices.push_back(loaded.error().message() + "; its events are left out");
            if (is_last) store.is_complete = false;
            const std::uint64_t next = is_last ? found.first_seq + 1 : files[index + 1].first_seq;
            store.holes.push_back({found.first_seq, next - 1, "damaged"});
            continue;
        }
        const auto& blocks = loaded->facts.blocks;
        if (!blocks.empty() && blocks.back()->summary.info.last_seq <= retired_through) {
            store.retired.push_back(found.path);
            continue;
        }
        take_notes(loaded->facts, store);
        store.segments.add(view_of(loaded->file, loaded->facts, bytes_of(found.path)));
    }
    return {};
}

}  // namespace

// Tails first: what leaves them meanwhile is in the segments by then.
Result<FoundStore> find_store(const std::string& directory, TopicNames& names) {
    FoundStore store;
    for (const std::string& path : list(directory).tails)
        store.tails.push_back({path, read_file(path)});
    const FolderContent content = list(directory);
    std::uint64_t retired_through = 0;
    if (auto found = find_retained(content.retained, names, store, retired_through); !found) return found.error();
    if (auto found = find_segments(content.segments, retired_through, names, store); !found) return found.error();
    return store;
}

}  // namespace logbeam::store
