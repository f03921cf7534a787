#pragma once

#include <logbeam/result.hpp>

#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;  // OpenSSL's own names: its headers stay in one .cpp
struct ssl_st;

// TLS without sockets: bytes of the wire in, bytes of the program out, and back. Where the build leaves TLS out
// (LOGBEAM_TLS=OFF), making a context throws unsupported_scheme and there is nothing else.
namespace logbeam::net {

// Certificates and rules, TLS 1.2 and newer. Immutable, so thread-safe. Sessions keep what they need of it: to load
// changed files, make another one. Throws Failure that names the file.
class TlsContext final {
public:
    // The files are PEM: the certificate with those that lead to its CA, and its key.
    [[nodiscard]] static TlsContext for_server(const std::string& chain_file, const std::string& key_file);

    // Trusts who the CAs in the PEM file vouch for; empty: the system's CAs.
    [[nodiscard]] static TlsContext for_client(const std::string& ca_file);

private:
    friend class TlsSession;
    struct Release {
        void operator()(ssl_ctx_st* context) const noexcept;
    };
    using Handle = std::unique_ptr<ssl_ctx_st, Release>;

    explicit TlsContext(Handle context) : context_{std::move(context)} {}

    Handle context_;
};

// One connection. Unsynchronised. After each call, what `pending` gives goes to the peer: the handshake's part, alerts.
class TlsSession final {
public:
    // The server's end.
    explicit TlsSession(const TlsContext& context);

    // The client's end, which speaks first. The certificate must be for this host, a name or an IP address.
    TlsSession(const TlsContext& context, const std::string& host);

    ~TlsSession();
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;

    // Takes all of it and appends what it says. An error ends the session; its last words are in `pending`.
    [[nodiscard]] Result<void> receive(std::string_view ciphertext, std::string& plaintext_out);

    // Only when ready.
    void send(std::string_view plaintext, std::string& ciphertext_out);

    void pending(std::string& ciphertext_out);

    // Whether the handshake is done, the peer's certificate accepted.
    [[nodiscard]] bool is_ready() const noexcept;

    // Whether the peer has said that nothing follows.
    [[nodiscard]] bool is_closed() const noexcept { return is_closed_; }

    // Says that nothing follows.
    void close_notify(std::string& ciphertext_out);

private:
    friend struct TlsWire;
    struct Release {
        void operator()(ssl_st* session) const noexcept;
    };
    using Handle = std::unique_ptr<ssl_st, Release>;

    void attach();
    [[nodiscard]] Error failure() const;

    Handle session_;
    const std::string host_;       // empty at the server's end
    std::string_view in_;          // what OpenSSL may read; of the running call
    std::string out_;              // what it wrote outside of send
    std::string* sink_ = nullptr;  // where it writes
    bool is_closed_ = false;
};

}  // namespace logbeam::net
