#include "transport/nats/settings.hpp"

#include "transport/nats/address.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace logbeam::transport {

namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw Failure{Error{ErrorCode::invalid_option, "NatsOptions" + why}};
}

void check_file(const char* option, const std::string& path) {
    if (path.empty() || ::access(path.c_str(), R_OK) == 0) return;
    const int reason = errno;
    throw Failure{Error{ErrorCode::invalid_option, std::string{option} + " '" + path +
                                                       "' cannot be read: " + std::generic_category().message(reason)}};
}

void check_login(const NatsSettings& settings) {
    const NatsOptions& options = settings.options;
    const auto ways = {!settings.token.empty(), !options.user.empty(), !options.nkey.empty(),
                       !options.credentials_file.empty()};
    if (std::count(ways.begin(), ways.end(), true) > 1) {
        refuse(": choose one of token, user, nkey and credentials_file");
    }
    if (options.user.empty() && !options.password.empty()) refuse("::password needs a user; say who it is");
    if (options.nkey.empty() != options.nkey_seed_file.empty())
        refuse("::nkey and nkey_seed_file go together; name both");
    if (options.tls_certificate_file.empty() != options.tls_key_file.empty()) {
        refuse("::tls_certificate_file and tls_key_file go together; name both");
    }
    check_file("NatsOptions::nkey_seed_file", options.nkey_seed_file);
    check_file("NatsOptions::credentials_file", options.credentials_file);
    check_file("NatsOptions::tls_certificate_file", options.tls_certificate_file);
    check_file("NatsOptions::tls_key_file", options.tls_key_file);
}

}  // namespace

NatsSettings NatsSettings::from(std::string_view url, const NatsOptions& options, const std::string& tls_ca_file) {
    auto address = NatsAddress::parse(url).value();
    NatsSettings settings{std::move(address.servers),
                          address.is_secure,
                          tls_ca_file,
                          options,
                          std::move(address.token),
                          SubjectMapping::parse(options.subject).value()};
    for (const std::string& server : options.servers) {
        settings.servers.push_back(parse_nats_server(server).value());
    }
    if (!address.user.empty()) {
        if (!options.user.empty()) refuse("::user is in the URL, too; say it once");
        settings.options.user = std::move(address.user);
        settings.options.password = std::move(address.password);
    }
    check_login(settings);
    check_file("ConnectionOptions::tls_ca_file", tls_ca_file);
    return settings;
}

}  // namespace logbeam::transport
