#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logbeam::test {

// One thing that a disk was asked to do.
struct DiskStep {
    enum class Kind : std::uint8_t { create, write, resize, sync_file, rename, unlink, sync_folder };

    Kind kind{};
    std::size_t file = 0;    // which one; names come and go
    std::string name = {};   // in the folder
    std::string other = {};  // rename: the new name
    std::uint64_t at = 0;    // write: where; resize: the new length
    std::string bytes = {};
    std::size_t covers = 0;  // a sync: the steps before this one that it brings onto the disk
};

// What reaches the disk of those steps that no sync covers.
struct PowerCut {
    std::size_t at = 0;         // the steps before this one were asked for
    std::size_t kept = 0;       // of these, the ones before this one are on the disk for certain
    bool is_scattered = false;  // of the others any, sector by sector
    std::size_t sector_bytes = 512;
};

// Everything that is done to the files of one folder, in order. Thread-safe.
class DiskRecord final {
public:
    explicit DiskRecord(std::filesystem::path folder) : folder_{std::move(folder)} {}

    [[nodiscard]] bool has(std::string_view path) const { return std::filesystem::path{path}.parent_path() == folder_; }

    std::size_t open(std::string_view path) {
        const std::lock_guard lock{mutex_};
        const auto [found, is_new] = files_.try_emplace(name_of(path), sizes_.size());
        if (is_new) {
            sizes_.push_back(0);
            add({DiskStep::Kind::create, found->second, found->first});
        }
        return found->second;
    }
    void write(std::size_t file, std::uint64_t at, std::string_view bytes) {
        const std::lock_guard lock{mutex_};
        write_locked(file, at, bytes);
    }
    void append(std::size_t file, std::string_view bytes) {
        const std::lock_guard lock{mutex_};
        write_locked(file, sizes_[file], bytes);
    }
    void resize(std::size_t file, std::uint64_t bytes) {
        const std::lock_guard lock{mutex_};
        if (sizes_[file] == bytes) return;
        sizes_[file] = bytes;
        add({DiskStep::Kind::resize, file, {}, {}, bytes});
    }
    void rename(std::string_view from, std::string_view into) {
        const std::lock_guard lock{mutex_};
        const auto node = files_.extract(name_of(from));
        files_[name_of(into)] = node.mapped();
        add({DiskStep::Kind::rename, node.mapped(), node.key(), name_of(into)});
    }
    void unlink(std::string_view path) {
        const std::lock_guard lock{mutex_};
        const auto found = files_.find(name_of(path));
        if (found == files_.end()) return;
        add({DiskStep::Kind::unlink, found->second, found->first});
        files_.erase(found);
    }
    // `began`: the steps that there were when the sync began.
    void sync_file(std::size_t file, std::size_t began) {
        const std::lock_guard lock{mutex_};
        add({DiskStep::Kind::sync_file, file, {}, {}, 0, {}, began});
    }
    void sync_folder(std::size_t began) {
        const std::lock_guard lock{mutex_};
        add({DiskStep::Kind::sync_folder, 0, {}, {}, 0, {}, began});
    }
    [[nodiscard]] std::size_t steps() const {
        const std::lock_guard lock{mutex_};
        return steps_.size();
    }

    // The steps that syncs before step `at` brought onto the disk, of the first file whose name begins like this.
    [[nodiscard]] std::size_t covered(std::string_view prefix, std::size_t at) const {
        const std::lock_guard lock{mutex_};
        const auto created = std::find_if(steps_.begin(), steps_.end(), [&](const DiskStep& step) {
            return step.kind == Kind::create && step.name.compare(0, prefix.size(), prefix) == 0;
        });
        std::size_t covered = 0;
        for (std::size_t index = 0; created != steps_.end() && index < at; ++index) {
            const DiskStep& step = steps_[index];
            const bool is_meant = step.kind == Kind::sync_file && step.file == created->file;
            if (is_meant) covered = std::max(covered, step.covers);
        }
        return covered;
    }

    // The folder as it is found after the power comes back.
    void restore_into(const std::filesystem::path& folder, const PowerCut& cut, std::mt19937_64& choices) const {
        const std::lock_guard lock{mutex_};
        for (const auto& [name, content] : contents(cut, choices))
            std::ofstream{folder / name, std::ios::binary} << content;
    }

private:
    using Kind = DiskStep::Kind;

    static std::string name_of(std::string_view path) { return std::filesystem::path{path}.filename(); }
    static bool is_of_folder(const DiskStep& step) {
        return step.kind == Kind::create || step.kind == Kind::rename || step.kind == Kind::unlink;
    }

    void add(DiskStep step) { steps_.push_back(std::move(step)); }
    void write_locked(std::size_t file, std::uint64_t at, std::string_view bytes) {
        sizes_[file] = std::max(sizes_[file], at + bytes.size());
        add({Kind::write, file, {}, {}, at, std::string{bytes}});
    }

    [[nodiscard]] std::map<std::string, std::string> contents(const PowerCut& cut, std::mt19937_64& choices) const {
        std::vector<std::size_t> covered(sizes_.size(), cut.kept);
        std::size_t folder_covered = cut.kept;
        for (std::size_t index = 0; index < cut.at; ++index) {
            const DiskStep& step = steps_[index];
            if (step.kind == Kind::sync_file) covered[step.file] = std::max(covered[step.file], step.covers);
            if (step.kind == Kind::sync_folder) folder_covered = std::max(folder_covered, step.covers);
        }
        std::vector<std::string> files(sizes_.size());
        std::map<std::string, std::size_t> names;
        for (std::size_t index = 0; index < cut.at; ++index) {
            const DiskStep& step = steps_[index];
            const bool is_certain = index < (is_of_folder(step) ? folder_covered : covered[step.file]);
            if (is_certain) {
                apply(step, files[step.file], names);
            } else if (cut.is_scattered) {
                apply_some(step, files[step.file], names, cut.sector_bytes, choices);
            }
        }
        std::map<std::string, std::string> found;
        for (const auto& [name, file] : names)
            found[name] = files[file];
        return found;
    }

    static void apply(const DiskStep& step, std::string& content, std::map<std::string, std::size_t>& names) {
        if (step.kind == Kind::create) names[step.name] = step.file;
        if (step.kind == Kind::resize) content.resize(step.at);
        if (step.kind == Kind::write) put(content, step.at, step.bytes);
        if (step.kind == Kind::unlink) names.erase(step.name);
        if (step.kind != Kind::rename) return;
        names.erase(step.name);
        names[step.other] = step.file;
    }
    static void apply_some(const DiskStep& step, std::string& content, std::map<std::string, std::size_t>& names,
                           std::size_t sector_bytes, std::mt19937_64& choices) {
        if (step.kind != Kind::write) {
            if (choices() % 2 == 0) apply(step, content, names);
            return;
        }
        std::string_view rest = step.bytes;
        for (std::uint64_t at = step.at; !rest.empty();) {
            const std::size_t size = std::min<std::size_t>(rest.size(), sector_bytes - at % sector_bytes);
            if (choices() % 2 == 0) put(content, at, rest.substr(0, size));
            rest.remove_prefix(size);
            at += size;
        }
    }
    static void put(std::string& content, std::uint64_t at, std::string_view bytes) {
        if (content.size() < at + bytes.size()) content.resize(at + bytes.size());
        content.replace(at, bytes.size(), bytes);
    }

    const std::filesystem::path folder_;
    mutable std::mutex mutex_;
    std::vector<DiskStep> steps_;
    std::vector<std::uint64_t> sizes_;  // as they are now, by file
    std::map<std::string, std::size_t> files_;
};

}  // namespace logbeam::test
