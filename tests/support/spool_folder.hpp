#pragma once

#include <logbeam/connection.hpp>
#include <logbeam/event.hpp>
#include <logbeam/testing.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::test {

// Nobody publishes an endpoint of this name.
inline constexpr const char* unreachable_url = "inproc://nobody";

// Options with the spool in a file; errors are expected where these are used.
[[nodiscard]] inline ConnectionOptions spool_file_options(const std::string& path) {
    ConnectionOptions options;
    options.spool_file = path;
    options.on_error = [](const Error& /*expected*/) {};
    return options;
}

// A folder for one spool file and its siblings, gone with the object.
class SpoolFolder {
public:
    SpoolFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "logbeam-spool-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
    }
    ~SpoolFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    SpoolFolder(const SpoolFolder&) = delete;
    SpoolFolder& operator=(const SpoolFolder&) = delete;

    [[nodiscard]] std::string file() const { return (folder_ / "spool").string(); }

    // Nothing waits: one file, and in it the line that names the format.
    [[nodiscard]] bool is_clean() const {
        const std::filesystem::directory_iterator files{folder_};
        return std::distance(begin(files), end(files)) == 1 && std::filesystem::file_size(file()) <= 16;
    }

private:
    std::filesystem::path folder_;
};

// By publisher: its recovered events, in the order of arrival.
using RecoveredEvents = std::map<std::string, std::vector<Event>>;

// Starts with the spool file and takes all that earlier processes left in it.
[[nodiscard]] inline RecoveredEvents recover(const std::string& path) {
    testing::Recorder recorder;
    Connection connection{recorder.url(), spool_file_options(path)};
    const std::uint64_t left = connection.stats().recovered;
    EXPECT_TRUE(recorder.wait_for(left, std::chrono::seconds{60}));

    RecoveredEvents found;
    const std::vector<Event> events = recorder.events();
    EXPECT_EQ(events.size(), left);
    for (const Event& event : events) {
        found[event.client_id].push_back(event);
    }
    return found;
}

// Of one publisher: events under the counters 1, 2, 3 ... and each marked as recovered.
inline void expect_recovered_once_in_order(const std::string& publisher, const std::vector<Event>& events) {
    std::uint64_t counter = 0;
    for (const Event& event : events) {
        char id[64];
        std::snprintf(id, sizeof id, "%s-%llx", publisher.c_str(), static_cast<unsigned long long>(++counter));
        ASSERT_EQ(event.id, id);
        const Value* mark = event.metadata.find("recovered");
        ASSERT_TRUE(mark != nullptr && mark->as_bool() == true);
    }
}

}  // namespace logbeam::test
