#pragma once

#include "support/disk_record.hpp"

#include <sqlite3.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>

namespace logbeam::test {

// SQLite's way to the disk, for as long as the object lives: it records what is done to one folder, and fails when it is
// told to. No database may be open when it goes. Thread-safe.
class SqliteDisk final : private sqlite3_vfs {
public:
    SqliteDisk() : sqlite3_vfs{*sqlite3_vfs_find(nullptr)}, machine_{*sqlite3_vfs_find(nullptr)} {
        static_assert(alignof(File) == 8 && sizeof(File) % 8 == 0);
        zName = "logbeam-test";
        szOsFile = static_cast<int>(sizeof(File)) + machine_.szOsFile;
        sqlite3_vfs::xOpen = open;
        sqlite3_vfs::xDelete = remove;
        sqlite3_vfs_register(this, 1);
    }
    ~SqliteDisk() { sqlite3_vfs_unregister(this); }
    SqliteDisk(const SqliteDisk&) = delete;
    SqliteDisk& operator=(const SqliteDisk&) = delete;

    void record_to(DiskRecord* record) noexcept { record_ = record; }

    // After so many writes more every one gives this code, until it is told otherwise.
    void fail_after(std::int64_t writes, int code) noexcept {
        code_ = code;
        writes_left_ = writes;
    }
    void work() noexcept { writes_left_ = INT64_MAX; }
    [[nodiscard]] std::int64_t writes() const noexcept { return writes_; }
    [[nodiscard]] std::int64_t open_files() const noexcept { return open_files_; }

private:
    // The machine's file stands right behind it.
    struct File : sqlite3_file {  // SQLite gives room for eight-byte alignment
        SqliteDisk* disk = nullptr;
        DiskRecord* record = nullptr;  // nullptr: not recorded
        std::size_t number = 0;
        bool syncs_folder = false;  // with its first sync, as the machine's does for a new journal

        [[nodiscard]] sqlite3_file* real() noexcept { return static_cast<sqlite3_file*>(static_cast<void*>(this + 1)); }
        [[nodiscard]] const sqlite3_io_methods& to() noexcept { return *real()->pMethods; }
    };

    static SqliteDisk& disk_of(sqlite3_vfs* vfs) noexcept { return *static_cast<SqliteDisk*>(vfs); }
    static File& file_of(sqlite3_file* file) noexcept { return *static_cast<File*>(file); }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* place, int flags, int* out) {
        SqliteDisk& disk = disk_of(vfs);
        File& file = *new (place) File{};
        file.disk = &disk;
        const int code = disk.machine_.xOpen(&disk.machine_, name, file.real(), flags, out);
        if (code != SQLITE_OK) return code;
        static const sqlite3_io_methods own = methods();
        file.pMethods = &own;
        ++disk.open_files_;
        DiskRecord* const record = disk.record_;
        if (name == nullptr || record == nullptr || !record->has(name)) return SQLITE_OK;
        constexpr int journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
        file.record = record;
        file.number = record->open(name);
        file.syncs_folder = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & journals) != 0;
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int syncs_folder) {
        SqliteDisk& disk = disk_of(vfs);
        const int code = disk.machine_.xDelete(&disk.machine_, name, syncs_folder);
        DiskRecord* const record = disk.record_;
        if (code != SQLITE_OK || record == nullptr || !record->has(name)) return code;
        record->unlink(name);
        if (syncs_folder != 0) record->sync_folder(record->steps());
        return code;
    }

    [[nodiscard]] bool may_write() noexcept {
        ++writes_;
        return writes_left_ == INT64_MAX || writes_left_-- > 0;
    }

    static int write(sqlite3_file* handle, const void* bytes, int count, sqlite3_int64 at) {
        File& file = file_of(handle);
        if (!file.disk->may_write()) return file.disk->code_;
        const int code = file.to().xWrite(file.real(), bytes, count, at);
        if (code == SQLITE_OK && file.record != nullptr) {
            file.record->write(file.number, static_cast<std::uint64_t>(at),
                               {static_cast<const char*>(bytes), static_cast<std::size_t>(count)});
        }
        return code;
    }
    static int truncate(sqlite3_file* handle, sqlite3_int64 bytes) {
        File& file = file_of(handle);
        const int code = file.to().xTruncate(file.real(), bytes);
        if (code == SQLITE_OK && file.record != nullptr) {
            file.record->resize(file.number, static_cast<std::uint64_t>(bytes));
        }
        return code;
    }
    static int sync(sqlite3_file* handle, int flags) {
        File& file = file_of(handle);
        const std::size_t began = file.record != nullptr ? file.record->steps() : 0;
        const int code = file.to().xSync(file.real(), flags);
        if (code != SQLITE_OK || file.record == nullptr) return code;
        file.record->sync_file(file.number, began);
        if (file.syncs_folder) file.record->sync_folder(began);
        file.syncs_folder = false;
        return code;
    }
    static int close(sqlite3_file* handle) {
        File& file = file_of(handle);
        --file.disk->open_files_;
        return file.to().xClose(file.real());
    }

    // All but the four above pass through.
    static sqlite3_io_methods methods() noexcept {
        sqlite3_io_methods own{};
        own.iVersion = 2;
        own.xClose = close;
        own.xWrite = write;
        own.xTruncate = truncate;
        own.xSync = sync;
        own.xRead = [](sqlite3_file* file, void* into, int count, sqlite3_int64 at) {
            return file_of(file).to().xRead(file_of(file).real(), into, count, at);
        };
        own.xFileSize = [](sqlite3_file* file, sqlite3_int64* size) {
            return file_of(file).to().xFileSize(file_of(file).real(), size);
        };
        own.xLock = [](sqlite3_file* file, int level) { return file_of(file).to().xLock(file_of(file).real(), level); };
        own.xUnlock = [](sqlite3_file* file, int level) {
            return file_of(file).to().xUnlock(file_of(file).real(), level);
        };
        own.xCheckReservedLock = [](sqlite3_file* file, int* is_taken) {
            return file_of(file).to().xCheckReservedLock(file_of(file).real(), is_taken);
        };
        own.xFileControl = [](sqlite3_file* file, int what, void* value) {
            return file_of(file).to().xFileControl(file_of(file).real(), what, value);
        };
        own.xSectorSize = [](sqlite3_file* file) { return file_of(file).to().xSectorSize(file_of(file).real()); };
        own.xDeviceCharacteristics = [](sqlite3_file* file) {
            return file_of(file).to().xDeviceCharacteristics(file_of(file).real());
        };
        own.xShmMap = [](sqlite3_file* file, int page, int bytes, int extends, volatile void** into) {
            return file_of(file).to().xShmMap(file_of(file).real(), page, bytes, extends, into);
        };
        own.xShmLock = [](sqlite3_file* file, int at, int count, int flags) {
            return file_of(file).to().xShmLock(file_of(file).real(), at, count, flags);
        };
        own.xShmBarrier = [](sqlite3_file* file) { file_of(file).to().xShmBarrier(file_of(file).real()); };
        own.xShmUnmap = [](sqlite3_file* file, int deletes) {
            return file_of(file).to().xShmUnmap(file_of(file).real(), deletes);
        };
        return own;
    }

    sqlite3_vfs& machine_;
    std::atomic<DiskRecord*> record_ = nullptr;
    std::atomic<int> code_ = SQLITE_FULL;
    std::atomic<std::int64_t> writes_left_ = INT64_MAX;
    std::atomic<std::int64_t> writes_ = 0;
    std::atomic<std::int64_t> open_files_ = 0;
};

}  // namespace logbeam::test
