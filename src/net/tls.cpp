#ifdef LOGBEAM_TLS

#include "net/tls.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <system_error>
#include <utility>

namespace logbeam::net {

namespace {

constexpr std::size_t largest_record = 16 * 1024;

// The first of the errors that the last call left behind: the others only say who called whom.
std::string take_reason() {
    const unsigned long first = ::ERR_get_error();
    ::ERR_clear_error();
    if (first == 0) return "unknown reason";
    if (ERR_SYSTEM_ERROR(first)) return std::generic_category().message(ERR_GET_REASON(first));
    const char* text = ::ERR_reason_error_string(first);
    return text == nullptr ? "error " + std::to_string(first) : text;
}

[[noreturn]] void refuse(ErrorCode code, const std::string& what) {
    throw Failure{Error{code, what + ": " + take_reason()}};
}

ssl_ctx_st* new_context(const SSL_METHOD* method) {
    ::ERR_clear_error();
    ssl_ctx_st* context = ::SSL_CTX_new(method);
    if (context == nullptr) refuse(ErrorCode::internal, "cannot make a TLS context");
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);  // an idle session keeps no record buffers
    ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // Nothing is resumed: connections live long, and tickets would be memory and a second way in.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    ::SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
    ::SSL_CTX_set_num_tickets(context, 0);
    return context;
}

}  // namespace

// What OpenSSL reads and writes instead of a socket: the views and strings of the session's running call, so that an
// idle session has no buffers at all.
struct TlsWire {
    static TlsSession& session(BIO* bio) { return *static_cast<TlsSession*>(::BIO_get_data(bio)); }

    static int read(BIO* bio, char* to, std::size_t size, std::size_t* taken) {
        std::string_view& in = session(bio).in_;
        BIO_clear_retry_flags(bio);
        if (in.empty()) {
            BIO_set_retry_read(bio);
            return 0;
        }
        *taken = std::min(size, in.size());
        std::memcpy(to, in.data(), *taken);
        in.remove_prefix(*taken);
        return 1;
    }

    static int write(BIO* bio, const char* from, std::size_t size, std::size_t* written) {
        session(bio).sink_->append(from, size);
        *written = size;
        return 1;
    }

    static long control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
        return command == BIO_CTRL_FLUSH ? 1 : 0;
    }

    static const BIO_METHOD* method() {
        static const BIO_METHOD* const made = [] {
            BIO_METHOD* method = ::BIO_meth_new(BIO_TYPE_SOURCE_SINK, "logbeam wire");
            ::BIO_meth_set_read_ex(method, read);
            ::BIO_meth_set_write_ex(method, write);
            ::BIO_meth_set_ctrl(method, control);
            return method;
        }();
        return made;
    }
};

void TlsContext::Release::operator()(ssl_ctx_st* context) const noexcept {
    ::SSL_CTX_free(context);
}

void TlsSession::Release::operator()(ssl_st* session) const noexcept {
    ::SSL_free(session);
}

TlsContext TlsContext::for_server(const std::string& chain_file, const std::string& key_file) {
    Handle context{new_context(::TLS_server_method())};
    if (::SSL_CTX_use_certificate_chain_file(context.get(), chain_file.c_str()) != 1) {
        refuse(ErrorCode::invalid_config, "cannot use the certificate in '" + chain_file + "'");
    }
    if (::SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
        refuse(ErrorCode::invalid_config, "cannot use the private key in '" + key_file + "'");
    }
    return TlsContext{std::move(context)};
}

TlsContext TlsContext::for_client(const std::string& ca_file) {
    Handle context{new_context(::TLS_client_method())};
    ::SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    if (ca_file.empty()) {
        ::SSL_CTX_set_default_verify_paths(context.get());
    } else if (::SSL_CTX_load_verify_file(context.get(), ca_file.c_str()) != 1) {
        refuse(ErrorCode::invalid_option, "cannot use the CA certificates in '" + ca_file + "'");
    }
    return TlsContext{std::move(context)};
}

TlsSession::TlsSession(const TlsContext& context) : session_{::SSL_new(context.context_.get())} {
    attach();
    ::SSL_set_accept_state(session_.get());
}

TlsSession::TlsSession(const TlsContext& context, const std::string& host)
    : session_{::SSL_new(context.context_.get())}, host_{host} {
    attach();
    ::SSL_set_connect_state(session_.get());
    if (::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(session_.get()), host.c_str()) != 1) {
        ::SSL_set_hostflags(session_.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        ::SSL_set1_host(session_.get(), host.c_str());
        std::string name{host};  // as SSL_set_tlsext_host_name, whose cast our warnings refuse
        ::SSL_ctrl(session_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    }
    ::ERR_clear_error();
    ::SSL_do_handshake(session_.get());  // writes the first message
}

TlsSession::~TlsSession() = default;

void TlsSession::attach() {
    BIO* wire = session_ ? ::BIO_new(TlsWire::method()) : nullptr;
    if (wire == nullptr) refuse(ErrorCode::internal, "cannot make a TLS session");
    ::BIO_set_data(wire, this);
    ::BIO_set_init(wire, 1);
    ::SSL_set_bio(session_.get(), wire, wire);
    sink_ = &out_;
}

Result<void> TlsSession::receive(std::string_view ciphertext, std::string& plaintext_out) {
    in_ = ciphertext;
    ::ERR_clear_error();
    while (true) {
        const std::size_t before = plaintext_out.size();
        plaintext_out.resize(before + largest_record);
        std::size_t got = 0;
        const int outcome = ::SSL_read_ex(session_.get(), plaintext_out.data() + before, largest_record, &got);
        plaintext_out.resize(before + got);
        if (outcome == 1) continue;
        switch (::SSL_get_error(session_.get(), outcome)) {
            case SSL_ERROR_WANT_READ: return {};
            case SSL_ERROR_ZERO_RETURN: is_closed_ = true; return {};
            default: return failure();
        }
    }
}

void TlsSession::send(std::string_view plaintext, std::string& ciphertext_out) {
    if (plaintext.empty()) return;
    ::ERR_clear_error();
    pending(ciphertext_out);
    sink_ = &ciphertext_out;
    std::size_t written = 0;
    // It takes all or nothing: the wire never makes it wait. After a failure it takes nothing, and `receive` says why.
    ::SSL_write_ex(session_.get(), plaintext.data(), plaintext.size(), &written);
    sink_ = &out_;
}

void TlsSession::pending(std::string& ciphertext_out) {
    ciphertext_out += std::exchange(out_, {});
}

bool TlsSession::is_ready() const noexcept {
    return ::SSL_is_init_finished(session_.get()) == 1;
}

void TlsSession::close_notify(std::string& ciphertext_out) {
    ::ERR_clear_error();
    if (is_ready()) ::SSL_shutdown(session_.get());
    pending(ciphertext_out);
}

Error TlsSession::failure() const {
    const long verdict = ::SSL_get_verify_result(session_.get());
    if (verdict != X509_V_OK && !host_.empty()) {
        ::ERR_clear_error();
        return {ErrorCode::refused, "the certificate of '" + host_ +
                                        "' is not accepted: " + ::X509_verify_cert_error_string(verdict) +
                                        "; see tls_ca_file in docs/configuration.md"};
    }
    return {ErrorCode::connection_lost, "TLS failed: " + take_reason()};
}

}  // namespace logbeam::net

#endif
