#ifdef LOGBEAM_TLS

#include "support/certificates.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>

namespace logbeam::test {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&::EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&::X509_free)>;

Key new_key() {
    return {::EVP_EC_gen("P-256"), ::EVP_PKEY_free};
}

void extend(X509* certificate, X509* issuer, int what, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = ::X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
    ::X509_add_ext(certificate, extension, -1);
    ::X509_EXTENSION_free(extension);
}

Certificate new_certificate(const std::string& name, EVP_PKEY* key, long serial) {
    Certificate made{::X509_new(), ::X509_free};
    ::X509_set_version(made.get(), 2);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(made.get()), serial);
    ::X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    ::X509_gmtime_adj(X509_getm_notAfter(made.get()), 24L * 3600);
    ::X509_set_pubkey(made.get(), key);
    ::X509_NAME_add_entry_by_txt(::X509_get_subject_name(made.get()), "CN", MBSTRING_ASC,
                                 reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    return made;
}

template <class Write>
void write_file(const std::filesystem::path& path, Write write) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    write(file);
    std::fclose(file);
}

void write_certificate(const std::filesystem::path& path, X509* certificate) {
    write_file(path, [certificate](std::FILE* file) { ::PEM_write_X509(file, certificate); });
}

}  // namespace

struct Certificates::Authority {
    Key key = new_key();
    Certificate certificate = new_certificate("a CA of the tests", key.get(), 1);
};

Certificates::Certificates() : authority_{std::make_unique<Authority>()} {
    std::string pattern = (std::filesystem::temp_directory_path() / "logbeam-ca-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    X509* ca = authority_->certificate.get();
    ::X509_set_issuer_name(ca, ::X509_get_subject_name(ca));
    extend(ca, ca, NID_basic_constraints, "critical,CA:TRUE");
    extend(ca, ca, NID_key_usage, "critical,keyCertSign,cRLSign");
    ::X509_sign(ca, authority_->key.get(), ::EVP_sha256());
    write_certificate(ca_file(), ca);
}

Certificates::~Certificates() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

Certificates::Files Certificates::issue(const std::string& names) {
    const std::string base = (folder_ / ("server" + std::to_string(++issued_))).string();
    const Files files{base + ".pem", base + ".key"};
    const Key key = new_key();
    const Certificate made = new_certificate("a server of the tests", key.get(), 1 + issued_);
    X509* ca = authority_->certificate.get();
    ::X509_set_issuer_name(made.get(), ::X509_get_subject_name(ca));
    extend(made.get(), ca, NID_subject_alt_name, names);
    ::X509_sign(made.get(), authority_->key.get(), ::EVP_sha256());

    write_certificate(files.chain, made.get());
    write_file(files.key, [&key](std::FILE* file) {
        ::PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    return files;
}

}  // namespace logbeam::test

#endif
