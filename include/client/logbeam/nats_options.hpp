#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace logbeam {

// What a `nats://` connection does with JetStream. Without a stream an event is brought at most once, and
// ConnectionStats::at_most_once says how many were.
enum class NatsStream : std::uint8_t {
    use,      // where a stream takes the subject; core NATS elsewhere
    require,  // nothing is published where no stream takes it: the connection stays away and says so
    ignore,   // core NATS only
};

// What `nats://` needs beyond ConnectionOptions, whose token and tls_ca_file it uses, too. At most one of token, user,
// nkey and credentials_file.
struct NatsOptions {
    std::vector<std::string> servers;  // more of the cluster, host:port, beside those in the URL
    std::string user;
    std::string password;
    std::string nkey;                  // public, U…
    std::string nkey_seed_file;        // holds its seed, SU…
    std::string credentials_file;      // holds a JWT and a seed, as nsc writes it
    std::string tls_certificate_file;  // PEM; the client's own, with its chain
    std::string tls_key_file;
    std::string subject = "logbeam.event.{topic}";  // where the events of a topic go; {topic} is its end
    NatsStream stream = NatsStream::use;
};

}  // namespace logbeam
