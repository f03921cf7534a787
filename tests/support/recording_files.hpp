#pragma once

#include "store/block/file_layer.hpp"
#include "support/disk_record.hpp"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace logbeam::test {

// The machine's files, each step of which is recorded. The record must outlive it. Thread-safe.
class RecordingFiles final : public store::FileLayer {
public:
    explicit RecordingFiles(DiskRecord& record) : record_{record} {}

    Result<std::unique_ptr<store::AppendFile>> open_to_append(const std::string& path) override {
        auto opened = files_.open_to_append(path);
        if (!opened) return opened.error();
        return std::unique_ptr<store::AppendFile>{
            std::make_unique<File>(*this, std::move(*opened), record_.open(path))};
    }
    Result<void> replace(const std::string& path, std::string_view content) override {
        const std::string beside = path + ".new";
        const std::size_t file = record_.open(beside);
        record_.resize(file, 0);
        record_.append(file, content);
        record_.sync_file(file, record_.steps());
        record_.rename(beside, path);
        return files_.replace(path, content);
    }
    Result<void> remove(const std::string& path) override {
        record_.unlink(path);
        return files_.remove(path);
    }
    Result<void> sync_folder(const std::string& path) override {
        record_.sync_folder(record_.steps());
        return files_.sync_folder(path);
    }
    std::uint64_t free_bytes(const std::string& folder) override { return files_.free_bytes(folder); }

    std::atomic<bool> is_full = false;  // half of what is appended is written, and then it fails

private:
    class File final : public store::AppendFile {
    public:
        File(RecordingFiles& disk, std::unique_ptr<store::AppendFile> file, std::size_t number)
            : disk_{disk}, file_{std::move(file)}, number_{number} {}
        Result<void> append(std::string_view bytes) override {
            if (disk_.is_full) {
                const std::string_view half = bytes.substr(0, bytes.size() / 2);
                disk_.record_.append(number_, half);
                static_cast<void>(file_->append(half).ok());
                return Error{ErrorCode::store_unavailable, "no space left on device"};
            }
            disk_.record_.append(number_, bytes);
            return file_->append(bytes);
        }
        Result<void> sync() override {
            const std::size_t began = disk_.record_.steps();
            auto synced = file_->sync();
            disk_.record_.sync_file(number_, began);
            return synced;
        }
        void cut(std::size_t bytes) noexcept override {
            disk_.record_.resize(number_, bytes);
            file_->cut(bytes);
        }

    private:
        RecordingFiles& disk_;
        std::unique_ptr<store::AppendFile> file_;
        std::size_t number_;
    };

    DiskRecord& record_;
    store::SystemFiles files_;
};

}  // namespace logbeam::test
