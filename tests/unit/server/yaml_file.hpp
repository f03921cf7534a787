#pragma once

#include "unit/channel/temp_folder.hpp"

#include <string>
#include <string_view>

namespace logbeam::server::test {

// A file named logbeam.yaml in a folder of its own, for as long as the object lives.
class YamlFile {
public:
    explicit YamlFile(std::string_view text) { write(text); }

    void write(std::string_view text) const { channel::write_file(path(), text); }
    [[nodiscard]] std::string path() const { return folder_ / "logbeam.yaml"; }

private:
    channel::TempFolder folder_;
};

}  // namespace logbeam::server::test
