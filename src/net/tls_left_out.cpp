#ifndef LOGBEAM_TLS

#include "net/tls.hpp"

// There is no context, hence no session: what follows a context is never reached.
namespace logbeam::net {

namespace {

[[noreturn]] void refuse() {
    throw Failure{Error{ErrorCode::unsupported_scheme, "TLS (wss://, https://) is not in this build; build it with "
                                                       "LOGBEAM_TLS=ON"}};
}

}  // namespace

void TlsContext::Release::operator()(ssl_ctx_st* /*context*/) const noexcept {}
void TlsSession::Release::operator()(ssl_st* /*session*/) const noexcept {}

TlsContext TlsContext::for_server(const std::string& /*chain_file*/, const std::string& /*key_file*/) {
    refuse();
}

TlsContext TlsContext::for_client(const std::string& /*ca_file*/) {
    refuse();
}

TlsSession::TlsSession(const TlsContext& /*context*/) {
    refuse();
}

TlsSession::TlsSession(const TlsContext& /*context*/, const std::string& host) : host_{host} {
    refuse();
}

TlsSession::~TlsSession() = default;

Result<void> TlsSession::receive(std::string_view /*ciphertext*/, std::string& /*plaintext_out*/) {
    refuse();
}

void TlsSession::send(std::string_view /*plaintext*/, std::string& /*ciphertext_out*/) {}
void TlsSession::pending(std::string& /*ciphertext_out*/) {}
void TlsSession::close_notify(std::string& /*ciphertext_out*/) {}

bool TlsSession::is_ready() const noexcept {
    return false;
}

}  // namespace logbeam::net

#endif
