#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace logbeam::test {

// A CA of its own and certificates that it signed, in files of a folder that goes with the object.
class Certificates {
public:
    Certificates();
    ~Certificates();
    Certificates(const Certificates&) = delete;
    Certificates& operator=(const Certificates&) = delete;

    struct Files {
        std::string chain;
        std::string key;
    };

    // For names as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1". Each call makes other files.
    [[nodiscard]] Files issue(const std::string& names);

    [[nodiscard]] std::string ca_file() const { return (folder_ / "ca.pem").string(); }
    [[nodiscard]] std::string folder() const { return folder_.string(); }

private:
    struct Authority;

    std::filesystem::path folder_;
    std::unique_ptr<Authority> authority_;
    int issued_ = 0;
};

}  // namespace logbeam::test
